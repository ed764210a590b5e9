"""What the screen of conflicts asks of the operations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ascn_desk.operations import conflicts, records
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.views import ConflictView, RecordView, Register, Saved
from ascn_desk.ui.forms.shown_values import Reader
from ascn_desk.ui.screens.conflicts.values import reader_for


@dataclass(frozen=True, slots=True)
class Resolution:
    """A decision to be written."""

    view: ConflictView
    take: tuple[str, int] | None
    value: Register
    why: str | None


def load(desk: Desk) -> tuple[tuple[ConflictView, ...], Reader]:
    """All open conflicts, and what is needed to show their values."""
    found = conflicts.conflicts(desk)
    said = [(each.kind, each.register, head.value) for each in found for head in each.heads]
    said += [(each.kind, each.register, value) for each in found for value in (each.base, each.shown)]
    return found, reader_for(desk, said)


def resolve(desk: Desk, resolutions: Sequence[Resolution]) -> list[Saved]:
    """Write the decisions, each as an entry of its own."""
    return [
        conflicts.resolve(desk, each.view.kind, each.view.id, each.view.register, channel=each.view.channel,
                          take=each.take, value=each.value, why=each.why)
        for each in resolutions
    ]  # fmt: skip


def record(desk: Desk, view: ConflictView) -> RecordView:
    """The record of a conflict, to be edited."""
    return records.show_record(desk, view.kind, view.id, view.channel)
