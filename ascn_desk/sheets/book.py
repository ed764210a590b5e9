"""A workbook of plain tables, a sheet each: what is to be read, sorted and quoted, not to come back.

Texts are texts, whatever they begin with; only web addresses lead somewhere. The same tables give the same bytes.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from ascn_desk.sheets.cells import clean
from ascn_desk.sheets.layout import CELL_LENGTH
from ascn_desk.sheets.print_setup import NO_TIME, set_up_print, sheet_name

BookCell = str | int | float | date | None

_LEAST_WIDTH, _MOST_WIDTH = 9, 56
_LINK_LENGTH = 2_000
_MOST_LINKS = 65_000
_FIRST_DAY = date(1900, 3, 1)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its name, a head row, and rows as wide as the head."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[BookCell, ...], ...]


def write_book(tables: Sequence[Table], title: str, marking: str, made_at: datetime | None = None) -> bytes:
    """The file. A text longer than a cell holds goes on in the rows below it."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    made = made_at.replace(tzinfo=None) if made_at is not None else NO_TIME
    properties = {"title": clean(title), "category": clean(marking), "author": "ASCN Desk", "created": made}
    book.set_properties(properties)
    top = {"valign": "top"}
    looks = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E8EAED",
                                 "bottom": 1}),
        "text": book.add_format({**top, "num_format": "@", "text_wrap": True}),
        "day": book.add_format({**top, "num_format": "yyyy-mm-dd", "align": "left"}),
        "number": book.add_format({**top, "num_format": "#,##0.########"}),
        "whole": book.add_format({**top, "num_format": "#,##0"}),
        "link": book.add_format({**top, "font_color": "#0B4F9E", "underline": 1, "text_wrap": True}),
    }  # fmt: skip
    taken: set[str] = set()
    links = 0
    for table in tables:
        sheet = book.add_worksheet(_free_name(table.name, taken))
        links = _fill(sheet, table, looks, links)
        set_up_print(sheet, title, marking)
    book.close()
    return out.getvalue()


def _fill(sheet: Any, table: Table, looks: dict[str, Any], links: int) -> int:
    """Write head and rows; how many links the file has then."""
    for column, words in enumerate(table.head):
        sheet.set_column(column, column, _width(table, column))
        sheet.write_string(0, column, clean(words), looks["head"])
    sheet.freeze_panes(1, 0)
    number = 1
    for row in table.rows:
        height = 1
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                pieces = _pieces(clean(cell))
                height = max(height, len(pieces))
                is_link = len(pieces) == 1 and _is_address(pieces[0]) and links < _MOST_LINKS
                links += is_link
                for down, piece in enumerate(pieces):
                    _put_text(sheet, number + down, column, piece, looks, is_link=is_link)
            else:
                _put(sheet, number, column, cell, looks)
        number += height
    if number > 1:
        sheet.autofilter(0, 0, number - 1, len(table.head) - 1)
    return links


def _put_text(sheet: Any, row: int, column: int, text: str, looks: dict[str, Any], *, is_link: bool) -> None:
    if is_link:
        sheet.write_url(row, column, text, looks["link"], string=text)
    elif text:
        sheet.write_string(row, column, text, looks["text"])


def _put(sheet: Any, row: int, column: int, cell: BookCell, looks: dict[str, Any]) -> None:
    """Write by the cell's own type; never by the general call, which would read formulas out of texts."""
    match cell:
        case None | str():
            return
        case date() if cell >= _FIRST_DAY:
            sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), looks["day"])
        case date():
            sheet.write_string(row, column, cell.isoformat(), looks["text"])
        case int():
            sheet.write_number(row, column, cell, looks["whole"])
        case _:
            sheet.write_number(row, column, cell, looks["number"])


def _pieces(text: str) -> list[str]:
    return [text[at : at + CELL_LENGTH] for at in range(0, len(text), CELL_LENGTH)] or [""]


def _is_address(text: str) -> bool:
    """Whether a text as a whole is a web address; nothing else may lead anywhere, least of all to a file."""
    is_web = text.startswith(("https://", "http://")) and not any(letter.isspace() for letter in text)
    return is_web and len(text) <= _LINK_LENGTH


def _width(table: Table, column: int) -> int:
    """As wide as the widest line needs; a letter of the East takes two places."""
    words = [table.head[column], *(str(row[column]) for row in table.rows if row[column] is not None)]
    widest = max(_places(line) for each in words for line in each.splitlines() or [""])
    return min(_MOST_WIDTH, max(_LEAST_WIDTH, widest + 2))


def _places(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line[:_MOST_WIDTH])


def _free_name(words: str, taken: set[str]) -> str:
    """A name no other sheet has; Excel takes no difference between large and small letters."""
    name = sheet_name(words) or "-"
    number = 2
    while name.casefold() in taken:
        mark = f" {number}"
        name = sheet_name(words)[: 31 - len(mark)] + mark
        number += 1
    taken.add(name.casefold())
    return name
