"""The content of a pack as a workbook and its words as plain text, saved beside the PDF by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ascn_desk.operations import pack_library
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.pack_book import pack_book
from ascn_desk.operations.pack_files import PackFiles
from ascn_desk.operations.pack_issue import reissue_pack
from ascn_desk.operations.pack_text import pack_text
from ascn_desk.ui import dialogs
from ascn_desk.ui.screens.packs import PacksScreen
from tests.support.hands import RoomWindow
from tests.ui.packs.test_builder import begun

ENTER = (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the PDF is saved, whatever is asked; no folder is opened."""
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: True)
    monkeypatch.setattr(dialogs, "choose_save", lambda *args, **named: tmp_path / "hanoi.pdf")
    yield tmp_path / "hanoi.pdf"


def key(code: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key in what has the focus."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, code, held)


def ticks_both(password: str = "") -> Callable[[QWidget], None]:
    """The person's hands in the question: from the first field to both boxes by Tab, and Ctrl+Enter."""

    def act(dialog: QWidget) -> None:
        field = dialog.findChild(QWidget, "leaving-password-input")
        assert field is not None
        while QApplication.focusWidget() is not field:
            key(Qt.Key.Key_Tab)
        if password:
            QTest.keyClicks(field, password)
        for name in ("leaving-book", "leaving-text"):
            while (focus := QApplication.focusWidget()) is not None and focus.objectName() != name:
                key(Qt.Key.Key_Tab)
            key(Qt.Key.Key_Space)
        key(*ENTER)

    return act


def test_both_are_saved_beside_a_pack_that_is_made(
    window: RoomWindow, room: PacksScreen, desk: Desk, place: Path
) -> None:
    built = begun(window, room)
    window.when_shown("leaving", ticks_both())
    room.builder.pane.sheet.setFocus()
    window.press("Ctrl+S")
    assert window.errors == [] and window.said == ["Saved: hanoi.pdf, hanoi.txt, hanoi.xlsx, 2 pages"]
    assert place.read_bytes() == built.pdf
    assert place.with_suffix(".txt").read_text(encoding="utf-8") == pack_text(built)
    assert place.with_suffix(".xlsx").read_bytes() == pack_book(built)
    assert pack_library.issues(desk)[0] == 3


def test_both_are_saved_beside_an_issued_pack_that_is_printed_again(
    window: RoomWindow, room: PacksScreen, desk: Desk, place: Path
) -> None:
    _, lines = pack_library.issues(desk)
    window.when_shown("leaving", ticks_both())
    window.press("Return")
    issued = reissue_pack(desk, lines[0].id)
    assert place.read_bytes() == issued.pdf
    assert place.with_suffix(".xlsx").read_bytes() == pack_book(issued)
    assert "Hanoi" in place.with_suffix(".txt").read_text(encoding="utf-8")
    assert pack_library.issues(desk)[0] == 2


def test_a_password_and_what_cannot_be_encrypted_are_not_taken_together(
    window: RoomWindow, room: PacksScreen, desk: Desk, place: Path
) -> None:
    begun(window, room)

    def answer(dialog: QWidget) -> None:
        ticks_both("long enough")(dialog)
        assert dialog.isVisible()
        for name in ("leaving-text", "leaving-book"):
            box = dialog.findChild(QWidget, name)
            assert box is not None
            box.setFocus()
            key(Qt.Key.Key_Space)
        key(*ENTER)

    window.when_shown("leaving", answer)
    room.save()
    window.settle()
    assert sorted(each.name for each in place.parent.iterdir() if each.is_file()) == ["hanoi.pdf"]
    document = pypdfium2.PdfDocument(place, password="long enough")
    assert len(document) == 2
    document.close()


def test_the_question_can_be_closed_whatever_was_typed(window: RoomWindow, room: PacksScreen, desk: Desk) -> None:
    begun(window, room)

    def answer(dialog: QWidget) -> None:
        ticks_both("short")(dialog)
        key(Qt.Key.Key_Escape)

    window.when_shown("leaving", answer)
    room.save()
    window.settle()
    assert window.errors == [] and pack_library.issues(desk)[0] == 2


@pytest.mark.parametrize("taken", [".xlsx", ".txt"])
def test_a_file_that_cannot_be_written_is_told_before_anything_is_issued(
    window: RoomWindow, room: PacksScreen, desk: Desk, place: Path, monkeypatch: pytest.MonkeyPatch, taken: str
) -> None:
    begun(window, room)
    place.with_suffix(taken).mkdir()
    monkeypatch.setattr(dialogs, "confirm", lambda *args, **named: True)
    window.when_shown("leaving", ticks_both())
    room.save()
    window.settle()
    assert len(window.errors) == 1 and taken in window.errors[0]
    assert pack_library.issues(desk)[0] == 2 and not place.exists()


def test_what_stands_there_already_is_replaced_only_on_demand(
    window: RoomWindow, room: PacksScreen, desk: Desk, place: Path
) -> None:
    begun(window, room)
    held = place.with_suffix(".txt")
    held.write_text("mine", encoding="utf-8")

    def refuse(dialog: QWidget) -> None:
        key(Qt.Key.Key_Escape)

    window.when_shown("leaving", ticks_both())
    window.when_shown("pack-replace", refuse)
    room.save()
    window.settle()
    assert held.read_text(encoding="utf-8") == "mine" and pack_library.issues(desk)[0] == 2


def test_companions_are_named_after_the_paper() -> None:
    for name, base in (("a.pdf", "a"), ("a.PDF", "a"), ("v1.2", "v1.2"), ("a", "a")):
        files = PackFiles.beside(Path(name), text=True, book=True)
        assert files.companions == (Path(f"{base}.txt"), Path(f"{base}.xlsx"))
    assert PackFiles.beside(Path("a.pdf"), text=False, book=False).companions == ()
