"""Named values of this desk alone: they are never sent and no merge touches them."""

from __future__ import annotations

from sqlalchemy import Connection


def read_setting(connection: Connection, name: str) -> str | None:
    """The value under a name, or None if there is none."""
    value = connection.exec_driver_sql("SELECT value FROM setting WHERE name = ?", (name,)).scalar()
    return None if value is None else str(value)


def write_setting(connection: Connection, name: str, value: str | None) -> None:
    """Put a value under a name; None takes it away."""
    if value is None:
        connection.exec_driver_sql("DELETE FROM setting WHERE name = ?", (name,))
        return
    connection.exec_driver_sql(
        "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", (name, value)
    )
