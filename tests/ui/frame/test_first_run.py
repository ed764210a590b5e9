"""The first run by keys: a mission until headquarters' starter is accepted, and headquarters itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from ascn_desk.base.clock import FixedClock, instant_from
from ascn_desk.base.words import language
from ascn_desk.operations import cases, enrolment
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.public_profile import profile_state
from ascn_desk.ui import dialogs
from ascn_desk.ui.main_window import MainWindow
from ascn_desk.ui.parts.hash_words import HashWords
from ascn_desk.ui.parts.label import Paragraph
from ascn_desk.ui.parts.select import Select
from ascn_desk.ui.parts.text_field import TextField
from ascn_desk.ui.screens.first_run import FirstRun
from ascn_desk.ui.start import Program
from tests.support import trio as threes
from tests.support.hands import Hands, has_focus
from tests.ui.frame.conftest import overlay, text_of

PASSPHRASE = "four words in row"


@pytest.fixture(scope="session")
def headquarters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Headquarters' desk in earnest, which answers requests."""
    desk = threes.new_desk(tmp_path_factory.mktemp("hq") / "hq", "hq", is_practice=False)
    yield desk
    desk.close()


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path) -> Iterator[Program]:
    """The program on a profile that there is not yet."""
    made = Program(qapp, tmp_path / "new", FixedClock(instant_from(threes.START)))
    made.begin()
    yield made
    if made.window is not None:
        made.window.close()
        made.window.deleteLater()
    made.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def hands(program: Program) -> Hands:
    return Hands(program.tasks)


def page_of(program: Program, hands: Hands) -> FirstRun:
    page = program.window
    assert isinstance(page, FirstRun)
    page.activateWindow()
    hands.settle()
    return page


def field(page: QWidget, name: str) -> TextField:
    found = page.findChild(TextField, name)
    assert found is not None
    return found


def fill_office(page: FirstRun, hands: Hands, office: str) -> None:
    """From the first page to the one of the keys, by keyboard."""
    hands.press("Return")
    chosen = page.findChild(Select, "office")
    assert chosen is not None and has_focus(chosen)
    chosen.set_value(office)
    hands.press("Tab")
    hands.type("Tanaka")
    hands.press("Tab")
    hands.type("tanaka")
    hands.press("Return")


def fill_keys(hands: Hands, passphrase: str = PASSPHRASE, again: str = PASSPHRASE) -> None:
    hands.type(passphrase)
    hands.press("Tab")
    hands.type(again)


