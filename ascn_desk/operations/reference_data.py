"""The shipped reference data: headquarters' own entries, so that it travels and merges like all else.

A newer edition updates what it changed and nothing that people changed since: a register whose shown value a person
wrote stays. Before its acceptance a desk shows the shipped data without any entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from msgspec import UNSET

from ascn_desk.base.errors import CorrectableError
from ascn_desk.domain.channels import REFERENCE
from ascn_desk.domain.kind import Kind
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations.desk import Desk
from ascn_desk.reference.loader import ReferenceRecord, load_reference, reference_edition
from ascn_desk.store.entries import seen_of
from ascn_desk.store.journal import greatest_n
from ascn_desk.store.ledger import Ledger
from ascn_desk.store.records import Place, find, head_entries, shown_register, shown_row
from ascn_desk.sync.entry_line import Entry, encode_entry

LOADER = "ascn-desk"
"""Who is named as the author of what the shipped data says."""


@dataclass(frozen=True, slots=True)
class Updated:
    """What a newer edition did; ``kept`` counts values that a person had changed and that stayed."""

    edition: str
    created: int
    updated: int
    kept: int


def update_reference(desk: Desk, records: Iterable[ReferenceRecord] | None = None) -> Updated:
    """Take in the edition of the reference data that this program ships.

    Errors: CorrectableError ``headquarters-only``.
    """
    if desk.office_kind != "headquarters":
        raise CorrectableError("headquarters-only")
    with desk.writing() as ledger:
        return load_into(desk, ledger, records)


def load_into(desk: Desk, ledger: Ledger, records: Iterable[ReferenceRecord] | None = None) -> Updated:
    """Write what is new or changed as entries of this desk, inside the caller's transaction."""
    edition = reference_edition()
    n, at, why = greatest_n(ledger.connection), desk.now(), f"Reference data, edition {edition}"
    lines: list[bytes] = []
    created = updated = kept = 0
    for record in load_reference() if records is None else records:
        place = find(ledger.connection, ledger.names, record.kind, record.id, REFERENCE)
        values: dict[str, Any] = dict(record.values)
        over: dict[str, int] = {}
        if place is None:
            created += 1
        else:
            values, stayed = _changes(ledger, place, values)
            kept += stayed
            updated += bool(values)
            over = seen_of(ledger.connection, ledger.names, place.key)
        if values:
            n += 1
            entry = Entry(
                at=at, by=LOADER, id=record.id, kind=record.kind, n=n, over=over or UNSET, set=values, why=why
            )
            lines.append(encode_entry(entry))
    if lines:
        ledger.write(REFERENCE, desk.desk, lines)
    return Updated(edition, created, updated, kept)


def show_shipped(ledger: Ledger) -> None:
    """Show the shipped data to a desk that headquarters has not accepted yet; no entry stands behind it."""
    ledger.merger.show_only(REFERENCE, [(each.kind, each.id, each.values) for each in load_reference()])


def _changes(ledger: Ledger, place: Place, values: Mapping[str, Any]) -> tuple[dict[str, Any], int]:
    """The fields that the edition changed and no person did; and how many registers a person holds."""
    kind = KINDS[place.kind]
    shown = shown_row(ledger.connection, place).values
    authors = head_entries(ledger.connection, place)
    changes: dict[str, Any] = {}
    kept = 0
    for register, fields in _registers(kind, values):
        wanted = {name: values[name] for name in fields}
        now = shown_register(kind, register, shown)
        held = now if isinstance(now, dict) else {fields[0]: now}
        if held == wanted:
            continue
        heads = [authors[log, n] for log, n in place.heads.get(register, ()) if (log, n) in authors]
        if any(head.by != LOADER for head in heads):
            kept += 1
            continue
        changes |= wanted
    return changes, kept


def _registers(kind: Kind, values: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The registers that a record's values belong to, with their fields."""
    done: set[str] = set()
    for name in values:
        register = kind.register_of(name)
        if register not in done:
            done.add(register)
            yield register, kind.groups.get(register, (name,))

