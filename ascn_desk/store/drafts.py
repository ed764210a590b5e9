"""What was typed and not yet saved, kept as text: each draft under its own id."""

from __future__ import annotations

from sqlalchemy import Connection


def put_draft(connection: Connection, draft_id: str, content: str) -> None:
    """Keep a draft in place of what was kept under its id."""
    connection.exec_driver_sql(
        "INSERT INTO draft VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET content = excluded.content",
        (draft_id, content),
    )


def drop_draft(connection: Connection, draft_id: str) -> None:
    """Forget a draft; nothing happens if there is none."""
    connection.exec_driver_sql("DELETE FROM draft WHERE id = ?", (draft_id,))


def held_drafts(connection: Connection) -> list[str]:
    """All drafts as they were kept."""
    return [str(each) for each in connection.exec_driver_sql("SELECT content FROM draft ORDER BY id").scalars()]