def test_a_mission_goes_from_nothing_to_an_accepted_desk(
    program: Program, hands: Hands, headquarters: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(program, hands)
    fill_office(page, hands, "emb-vn")
    fill_keys(hands, again="four words in rough")
    hands.press("Return")
    assert field(page, "new-passphrase-again").error() == "This is not the same. Type it again."
    hands.press("Ctrl+A")
    hands.type(PASSPHRASE)
    hands.press("Return")
    assert profile_state(tmp_path / "new").office == "emb-vn"
    assert has_focus(named(page, "save-request"))

    request, starter = tmp_path / "vn.ascn-request", tmp_path / "start.ascn"
    monkeypatch.setattr(dialogs, "choose_save", lambda *args, **named: request)
    hands.press("Return")
    assert request.exists()
    assert str(request) in told(page)
    answer = enrolment.approve(headquarters, request, starter)

    monkeypatch.setattr(dialogs, "choose_open", lambda *args, **named: [starter])
    hands.press("Tab", "Return")
    question = overlay(page, "starter")
    assert question is not None
    asked = [each for each in question.findChildren(TextField) if each.objectName().startswith("starter-word-")]
    assert len(asked) == 3
    for _ in asked:
        hands.type("wrong")
        hands.press("Return")
    assert overlay(page, "starter-problem") is not None
    for each in asked:
        each.setFocus()
        hands.press("Ctrl+A")
        hands.type(answer.words[int(each.objectName().rpartition("-")[2]) - 1])
    hands.press("Return")
    assert overlay(page, "starter") is None
    assert told(page).startswith("Accepted: ")
    assert has_focus(named(page, "next"))
    hands.press("Return")
    assert isinstance(program.window, MainWindow)
    assert program.desk is not None and program.desk.is_accepted


def named(page: QWidget, name: str) -> QWidget:
    found = page.findChild(QWidget, name)
    assert found is not None
    return found


def told(page: QWidget) -> str:
    found = page.findChild(Paragraph, "first-run-told")
    assert found is not None
    return found.words()


def test_a_mission_works_before_it_is_accepted(program: Program, hands: Hands) -> None:
    page = page_of(program, hands)
    fill_office(page, hands, "emb-th")
    fill_keys(hands)
    hands.press("Return")
    hands.press("Tab", "Tab", "Return")
    window = program.window
    assert isinstance(window, MainWindow) and program.desk is not None and not program.desk.is_accepted
    window.activateWindow()
    hands.settle()
    saved = cases.add_case(program.desk, "hitachi", "trouble", "Before acceptance")
    hands.press("Ctrl+2")
    window.session.open_wanted.emit("case", saved.id, saved.channel)
    hands.settle()
    assert "Before acceptance" in text_of(window.room_screen())


def test_headquarters_on_trial_is_told_its_twelve_words(program: Program, hands: Hands) -> None:
    page = page_of(program, hands)
    fill_office(page, hands, "hq")
    fill_keys(hands)
    hands.press("Return")
    words = page.findChild(HashWords)
    trust = program.desk.trust() if program.desk is not None else None
    assert words is not None and words.isVisible() and trust is not None
    assert all(each in words.accessibleName() for each in trust.words("en"))
    assert not named(page, "save-request").isVisible()
    assert has_focus(named(page, "next"))
    hands.press("Return")
    assert isinstance(program.window, MainWindow)


def test_headquarters_in_earnest_makes_three_root_keys_on_a_medium(
    program: Program, hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(program, hands)
    fill_office(page, hands, "hq")
    fill_keys(hands)
    hands.press("Tab", "Right")
    shown = [each for n in (1, 2, 3) if (each := field(page, f"root-passphrase-{n}")).isVisible()]
    assert len(shown) == 3
    for number, each in enumerate(shown):
        each.setFocus()
        hands.type(f"the root words of {number}")
    medium = tmp_path / "stick"
    medium.mkdir()
    monkeypatch.setattr(dialogs, "choose_folder", lambda *args, **named: medium)
    hands.press("Return")
    assert sorted(each.name for each in medium.iterdir()) == [f"root-{n}.key" for n in (1, 2, 3)]
    assert program.desk is not None and program.desk.office_kind == "headquarters"


def test_a_step_without_its_fields_says_which(program: Program, hands: Hands) -> None:
    page = page_of(program, hands)
    hands.press("Return", "Tab", "Return")
    office, name = page.findChild(Select, "office"), field(page, "officer-name")
    assert office is not None
    assert (office.error(), name.error()) == ("Write something here.", "Write something here.")


def test_a_passphrase_that_is_too_short_is_told(program: Program, hands: Hands, tmp_path: Path) -> None:
    page = page_of(program, hands)
    fill_office(page, hands, "emb-vn")
    fill_keys(hands, "short", "short")
    hands.press("Return")
    problem = overlay(page, "first-run-problem")
    assert problem is not None and problem.accessibleName()
    assert not profile_state(tmp_path / "new").exists


def test_the_language_is_spoken_as_soon_as_it_is_chosen(program: Program, hands: Hands) -> None:
    page_of(program, hands)
    hands.press("Left")
    page = page_of(program, hands)
    assert language() == "ja"
    assert "ことば" in text_of(page)
    hands.press("Return")
    assert "公館と担当者" in text_of(page)
    hands.press("Shift+Tab")
    back = named(page, "back")
    back.setFocus()
    hands.press("Return")
    assert "ことば" in text_of(page)
