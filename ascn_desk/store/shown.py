"""The shown tables: one a kind, one row a record, made from the kinds' declarations.

They hold nothing that the journal does not: where the declarations change, they are dropped and computed afresh.
No UNIQUE and no FOREIGN KEY stands on them, since two honest desks may break either, and a merge would lose a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text
from sqlalchemy.schema import SchemaItem

from ascn_desk.domain.fields import Field, FieldType
from ascn_desk.domain.kind import Kind

RECORD, CHANNEL, HIDDEN = "_record", "_channel", "_hidden"
MADE_AT, MADE_BY, CHANGED_AT, CHANGED_BY = "_made_at", "_made_by", "_changed_at", "_changed_by"
"""Columns beside the fields; the underscore keeps them apart from any field's name."""

_INDEXES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "case": (("company",), ("city",), ("status", "next_due", "officer", HIDDEN), (HIDDEN,)),
    "log_entry": (("case", HIDDEN),),
    "follow_up": (("of_id",), ("due",)),
    "referral": (("case",),),
    "outcome": (("case",),),
    "attachment": (("of_id",),),
    "city_fact": (("city",),),
    "city_note": (("city",),),
    "project": (("city",),),
    "contact": (("company",),),
}
"""What lists and pages look for in tables that grow; each costs the merge a few microseconds a record."""

_NUMBERS = frozenset({FieldType.INTEGER, FieldType.MONEY, FieldType.BOOLEAN})


def shown_tables(kinds: Iterable[Kind]) -> dict[str, Table]:
    """Kind → its shown table; columns ``_record`` … ``_changed_by``, then the fields in their order."""
    metadata = MetaData()
    return {kind.name: _table(kind, metadata) for kind in kinds}


def declarations_digest(kinds: Iterable[Kind]) -> str:
    """Lower-case SHA-256 of all that the shown tables depend on; another one means: rebuild."""
    lines = [
        f"{kind.name} {field.name} {field.type.value} {field.is_set} {field.register}"
        for kind in sorted(kinds, key=lambda each: each.name)
        for field in kind.fields.values()
    ]
    lines.append(repr(sorted(_INDEXES.items())))
    return sha256("\n".join(lines).encode()).hexdigest()


def _table(kind: Kind, metadata: MetaData) -> Table:
    own: list[SchemaItem] = [
        Column(RECORD, Integer, primary_key=True),
        Column(CHANNEL, Integer, nullable=False),
        Column(HIDDEN, Integer, nullable=False),
        Column(MADE_AT, Text),
        Column(MADE_BY, Text),
        Column(CHANGED_AT, Text),
        Column(CHANGED_BY, Text),
    ]
    own.extend(_column(field) for field in kind.fields.values())
    table = Table(f"shown_{kind.name}", metadata, *own, sqlite_strict=True)
    merged = table.c["merged_into"]
    Index(f"shown_{kind.name}_merged", merged, sqlite_where=merged.is_not(None))
    for names in _INDEXES.get(kind.name, ()):
        Index(f"shown_{kind.name}_by_{names[0]}", *(table.c[name] for name in names))
    return table


def _column(field: Field) -> Column[int] | Column[str]:
    """A set is the JSON list of its members; a decimal stays text, so that no digit is lost."""
    if field.type in _NUMBERS and not field.is_set:
        return Column(field.name, Integer)
    return Column(field.name, Text)
