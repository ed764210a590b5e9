"""Lists of records as screens and commands show them: which records, in which order, and the rows of a page.

- the database finds, sorts and counts; first the keys of a page are found, then its rows are read
- a text is looked for in the search index, word by word, and in the names of the records that a record refers to
- a reference sorts by what it is called, a choice by its place in its list, a name by its reading

Shapes: a selection's ``where`` is field → value; None means empty, a collection means one of these, None among them
        too; a value of a set-valued field means its member; ``field:member`` → whether it is a member; also ``id``,
        ``channel``.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Integer,
    Numeric,
    Select,
    Table,
    and_,
    cast,
    column,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
    table,
)

from ascn_desk.base.errors import UsageError
from ascn_desk.domain.fields import Field, FieldType
from ascn_desk.domain.folding import query_words
from ascn_desk.domain.kind import Kind
from ascn_desk.domain.kinds import KINDS
from ascn_desk.store import search
from ascn_desk.store.shown import CHANGED_AT, CHANGED_BY, CHANNEL, HIDDEN, MADE_AT, MADE_BY, RECORD
from ascn_desk.store.titles import titles

Scalar = str | int | bool | None
Wanted = Scalar | Collection[str | None]

OWN_COLUMNS = {"made_at": MADE_AT, "made_by": MADE_BY, "changed_at": CHANGED_AT, "changed_by": CHANGED_BY}
"""What every record has beside its fields, by the names that lists know."""
_MOST_NAMED = 500
"""A word that more records than this are called by is looked for in texts alone."""
_READING = "reading"
_CHUNK = 500

_record = table("record", column("key"), column("kind"), column("id"), column("channel"))
_channel = table("channel", column("key"), column("name"))
_index = table("search", column("rowid"), column("search"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which records of a kind, and in which order.

    ``without``: field → values it must not have; ``since`` and ``until``: field → first and last value, which leave
    out records where it is empty. ``mine``: who is the officer, or made the record where no officer is named.
    ``sort`` None means the newest here first.
    """

    kind: str
    where: Mapping[str, Wanted] = field(default_factory=dict)
    without: Mapping[str, Collection[str]] = field(default_factory=dict)
    since: Mapping[str, str] = field(default_factory=dict)
    until: Mapping[str, str] = field(default_factory=dict)
    mine: str | None = None
    text: str = ""
    sort: str | None = None
    descending: bool = False
    lang: str = "ja"


class Shown(NamedTuple):
    """One record as it is shown; ``values`` has every field, a set as the tuple of its members."""

    key: int
    kind: str
    id: str
    channel: str
    values: dict[str, Scalar | tuple[str, ...]]
    made_at: str | None
    made_by: str | None
    changed_at: str | None
    changed_by: str | None


def count(connection: Connection, tables: Mapping[str, Table], wanted: Selection) -> int:
    """How many records there are."""
    shown = tables[wanted.kind]
    query = _joined(select(func.count()), shown, wanted).where(_condition(connection, tables, wanted))
    return int(connection.execute(query).scalar_one())


def count_by(
    connection: Connection, tables: Mapping[str, Table], wanted: Selection, name: str
) -> dict[Scalar, int]:
    """How many records there are for each value of a field."""
    shown = tables[wanted.kind]
    held = shown.c[_field(wanted.kind, name).name]
    query = _joined(select(held, func.count()), shown, wanted).where(_condition(connection, tables, wanted))
    return {value: int(number) for value, number in connection.execute(query.group_by(held))}


def keys(
    connection: Connection, tables: Mapping[str, Table], wanted: Selection, limit: int | None = None, offset: int = 0
) -> list[int]:
    """The keys of the records, in their order.

    Errors: UsageError ``unknown-field`` for a field to sort or select by that the kind does not have.
    """
    shown = tables[wanted.kind]
    key = shown.c[RECORD]
    query = _joined(select(key), shown, wanted).where(_condition(connection, tables, wanted))
    if wanted.sort is not None:
        query = _sorted(connection, tables, wanted, query)
    # Where all else is equal the newest comes first, so that no order is left to chance.
    query = query.order_by(key.asc() if wanted.sort is None and wanted.descending else key.desc())
    if limit is not None:
        query = query.limit(limit)
    if offset:
        query = query.offset(offset)
    return list(connection.execute(query).scalars())


