"""Conflicts, decided one by one by keys, on a real desk."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from ascn_desk.base.clock import FixedClock
from ascn_desk.operations import conflicts, exchange, history
from ascn_desk.operations.profiles import open_desk
from ascn_desk.ui.forms import RecordPanel
from ascn_desk.ui.parts import ComparisonCard, KeyValueList, Label, TextField
from ascn_desk.ui.screen import Screen
from ascn_desk.ui.screens.conflicts import ConflictsScreen
from ascn_desk.ui.screens.conflicts.comparison import Comparison
from ascn_desk.ui.screens.conflicts.listing import ARROW
from tests.support.hands import RoomWindow, press
from tests.support.made_desk import NOON, PASSPHRASE
from tests.ui.exchange.conftest import Pair

Enter = Callable[[Path, type[Screen]], RoomWindow]


@pytest.fixture(scope="session")
def contested(pair: Pair, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Headquarters' profile with four open conflicts, closed."""
    profile = tmp_path_factory.mktemp("contested") / "hq"
    shutil.copytree(pair.headquarters, profile)
    desk = open_desk(profile, PASSPHRASE, clock=FixedClock(NOON))
    exchange.import_files(desk, [pair.coming])
    desk.close()
    yield profile


def room(window: RoomWindow) -> ConflictsScreen:
    assert isinstance(window.room, ConflictsScreen)
    return window.room


def shown(window: RoomWindow) -> Comparison:
    comparison = room(window).comparison()
    assert comparison is not None
    return comparison


def open_registers(window: RoomWindow) -> list[str]:
    return [each.register for each in conflicts.conflicts(window.session.desk)]


def count_words(window: RoomWindow) -> str:
    label = window.part("conflicts-count")
    assert isinstance(label, Label)
    return label.words()


def test_a_digit_and_enter_decide_and_the_next_stands_there(contested: Path, enter: Enter) -> None:
    window = enter(contested, ConflictsScreen)
    first = shown(window).view
    window.press("2", "Return")
    assert len(open_registers(window)) == 3
    assert shown(window).view != first
    assert count_words(window) == "1 of 4 decided"
    assert window.said[-1].startswith("Decided: ")


def test_own_value_stands_first_and_all_values_beside_what_was_before(contested: Path, enter: Enter) -> None:
    window = enter(contested, ConflictsScreen)
    window.press("J")
    assert shown(window).view.register == "summary"
    assert [(each.title, each.words) for each in shown(window).answers()] == [
        ("This desk", "Rail signals (redress)"),
        ("Embassy in Viet Nam", "Rail signals in Hanoi"),
    ]
    base = window.part("conflict-base")
    assert isinstance(base, ComparisonCard) and base.accessibleName() == "Before: Rail signals"


def test_the_reason_is_kept_with_the_decision(contested: Path, enter: Enter) -> None:
    window = enter(contested, ConflictsScreen)
    view = shown(window).view
    window.press("1")
    shown(window).reason.setFocus()
    window.type("Agreed 2")
    window.press("Return")
    entries = history.history(window.session.desk, view.kind, view.id, view.channel)
    assert entries[0].why == "Agreed 2"


def test_the_result_is_told_before_it_is_written(contested: Path, enter: Enter) -> None:
    window = enter(contested, ConflictsScreen)
    result = window.part("conflict-result")
    assert isinstance(result, KeyValueList) and "Choose a value" in result.accessibleName()
    window.press("2")
    assert "The value of Embassy in Viet Nam is kept." in result.accessibleName()
    assert len(open_registers(window)) == 4


def test_later_goes_on_and_changes_nothing(contested: Path, enter: Enter) -> None:
    window = enter(contested, ConflictsScreen)
    first = shown(window).view
    window.press("0")
    assert shown(window).view != first and len(open_registers(window)) == 4


def test_another_value_replaces_all_that_stood_there(contested: Path, enter: Enter) -> None:
    window = enter(contested, ConflictsScreen)
    window.press("J")
    view = shown(window).view

    def write(frame: QWidget) -> None:
        field = frame.findChild(TextField, "conflict-own-field")
        assert field is not None
        field.set_value("A third wording")
        press(frame, "Ctrl+Return")

    window.when_shown("conflict-own", write)
    window.press("E")
    window.settle()
    assert "summary" not in open_registers(window)
    newest = history.history(window.session.desk, view.kind, view.id, view.channel)[0]
    assert newest.set == {"summary": "A third wording"}


