"""A case asked for on the page of a company or city begins with it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ascn_desk.base.clock import FixedClock
from ascn_desk.operations.profiles import open_desk
from ascn_desk.ui.main_window import MainWindow
from ascn_desk.ui.parts import SearchSelect
from ascn_desk.ui.tasks import Tasks
from tests.support.hands import press
from tests.support.made_desk import NOON, PASSPHRASE
from tests.ui.records.conftest import COMPANY


@pytest.fixture
def window(profile: Path, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    copy = tmp_path / "profile"
    shutil.copytree(profile, copy)
    desk, tasks = open_desk(copy, PASSPHRASE, clock=FixedClock(NOON)), Tasks()
    made = MainWindow(desk, tasks, room="companies")
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    settle(tasks)
    yield made
    tasks.close()
    desk.close()


def settle(tasks: Tasks) -> None:
    quiet = 0
    while quiet < 5:
        QTest.qWait(10)
        quiet = 0 if tasks.is_busy() else quiet + 1


def test_ctrl_n_on_a_company_asks_only_for_the_rest(window: MainWindow) -> None:
    window.open_record("company", COMPANY, "")
    settle(window.session.tasks)
    press(window.focusWidget() or window, "Ctrl+N")
    settle(window.session.tasks)
    panel = window.findChild(QWidget, "quick-case")
    assert panel is not None
    chosen = next(each for each in panel.findChildren(SearchSelect) if each.value() is not None)
    value = chosen.value()
    assert value is not None and value.id == COMPANY and value.title == "Hitachi"