def still_cases(
    connection: Connection, tables: Mapping[str, Table], wanted: Selection, since: str, since_day: str
) -> list[int]:
    """The keys of cases in which nothing was changed or logged since an instant, the longest still first.

    Shapes: ``since_day`` is the day of the instant, for log entries that tell of a day.
    """
    case, logged = tables["case"], tables["log_entry"]
    news = (
        select(logged.c[RECORD])
        .where(logged.c.case == _record.c.id, logged.c[HIDDEN] == 0)
        .where(or_(logged.c[MADE_AT] >= since, logged.c.happened_on >= since_day))
    )
    query = (
        select(case.c[RECORD])
        .select_from(case)
        .join(_record, _record.c.key == case.c[RECORD])
        .where(_condition(connection, tables, wanted), case.c[CHANGED_AT] < since, ~exists(news))
        .order_by(case.c[CHANGED_AT], case.c[RECORD])
    )
    return list(connection.execute(query).scalars())


def page(
    connection: Connection, tables: Mapping[str, Table], wanted: Selection, limit: int | None = None, offset: int = 0
) -> tuple[int, list[Shown]]:
    """A page of a list, and how many records the list has in all."""
    found = keys(connection, tables, wanted, limit, offset)
    is_all = limit is None or len(found) < limit
    total = offset + len(found) if is_all and (found or not offset) else count(connection, tables, wanted)
    return total, rows(connection, tables, wanted.kind, found)


def rows(connection: Connection, tables: Mapping[str, Table], kind: str, wanted: Sequence[int]) -> list[Shown]:
    """The records of some keys, in the order of the keys."""
    found: dict[int, Shown] = {}
    for start in range(0, len(wanted), _CHUNK):
        part = tuple(wanted[start : start + _CHUNK])
        statement = f"{_whole_rows(kind, tables[kind].name)} s.{RECORD} IN ({','.join('?' * len(part))})"
        for row in connection.exec_driver_sql(statement, part).all():
            found[row[0]] = _shown(kind, row)
    return [found[key] for key in wanted if key in found]


def rows_with(
    connection: Connection, tables: Mapping[str, Table], kind: str, where: Mapping[str, str]
) -> list[Shown]:
    """The records whose fields, and whose ``id`` if it is among them, have these values; in no order.

    As :func:`page` selects them, in one statement that is not put together anew each time: a pack asks a hundred times.
    Errors: UsageError ``unknown-field``.
    """
    if any(name != "id" and _field(kind, name).is_set for name in where):
        return page(connection, tables, Selection(kind=kind, where=where))[1]
    statement = _rows_with(kind, tables[kind].name, tuple(where))
    return [_shown(kind, row) for row in connection.exec_driver_sql(statement, tuple(where.values())).all()]


@cache
def _rows_with(kind: str, table: str, names: tuple[str, ...]) -> str:
    # The plus as in `_condition`; the kind, since the index of ids begins with it.
    parts = [f"{'+' if names else ''}s.{HIDDEN} = 0"]
    parts += [f"r.kind = '{kind}' AND r.id = ?" if name == "id" else f's."{name}" = ?' for name in names]
    return f"{_whole_rows(kind, table)} {' AND '.join(parts)}"


@cache
def _whole_rows(kind: str, table: str) -> str:
    """The query for whole rows, up to their condition: naming fifty columns anew costs more than reading them."""
    columns = ",".join(f's."{name}"' for name in (*OWN_COLUMNS.values(), *KINDS[kind].fields))
    return (
        f"SELECT s.{RECORD}, r.id, c.name, {columns} FROM {table} s "
        f"JOIN record r ON r.key = s.{RECORD} JOIN channel c ON c.key = s.{CHANNEL} WHERE"
    )


def _shown(kind: str, row: Sequence[Any]) -> Shown:
    own = len(OWN_COLUMNS) + 3
    key, record, channel, *signed = row[:own]
    return Shown(key, kind, record, channel, _values(KINDS[kind], row[own:]), *signed)


def reference_titles(
    connection: Connection, tables: Mapping[str, Table], shown: Iterable[Shown], lang: str
) -> dict[tuple[str, str], str]:
    """(kind, id) → title of every record that some records refer to, the words of their choices among them."""
    return titles(connection, tables, {each for row in shown for each in references_of(row.kind, row.values)}, lang)


