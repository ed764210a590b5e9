"""What records are called: the titles of those that others refer to, in a language.

- an id that several channels have means the record of the widest: reference, then country, then office
- a record that was merged into another is called like that one; a deleted one keeps its name
- where the title of a record is another record, it is called like that; the word of a choice is its name
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, column, select, table

from ascn_desk.domain.channels import width_key
from ascn_desk.domain.fields import Field
from ascn_desk.domain.kind import MERGED_INTO
from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.vocabularies import code_word
from ascn_desk.store.shown import CHANNEL, HIDDEN, RECORD

Name = tuple[str, str]
"""(kind, id)."""

_MOST_STEPS = 8
"""How often a title is looked for further on: two records that name each other would have no end."""
_CHUNK = 500
_READING = "reading"

_record = table("record", column("key"), column("kind"), column("id"))


class _Held(NamedTuple):
    is_hidden: bool
    width: tuple[int, str]
    values: dict[str, Any]


def titles(
    connection: Connection, tables: Mapping[str, Table], wanted: Iterable[Name], lang: str, *, by_reading: bool = False
) -> dict[Name, str]:
    """The titles of the records that are held; one that has not been received is not in it.

    ``by_reading``: what they are sorted by instead: the reading of their name, where they have one.
    """
    channels: dict[int, str] = {key: name for key, name in connection.exec_driver_sql("SELECT key, name FROM channel")}
    held: dict[Name, dict[str, Any]] = {}
    asked: set[Name] = set()
    ends: dict[Name, str | Name] = {}
    waiting = {each for each in wanted if each[0] in tables}
    for _ in range(_MOST_STEPS):
        if not waiting:
            break
        asked |= waiting
        held |= _read(connection, tables, channels, waiting)
        for name in waiting & held.keys():
            ends[name] = _end(name, held[name], lang, by_reading)
        waiting = {end for end in ends.values() if isinstance(end, tuple) and end[0] in tables} - asked
    return {name: _follow(name, ends) for name in ends}


def title_of(kind: str, values: Mapping[str, Any], called: Mapping[Name, str], lang: str) -> str:
    """The title of a record whose values are at hand; ``called`` has the titles of those that it refers to."""
    end = _end((kind, ""), values, lang, by_reading=False)
    return called.get(end, end[1]) if isinstance(end, tuple) else end


def title_references(kind: str, values: Mapping[str, Any], lang: str) -> set[Name]:
    """The record that stands for the title of another, to be asked for."""
    end = _end((kind, ""), values, lang, by_reading=False)
    return {end} if isinstance(end, tuple) else set()


def _follow(name: Name, ends: Mapping[Name, str | Name]) -> str:
    for _ in range(_MOST_STEPS):
        end = ends.get(name)
        if end is None:
            break
        if isinstance(end, str):
            return end
        name = end
    return name[1]


def _end(name: Name, values: Mapping[str, Any], lang: str, by_reading: bool) -> str | Name:
    """The title itself, or the record whose title it is."""
    kind, record = name
    target = values.get(MERGED_INTO)
    if values.get("_merged") and target:
        return (kind, str(target))
    declared = KINDS[kind]
    if by_reading and values.get(_READING):
        return str(values[_READING])
    for each in declared.title_fields(lang):
        value = values.get(each)
        if value is None or value == "":
            continue
        return _title_value(declared.fields[each], str(value), lang)
    return record


def _title_value(field: Field, value: str, lang: str) -> str | Name:
    if field.target:
        return (field.target, value)
    if field.vocabulary is not None:
        return ("choice", f"{field.vocabulary.replace('_', '-')}--{value}")
    if field.choices is not None:
        return code_word(field.choices, value, lang)
    return value.strip().partition("\n")[0]


def _read(
    connection: Connection, tables: Mapping[str, Table], channels: Mapping[int, str], wanted: Collection[Name]
) -> dict[Name, dict[str, Any]]:
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, record in sorted(wanted):
        by_kind[kind].append(record)
    found: dict[Name, dict[str, Any]] = {}
    for kind, ids in by_kind.items():
        best: dict[str, _Held] = {}
        for each, record in _rows(connection, tables[kind], kind, ids, channels):
            known = best.get(record)
            if known is None or each[:2] < known[:2]:
                best[record] = each
        for record, each in best.items():
            found[kind, record] = each.values
    return found


def _rows(
    connection: Connection, shown: Table, kind: str, ids: list[str], channels: Mapping[int, str]
) -> Iterable[tuple[_Held, str]]:
    declared = KINDS[kind]
    names = sorted({*declared.title_ja, *declared.title_en, *({_READING} & declared.fields.keys())})
    columns = [shown.c[each] for each in (*names, MERGED_INTO)]
    query = (
        select(_record.c.id, shown.c[CHANNEL], shown.c[HIDDEN], *columns)
        .select_from(shown)
        .join(_record, _record.c.key == shown.c[RECORD])
        .where(_record.c.kind == kind)
    )
    for start in range(0, len(ids), _CHUNK):
        for record, channel, hidden, *values in connection.execute(
            query.where(_record.c.id.in_(ids[start : start + _CHUNK]))
        ):
            held = dict(zip((*names, MERGED_INTO), values, strict=True))
            held["_merged"] = bool(hidden) and bool(held[MERGED_INTO])
            yield _Held(bool(hidden), width_key(channels[channel]), held), record
