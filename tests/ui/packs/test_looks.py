"""What the room of packs shows is shown whole: in both languages, at larger text, in a small window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ascn_desk.base import words
from ascn_desk.base.words import Language
from ascn_desk.operations import lists
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.records import set_fields
from ascn_desk.ui import paint, theme
from ascn_desk.ui.parts import Pressable
from ascn_desk.ui.screens.packs import PacksScreen
from ascn_desk.ui.session import Session
from ascn_desk.ui.tasks import Tasks
from tests.support.hands import RoomWindow


@pytest.fixture(autouse=True)
def text_put_back(qapp: QApplication) -> Iterator[None]:
    yield
    theme.set_text_scale(qapp, 1.0)


def cut(widget: QWidget) -> list[str]:
    with paint.elisions() as seen:
        widget.grab()
    return seen


def squeezed(widget: QWidget) -> list[str]:
    return [
        part.accessibleName()
        for part in widget.findChildren(Pressable)
        if part.isVisible() and part.width() + 1 < part.sizeHint().width()
    ]


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(("scale", "width", "height"), [(1.0, 848, 588), (1.0, 1190, 716), (1.5, 1282, 690)])
def test_every_page_of_the_room_shows_all_its_words(
    desk: Desk, tasks: Tasks, qtbot: QtBot, qapp: QApplication, lang: Language, scale: float, width: int, height: int
) -> None:
    words.set_language(lang)
    theme.set_text_scale(qapp, scale)
    session = Session(desk, tasks)
    window = RoomWindow(session, tasks, PacksScreen(session))
    qtbot.addWidget(window)
    window.resize(width, height)
    window.enter()
    room = window.room
    assert isinstance(room, PacksScreen)
    assert (cut(window), squeezed(window)) == ([], [])
    (case,) = lists.list_records(desk, "case").rows
    set_fields(desk, "case", case.id, {"summary": "another summary"})
    window.press("R")
    assert (cut(window), squeezed(window)) == ([], [])
    room.make_of("city-brief", (("city", "vn-hanoi"),))
    room.builder.options.redaction.set_value("delegation")
    window.settle()
    assert (cut(window), squeezed(window)) == ([], [])
    found: list[tuple[list[str], list[str]]] = []

    def look(dialog: QWidget) -> None:
        found.append((cut(dialog), squeezed(dialog)))
        close = dialog.findChild(Pressable, "leaving-close")
        assert close is not None
        close.click()

    for act in (room.save, room.print_out):
        window.when_shown("leaving", look)
        act()
        window.settle()
    assert found == [([], []), ([], [])]
    tasks.close()