def references_of(kind: str, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The (kind, id) of every record that a record's values refer to; a choice as the record that has its words."""
    found: list[tuple[str, str]] = []
    for each in KINDS[kind].fields.values():
        value = values.get(each.name)
        if not value:
            continue
        target, begin = each.target, ""
        if each.vocabulary is not None:
            target, begin = "choice", f"{each.vocabulary.replace('_', '-')}--"
        if target:
            found += [(target, begin + code) for code in ((value,) if isinstance(value, str) else value)]
    return found


def _values(kind: Kind, stored: Iterable[Any]) -> dict[str, Scalar | tuple[str, ...]]:
    values: dict[str, Scalar | tuple[str, ...]] = {}
    for each, value in zip(kind.fields.values(), stored, strict=True):
        if each.is_set:
            values[each.name] = tuple(json.loads(value)) if value else ()
        elif each.type is FieldType.BOOLEAN and value is not None:
            values[each.name] = bool(value)
        else:
            values[each.name] = value
    return values


# -- which -----------------------------------------------------------------------------------------------------------


def _joined(query: Select[Any], shown: Table, wanted: Selection) -> Select[Any]:
    """The query over the shown table, and over the names of ids and channels only where they are asked for."""
    query = query.select_from(shown)
    if "id" in wanted.where or wanted.sort == "id":
        query = query.join(_record, _record.c.key == shown.c[RECORD])
    if "channel" in wanted.where or wanted.sort == "channel":
        query = query.join(_channel, _channel.c.key == shown.c[CHANNEL])
    return query


def _condition(connection: Connection, tables: Mapping[str, Table], wanted: Selection) -> ColumnElement[bool]:
    shown = tables[wanted.kind]
    # The index of what is hidden serves the whole list only: the plus keeps SQLite from taking it before narrower ones.
    narrower = wanted.where or wanted.without or wanted.since or wanted.until or wanted.mine or wanted.sort
    hidden = shown.c[HIDDEN] if not narrower else literal_column(f"+{shown.name}.{HIDDEN}", Integer)
    parts: list[ColumnElement[bool]] = [hidden == 0]
    parts += [_where(shown, wanted.kind, name, value) for name, value in wanted.where.items()]
    for name, values in wanted.without.items():
        held = shown.c[_field(wanted.kind, name).name]
        parts.append(or_(held.is_(None), held.not_in(sorted(values))))
    parts += [_column(shown, wanted.kind, name) >= value for name, value in wanted.since.items()]
    parts += [_column(shown, wanted.kind, name) <= value for name, value in wanted.until.items()]
    if wanted.mine is not None:
        officer = shown.c[_field(wanted.kind, "officer").name]
        parts.append(or_(officer == wanted.mine, and_(officer.is_(None), shown.c[MADE_BY] == wanted.mine)))
    words = query_words(wanted.text)
    if wanted.text.strip() and not words:
        return false()
    parts += [_has_word(connection, shown, wanted.kind, word) for word in words]
    return and_(*parts)


def _column(shown: Table, kind: str, name: str) -> ColumnElement[Any]:
    return shown.c[OWN_COLUMNS.get(name) or _field(kind, name).name]


def _where(shown: Table, kind: str, name: str, value: Wanted) -> ColumnElement[bool]:
    if name in ("id", "channel"):
        held = _record.c.id if name == "id" else _channel.c.name
        return held.in_(_several(value))
    head, colon, member = name.partition(":")
    declared = _field(kind, head)
    held = shown.c[declared.name]
    if value is None:
        return held.is_(None)
    if declared.is_set:
        members = [member] if colon else _several(value)
        each = func.json_each(held).table_valued("value")
        has = exists(select(each.c.value).where(each.c.value.in_(members)))
        return has if not colon or value else ~has
    if isinstance(value, str | int):
        return held == (int(value) if isinstance(value, bool) else value)
    if None in value:
        return or_(held.is_(None), held.in_(_several(value)))
    return held.in_(_several(value))


def _several(value: Wanted) -> list[str]:
    if isinstance(value, Collection) and not isinstance(value, str):
        return sorted(each for each in value if each is not None)
    return [str(value)]


def _has_word(connection: Connection, shown: Table, kind: str, word: str) -> ColumnElement[bool]:
    """That a record has a word in its texts, or refers to one that is called so."""
    hits = select(_index.c.rowid).where(_index.c.search.op("MATCH")(word))
    parts: list[ColumnElement[bool]] = [shown.c[RECORD].in_(hits)]
    for each in KINDS[kind].columns():
        is_named = each.target and not each.is_set and each.target != "case"
        if is_named and (called := _called(connection, each.target or "", word)):
            parts.append(shown.c[each.name].in_(called))
    return or_(*parts)


def _called(connection: Connection, kind: str, word: str) -> list[str]:
    """The ids of the records of a kind that have a word in their texts; none where it says too little."""
    expression = search.of_kind(word, kind)
    hits = select(_index.c.rowid).where(_index.c.search.op("MATCH")(expression)).limit(_MOST_NAMED + 1)
    query = select(_record.c.id).where(_record.c.key.in_(hits)).distinct()
    ids = list(connection.execute(query).scalars())
    return ids if len(ids) <= _MOST_NAMED else []


def _field(kind: str, name: str) -> Field:
    declared = KINDS[kind].fields.get(name)
    if declared is None:
        raise UsageError("unknown-field", field=name, kind=kind)
    return declared


# -- in which order --------------------------------------------------------------------------------------------------


def _sorted(
    connection: Connection, tables: Mapping[str, Table], wanted: Selection, query: Select[Any]
) -> Select[Any]:
    """The query in the order that is asked for; what is empty comes last, whichever way."""
    shown, name = tables[wanted.kind], str(wanted.sort)
    if name in ("id", "channel"):
        value: ColumnElement[Any] = _record.c.id if name == "id" else _channel.c.name
    elif name in OWN_COLUMNS:
        value = shown.c[OWN_COLUMNS[name]]
    else:
        declared = _field(wanted.kind, name)
        ranked = _ranked(connection, tables, wanted.kind, declared, wanted.lang)
        if ranked is None:
            value = _comparable(shown, declared)
        else:
            query = query.outerjoin(ranked, ranked.c.value == shown.c[name])
            value = ranked.c.key
    return query.order_by(value.is_(None), value.desc() if wanted.descending else value.asc())


def _comparable(shown: Table, declared: Field) -> ColumnElement[Any]:
    held: ColumnElement[Any] = shown.c[declared.name]
    if declared.type is FieldType.DECIMAL:
        return cast(held, Numeric)
    if declared.type is not FieldType.TEXT:
        return held
    if declared.name in ("name", "name_ja") and _READING in shown.c:
        held = func.coalesce(shown.c[_READING], held)
    return held.collate("NOCASE")


def _ranked(
    connection: Connection, tables: Mapping[str, Table], kind: str, declared: Field, lang: str
) -> CTE | None:
    """The values that a field holds, each with its place; None where values sort as they are."""
    if declared.is_set:
        return None
    if declared.choices is not None:
        order = [each.value for each in declared.choices]
    elif declared.vocabulary is not None:
        order = _listed(connection, tables, declared.vocabulary)
    elif declared.target:
        order = _called_in_order(connection, tables, tables[kind].c[declared.name], declared.target, lang)
    else:
        return None
    places = func.json_each(json.dumps(order)).table_valued("key", "value")
    # Made once and indexed by SQLite; a plain join would read the whole list for every record.
    return select(places.c.key, places.c.value).cte("places").prefix_with("MATERIALIZED")


def _listed(connection: Connection, tables: Mapping[str, Table], vocabulary: str) -> list[str]:
    choice = tables["choice"].c
    query = (
        select(choice.code)
        .where(choice[HIDDEN] == 0, choice.list == vocabulary)
        .order_by(choice.sort_order.is_(None), choice.sort_order, choice.code)
    )
    return list(connection.execute(query).scalars())


def _called_in_order(
    connection: Connection, tables: Mapping[str, Table], held: ColumnElement[Any], target: str, lang: str
) -> list[str]:
    ids = [str(each) for each in connection.execute(select(held).where(held.is_not(None)).distinct()).scalars()]
    called = titles(connection, tables, {(target, each) for each in ids}, lang, by_reading=True)
    words = {each: called.get((target, each)) or each for each in ids}
    return sorted(ids, key=lambda each: (words[each].casefold(), each))