def test_another_value_of_a_choice_or_group_is_written_in_the_form(contested: Path, enter: Enter) -> None:
    window = enter(contested, ConflictsScreen)
    window.press("E")
    assert window.findChild(RecordPanel) is not None
    window.press("Esc")


def test_a_record_deleted_there_and_edited_here_can_be_kept(contested: Path, enter: Enter) -> None:
    window = enter(contested, ConflictsScreen)
    window.press("J", "J", "J")
    assert [each.title for each in shown(window).answers()] == ["This desk", "Keep the record"]
    window.press("2", "Return")
    assert "deleted" not in open_registers(window)


def kept_words(window: RoomWindow, row: int) -> str:
    rows = room(window).list.rows()
    return str(rows.data(rows.index(row, 1))).partition(ARROW)[2]


def standing(window: RoomWindow) -> tuple[int, int]:
    """The place of the value that is shown until someone decides, and that of the other."""
    comparison = shown(window)
    place = next(n for n, each in enumerate(comparison.answers()) if each.value == comparison.view.shown)
    return place, 1 - place


def test_after_an_undo_the_list_says_what_stands_now(contested: Path, enter: Enter) -> None:
    window = enter(contested, ConflictsScreen)
    shown_before = [each.button for each in shown(window).answers()]
    was, other = standing(window)
    window.press(str(other + 1), "Return")
    assert kept_words(window, 0) == shown_before[other]
    undone = history.undo_last(window.session.desk)
    window.session.changed.emit(undone.changed)
    window.settle()
    assert kept_words(window, 0) == shown_before[was]


def test_what_was_decided_can_be_decided_again(contested: Path, enter: Enter) -> None:
    window = enter(contested, ConflictsScreen)
    window.press("2", "Return", "K", "1", "Return")
    assert window.errors == []
    assert kept_words(window, 0) == "This desk"


@pytest.mark.parametrize("confirms", [True, False], ids=["what stood was confirmed", "the other was chosen"])
def test_a_decision_taken_back_stands_there_again_to_be_decided_otherwise(
    contested: Path, enter: Enter, confirms: bool
) -> None:
    window = enter(contested, ConflictsScreen)
    first = shown(window).view
    # Names of desks are drawn by chance, and so is which value stood.
    was, other = standing(window)
    window.press(str((was if confirms else other) + 1), "Return")
    undone = history.undo_last(window.session.desk)
    window.session.changed.emit(undone.changed)
    window.settle()
    assert (shown(window).view.id, shown(window).view.register) == (first.id, first.register)
    window.press("1", "Return")
    assert kept_words(window, 0) == "This desk"


def test_where_it_is_narrow_the_list_stands_above_and_no_value_is_cut_off(contested: Path, enter: Enter) -> None:
    window = enter(contested, ConflictsScreen)
    window.resize(640, 700)
    window.settle()
    comparison = shown(window)
    assert comparison.mapTo(window.room, comparison.rect().topRight()).x() < window.room.width()
    assert room(window).list.mapTo(window.room, QPoint()).y() < comparison.mapTo(window.room, QPoint()).y()


def test_after_the_last_the_way_back_to_the_exchange_is_one_key(contested: Path, enter: Enter) -> None:
    window = enter(contested, ConflictsScreen)
    for _ in range(4):
        window.press("1", "Return")
    assert open_registers(window) == []
    window.press("Return")
    assert window.left_for == ["exchange"]


def test_letters_typed_into_the_reason_are_no_commands(contested: Path, enter: Enter) -> None:
    window = enter(contested, ConflictsScreen)
    first = shown(window).view
    shown(window).reason.setFocus()
    window.type("jake 0")
    assert shown(window).view == first and shown(window).reason.value() == "jake 0"


def test_escape_leaves_the_reason_then_the_room(contested: Path, enter: Enter) -> None:
    window = enter(contested, ConflictsScreen)
    shown(window).reason.setFocus()
    window.press("Esc")
    assert window.left_for == []
    window.press("Esc")
    assert window.left_for == ["exchange"]


def test_without_conflicts_the_room_says_what_they_would_be(pair: Pair, enter: Enter) -> None:
    window = enter(pair.hanoi, ConflictsScreen)
    assert window.part("conflicts-empty").accessibleName() == "No conflicts"
