from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ascn_desk.ui.parts import (
    Choice,
    DateField,
    FilterField,
    FormLayout,
    LongTextField,
    SearchSelect,
    Select,
    TextField,
)

COMPANIES = [Choice("h", "Hitachi", "Hanoi, 2 open"), Choice("n", "Nippon Koei"), Choice("k", "Kubota")]


def _input() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _put(stage: QWidget, field: QWidget) -> None:
    stage.put(field)  # type: ignore[attr-defined]
    QTest.qWait(1)
    field.setFocus()


def _find(words: str) -> Sequence[Choice]:
    return [choice for choice in COMPANIES if choice.title.lower().startswith(words.lower())]


def test_typing_gives_each_change_and_setting_gives_none(stage: QWidget) -> None:
    field = TextField("Summary", name="summary")
    seen: list[object] = []
    field.changed.connect(seen.append)
    _put(stage, field)
    field.set_value("before")
    field.select_all()
    QTest.keyClicks(_input(), "ab")

    assert seen == ["a", "ab"]
    assert field.value() == "ab"


def test_the_input_carries_name_label_and_error_for_screen_readers(stage: QWidget) -> None:
    field = TextField("Telephone", name="phone", note="With country code")
    _put(stage, field)
    field.set_error("Too few digits")

    assert _input().objectName() == "phone-input"
    assert _input().accessibleName() == "Telephone"
    assert _input().accessibleDescription() == "Too few digits"


def test_a_note_or_a_short_error_does_not_move_the_form(stage: QWidget) -> None:
    field = TextField("Telephone")
    _put(stage, field)
    before = field.sizeHint().height()
    field.set_error("Too few digits")

    assert field.sizeHint().height() == before


def test_a_long_error_is_shown_whole(stage: QWidget) -> None:
    field = TextField("Telephone")
    _put(stage, field)
    before = field.sizeHint().height()
    field.set_error("Too few digits. Write nine or ten digits after the code of the country, without brackets. " * 2)

    assert field.sizeHint().height() > before


def test_a_read_only_field_takes_no_typing(stage: QWidget) -> None:
    field = TextField("Number", text="HAN-26-K3F7")
    field.set_read_only(True)
    _put(stage, field)
    QTest.keyClicks(_input(), "x")

    assert field.value() == "HAN-26-K3F7"


def test_escape_empties_a_filter_and_down_leaves_it(stage: QWidget, qtbot: QtBot) -> None:
    field = FilterField("Filter the list")
    _put(stage, field)
    QTest.keyClicks(_input(), "rail")
    QTest.keyClick(_input(), Qt.Key.Key_Escape)
    with qtbot.waitSignal(field.left_for_list):
        QTest.keyClick(_input(), Qt.Key.Key_Down)

    assert field.value() == ""


def test_tab_leaves_a_long_text(stage: QWidget) -> None:
    field, after = LongTextField("Content"), TextField("After")
    stage.put(field)  # type: ignore[attr-defined]
    stage.put(after)  # type: ignore[attr-defined]
    QTest.qWait(1)
    field.setFocus()
    QTest.keyClick(_input(), Qt.Key.Key_Tab)

    assert after.isAncestorOf(_input())


def test_a_choice_is_made_by_keys(stage: QWidget) -> None:
    field = Select("Office", choices=COMPANIES, value="h")
    seen: list[object] = []
    field.changed.connect(seen.append)
    _put(stage, field)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(field, key)

    assert seen == ["n"]
    assert not field.is_open()


def test_a_letter_jumps_in_a_choice(stage: QWidget) -> None:
    field = Select("Office", choices=COMPANIES, value="h")
    _put(stage, field)
    QTest.keyClick(field, Qt.Key.Key_K)

    assert field.value() == "k"


def test_escape_closes_a_choice_and_changes_nothing(stage: QWidget) -> None:
    field = Select("Office", choices=COMPANIES, value="h")
    _put(stage, field)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Escape):
        QTest.keyClick(field, key)

    assert field.value() == "h"
    assert not field.is_open()


def test_candidates_appear_after_typing_and_enter_picks_the_first(stage: QWidget, qtbot: QtBot) -> None:
    field = SearchSelect("Company", find=_find)
    _put(stage, field)
    QTest.keyClicks(_input(), "hi")
    qtbot.waitUntil(field.is_open)
    QTest.keyClick(_input(), Qt.Key.Key_Return)

    assert field.value() == COMPANIES[0]
    assert field.text() == "Hitachi"


def test_enter_at_once_after_typing_takes_the_best_hit_when_it_comes(stage: QWidget, qtbot: QtBot) -> None:
    answers: list[Callable[[Sequence[Choice]], None]] = []
    field = SearchSelect("Company", ask=lambda words, answer: answers.append(answer))
    _put(stage, field)
    QTest.keyClicks(_input(), "hi")
    QTest.keyClick(_input(), Qt.Key.Key_Return)
    assert field.value() is None
    answers[0]([COMPANIES[0]])
    assert field.value() == COMPANIES[0] and not field.is_open()


def test_enter_while_the_answer_is_on_its_way_takes_the_best_hit_too(stage: QWidget, qtbot: QtBot) -> None:
    answers: list[Callable[[Sequence[Choice]], None]] = []
    field = SearchSelect("Company", ask=lambda words, answer: answers.append(answer))
    _put(stage, field)
    QTest.keyClicks(_input(), "hi")
    qtbot.waitUntil(lambda: len(answers) == 1)
    QTest.keyClick(_input(), Qt.Key.Key_Return)
    answers[0]([COMPANIES[0]])
    assert field.value() == COMPANIES[0]


