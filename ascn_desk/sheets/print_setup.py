"""What every sheet has that leaves the house: a page set up for A4, the marking above and below, a name Excel takes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ascn_desk.sheets.cells import clean

NO_TIME = datetime(2000, 1, 1)
"""Of a file without a time of its own: it still gives the same bytes."""

_A4 = 9
_HEADER_LENGTH = 255
_NOT_IN_NAMES = str.maketrans("[]:*?/\\'", "        ")
_NAME_LENGTH = 31


def set_up_print(sheet: Any, title: str, marking: str) -> None:
    """Landscape A4, as wide as the page, the head row on every page, the marking in header and footer."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    room = (_HEADER_LENGTH - len("&L&R") - 2 * len(marking)) // 2
    sheet.set_header(f"&L{_for_header(title[:room])}&R{_for_header(marking)}")
    sheet.set_footer(f"&L{_for_header(marking)}&C&P / &N&R&A")


def sheet_name(words: str) -> str:
    """A name for a sheet, without what Excel forbids in one."""
    return clean(words).translate(_NOT_IN_NAMES)[:_NAME_LENGTH].strip()


def _for_header(plain: str) -> str:
    # A lone & would begin one of Excel's codes for headers.
    return clean(plain).replace("\n", " ").replace("&", "&&")
