"""Sharing a case wider: a new record in the wider channel takes over, with those of its notes that the officer picks.

A record lives in one channel for ever. So the case is made anew where more offices read it, whole, and the old one is
merged into it: whoever reads both sees one case, with all its notes; whoever reads only the wider channel sees what was
picked, and nothing of the rest.

Source: docs/bundle-format.md, section 2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ascn_desk.base.errors import CorrectableError
from ascn_desk.domain.channels import width_key
from ascn_desk.domain.merge import MERGED_INTO
from ascn_desk.operations.cases import case_place
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.views import Saved
from ascn_desk.operations.writing import changed, new_change, placed, write
from ascn_desk.store.ledger import Ledger
from ascn_desk.store.records import Place, shown_row

_CASE, _NOTE = "case", "log_entry"


@dataclass(frozen=True, slots=True)
class Shared:
    """The case in the wider channel, and the new record of each note that went along: old id → new id."""

    saved: Saved
    notes: dict[str, str]


def share_case(
    desk: Desk, case: str, channel: str, notes: Sequence[str] = (), *, from_channel: str | None = None
) -> Shared:
    """Share a case, named by its id or its reference, with all who read a wider channel.

    Shapes: ``notes`` are ids of its log entries that go along; the others stay where they are.
    Errors: CorrectableError ``unknown-record``, ``unknown-reference``, ``not-wider``, ``not-of-this-case``,
            ``channel-not-writable``; nothing is changed then.
    """
    with desk.writing() as ledger:
        place = case_place(desk, ledger, case, from_channel)
        if width_key(channel)[0] >= width_key(place.channel_name)[0]:
            raise CorrectableError("not-wider", channel=channel, held=place.channel_name)
        picked = [_note(ledger, place, each) for each in dict.fromkeys(notes)]
        made = new_change(desk, ledger, _CASE, _values(ledger, place), channel=channel)
        copies = [
            new_change(desk, ledger, _NOTE, {**_values(ledger, note), "case": made.id}, channel=channel)
            for note in picked
        ]
        saved, _ = write(desk, ledger, [made, *copies])
        old = placed(ledger, _CASE, place.id, place.channel_name)
        write(desk, ledger, [changed(desk, ledger, old, {MERGED_INTO: made.id})])
        return Shared(saved[0], {note.id: copy.id for note, copy in zip(picked, copies, strict=True)})


def _note(ledger: Ledger, case: Place, record_id: str) -> Place:
    place = placed(ledger, _NOTE, record_id, case.channel_name)
    if shown_row(ledger.connection, place).values.get("case") != case.id:
        raise CorrectableError("not-of-this-case", id=record_id)
    return place


def _values(ledger: Ledger, place: Place) -> dict[str, Any]:
    """All that a record shows, as a new one is given it."""
    shown = shown_row(ledger.connection, place).values
    return {name: value for name, value in shown.items() if value is not None and value != ()}
