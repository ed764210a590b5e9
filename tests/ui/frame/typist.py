"""Opens a desk in its window, types a case, says so and waits to be killed: ``typist.py PROFILE PASSPHRASE``."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ascn_desk.base.clock import FixedClock
from ascn_desk.operations.drafts import drafts
from ascn_desk.ui import theme
from ascn_desk.ui.parts.candidates import Candidates
from ascn_desk.ui.start import Program
from tests.support.made_desk import NOON

SUMMARY = "The line is still open"


def wait(ms: int) -> None:
    """Let the window live; unlike the waiting of QTest this lets its worker work."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def key(which: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, which, held)
    wait(250)


def main() -> None:
    app = QApplication(sys.argv[:1])
    theme.install(app, theme.LIGHT)
    program = Program(app, Path(sys.argv[1]), FixedClock(NOON))
    program.begin(sys.argv[2])
    assert program.window is not None and program.desk is not None
    program.window.activateWindow()
    wait(500)
    key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(QApplication.focusWidget(), "hitachi")
    while not program.window.findChildren(Candidates):
        wait(50)
    key(Qt.Key.Key_Return)
    key(Qt.Key.Key_2)
    QTest.keyClicks(QApplication.focusWidget(), SUMMARY)
    while not any(each.values.get("summary") == SUMMARY for each in drafts(program.desk)):
        wait(50)
    print("typed", flush=True)
    app.exec()


if __name__ == "__main__":
    main()
