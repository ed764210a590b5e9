"""The page of the passphrase, the settings that act at once, and one window a profile."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ascn_desk.base.clock import FixedClock
from ascn_desk.base.words import language
from ascn_desk.ui import theme
from ascn_desk.ui.main_window import MainWindow
from ascn_desk.ui.parts.banner import Banner
from ascn_desk.ui.parts.text_field import TextField
from ascn_desk.ui.screens.first_run import FirstRun
from ascn_desk.ui.screens.unlock import UnlockPage
from ascn_desk.ui.single_instance import Answer, SingleInstance
from ascn_desk.ui.start import Program
from tests.support.hands import Hands, has_focus
from tests.support.made_desk import PASSPHRASE
from tests.ui.frame.conftest import overlay, text_of


@pytest.fixture
def program(qapp: QApplication, profile: Path, clock: FixedClock, qtbot: QtBot) -> Iterator[Program]:
    """The program on the embassy's profile, before anything is shown."""
    made = Program(qapp, profile, clock)
    yield made
    if made.window is not None:
        made.window.close()
        made.window.deleteLater()
    made.close()


@pytest.fixture
def hands(program: Program) -> Hands:
    return Hands(program.tasks)


def awake(program: Program, hands: Hands) -> QWidget:
    """The window of the program, with the keys."""
    assert program.window is not None
    program.window.activateWindow()
    hands.settle()
    return program.window


def test_a_wrong_passphrase_is_told_at_its_field_and_the_right_one_opens(program: Program, hands: Hands) -> None:
    program.begin()
    page = awake(program, hands)
    assert isinstance(page, UnlockPage)
    assert "Embassy of Japan in Viet Nam" in text_of(page)
    field = page.findChild(TextField, "passphrase")
    assert field is not None and has_focus(field)
    hands.press("Return")
    assert field.error() == "Type the passphrase of this desk."
    hands.type("not this one")
    hands.press("Return")
    assert "passphrase" in field.error().lower() and field.error() != "Type the passphrase of this desk."
    assert has_focus(field)
    hands.press("Ctrl+A")
    hands.type(PASSPHRASE)
    hands.press("Return")
    window = awake(program, hands)
    assert isinstance(window, MainWindow)
    assert window.current_room() == "today"
    assert has_focus(window.room_screen())


def test_the_place_of_the_window_is_kept_behind_the_passphrase(program: Program, hands: Hands) -> None:
    program.begin(PASSPHRASE)
    window = awake(program, hands)
    window.setGeometry(8, 8, 1030, 650)
    hands.settle()
    program.show_unlock()
    awake(program, hands)
    assert program.desk is not None
    program.show_desk(program.desk)
    assert (awake(program, hands).width(), awake(program, hands).height()) <= (1030, 650)


def test_language_theme_and_size_change_live_and_the_room_stays(program: Program, hands: Hands) -> None:
    program.begin(PASSPHRASE)
    awake(program, hands)
    hands.press("Ctrl+3", "Ctrl+,")
    first = window = awake(program, hands)
    panel = overlay(window, "settings-panel")
    assert panel is not None
    language_part = panel.findChild(QWidget, "language")
    assert language_part is not None and has_focus(language_part)
    try:
        hands.press("Left")
        window = awake(program, hands)
        assert isinstance(window, MainWindow)
        assert (language(), window.current_room()) == ("ja", "companies")
        assert "企業" in {each.accessibleName() for each in window.rail.findChildren(QWidget)}
        panel = overlay(window, "settings-panel")
        assert panel is not None and has_focus(part_of(panel, "language"))
        hands.press("Tab", "Right")
        window = awake(program, hands)
        assert isinstance(window, MainWindow) and window.current_room() == "companies"
        assert theme.of(window) is theme.DARK
        panel = overlay(window, "settings-panel")
        assert panel is not None and has_focus(part_of(panel, "theme"))
        before = theme.px(100)
        hands.press("Tab", "Right")
        awake(program, hands)
        assert theme.px(100) > before
        hands.press("Escape")
        window = awake(program, hands)
        assert overlay(window, "settings-panel") is None
        assert window is first, "another window would have to be given the keys"
        assert isinstance(window, MainWindow) and window.current_room() == "companies"
    finally:
        theme.set_text_scale(qt(), 1.0)


def part_of(panel: QWidget, name: str) -> QWidget:
    found = panel.findChild(QWidget, name)
    assert found is not None
    return found


def qt() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def test_a_backup_is_made_from_the_settings_and_its_place_told(program: Program, hands: Hands, profile: Path) -> None:
    program.begin(PASSPHRASE)
    window = awake(program, hands)
    hands.press("Ctrl+,")
    button = window.findChild(QWidget, "backup-now")
    assert button is not None
    button.setFocus()
    hands.press("Return")
    panel = overlay(window, "settings-panel")
    assert panel is not None
    (copy,) = (profile / "backups").glob("*.db")
    assert str(copy) in text_of(panel)


