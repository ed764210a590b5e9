"""Making a pack: clicks to a preview, options, sections, what is left out, own templates, saving and printing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ascn_desk.briefing.read_back import page_lines
from ascn_desk.operations import lists, pack_library
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.packs import build_pack
from ascn_desk.operations.records import set_fields
from ascn_desk.operations.views import BuiltPack
from ascn_desk.ui import dialogs
from ascn_desk.ui.main_window import MainWindow
from ascn_desk.ui.parts import Tone
from ascn_desk.ui.parts.candidates import Candidates
from ascn_desk.ui.parts.rail import Rail
from ascn_desk.ui.screens.packs import PacksScreen
from ascn_desk.ui.screens.packs import leaving as leaving_module
from ascn_desk.ui.screens.packs.issue_question import Leaving
from ascn_desk.ui.tasks import Tasks
from tests.support.hands import Hands, RoomWindow

HANOI = (("city", "vn-hanoi"),)
MOST_CLICKS = 6


def click(widget: QWidget, at: QPoint | None = None) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at if at is not None else widget.rect().center())


def place_of(offered: Candidates, row: int) -> QPoint:
    """Where a row of an open list lies."""
    middle = offered.width() // 2
    return next(QPoint(middle, y) for y in range(offered.height()) if offered._row_at(QPoint(middle, y)) == row)


def begun(window: RoomWindow, room: PacksScreen) -> BuiltPack:
    """The pack of Hanoi as the builder shows it."""
    room.make_of("city-brief", HANOI)
    return shown(window, room)


def shown(window: RoomWindow, room: PacksScreen) -> BuiltPack:
    window.settle()
    preview = room.builder.preview()
    assert preview is not None
    return preview.built


def test_from_the_start_screen_a_preview_takes_six_clicks_at_most(desk: Desk, tasks: Tasks, qtbot: QtBot) -> None:
    window, hands = MainWindow(desk, tasks), Hands(tasks)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.showNormal()
    qtbot.waitExposed(window)
    window.activateWindow()
    window.room_screen().focus_first()
    hands.settle()
    clicks = 0

    def clicked(widget: QWidget, at: QPoint | None = None) -> None:
        nonlocal clicks
        click(widget, at)
        clicks += 1
        hands.settle()

    def part(name: str) -> QWidget:
        found = window.findChild(QWidget, name)
        assert found is not None, name
        return found

    rail = window.findChild(Rail)
    assert rail is not None
    clicked(part("rail-packs"))
    clicked(part("pack-new"))
    clicked(part("pack-template"))
    offered = part("pack-template-list")
    assert isinstance(offered, Candidates)
    names = [offered.row(number).title for number in range(offered.row_count())]
    clicked(offered, place_of(offered, names.index("City brief")))
    clicked(part("pack-record-input"))
    records = part("pack-record-list")
    assert isinstance(records, Candidates)
    clicked(records, place_of(records, 0))
    room = window.room_screen()
    assert isinstance(room, PacksScreen)
    assert room.builder.preview() is not None and room.builder.pane.sheet.image is not None
    assert clicks == MOST_CLICKS
    tasks.close()


def test_the_preview_is_the_very_file_that_a_command_would_print(
    window: RoomWindow, room: PacksScreen, desk: Desk
) -> None:
    assert begun(window, room).pdf == build_pack(desk, "city-brief", HANOI, language="en").pdf


def test_the_page_stays_while_the_options_change(window: RoomWindow, room: PacksScreen) -> None:
    begun(window, room)
    room.builder.pane.show_page(2)
    window.part("pack-language").setFocus()
    window.press("Left")
    assert "未決の案件" in "".join(page_lines(shown(window, room).pdf)[1])
    assert room.builder.pane.page() == 2


def test_sections_are_unticked_and_moved_by_keys(window: RoomWindow, room: PacksScreen) -> None:
    begun(window, room)
    sections = room.builder.options.sections
    sections.setFocus()
    window.press("Space")
    assert "Key figures" not in "".join(page_lines(shown(window, room).pdf)[0])
    window.press("Down", "Alt+Down")
    assert room.builder.options.request().sections[:2] == ("decides", "overview")
    window.press("Alt+Up", "Up", "Space")
    assert room.builder.options.request().sections == ()


def test_a_section_is_moved_by_dragging(window: RoomWindow, room: PacksScreen) -> None:
    begun(window, room)
    sections = room.builder.options.sections
    areas = [area.center().toPoint() for area in sections._layout(sections.width())[0]]
    QTest.mousePress(sections, Qt.MouseButton.LeftButton, pos=areas[0])
    for step in range(1, 6):
        at = QPointF(areas[0]) + (QPointF(areas[2]) - QPointF(areas[0])) * step / 5
        moved(sections, at + QPointF(0, 12))
    QTest.mouseRelease(sections, Qt.MouseButton.LeftButton, pos=areas[2] + QPoint(0, 12))
    window.settle()
    assert room.builder.options.request().sections[:3] == ("overview", "decides", "figures")


def moved(widget: QWidget, at: QPointF) -> None:
    """The pointer goes on with its button down; QTest moves it without."""
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtGui import QMouseEvent

    held = Qt.MouseButton.LeftButton
    event = QMouseEvent(QEvent.Type.MouseMove, at, widget.mapToGlobal(at), held, held, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.sendEvent(widget, event)


def test_the_last_section_cannot_be_unticked(window: RoomWindow, room: PacksScreen) -> None:
    begun(window, room)
    sections = room.builder.options.sections
    for name in ("figures", "overview", "decides", "location", "projects", "chart", "involvement", "cases", "notes",
                 "contacts"):  # fmt: skip
        sections.toggle(name)
    sections.toggle("sources")
    assert sections.chosen() == ("sources",)


def test_no_marking_below_the_content_is_offered(window: RoomWindow, room: PacksScreen) -> None:
    begun(window, room)
    offered = [each.id for each in room.builder.options.marking.choices()]
    assert offered == ["", "conf-2"]
    room.builder.options.redaction.set_value("delegation")
    room.builder.options.changed.emit()
    shown(window, room)
    assert [each.id for each in room.builder.options.marking.choices()] == ["", "conf-1", "care", "conf-2"]


def test_what_the_readers_are_not_told_is_listed(window: RoomWindow, room: PacksScreen) -> None:
    begun(window, room)
    assert room.builder.preflight.left_out.notices() == []
    room.builder.options.redaction.set_value("delegation")
    room.builder.options.changed.emit()
    assert "処理場" not in "".join("".join(page) for page in page_lines(shown(window, room).pdf))
    said = [each.words for each in room.builder.preflight.left_out.notices()]
    assert any("Support case, 1" in each for each in said) and any("Contact, 1" in each for each in said)


def test_a_letter_that_no_font_has_is_shown_and_neither_saved_nor_printed(
    window: RoomWindow, room: PacksScreen, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = next(row for row in lists.list_records(desk, "case", limit=None).rows if row.values["city"] == "vn-hanoi")
    set_fields(desk, "case", case.id, {"summary": "通訳と 😀 会う"})
    begun(window, room)
    preflight = room.builder.preflight
    worst = preflight.checks.notices()[0]
    assert "U+1F600" in worst.words and "通訳と" in worst.words and worst.mark.tone is Tone.ERROR
    preflight.checks.setFocus()
    window.press("Home", "Return")
    assert room.builder.pane.page() == 2
    monkeypatch.setattr(leaving_module, "ask_leaving", lambda *args, **named: pytest.fail("asked for whom"))
    window.press("Ctrl+S")
    window.press("Ctrl+P")
    assert len(window.errors) == 2 and all("U+1F600" in each and "page 2" in each for each in window.errors)
    set_fields(desk, "case", case.id, {"summary": "通訳と会う"})
    room.refresh()
    assert shown(window, room).misprints == ()
    assert not any("U+1F600" in each.words for each in preflight.checks.notices())


def test_a_sentence_of_the_preflight_leads_to_its_page(window: RoomWindow, room: PacksScreen) -> None:
    begun(window, room)
    room.builder.pane.show_page(2)
    room.builder.preflight.checks.setFocus()
    window.press("Home", "Return")
    assert "Page 1" in room.builder.preflight.checks.notices()[0].words
    assert room.builder.pane.page() == 1


def test_what_cannot_be_printed_is_told_in_place_of_the_page(window: RoomWindow, room: PacksScreen) -> None:
    room.make_of("city-brief", (("city", "vn-nowhere"),))
    window.settle()
    assert room.builder.preview() is None
    assert "vn-nowhere" in room.builder.pane.sheet.words
    assert not window.part("pack-save").isEnabled() and window.errors == []


def test_a_day_before_today_is_printed_as_it_was_then(window: RoomWindow, room: PacksScreen) -> None:
    begun(window, room)
    room.builder.options.day.type_in("2026-10-01")
    room.builder.options.day._on_edited("2026-10-01")
    assert "HAN-26-K3F7" not in "".join("".join(page) for page in page_lines(shown(window, room).pdf))


def test_saving_issues_the_pack_and_writes_the_very_paper_of_the_preview(
    window: RoomWindow, room: PacksScreen, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = begun(window, room)
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    monkeypatch.setattr(dialogs, "choose_save", lambda *args, **named: tmp_path / "out.pdf")
    monkeypatch.setattr(leaving_module, "ask_leaving", lambda *args, **named: Leaving("a delegation"))
    room.builder.pane.sheet.setFocus()
    window.press("Ctrl+S")
    assert (tmp_path / "out.pdf").read_bytes() == preview.pdf
    total, lines = pack_library.issues(desk)
    assert (total, lines[0].for_whom, lines[0].sha256) == (3, "a delegation", preview.sha256)
    assert opened == [str(tmp_path)] and window.said == ["Saved: out.pdf, 2 pages"]


def test_a_folder_that_takes_no_file_is_told_before_anything_is_issued(
    window: RoomWindow, room: PacksScreen, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(window, room)
    monkeypatch.setattr(dialogs, "choose_save", lambda *args, **named: tmp_path / "none" / "out.pdf")
    monkeypatch.setattr(leaving_module, "ask_leaving", lambda *args, **named: Leaving())
    room.save()
    window.settle()
    assert len(window.errors) == 1 and "none" in window.errors[0]
    assert pack_library.issues(desk)[0] == 2 and room.builder.preview() is not None


def test_the_question_takes_no_short_password(window: RoomWindow, room: PacksScreen, tmp_path: Path,
                                              monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    import pypdfium2

    begun(window, room)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: True)
    monkeypatch.setattr(dialogs, "choose_save", lambda *args, **named: tmp_path / "locked.pdf")

    def answer(dialog: QWidget) -> None:
        password = dialog.findChild(QWidget, "leaving-password-input")
        assert password is not None
        password.setFocus()
        QTest.keyClicks(password, "short")
        QTest.keyClick(password, Qt.Key.Key_Return)
        assert dialog.isVisible()
        QTest.keyClicks(password, " no more")
        QTest.keyClick(password, Qt.Key.Key_Return)

    window.when_shown("leaving", answer)
    room.save()
    window.settle()
    document = pypdfium2.PdfDocument(tmp_path / "locked.pdf", password="short no more")
    assert len(document) == 2
    document.close()


def test_an_own_template_is_kept_and_taken_again(
    window: RoomWindow, room: PacksScreen, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(window, room)
    sections = room.builder.options.sections
    for name in sections._ids()[1:]:
        sections.toggle(name)
    monkeypatch.setattr(dialogs, "ask_text", lambda *args, **named: "Figures alone")
    room.keep_template()
    window.settle()
    (kept,) = lists.list_records(desk, "pack_definition").rows
    assert (kept.values["title"], kept.values["sections"]) == ("Figures alone", "figures")
    room.make_of("city-brief", HANOI)
    whole = shown(window, room).pages
    template = room.builder.options.template
    template._choose([each.title for each in template.choices()].index("Figures alone"))
    assert shown(window, room).pages < whole
    assert room.builder.options.request().definition == kept.id


def test_what_is_changed_meanwhile_stands_in_the_preview(window: RoomWindow, room: PacksScreen, desk: Desk) -> None:
    begun(window, room)
    (case,) = lists.list_records(desk, "case").rows
    window.session.write(set_fields, "case", case.id, {"summary": "another summary"}, owner=room)
    assert "another summary" in "".join("".join(page) for page in page_lines(shown(window, room).pdf))
