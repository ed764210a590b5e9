from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ascn_desk.ui.parts import (
    Badge,
    Banner,
    Button,
    CheckBox,
    Chip,
    Choice,
    ChoiceCards,
    ComparisonCard,
    DropZone,
    Group,
    GroupedList,
    GroupRow,
    Mark,
    Menu,
    NextActionCard,
    ProgressRow,
    Rail,
    RailItem,
    Segmented,
    Shape,
    SumLine,
    SumRow,
    SumTable,
    Tabs,
    Term,
    Timeline,
    TimelineItem,
    ToastHost,
    Tone,
    TopBar,
)
from ascn_desk.ui.parts.comparison_card import differing


def _put(stage: QWidget, part: QWidget) -> None:
    stage.put(part)  # type: ignore[attr-defined]
    QTest.qWait(1)
    part.setFocus()


def test_a_button_is_pressed_by_enter_and_by_space(stage: QWidget) -> None:
    button = Button("Save", name="save")
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    _put(stage, button)
    QTest.keyClick(button, Qt.Key.Key_Return)
    QTest.keyClick(button, Qt.Key.Key_Space)

    assert len(pressed) == 2
    assert button.accessibleName() == "Save"


def test_a_disabled_button_is_not_pressed(stage: QWidget) -> None:
    button = Button("Merge", enabled=False)
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    _put(stage, button)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    assert pressed == []


def test_only_a_state_that_can_change_takes_the_focus(stage: QWidget) -> None:
    mark = Mark(Shape.HALF, Tone.INFO, "In progress")

    assert Badge(mark).focusPolicy() == Qt.FocusPolicy.NoFocus
    assert Badge(mark, changeable=True).focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_delete_takes_a_condition_away(stage: QWidget, qtbot: QtBot) -> None:
    chip = Chip("Country: Viet Nam", closable=True)
    _put(stage, chip)
    with qtbot.waitSignal(chip.closed):
        QTest.keyClick(chip, Qt.Key.Key_Delete)


def test_the_cross_takes_a_condition_away(stage: QWidget, qtbot: QtBot) -> None:
    chip = Chip("Country: Viet Nam", closable=True)
    _put(stage, chip)
    with qtbot.waitSignal(chip.closed):
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 16, 14))


def test_space_ticks_a_box(stage: QWidget) -> None:
    box = CheckBox("Cities (2)")
    _put(stage, box)
    QTest.keyClick(box, Qt.Key.Key_Space)

    assert box.isChecked()


def test_arrows_change_a_segmented_choice(stage: QWidget) -> None:
    choice = Segmented([Choice("ja", "Japanese"), Choice("en", "English"), Choice("both", "Both")])
    seen: list[str] = []
    choice.changed.connect(seen.append)
    _put(stage, choice)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(choice, key)

    assert seen == ["en", "both", "en"]


def test_a_digit_picks_a_card(stage: QWidget) -> None:
    cards = ChoiceCards([Choice("a", "Redress"), Choice("b", "Trouble")], digits=True)
    seen: list[str] = []
    cards.changed.connect(seen.append)
    stage.put(cards)  # type: ignore[attr-defined]
    QTest.qWait(1)
    cards.focus_first()
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_2)

    assert seen == ["b"]
    assert not cards.pick_digit("9")


def test_cards_may_be_left_without_an_answer(stage: QWidget) -> None:
    cards = ChoiceCards([Choice("a", "Redress"), Choice("b", "Trouble")], value="a")
    cards.set_value("")

    assert cards.value() == ""


def test_arrows_change_the_tab(stage: QWidget, qtbot: QtBot) -> None:
    tabs = Tabs([("timeline", "Timeline"), ("people", "People")])
    tabs.set_count("people", 3)
    _put(stage, tabs)
    with qtbot.waitSignal(tabs.chosen) as chosen:
        QTest.keyClick(tabs, Qt.Key.Key_Right)

    assert chosen.args == ["people"]


def test_the_rail_tells_where_to_go(stage: QWidget, qtbot: QtBot) -> None:
    rail = Rail([RailItem("today", "sunrise", "Today"), RailItem("cases", "list", "Cases")], current="today")
    rail.set_count("cases", 41)
    stage.put(rail)  # type: ignore[attr-defined]
    button = rail.findChild(QWidget, "rail-cases")
    assert button is not None
    with qtbot.waitSignal(rail.chosen) as chosen:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    assert chosen.args == ["cases"]
    assert button.accessibleDescription() == "41"


def test_the_top_bar_gives_what_is_searched_for(stage: QWidget, qtbot: QtBot) -> None:
    bar = TopBar(person="Tanaka Ichiro", office="Embassy", exchange=Mark(Shape.UP, Tone.WARNING, "12 unsent"))
    stage.put(bar)  # type: ignore[attr-defined]
    QTest.qWait(1)
    bar.focus_search()
    focused = QApplication.focusWidget()
    assert focused is not None
    with qtbot.waitSignal(bar.search_entered) as entered:
        QTest.keyClicks(focused, "rail")
        QTest.keyClick(focused, Qt.Key.Key_Return)

    assert entered.args == ["rail"]


def test_a_banner_offers_what_to_do(stage: QWidget, qtbot: QtBot) -> None:
    banner = Banner(Tone.CONFLICT, "There are 7 conflicts.", actions=[("show", "Show")])
    stage.put(banner)  # type: ignore[attr-defined]
    QTest.qWait(1)
    button = banner.findChild(QWidget, "banner-show")
    assert button is not None
    with qtbot.waitSignal(banner.action_chosen) as chosen:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    assert chosen.args == ["show"]
    assert banner.height() >= 44


