"""Packs on their way to a printer: which pages on which side, the paper that comes out, a printer that fails."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtPrintSupport import QPrinter

from ascn_desk.base.errors import MachineError
from ascn_desk.operations import pack_library
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.packs import build_pack
from ascn_desk.ui.screens.packs import PacksScreen, printing
from ascn_desk.ui.screens.packs import leaving as leaving_module
from ascn_desk.ui.screens.packs.issue_question import Leaving
from ascn_desk.ui.screens.packs.printing import PrintJob, Sheet, sheets_of, wanted_pages
from tests.support.hands import RoomWindow


def file_printer(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setFullPage(True)
    return printer


def printed(window: RoomWindow, printer: QPrinter, pdf: bytes, sheets: Sequence[Sheet]) -> list[object]:
    said: list[object] = []
    job = PrintJob(window.session, printer, pdf, sheets)
    job.done.connect(said.append)
    job.failed.connect(said.append)
    job.start()
    window.settle()
    return said


@given(pages=st.integers(1, 60))
def test_a_folded_booklet_has_every_page_once_and_in_order(pages: int) -> None:
    sides = sheets_of(range(1, pages + 1), is_booklet=True)
    assert len(sides) == -(-pages // 4) * 2
    # Folded: the right halves of the fronts and left halves of the backs go on, then the others come back.
    outward = [side[1] if number % 2 == 0 else side[0] for number, side in enumerate(sides)]
    inward = [side[0] if number % 2 == 0 else side[1] for number, side in reversed(list(enumerate(sides)))]
    assert [page for page in outward + inward if page is not None] == list(range(1, pages + 1))


def test_every_page_is_a_side_where_no_booklet_is_wanted() -> None:
    assert sheets_of([2, 3], is_booklet=False) == [(2,), (3,)]


def test_a_range_of_pages_is_what_was_asked_for(window: RoomWindow, tmp_path: Path) -> None:
    printer = file_printer(tmp_path / "x.pdf")
    assert wanted_pages(printer, 4) == [1, 2, 3, 4]
    printer.setFromTo(2, 9)
    assert wanted_pages(printer, 4) == [2, 3, 4]


def test_the_pages_come_out_as_they_are(window: RoomWindow, desk: Desk, tmp_path: Path) -> None:
    pdf = build_pack(desk, "city-brief", [("city", "vn-hanoi")]).pdf
    assert printed(window, file_printer(tmp_path / "out.pdf"), pdf, sheets_of([1, 2], is_booklet=False)) == [2]
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as out, pypdfium2.PdfDocument(pdf) as made:
        assert len(out) == 2
        # The paper is dark where the page is, but for the edges of letters.
        assert differing(out[1], made[1]) < 0.05 < 2 * differing(out[1], made[0])


def differing(one: pypdfium2.PdfPage, other: pypdfium2.PdfPage) -> float:
    """The part of the pixels, of small pictures, that are dark in one alone."""
    pictures = []
    for page in (one, other):
        width, _ = page.get_size()
        bitmap = page.render(scale=150 / width, grayscale=True)
        rows = [bytes(bitmap.buffer)[row * bitmap.stride :][: bitmap.width] for row in range(bitmap.height)]
        pictures.append(rows)
    pairs = [(a, b) for first, second in zip(*pictures, strict=False) for a, b in zip(first, second, strict=False)]
    return sum(abs(a - b) > 96 for a, b in pairs) / len(pairs)


def test_a_booklet_has_two_pages_a_side_across(window: RoomWindow, desk: Desk, tmp_path: Path) -> None:
    built = build_pack(desk, "country-brief", [("country", "vn")])
    sides = sheets_of(range(1, built.pages + 1), is_booklet=True)
    assert printed(window, file_printer(tmp_path / "out.pdf"), built.pdf, sides) == [2]
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as document:
        width, height = document[0].get_size()
        assert len(document) == 2 and width > height


def test_a_printer_that_takes_nothing_is_told_in_words(window: RoomWindow, desk: Desk, tmp_path: Path) -> None:
    pdf = build_pack(desk, "city-brief", [("city", "vn-hanoi")]).pdf
    (error,) = printed(window, file_printer(tmp_path / "no folder" / "out.pdf"), pdf, sheets_of([1], is_booklet=False))
    assert isinstance(error, MachineError) and error.code == "printer-failed"


def test_printing_issues_the_pack_and_says_how_much_came_out(
    window: RoomWindow, room: PacksScreen, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.make_of("city-brief", (("city", "vn-hanoi"),))
    window.settle()
    printer = file_printer(tmp_path / "out.pdf")
    monkeypatch.setattr(leaving_module, "ask_leaving", lambda *args, **named: Leaving("a guest"))
    monkeypatch.setattr(printing, "ask_printer", lambda *args, **named: printer)
    window.press("Ctrl+P")
    total, lines = pack_library.issues(desk)
    assert (total, lines[0].for_whom) == (3, "a guest")
    assert window.said == [f"{lines[0].number}: 2 sides printed"] and (tmp_path / "out.pdf").exists()
