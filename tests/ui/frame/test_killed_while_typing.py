"""The program is killed without warning while a case is typed; the next start offers what was typed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ascn_desk.base.clock import FixedClock
from ascn_desk.operations.drafts import drafts
from ascn_desk.operations.lists import list_records
from ascn_desk.operations.profiles import open_desk
from ascn_desk.ui.main_window import MainWindow
from ascn_desk.ui.tasks import Tasks
from tests.support.hands import Hands
from tests.support.made_desk import PASSPHRASE
from tests.ui.frame.conftest import overlay, show
from tests.ui.frame.typist import SUMMARY

ROOT = Path(__file__).parents[3]


def test_what_was_typed_is_offered_after_a_kill(
    profile: Path, clock: FixedClock, tasks: Tasks, hands: Hands, qtbot: QtBot
) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.frame.typist", str(profile), PASSPHRASE],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    with program:
        assert program.stdout is not None
        assert program.stdout.readline().strip() == "typed"
        program.send_signal(signal.SIGKILL)
    assert program.returncode == -signal.SIGKILL

    desk = open_desk(profile, PASSPHRASE, clock=clock)
    window = MainWindow(desk, tasks)
    show(window, qtbot)
    hands.settle()
    (draft,) = drafts(desk)
    assert draft.values["summary"] == SUMMARY
    link = window.findChild(QWidget, f"draft-{draft.id}")
    assert link is not None and SUMMARY in link.accessibleName()
    window.room_screen().focus_first()
    hands.press("Ctrl+N")
    offer = overlay(window, "quick-draft")
    assert offer is not None and SUMMARY in offer.accessibleName()
    hands.press("Escape")
    link = window.findChild(QWidget, f"draft-{draft.id}")
    assert link is not None
    link.setFocus()
    hands.press("Return")
    hands.press("Ctrl+Return")
    (row,) = list_records(desk, "case", {"summary": SUMMARY}).rows
    assert (row.values["company"], row.values["category"]) == ("hitachi", "trouble")
    assert drafts(desk) == ()
    tasks.close()
    desk.close()
