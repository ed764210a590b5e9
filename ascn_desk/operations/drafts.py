"""Drafts: what was typed survives a crash, in the form it was typed in, with what was shown when it was opened."""

from __future__ import annotations

import msgspec

from ascn_desk.operations.desk import Desk
from ascn_desk.operations.views import Draft
from ascn_desk.store import drafts as kept

_encode = msgspec.json.encode
_decode = msgspec.json.Decoder(Draft).decode


def save_draft(desk: Desk, draft: Draft) -> None:
    """Keep a draft, in place of an earlier one of the same id."""
    content = _encode(draft).decode()
    with desk.store.writing() as connection:
        kept.put_draft(connection, draft.id, content)


def drafts(desk: Desk) -> tuple[Draft, ...]:
    """All drafts, the last kept first."""
    with desk.store.reading() as connection:
        held = [_decode(each) for each in kept.held_drafts(connection)]
    return tuple(sorted(held, key=lambda each: each.saved_at, reverse=True))


def drop_draft(desk: Desk, draft_id: str) -> None:
    """Forget a draft: it was saved, or thrown away."""
    with desk.store.writing() as connection:
        kept.drop_draft(connection, draft_id)
