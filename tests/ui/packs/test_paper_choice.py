"""The paper of a pack in the window: chosen by keys, shown at its size, kept with templates and issues, printed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter

from ascn_desk.operations import pack_library
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.pack_definitions import PackRequest, save_definition
from ascn_desk.operations.pack_issue import issue_pack
from ascn_desk.operations.pack_paper import USUAL, PackPaper
from ascn_desk.operations.packs import build_pack
from ascn_desk.ui.screens.packs import PacksScreen, library_page, printing
from ascn_desk.ui.screens.packs.printing import set_paper, sheets_of
from tests.support.hands import RoomWindow
from tests.ui.packs.test_builder import HANOI, begun, shown
from tests.ui.packs.test_printing import differing, file_printer, printed

LETTER = PackPaper("letter", bound=True, draft=True)


def test_the_paper_is_chosen_by_keys_and_shown_at_its_size(window: RoomWindow, room: PacksScreen, desk: Desk) -> None:
    begun(window, room)
    window.part("pack-paper").setFocus()
    window.press("Right", "Tab", "Space", "Tab", "Space")
    built = shown(window, room)
    assert room.builder.options.request().paper == LETTER
    assert built.pdf == build_pack(desk, "city-brief", HANOI, language="en", paper=LETTER).pdf
    image, sheet = room.builder.pane.sheet.image, room.builder.pane.sheet
    assert image is not None and sheet.page_size == (612.0, 792.0)
    assert image.width() / image.height() == pytest.approx(612 / 792, abs=0.01)
    assert image.height() / image.devicePixelRatio() <= sheet.height()


def test_a_pack_made_like_another_begins_on_its_paper(window: RoomWindow, room: PacksScreen, desk: Desk) -> None:
    request = PackRequest(template="city-brief", records=HANOI, language="en", paper=LETTER)
    issued = issue_pack(desk, request)
    room.remake(issued.id)
    window.settle()
    assert room.builder.options.request().paper == LETTER
    room.make_of("city-brief", HANOI)
    window.settle()
    assert room.builder.options.request().paper == USUAL


def test_an_own_template_brings_its_paper(window: RoomWindow, room: PacksScreen, desk: Desk) -> None:
    request = PackRequest(template="city-brief", language="en", paper=PackPaper("letter"))
    save_definition(desk, "On Letter", request)
    begun(window, room)
    room.refresh()
    window.settle()
    template = room.builder.options.template
    template._choose([each.title for each in template.choices()].index("On Letter"))
    shown(window, room)
    assert room.builder.options.request().paper == PackPaper("letter")
    assert room.builder.options.request().records == HANOI


def test_a_size_of_a_newer_version_is_shown_as_a4(window: RoomWindow, room: PacksScreen) -> None:
    room.builder.options.paper.show_paper(PackPaper("b5", draft=True))
    assert room.builder.options.request().paper == PackPaper("a4", draft=True)


def test_the_library_says_on_which_paper_a_pack_was_issued(window: RoomWindow, room: PacksScreen, desk: Desk) -> None:
    issue_pack(desk, PackRequest(template="city-brief", records=HANOI, language="en", paper=LETTER))
    newest = pack_library.issues(desk)[1][0]
    told = library_page._details(newest, date(2026, 11, 24))
    assert ("Paper", "Letter, Margin for binding, DRAFT as a watermark") in told


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_the_printer_is_asked_for_the_paper_of_the_pack(window: RoomWindow, size: str) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    set_paper(printer, size.lower(), is_booklet=True)
    assert printer.pageLayout().pageSize().id() == QPageSize.PageSizeId[size]


def test_a_pack_on_letter_comes_out_as_it_is(window: RoomWindow, desk: Desk, tmp_path: Path) -> None:
    pdf = build_pack(desk, "city-brief", HANOI, paper=LETTER).pdf
    printer = file_printer(tmp_path / "out.pdf")
    set_paper(printer, "letter", is_booklet=False)
    assert printed(window, printer, pdf, sheets_of([1, 2], is_booklet=False)) == [2]
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as out, pypdfium2.PdfDocument(pdf) as made:
        assert out[0].get_size() == pytest.approx((612, 792), abs=1)
        assert differing(out[1], made[1]) < 0.05 < 2 * differing(out[1], made[0])


def test_a_booklet_of_letter_pages_is_letter_turned(window: RoomWindow, desk: Desk, tmp_path: Path) -> None:
    built = build_pack(desk, "country-brief", [("country", "vn")], paper=PackPaper("letter"))
    printer = file_printer(tmp_path / "out.pdf")
    set_paper(printer, "letter", is_booklet=True)
    sides = sheets_of(range(1, built.pages + 1), is_booklet=True)
    assert printed(window, printer, built.pdf, sides) == [len(sides)]
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as document:
        assert document[0].get_size() == pytest.approx((792, 612), abs=1)


def test_printing_asks_for_the_paper_that_was_chosen(
    window: RoomWindow, room: PacksScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ascn_desk.ui.screens.packs import leaving as leaving_module
    from ascn_desk.ui.screens.packs.issue_question import Leaving

    begun(window, room)
    room.builder.options.paper.show_paper(PackPaper("letter"))
    asked: list[str] = []
    monkeypatch.setattr(leaving_module, "ask_leaving", lambda *args, **named: Leaving())
    monkeypatch.setattr(printing, "ask_printer", lambda parent, title, pages, size, **named: asked.append(size))
    window.press("Ctrl+P")
    assert asked == ["letter"]
