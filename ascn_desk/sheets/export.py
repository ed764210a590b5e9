"""Records as an Excel file that people sort, print and send back; and the blank template of a kind.

- texts are texts: no text becomes a formula, a number or a link, whatever it begins with
- the same records, words and time give the same bytes
- rows are counted: the number handed back is the number of rows in the file

Memory does not grow with the rows, but for the names of what they refer to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

import xlsxwriter  # type: ignore[import-untyped]

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.files import writing_atomic
from ascn_desk.base.words import Language, text
from ascn_desk.domain.fields import Field
from ascn_desk.domain.kind import Kind
from ascn_desk.domain.vocabularies import Grade, highest_grade, word
from ascn_desk.sheets.cells import Cell, Lists, cell_of, clean, fixed_codes
from ascn_desk.sheets.guidance import validation
from ascn_desk.sheets.layout import (
    COLUMN_TABLE_ROW,
    FLAG_LIST,
    FORMAT,
    HIDDEN_SHEETS,
    KEY_HEAD,
    LAST_ROW,
    LISTS_SHEET,
    column_width,
    list_key,
    record_key,
    sheet_fields,
)
from ascn_desk.sheets.looks import Looks
from ascn_desk.sheets.print_setup import NO_TIME, set_up_print, sheet_name

TEMPLATE_ROWS = 1_000


def write_sheet(
    kind: Kind,
    rows: Iterable[Mapping[str, object]],
    lang: Language,
    title: str,
    out: Path | BinaryIO,
    names: Callable[[str, str], str],
    *,
    words: Callable[[str, str], str] = lambda _, code: code,
    offered: Mapping[str, Sequence[str]] | None = None,
    targets: Mapping[str, Sequence[str]] | None = None,
    fields: Sequence[str] | None = None,
    app: str = "ascn-desk",
    made_at: datetime | None = None,
    blank_rows: int = 0,
) -> int:
    """Write records of one kind as an Excel file; returns how many rows were written.

    Shapes: a row has ``id``, ``channel``, the values by field (sets as members), and ``seen`` if it is to
            come back; ``names(kind, id)`` and ``words(list, code)`` give what is shown; ``offered`` has codes
            by list and ``targets`` ids by kind to choose from; ``fields`` are the columns, if not all;
            ``made_at`` is written into the file; ``blank_rows`` are prepared below for new records.
    Errors: CorrectableError ``sheet-too-long`` beyond what a sheet holds; nothing is left at ``out`` then.
    """
    lists = Lists(lang, names, words)
    columns = sheet_fields(kind, fields)
    _offer(lists, columns, offered or {}, targets or {})
    job = _Job(kind, columns, lang, title, lists, app, made_at or NO_TIME, blank_rows)
    if not isinstance(out, Path):
        return _write(job, rows, out)
    with writing_atomic(out) as file:
        return _write(job, rows, file)


def write_template(
    kind: Kind,
    lang: Language,
    out: Path | BinaryIO,
    names: Callable[[str, str], str],
    **more: Any,
) -> None:
    """Write the blank template of a kind: the head, drop-downs and checks for a thousand rows."""
    title = text("{kind}: template", lang, kind=kind.words(lang))
    write_sheet(kind, (), lang, title, out, names, blank_rows=TEMPLATE_ROWS, **more)


def _offer(
    lists: Lists,
    columns: Sequence[Field],
    offered: Mapping[str, Sequence[str]],
    targets: Mapping[str, Sequence[str]],
) -> None:
    for field in columns:
        key = list_key(field)
        if key is None:
            continue
        if key == FLAG_LIST:
            lists.offer(key, ("true", "false"))
        elif field.choices is not None:
            lists.offer(key, fixed_codes(field.choices))
        elif field.vocabulary is not None:
            lists.offer(key, offered.get(field.vocabulary, ()))
        else:
            lists.offer(key, targets.get(field.target or "", ()))


@dataclass(frozen=True, slots=True)
class _Job:
    """What is to be written, but for the rows."""

    kind: Kind
    columns: Sequence[Field]
    lang: Language
    title: str
    lists: Lists
    app: str
    made_at: datetime
    blank_rows: int


def _write(job: _Job, rows: Iterable[Mapping[str, object]], file: BinaryIO) -> int:
    with TemporaryDirectory(prefix="ascn-desk-") as folder:
        # Rows wait in this folder until the end; they hold what the records hold, so they go in any case.
        book = xlsxwriter.Workbook(file, {"constant_memory": True, "tmpdir": folder})
        try:
            count = _fill(job, rows, book)
            book.close()
        finally:
            for sheet in book.worksheets():
                sheet.row_data_fh.close()
    return count


def _fill(job: _Job, rows: Iterable[Mapping[str, object]], book: Any) -> int:
    looks = Looks(book)
    sheet = book.add_worksheet(_sheet_name(job.kind, job.lang))
    hidden = [book.add_worksheet(name) for name in HIDDEN_SHEETS]
    for each in hidden:
        each.hide()
    meta, lists_sheet, records = hidden
    _write_head(job, sheet, records, looks)
    grades: set[Grade] = set()
    limits: set[str] = set()
    count = 0
    for row in rows:
        count += 1
        if count > LAST_ROW:
            raise CorrectableError("sheet-too-long", limit=LAST_ROW)
        grades.add(job.kind.grade_of(row))
        limits.update(_limits_of(row))
        _write_row(job, sheet, records, count, row, looks)
    marking = _marking(job, grades or {job.kind.default_grade}, sorted(limits))
    places = _write_lists(job, lists_sheet)
    last = max(count + job.blank_rows, 1)
    for place, field in enumerate(job.columns, 1):
        source = places.get(list_key(field) or "")
        sheet.data_validation(1, place, last, place, validation(field, job.lang, source))
    sheet.autofilter(0, 0, max(count, 1), len(job.columns))
    set_up_print(sheet, job.title, marking)
    _write_meta(job, meta, marking, count)
    properties = {
        "title": clean(job.title),
        "category": marking,
        "author": "ASCN Desk",
        "created": job.made_at,
    }
    book.set_properties(properties)
    return count


def _write_head(job: _Job, sheet: Any, records: Any, looks: Looks) -> None:
    sheet.set_column(0, 0, 8, looks.text, {"hidden": True})
    sheet.write_string(0, 0, KEY_HEAD, looks.head)
    for place, field in enumerate(job.columns, 1):
        sheet.set_column(place, place, column_width(field), looks.of(field))
        head = looks.needed if field.required == "save" else looks.head
        sheet.write_string(0, place, field.words(job.lang), head)
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 2)
    for place, name in enumerate((KEY_HEAD, "id", "channel", "seen")):
        records.write_string(0, place, name)


def _write_row(
    job: _Job, sheet: Any, records: Any, number: int, row: Mapping[str, object], looks: Looks
) -> None:
    record_id, channel = str(row["id"]), str(row["channel"])
    key = record_key(record_id, channel)
    sheet.write_string(number, 0, key, looks.text)
    for place, field in enumerate(job.columns, 1):
        _put(sheet, number, place, cell_of(job.kind, field, row, job.lists), looks.of(field), looks)
    for place, value in enumerate((key, record_id, channel, str(row.get("seen") or ""))):
        records.write_string(number, place, value)


def _put(sheet: Any, row: int, column: int, cell: Cell, look: Any, looks: Looks) -> None:
    """Write one cell by its own type; never by the general call, which would read formulas out of texts."""
    match cell:
        case None:
            return
        case str():
            sheet.write_string(row, column, cell, look)
        case datetime() | date():
            sheet.write_datetime(row, column, cell, look)
        case Decimal():
            sheet.write_number(row, column, float(cell), looks.decimal)
        case _:
            sheet.write_number(row, column, cell, look)


def _write_lists(job: _Job, sheet: Any) -> dict[str, str]:
    """Write every list as two columns, code and words; returns where the words of each list stand."""
    keys = list(dict.fromkeys(key for field in job.columns if (key := list_key(field))))
    tables = [job.lists.entries(key) for key in keys]
    for place, key in enumerate(keys):
        sheet.write_string(0, 2 * place, key)
        sheet.write_string(0, 2 * place + 1, "words")
    for number in range(max(map(len, tables), default=0)):
        for place, table in enumerate(tables):
            if number < len(table):
                sheet.write_string(number + 1, 2 * place, table[number][0])
                sheet.write_string(number + 1, 2 * place + 1, table[number][1])
    return {
        key: f"={LISTS_SHEET}!{_column(2 * place + 1)}$2:{_column(2 * place + 1)}${len(table) + 1}"
        for place, (key, table) in enumerate(zip(keys, tables, strict=True))
        if table
    }


def _column(index: int) -> str:
    letters: str = xlsxwriter.utility.xl_col_to_name(index, True)
    return letters


def _limits_of(row: Mapping[str, object]) -> list[str]:
    whole = row.get("limits")
    if isinstance(whole, Iterable) and not isinstance(whole, str):
        return [str(each) for each in whole]
    return [
        name.partition(":")[2] for name, value in row.items() if value is True and name.startswith("limits:")
    ]


def _marking(job: _Job, grades: Iterable[Grade], limits: Sequence[str]) -> str:
    """The marking of the whole file: the highest grade of what it contains, and every handling limit."""
    grade = word(highest_grade(list(grades)), job.lang)
    shown = [job.lists.shown("list:limit", each) for each in limits]
    return ("・" if job.lang == "ja" else ", ").join([grade, *shown])


def _write_meta(job: _Job, sheet: Any, marking: str, count: int) -> None:
    facts: Sequence[tuple[str, str | int]] = (
        ("format", FORMAT),
        ("app", job.app),
        ("kind", job.kind.name),
        ("language", job.lang),
        ("rows", count),
        ("title", clean(job.title)),
        ("marking", marking),
    )
    for number, (name, value) in enumerate(facts):
        sheet.write_string(number, 0, name)
        if isinstance(value, int):
            sheet.write_number(number, 1, value)
        else:
            sheet.write_string(number, 1, value)
    for number, field in enumerate(job.columns, COLUMN_TABLE_ROW):
        for place, part in enumerate((field.name, field.words(job.lang), list_key(field) or "")):
            sheet.write_string(number, place, part)


def _sheet_name(kind: Kind, lang: Language) -> str:
    return sheet_name(kind.ja if lang == "ja" else kind.plural_en)
