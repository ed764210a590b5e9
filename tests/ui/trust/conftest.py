"""Headquarters with its keys on a stick, an embassy, and the room of trust of either in a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ascn_desk.operations.desk import Desk
from ascn_desk.ui import dialogs
from ascn_desk.ui.parts import Banner, KeyValueList, Label, ListView, Paragraph
from ascn_desk.ui.parts.cells import Cell
from ascn_desk.ui.screen import Screen
from ascn_desk.ui.session import Session
from ascn_desk.ui.tasks import Tasks
from tests.support import house as houses
from tests.support.hands import RoomWindow
from tests.support.house import House

Enter = Callable[[Desk, type[Screen]], RoomWindow]


@pytest.fixture(scope="session")
def house_of_windows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The profiles, closed."""
    return houses.build(tmp_path_factory.mktemp("house"))


@pytest.fixture
def house(house_of_windows: Path, tmp_path: Path) -> Iterator[House]:
    """A copy of them, open."""
    with houses.opened(house_of_windows, tmp_path / "house") as made:
        yield made


@pytest.fixture
def enter(qtbot: QtBot, house: House, tasks: Tasks) -> Enter:
    """Show a room of an open desk."""

    def show(desk: Desk, made: type[Screen]) -> RoomWindow:
        session = Session(desk, tasks, tasks)
        window = RoomWindow(session, tasks, made(session))
        qtbot.addWidget(window)
        window.enter()
        return window

    return show


class Answers:
    """What a person answers to questions for files."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.open: list[Path] = []
        self.save: Path | None = None
        monkeypatch.setattr(dialogs, "choose_open", lambda *_, **__: self.open)
        monkeypatch.setattr(dialogs, "choose_save", lambda *_, **__: self.save)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Answers to questions for files."""
    return Answers(monkeypatch)


def said(widget: QWidget) -> str:
    """All that is read in a widget, in lines."""
    words = [each.words() for each in widget.findChildren(QWidget) if isinstance(each, Label | Paragraph)]
    words += [each.accessibleName() for each in widget.findChildren(QWidget) if isinstance(each, Banner | KeyValueList)]
    return "\n".join(words)


def rows(window: RoomWindow, name: str) -> list[tuple[str, str]]:
    """The rows of a list: their words, and those below."""
    found = window.part(name)
    assert isinstance(found, ListView)
    model = found.rows()
    cells = [model.value(row, 0) for row in range(model.rowCount())]
    return [(cell.words, cell.below) for cell in cells if isinstance(cell, Cell)]


def go_to(window: RoomWindow, name: str, words: str) -> None:
    """Go to a row by keys: the first in whose words these stand."""
    listed = window.part(name)
    listed.setFocus()
    place = next(n for n, row in enumerate(rows(window, name)) if any(words in each for each in row))
    assert isinstance(listed, ListView)
    window.press(*["Up"] * max(0, listed.current_row()), *["Down"] * place)


def over(window: RoomWindow, name: str) -> QWidget:
    """What lies over the window by that name."""
    found = next((each for each in window.findChildren(QWidget, name) if each.isVisible()), None)
    assert found is not None, name
    return found
