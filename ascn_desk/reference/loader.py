"""The shipped tables as records of channel ``reference``.

- a row becomes one record; its code is the record's id for ever
- an empty cell means "not found": the field is left out, or null where its group is written
- every code must name a record or a choice that is there, else the edition is damaged and nothing is loaded
- ``hq`` stands in Japan, which no table holds, so Japan is added as a country
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ascn_desk.base.errors import MachineError
from ascn_desk.base.resources import resource_text
from ascn_desk.domain.fields import Field, FieldType
from ascn_desk.domain.kind import Kind
from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.validity import check_values
from ascn_desk.reference.tables import CHOICE_TABLES, CHOICE_WORDS, TABLES, ChoiceTable, Table

Scalar = str | int | bool | None
Row = Mapping[str, str]

_YES_NO = {"yes": True, "no": False}
_MEETING_EN = "{ordinal} ASEAN–Japan Smart Cities Network High-level Meeting"
_MEETING_JA = "第{number}回日ASEANスマートシティ・ネットワークハイレベル会合"
_JAPAN: Mapping[str, Scalar] = {
    "name_en": "Japan",
    "name_ja": "日本国",
    "iso3": "JPN",
    "capital_en": "Tokyo",
    "capital_ja": "東京",
    "currency": "JPY",
    "languages": "Japanese",
    "timezone": "Asia/Tokyo",
    "confidence": "from-memory",
}


@dataclass(frozen=True, slots=True)
class ReferenceRecord:
    """One shipped record. Shapes: members of sets as ``field:member`` → true; groups are whole."""

    kind: str
    id: str
    values: Mapping[str, Scalar]


def reference_edition(read: Callable[[str], str] = resource_text) -> str:
    """Which edition of the reference data is shipped, e.g. ``2026-11``."""
    return read("reference/EDITION").strip()


def load_reference(read: Callable[[str], str] = resource_text) -> tuple[ReferenceRecord, ...]:
    """All shipped records: choices first, then as in the list of tables.

    Errors: MachineError ``damaged-reference`` with table, row, column and value, if a value is invalid or
            a code names nothing.
    """
    tables = {table.file: _rows(read, table.file) for table in TABLES}
    records = list(_choices(read))
    records.append(ReferenceRecord("country", "jp", _JAPAN))
    for table in TABLES:
        for number, row in enumerate(tables[table.file], 2):
            try:
                records.append(_record(table, row, tables))
            except _BadCellError as error:
                raise _damaged(table.file, number, error.column, error.value) from None
    _check(records)
    return tuple(records)


class _BadCellError(Exception):
    def __init__(self, column: str, value: str) -> None:
        super().__init__(column, value)
        self.column = column
        self.value = value


def _rows(read: Callable[[str], str], file: str) -> list[Row]:
    return list(csv.DictReader(io.StringIO(read(f"reference/{file}.csv"))))


def _choices(read: Callable[[str], str]) -> Iterator[ReferenceRecord]:
    for table in CHOICE_TABLES:
        for row in _rows(read, table.file):
            if table.only is None or row[table.only[0]] == table.only[1]:
                yield _choice(table.list_name, row, table)
    for row in _rows(read, CHOICE_WORDS):
        yield _choice(row["list"], row, None)


def _choice(list_name: str, row: Row, table: ChoiceTable | None) -> ReferenceRecord:
    texts = {"list": list_name, "code": row["code"], "name_en": row["name_en"], "name_ja": row["name_ja"]}
    for column in ("source", "confidence"):
        texts[column] = row.get(column, "")
    if table is not None and table.note is not None:
        texts["note"] = row[table.note]
    values: dict[str, Scalar] = {name: text for name, text in texts.items() if text}
    values["sort_order"] = int(row["sort_order"])
    return ReferenceRecord("choice", f"{list_name.replace('_', '-')}--{row['code']}", values)


def _record(table: Table, row: Row, tables: Mapping[str, list[Row]]) -> ReferenceRecord:
    kind = KINDS[table.kind]
    values: dict[str, Scalar] = {}
    for column, text in row.items():
        name = table.field_of(column)
        if column == "code" or name is None or not text:
            continue
        field = kind.fields.get(name)
        if field is None:
            raise _BadCellError(column, text)
        try:
            values.update(_read(field, text))
        except ValueError:
            raise _BadCellError(column, text) from None
    values.update(_READ_APART.get(table.kind, _nothing)(row, tables))
    return ReferenceRecord(table.kind, row["code"], _whole_groups(kind, values))


def _read(field: Field, text: str) -> Iterator[tuple[str, Scalar]]:
    if field.is_set:
        yield from ((f"{field.name}:{member.strip()}", True) for member in text.split(";"))
        return
    match field.type:
        case FieldType.INTEGER | FieldType.MONEY:
            yield field.name, int(text)
        case FieldType.BOOLEAN:
            if text not in _YES_NO:
                raise ValueError(text)
            yield field.name, _YES_NO[text]
        case FieldType.TEXT if field.is_lines:
            yield field.name, "\n".join(item.strip() for item in text.split(";"))
        case _:
            yield field.name, text


def _whole_groups(kind: Kind, values: dict[str, Scalar]) -> dict[str, Scalar]:
    for names in kind.groups.values():
        if not values.keys().isdisjoint(names):
            for name in names:
                values.setdefault(name, None)
    return values


def _nothing(row: Row, tables: Mapping[str, list[Row]]) -> dict[str, Scalar]:
    return {}


def _evidence(row: Row, tables: Mapping[str, list[Row]]) -> dict[str, Scalar]:
    """Evidence of a technology: a best practice or a project, whichever the code names."""
    practices = {each["code"] for each in tables["best_practices"]}
    codes = [code.strip() for code in row["evidence_codes"].split(";") if code.strip()]
    return {f"{'practices' if code in practices else 'projects'}:{code}": True for code in codes}


def _jurisdiction_note(row: Row, tables: Mapping[str, list[Row]]) -> dict[str, Scalar]:
    """The area of an office in words, with the row of the city where the office stands."""
    for office in tables["missions"]:
        if (office["code"], office["city_code"]) == (row["office_code"], row["city_code"]):
            return {"note": office["jurisdiction_note"]} if office["jurisdiction_note"] else {}
    return {}


def _meeting(row: Row, tables: Mapping[str, list[Row]]) -> dict[str, Scalar]:
    number = int(row["number"])
    venue, prefecture = row["venue_en"], row["host_prefecture"]
    if prefecture and prefecture not in venue:
        venue = f"{venue}, {prefecture}"
    return {
        "name_en": _MEETING_EN.format(ordinal=_ordinal(number)),
        "name_ja": _MEETING_JA.format(number=number),
        "venue_en": venue,
    }


_READ_APART: Mapping[str, Callable[[Row, Mapping[str, list[Row]]], dict[str, Scalar]]] = {
    "technology": _evidence,
    "jurisdiction": _jurisdiction_note,
    "meeting": _meeting,
}


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"


def _check(records: list[ReferenceRecord]) -> None:
    """Errors: MachineError ``damaged-reference`` for an invalid value, or a code that names nothing."""
    held: dict[str, set[str]] = {}
    choices: dict[str, set[str]] = {}
    for record in records:
        ids = held.setdefault(record.kind, set())
        if record.id in ids:
            raise _damaged(record.kind, record.id, "code", record.id)
        ids.add(record.id)
        if record.kind == "choice":
            choices.setdefault(str(record.values["list"]), set()).add(str(record.values["code"]))
    for record in records:
        kind = KINDS[record.kind]
        if problem := check_values(kind, record.values):
            raise _damaged(record.kind, record.id, problem.field, record.values.get(problem.field))
        for name, value in record.values.items():
            head, colon, member = name.partition(":")
            named = member if colon else value
            if named is not None and not _exists(kind.fields[head], str(named), held, choices):
                raise _damaged(record.kind, record.id, name, named)


def _exists(field: Field, code: str, held: Mapping[str, set[str]], choices: Mapping[str, set[str]]) -> bool:
    match field.type:
        case FieldType.REFERENCE:
            return code in held.get(field.target or "", ())
        case FieldType.CHOICE if field.choices is not None:
            return code in {each.value for each in field.choices}
        case FieldType.CHOICE:
            return code in choices.get(field.vocabulary or "", ())
        case _:
            return True


def _damaged(table: str, row: object, column: str, value: object) -> MachineError:
    return MachineError("damaged-reference", table=table, row=row, column=column, value=value)