def test_a_long_banner_grows(stage: QWidget) -> None:
    banner = Banner(Tone.ERROR, "The copy on the stick ends too early, so that nothing was taken over. " * 4)

    assert banner.heightForWidth(400) > banner.heightForWidth(2400) == 44


def test_a_toast_is_told_and_goes(stage: QWidget, qtbot: QtBot) -> None:
    host = ToastHost(stage, shown_ms=30)
    host.tell("HAN-26-K3F7 saved", undo="Undo")
    assert host.shown_words() == "HAN-26-K3F7 saved"
    qtbot.waitUntil(lambda: host.shown_words() == "")


def test_a_second_toast_takes_the_place_of_the_first(stage: QWidget) -> None:
    host = ToastHost(stage)
    host.tell("one")
    host.tell("two")

    assert host.shown_words() == "two"


def test_a_list_in_groups_is_one_list_for_the_keys(stage: QWidget, qtbot: QtBot) -> None:
    rows = [GroupRow(id=str(n), title=f"Row {n}") for n in range(4)]
    listed = GroupedList([Group(id="a", title="Overdue", rows=rows[:2]), Group(id="b", title="Today", rows=rows[2:])])
    _put(stage, listed)
    for key in (Qt.Key.Key_J, Qt.Key.Key_Down):
        QTest.keyClick(listed, key)
    with qtbot.waitSignal(listed.row_activated) as opened:
        QTest.keyClick(listed, Qt.Key.Key_Return)

    assert opened.args == ["2"]
    assert "Row 2" in listed.accessibleDescription()


def test_the_current_row_stays_when_groups_are_told_again(stage: QWidget) -> None:
    rows = [GroupRow(id=str(n), title=f"Row {n}") for n in range(4)]
    listed = GroupedList([Group(id="a", title="Overdue", rows=rows)])
    listed.set_current_id("2")
    listed.set_groups([Group(id="a", title="Overdue", rows=rows[1:])])

    assert listed.current_id() == "2"


def test_a_timeline_grows_with_its_words(stage: QWidget) -> None:
    item = TimelineItem(id="1", when="18 Nov", title="Meeting", icon="users", body="Long words. " * 30)
    line = Timeline([item])

    assert line.heightForWidth(300) > line.heightForWidth(900)


def test_differing_characters_are_found() -> None:
    assert differing("+84 24 3000 0140", "+84 24 3111 0140") == [(8, 11)]
    assert differing("same", "same") == []


def test_the_value_before_cannot_be_chosen(stage: QWidget) -> None:
    assert not ComparisonCard("Before", value="1").isEnabled()
    assert ComparisonCard("Mission", value="2", key="2").isEnabled()


def test_a_sum_that_does_not_agree_is_said(stage: QWidget) -> None:
    good = SumLine(Term(10, "came in"), [Term(7, "new"), Term(3, "merged")])
    bad = SumLine(Term(10, "came in"), [Term(7, "new"), Term(2, "merged")])

    assert good.agrees()
    assert not bad.agrees()
    assert "≠" in bad.accessibleName()


def test_a_table_of_sums_adds_its_rows(stage: QWidget) -> None:
    table = SumTable("Mission", [("Entries", None), ("New", None), ("Merged", None)],
                     [SumRow("vn", "Viet Nam", [3, 1, 2]), SumRow("th", "Thailand", [5, 5, 0])])  # fmt: skip

    assert table.totals() == [8, 6, 2]
    assert table.agrees()


def test_next_action_gives_both_answers(stage: QWidget, qtbot: QtBot) -> None:
    card = NextActionCard("Ask the ministry", when="Fri 20 Nov", late="4 days late")
    stage.put(card)  # type: ignore[attr-defined]
    QTest.qWait(1)
    for name, signal in (("next-done", card.done_asked), ("next-put-off", card.put_off_asked)):
        button = card.findChild(Button, name)
        assert button is not None
        with qtbot.waitSignal(signal):
            button.click()


def test_progress_is_never_more_than_all(stage: QWidget) -> None:
    row = ProgressRow("Verifying")
    row.set_progress(0, 0)
    assert row.percent() == 0
    row.set_progress(30, 20)

    assert row.percent() == 100


def _drop(zone: DropZone, *paths: str) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path) for path in paths])
    event = QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                       Qt.KeyboardModifier.NoModifier)  # fmt: skip
    zone.dropEvent(event)


def test_dropped_files_are_given_and_others_left(stage: QWidget) -> None:
    zone = DropZone("Drop files here", endings=(".ascn",))
    dropped: list[list[str]] = []
    zone.files_dropped.connect(dropped.append)
    _drop(zone, "/tmp/emb-vn-0015.ascn", "/tmp/photo.jpg")
    _drop(zone, "/tmp/photo.jpg")

    assert dropped == [["/tmp/emb-vn-0015.ascn"]]


def test_a_menu_gives_one_action_and_the_focus_back(stage: QWidget, qtbot: QtBot) -> None:
    button = Button("More")
    _put(stage, button)
    menu = Menu(button, [Choice("edit", "Edit", "E"), Choice("print", "Print", "Ctrl+P")])
    menu.open()
    QTest.keyClick(menu, Qt.Key.Key_Down)
    with qtbot.waitSignal(menu.chosen) as chosen:
        QTest.keyClick(menu, Qt.Key.Key_Return)

    assert chosen.args == ["print"]
    assert button.hasFocus()
