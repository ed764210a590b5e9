from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ascn_desk.ui.parts import Cell, CellKind, Column, ListView, Mark, PagedModel, Shape, Tone, When

COLUMNS = [
    Column(key="no", title="No.", width=72, kind=CellKind.SECOND),
    Column(key="subject", title="Subject", stretch=1),
    Column(key="state", title="State", width=124, kind=CellKind.STATE),
    Column(key="due", title="Due", width=96, kind=CellKind.DATE),
    Column(key="count", title="Entries", width=80, kind=CellKind.NUMBER),
    Column(key="grade", title="Grade", width=110, kind=CellKind.MARKING, sortable=False),
    Column(key="next", title="Next", width=110, kind=CellKind.LINK),
]


def _row(number: int) -> tuple[object, ...]:
    return (f"id-{number}", f"K{number}", Cell(f"Subject {number}", icon="users"),
            Mark(Shape.HALF, Tone.INFO, "In progress"), When("20 Nov", Tone.ERROR), number % 3, "Confidentiality 2",
            "Decide")  # fmt: skip


class Source:
    """Rows by page, and which pages were asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def fetch(self, offset: int, limit: int) -> Sequence[tuple[object, ...]]:
        self.asked.append(offset)
        return [_row(number) for number in range(offset, offset + limit)]


def _view(stage: QWidget, total: int, source: Source | None = None) -> ListView:
    model = PagedModel(COLUMNS, (source or Source()).fetch, total)
    view = ListView(model, name="cases")
    model.setParent(view)
    stage.put(view)  # type: ignore[attr-defined]
    QTest.qWait(1)
    view.setFocus()
    return view


def test_the_model_keeps_all_rules_of_item_models(qtbot: QtBot) -> None:
    model = PagedModel(COLUMNS, Source().fetch, 250)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.reload(120)
    model.refresh()
    model.set_columns(COLUMNS[:3])
    model.reload(0)

    assert tester.model() is model
    assert model.rowCount() == 0


def test_where_it_is_narrow_a_column_that_may_leave_is_left_out_and_keys_still_move(stage: QWidget) -> None:
    columns = [Column(key="no", title="No.", width=72, leaves=1), Column(key="subject", title="Subject", stretch=1)]
    rows = [(f"id-{number}", f"K{number}", f"A subject with some words {number}") for number in range(200)]
    view = ListView(PagedModel.of_rows(columns, rows), name="narrow")
    stage.put(view)  # type: ignore[attr-defined]
    view.setFixedWidth(170)
    view.setFocus()
    QTest.qWait(1)
    view.set_current_row(150)
    QTest.keyClick(view, Qt.Key.Key_Down)

    assert view.isColumnHidden(0)
    assert view.current_id() == "id-151"
    assert view.visualRect(view.currentIndex()).top() > 0  # it was scrolled to

    view.setFixedWidth(600)
    assert not view.isColumnHidden(0)


def test_only_pages_in_view_are_fetched_of_a_million_rows(stage: QWidget) -> None:
    source = Source()
    view = _view(stage, 1_000_000, source)
    view.grab()
    view.set_current_row(999_999)
    view.grab()

    assert set(source.asked) <= {0, 999_900, 999_800}


def test_a_million_rows_appear_and_move_at_once(stage: QWidget) -> None:
    began = time.perf_counter()
    view = _view(stage, 1_000_000)
    view.grab()
    for row in range(0, 1_000_000, 50_000):
        view.set_current_row(row)
        view.grab()

    assert time.perf_counter() - began < 4.0


def test_pages_left_behind_are_forgotten(qtbot: QtBot) -> None:
    source = Source()
    model = PagedModel(COLUMNS, source.fetch, 1_000_000)
    for row in range(0, 5_000, 100):
        model.value(row, 0)
    model.value(0, 0)

    assert source.asked.count(0) == 2


def test_a_page_that_comes_later_fills_its_rows(qtbot: QtBot) -> None:
    waiting: list[tuple[int, object]] = []
    model = PagedModel(COLUMNS, None, 30, fetch_later=lambda offset, limit, deliver: waiting.append((offset, deliver)))
    assert model.id_at(3) == ""
    with qtbot.waitSignal(model.dataChanged):
        waiting[0][1]([_row(number) for number in range(30)])  # type: ignore[operator]

    assert model.id_at(3) == "id-3"
    assert len(waiting) == 1


def test_an_answer_to_an_older_question_is_dropped(qtbot: QtBot) -> None:
    waiting: list[object] = []
    model = PagedModel(COLUMNS, None, 30, fetch_later=lambda offset, limit, deliver: waiting.append(deliver))
    model.id_at(0)
    model.reload(10)
    waiting[0]([_row(99)])  # type: ignore[operator]

    assert model.id_at(0) == ""


def test_rows_may_be_mappings(qtbot: QtBot) -> None:
    model = PagedModel.of_rows(COLUMNS, [{"id": "a", "no": "K1", "count": 1234}])

    assert model.id_at(0) == "a"
    assert model.data(model.index(0, 4)) == "1,234"


def test_enter_opens_and_space_previews_the_current_row(stage: QWidget, qtbot: QtBot) -> None:
    view = _view(stage, 50)
    view.set_current_row(4)
    with qtbot.waitSignal(view.row_activated) as opened:
        QTest.keyClick(view, Qt.Key.Key_Return)
    with qtbot.waitSignal(view.row_previewed) as previewed:
        QTest.keyClick(view, Qt.Key.Key_Space)

    assert opened.args == ["id-4"]
    assert previewed.args == ["id-4"]


def test_j_and_k_move_like_the_arrows(stage: QWidget) -> None:
    view = _view(stage, 50)
    view.set_current_row(0)
    for key in (Qt.Key.Key_J, Qt.Key.Key_Down, Qt.Key.Key_K):
        QTest.keyClick(view, key)

    assert view.current_id() == "id-1"
    assert view.selected_ids() == ["id-1"]


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier])
def test_home_and_end_lead_to_the_first_and_the_last_row(stage: QWidget, held: Qt.KeyboardModifier) -> None:
    view = _view(stage, 10_000)
    view.set_current_row(3)
    told: list[str] = []
    view.current_changed.connect(told.append)
    QTest.keyClick(view, Qt.Key.Key_End, held)
    QTest.qWait(1)
    assert (view.current_id(), told[-1]) == ("id-9999", "id-9999")
    assert [index.row() for index in view.selectionModel().selectedRows()] == [9_999]
    QTest.keyClick(view, Qt.Key.Key_Home, held)
    QTest.qWait(1)
    assert (view.current_id(), told[-1]) == ("id-0", "id-0")


def test_x_picks_rows_here_and_there(stage: QWidget) -> None:
    view = _view(stage, 50)
    view.set_current_row(0)
    for key in (Qt.Key.Key_X, Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_X, Qt.Key.Key_J):
        QTest.keyClick(view, key)

    assert view.selected_ids() == ["id-0", "id-2"]
    assert view.current_id() == "id-3"


def test_escape_leaves_one_row(stage: QWidget) -> None:
    view = _view(stage, 50)
    view.set_current_row(0)
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(view.selected_ids()) == 50
    QTest.keyClick(view, Qt.Key.Key_Escape)

    assert view.selected_ids() == ["id-0"]


def test_the_head_asks_for_another_order(stage: QWidget, qtbot: QtBot) -> None:
    view = _view(stage, 50)
    view.show_sorting("subject", False)
    head = view.horizontalHeader()
    at = QPoint(head.sectionViewportPosition(1) + 10, 10)
    with qtbot.waitSignal(view.sort_requested) as asked:
        QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)

    assert asked.args == ["subject", True]


def test_the_order_can_be_asked_for_by_key(stage: QWidget, qtbot: QtBot) -> None:
    view = _view(stage, 50)
    with qtbot.waitSignal(view.sort_requested) as asked:
        QTest.keyClick(view, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)

    assert asked.args == ["due", False]


def test_single_letters_are_left_to_the_screen(stage: QWidget) -> None:
    pressed: list[str] = []

    class Screen(QWidget):
        def keyPressEvent(self, event: object) -> None:
            pressed.append(event.text())  # type: ignore[attr-defined]

    screen = Screen(stage)
    model = PagedModel(COLUMNS, Source().fetch, 10)
    view = ListView(model, parent=screen)
    model.setParent(view)
    QTest.keyClick(view, Qt.Key.Key_D)

    assert pressed == ["d"]


def test_columns_fill_the_width(stage: QWidget) -> None:
    view = _view(stage, 50)

    assert sum(view.columnWidth(n) for n in range(len(COLUMNS))) == view.viewport().width()


def test_widths_set_by_the_person_are_kept(stage: QWidget) -> None:
    view = _view(stage, 50)
    view.setColumnWidth(0, 140)
    kept = view.column_widths()
    again = _view(stage, 10)
    again.set_column_widths(kept)

    assert kept == {"no": 140}
    assert again.columnWidth(0) == 140


@pytest.mark.parametrize("height", [28, 32, 36, 40])
def test_a_list_that_fits_its_rows_needs_no_bar(stage: QWidget, height: int) -> None:
    model = PagedModel.of_rows(COLUMNS, [_row(n) for n in range(5)])
    view = ListView(model, row_height=height, fit_rows=True)
    model.setParent(view)
    stage.put(view)  # type: ignore[attr-defined]
    QTest.qWait(1)

    assert view.height() >= 28 + 5 * height
    assert view.verticalScrollBar().maximum() == 0
