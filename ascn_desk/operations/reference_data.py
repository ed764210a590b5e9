"""The shipped reference data: headquarters' own entries, so that it travels and merges like all else.

A newer edition updates what it changed and nothing that people changed since: a register of which a person wrote a head
stays, and so does a record that a person took from sight. What an edition no longer says of a record is emptied; a
record that it no longer has stays, since people may refer to it. Before its acceptance a desk shows the shipped data
without any entry.
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
from ascn_desk.domain.merge import DELETED, MERGED_INTO
from ascn_desk.operations.desk import Desk
from ascn_desk.reference.loader import ReferenceRecord, load_reference, reference_edition
from ascn_desk.store.entries import seen_of
from ascn_desk.store.journal import greatest_n
from ascn_desk.store.ledger import Ledger
from ascn_desk.store.records import Place, find, head_entries, shown_register, shown_row
from ascn_desk.sync.entry_line import Entry, encode_entry

_HIDING = (DELETED, MERGED_INTO)
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
    row = shown_row(ledger.connection, place)
    shown = row.values
    if row.is_hidden:
        # An edit would bring it back to sight.
        return {}, 1
    authors = head_entries(ledger.connection, place)
    changes: dict[str, Any] = {}
    kept = 0
    said = {kind.register_of(name) for name in values}
    no_longer_said = [
        register
        for register, heads in place.heads.items()
        if register not in said and register not in _HIDING and all(authors[head].by == LOADER for head in heads)
    ]
    for register, fields in _registers(kind, [*values, *no_longer_said]):
        wanted = {name: values.get(name, False if ":" in name else None) for name in fields}
        now = shown_register(kind, register, shown)
        held = now if isinstance(now, dict) else {fields[0]: now}
        if held == wanted:
            continue
        if any(authors[head].by != LOADER for head in place.heads.get(register, ())):
            kept += 1
            continue
        changes |= wanted
    return changes, kept


def _registers(kind: Kind, values: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The registers that these fields belong to, with all their fields."""
    done: set[str] = set()
    for name in values:
        register = kind.register_of(name)
        if register not in done:
            done.add(register)
            yield register, kind.groups.get(register, (name,))