def test_an_early_enter_makes_nothing_new_where_nothing_fits(stage: QWidget) -> None:
    field = SearchSelect("Company", find=lambda words: [], new_words="New company")
    _put(stage, field)
    made: list[str] = []
    field.new_asked.connect(made.append)
    QTest.keyClicks(_input(), "hi")
    QTest.keyClick(_input(), Qt.Key.Key_Return)
    assert field.is_open() and made == []


def test_the_typing_keeps_the_focus_while_candidates_are_shown(stage: QWidget, qtbot: QtBot) -> None:
    field = SearchSelect("Company", find=_find)
    _put(stage, field)
    QTest.keyClicks(_input(), "h")
    qtbot.waitUntil(field.is_open)

    assert field.isAncestorOf(_input())


def test_nothing_happens_before_an_input_method_commits(stage: QWidget, qtbot: QtBot) -> None:
    asked: list[str] = []

    def find(words: str) -> Sequence[Choice]:
        asked.append(words)
        return [Choice("h", "日立製作所")]

    field = SearchSelect("Company", find=find)
    _put(stage, field)
    QApplication.sendEvent(_input(), QInputMethodEvent("ひたち", []))
    QTest.keyClick(_input(), Qt.Key.Key_Return)
    QTest.qWait(150)
    assert asked == []
    commit = QInputMethodEvent()
    commit.setCommitString("日立")
    QApplication.sendEvent(_input(), commit)
    qtbot.waitUntil(field.is_open)

    assert asked == ["日立"]


def test_only_the_answer_to_the_last_question_is_shown(stage: QWidget, qtbot: QtBot) -> None:
    answers: list[Callable[[Sequence[Choice]], None]] = []
    field = SearchSelect("Company", ask=lambda words, answer: answers.append(answer))
    _put(stage, field)
    QTest.keyClicks(_input(), "h")
    qtbot.waitUntil(lambda: len(answers) == 1)
    QTest.keyClicks(_input(), "i")
    qtbot.waitUntil(lambda: len(answers) == 2)
    answers[1]([COMPANIES[0]])
    answers[0]([COMPANIES[1]])

    assert [choice.id for choice in field.candidates()] == ["h"]


def test_a_new_record_can_be_asked_for(stage: QWidget, qtbot: QtBot) -> None:
    field = SearchSelect("Company", find=_find, new_words="New company")
    _put(stage, field)
    QTest.keyClicks(_input(), "Zen")
    qtbot.waitUntil(field.is_open)
    with qtbot.waitSignal(field.new_asked) as asked:
        QTest.keyClick(_input(), Qt.Key.Key_Return)

    assert asked.args == ["Zen"]


def test_typing_over_a_picked_record_lets_it_go(stage: QWidget) -> None:
    field = SearchSelect("Company", find=_find, value=COMPANIES[0])
    seen: list[object] = []
    field.changed.connect(seen.append)
    _put(stage, field)
    QTest.keyClicks(_input(), "x")

    assert seen == [None]
    assert field.value() is None


def _date_field() -> DateField:
    days = {"3d": date(2026, 11, 27), "12/5": date(2026, 12, 5)}
    return DateField("Due", parse=days.get, tell=lambda day: day.strftime("%a %d %b"))


def test_a_date_is_understood_while_it_is_typed(stage: QWidget) -> None:
    field = _date_field()
    seen: list[object] = []
    field.changed.connect(seen.append)
    _put(stage, field)
    QTest.keyClicks(_input(), "3d")

    assert seen == [date(2026, 11, 27)]


def test_what_is_no_date_is_said_on_leaving(stage: QWidget) -> None:
    field = _date_field()
    _put(stage, field)
    QTest.keyClicks(_input(), "soon")
    assert field.error() == ""
    QTest.keyClick(_input(), Qt.Key.Key_Return)

    assert field.is_unreadable()
    assert field.error()


def test_an_unreadable_date_does_not_keep_the_one_before(stage: QWidget) -> None:
    field = _date_field()
    field.set_value(date(2026, 12, 5))
    _put(stage, field)
    QTest.keyClicks(_input(), "x")

    assert field.value() is None


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_fields_of_a_row_stand_at_one_height(stage: QWidget, columns: int) -> None:
    form = FormLayout(columns)
    fields = [TextField(f"Field {number}", note="A note" if number % 2 else "") for number in range(6)]
    for field in fields:
        form.add(field)
    _put(stage, form)
    rows = {}
    for number, field in enumerate(fields):
        rows.setdefault(number // columns, set()).add(field.y())

    assert all(len(tops) == 1 for tops in rows.values())


def test_a_wide_field_begins_a_new_row(stage: QWidget) -> None:
    form = FormLayout(2)
    small, wide = TextField("Small"), TextField("Wide")
    form.add(small)
    form.add(wide, span=2)
    _put(stage, form)

    assert wide.y() > small.y()
    assert wide.width() == form.width()


def test_a_text_longer_than_its_line_is_read_from_its_beginning_once_left(stage: QWidget) -> None:
    form = FormLayout(1)
    first, second = TextField("First"), TextField("Second")
    form.add(first)
    form.add(second)
    _put(stage, form)
    line = first.findChild(QLineEdit)
    assert line is not None
    line.setFocus()
    QTest.keyClicks(line, "a long text " * 30)
    assert line.cursorPosition() > 0
    QTest.keyClick(line, Qt.Key.Key_Tab)

    assert line.cursorPosition() == 0