def test_without_a_profile_the_first_run_begins(
    qapp: QApplication, clock: FixedClock, tmp_path: Path, qtbot: QtBot
) -> None:
    made = Program(qapp, tmp_path / "none", clock)
    made.begin()
    assert isinstance(made.window, FirstRun)
    made.window.close()
    made.window.deleteLater()
    made.close()


SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ascn_desk.ui.single_instance import SingleInstance
app = QCoreApplication(sys.argv[:1])
instance = SingleInstance(Path(sys.argv[1]), answer_ms=int(sys.argv[3]))
print(instance.hand_over(Path(sys.argv[2]) if sys.argv[2] else None).value)
"""


def second_start(profile: Path, file: Path, answer_ms: int = 10_000) -> subprocess.Popen[str]:
    """Another process on the same profile."""
    return subprocess.Popen(
        [sys.executable, "-c", SECOND, str(profile), str(file), str(answer_ms)], stdout=subprocess.PIPE, text=True
    )


def test_a_second_start_hands_its_file_to_the_first_and_ends(
    program: Program, hands: Hands, profile: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    assert program.instance.listen()
    program.begin()
    awake(program, hands)
    heard: list[str] = []
    program.instance.called.connect(heard.append)
    other = second_start(profile, tmp_path / "x.ascn")
    with other:
        qtbot.waitUntil(lambda: bool(heard), timeout=20_000)
        assert other.communicate()[0].strip() == "taken"
    assert heard == [str(tmp_path / "x.ascn")]


def test_another_profile_is_no_second_start(program: Program, tmp_path: Path) -> None:
    assert program.instance.listen()
    assert SingleInstance(tmp_path / "elsewhere").hand_over(None) is Answer.NOBODY


def test_a_first_one_that_hangs_is_told_from_none(program: Program, profile: Path, tmp_path: Path) -> None:
    assert program.instance.listen()
    other = second_start(profile, tmp_path / "x.ascn", answer_ms=300)
    with other:
        # Meanwhile this process does nothing, as one that hangs.
        assert other.communicate()[0].strip() == "silent"


def test_what_a_crash_left_does_not_stop_the_next_start(profile: Path, tmp_path: Path) -> None:
    crashed = subprocess.run(
        [
            sys.executable,
            "-c",
            "import os, sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication\n"
            "from ascn_desk.ui.single_instance import SingleInstance\n"
            "app = QCoreApplication([]); one = SingleInstance(Path(sys.argv[1])); assert one.listen(); os._exit(9)",
            str(profile),
        ],
        check=False,
    )
    assert crashed.returncode == 9
    again = SingleInstance(profile)
    assert again.hand_over(None) is Answer.NOBODY
    assert again.listen()
    again.close()


def test_a_point_far_off_is_brought_back_to_the_screen(program: Program, hands: Hands) -> None:
    program.begin(PASSPHRASE)
    window = awake(program, hands)
    window.move(QPoint(90_000, 90_000))
    program.show_unlock()
    assert program.desk is not None
    program.show_desk(program.desk)
    screen = awake(program, hands).screen().availableGeometry()
    assert program.window is not None and screen.intersects(program.window.frameGeometry())


def test_caps_lock_is_told_since_dots_hide_it(program: Program, hands: Hands) -> None:
    program.begin()
    awake(program, hands)
    line = QApplication.focusWidget()
    assert line is not None
    # With the lock on, a capital letter comes without Shift.
    for letter, told in (("a", ""), ("A", "Caps Lock is on."), ("b", "")):
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key(ord(letter.upper())), Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(line, key)
        assert line.accessibleDescription() == told


def test_a_damaged_database_is_told_apart_from_a_wrong_passphrase(
    program: Program, hands: Hands, profile: Path
) -> None:
    (profile / "desk.db").write_bytes(b"\0" * 8192)
    program.begin()
    page = awake(program, hands)
    problem = page.findChild(Banner, "unlock-problem")
    field = page.findChild(TextField, "passphrase")
    assert problem is not None and field is not None and not problem.isVisible()
    hands.type(PASSPHRASE)
    hands.press("Return")
    assert problem.isVisible() and problem.accessibleName()
    assert field.error() == "" and has_focus(field)


def test_copies_of_attachments_go_when_the_window_comes_and_when_it_goes(
    program: Program, profile: Path, hands: Hands
) -> None:
    left = profile / "opened" / "before" / "minutes.pdf"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"what a crash left")
    program.begin(PASSPHRASE)
    awake(program, hands)
    assert not left.exists()
    left.parent.mkdir(parents=True)
    left.write_bytes(b"what was looked at")
    program.close()

    assert not (profile / "opened").exists()
