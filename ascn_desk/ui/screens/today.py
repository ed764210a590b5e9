"""Today: what is due and late, what headquarters decided on one's values, visits, drafts, and how the desk stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ascn_desk.base.words import language, t
from ascn_desk.domain.dates import show_day, show_day_named
from ascn_desk.operations.lists import today_of
from ascn_desk.operations.today import today
from ascn_desk.operations.views import TodayItem, TodayView
from ascn_desk.ui import theme
from ascn_desk.ui.parts.button import Button, ButtonKind
from ascn_desk.ui.parts.empty_state import EmptyState
from ascn_desk.ui.parts.grouped_list import Group, GroupedList, GroupRow
from ascn_desk.ui.parts.page import Page
from ascn_desk.ui.parts.scroll import Scroll
from ascn_desk.ui.screen import Command, Screen
from ascn_desk.ui.screens.cases.case_actions import CaseActions
from ascn_desk.ui.screens.cases.reading import case_page
from ascn_desk.ui.screens.today_side import TodaySide
from ascn_desk.ui.session import Session
from ascn_desk.ui.shapes import Mark, Shape
from ascn_desk.ui.theme import Tone

_SHORT_GROUP = 5
"""Rows of a group that is not pressing; the others are shown on asking."""
_NARROW = 900
"""Below this width, in px at 100 %, what stands beside the list goes under it."""


class TodayScreen(Screen):
    """The first room. Keys: Enter opens, D done, S put off, N adds a note."""

    room = "today"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.setObjectName("today-screen")
        self._items: dict[str, TodayItem] = {}
        self._open_groups: set[str] = set()
        self._view: TodayView | None = None
        self._list = GroupedList(stacks=True, name="due", accessible=t("Due"))
        self._list.row_activated.connect(self._open)
        self._list.link_chosen.connect(self._unfold)
        nothing = t("No case and no promise is due this week. What you log with a next action and a day appears here.")
        empty = EmptyState(t("Nothing is due"), nothing, button=t("New case"), button_key="Ctrl+N", icon="sunrise")
        empty.begun.connect(self._new_case)
        self._stack = QStackedWidget()
        self._below = _Below(self._list)
        self._stack.addWidget(Scroll(self._below))
        self._stack.addWidget(empty)
        self._side = TodaySide(session)
        self._new = Button(t("New case"), kind=ButtonKind.PRIMARY, icon="plus", key="Ctrl+N", name="today-new")
        self._new.clicked.connect(self._new_case)
        self._page = Page(
            t("Today"),
            subtitle=show_day_named(today_of(session.desk), language()),
            actions=[self._new],
            body=self._stack,
            side=self._side,
            side_scrolls=True,
            foot_keys=self._keys(),
            name="today-page",
        )
        holder = self._side.parentWidget()
        assert holder is not None
        self._beside = holder.layout()
        self._actions = CaseActions(session, self._page)
        self.column.addWidget(self._page)

    def title(self) -> str:
        return t("Today")

    def refresh(self) -> None:
        self.session.read(today, done=self.show_view, owner=self)

    def focus_first(self) -> None:
        self._list.setFocus()

    def commands(self) -> tuple[Command, ...]:
        return (
            Command("today.done", t("Next action done"), "D", partial(self._act, "done")),
            Command("today.put-off", t("Put off"), "S", partial(self._act, "put-off")),
            Command("today.log", t("Add a note"), "N", self._log),
            Command("today.unfold", t("Show all that is due"), "L", self._unfold_all),
            Command("today.decisions", t("Values of mine that were not kept"), "", self._side.see_decisions),
        )

    def show_view(self, view: TodayView) -> None:
        """Show how things stand."""
        self._view = view
        groups = self._groups(view)
        self._list.set_groups(groups)
        if self._list.current_id() == "" and self._items:
            self._list.set_current_row(0)
        self._stack.setCurrentIndex(0 if groups else 1)
        self._new.setVisible(bool(groups))  # the empty page has its own; one filled button a screen
        self._page.set_foot_keys(self._keys() if groups else self._keys_of_nothing())
        self._side.show_view(view)

    def _keys(self) -> list[tuple[str, str]]:
        return [("Enter", t("open")), ("D", t("done")), ("S", t("put off")), ("N", t("note"))]

    def _keys_of_nothing(self) -> list[tuple[str, str]]:
        return [("Ctrl+N", t("new case")), ("Ctrl+K", t("all commands"))]

    # -- the list --------------------------------------------------------------------------------------------------

    def _groups(self, view: TodayView) -> list[Group]:
        self._items = {}
        groups = [
            self._group("late", t("Overdue"), view.overdue, Tone.ERROR),
            self._group("today", t("Due today"), view.today),
            self._group("week", t("This week"), view.this_week, short=_SHORT_GROUP),
            self._group("still", t("Nothing for 30 days"), view.still, short=0),
        ]
        return [group for group in groups if group is not None]

    def _group(
        self, name: str, title: str, items: Sequence[TodayItem], tone: Tone | None = None, short: int | None = None
    ) -> Group | None:
        if not items:
            return None
        shown = items if short is None or name in self._open_groups else items[:short]
        hidden = len(items) - len(shown)
        link = ""
        if hidden:
            link = t("Show {n} more", n=hidden) if shown else t("Show")
        rows = []
        for item in shown:
            row_id = f"{name}/{item.kind}/{item.id}/{item.channel}"
            self._items[row_id] = item
            rows.append(self._row(row_id, item, name))
        return Group(id=name, title=title, rows=rows, count=len(items), tone=tone, link=link)

    def _row(self, row_id: str, item: TodayItem, group: str) -> GroupRow:
        marks = {"late": Mark(Shape.TRIANGLE, Tone.ERROR), "today": Mark(Shape.DOT, Tone.PRIMARY)}
        late = t("{n} days late", n=item.days_late) if item.days_late > 1 else t("1 day late")
        return GroupRow(
            id=row_id,
            mark=marks.get(group, Mark(Shape.RING, Tone.NEUTRAL)),
            title=item.what,
            second=item.who,
            late=late if item.days_late else "",
            when=self._when(item.due, group),
            tone=Tone.ERROR if item.days_late else None,
            now=group == "today",
        )

    def _when(self, due: date | None, group: str) -> str:
        if group == "today":
            return t("Today")
        return show_day(due, language(), today_of(self.session.desk)) if due else ""

    @Slot(str)
    def _unfold(self, group: str) -> None:
        self._open_groups.add(group)
        if self._view is not None:
            self.show_view(self._view)

    def _unfold_all(self) -> None:
        self._open_groups.update(("week", "still"))
        if self._view is not None:
            self.show_view(self._view)

    @Slot(str)
    def _open(self, row_id: str) -> None:
        item = self._items.get(row_id)
        if item is not None:
            self.session.open_wanted.emit(item.kind, item.id, item.channel)

    def _current(self) -> TodayItem | None:
        return self._items.get(self._list.current_id())

    def _act(self, what: str) -> None:
        item = self._current()
        if item is None:
            return
        if item.kind != "case":
            self.session.open_wanted.emit(item.kind, item.id, item.channel)
            return
        self.session.read(case_page, item.id, item.channel, done=partial(self._actions.act, what), owner=self)

    def _log(self) -> None:
        item = self._current()
        if item is None:
            return
        if item.kind == "case":
            self.session.act_wanted.emit(item.id, item.channel, "log")
        else:
            self.session.open_wanted.emit(item.kind, item.id, item.channel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier):
            match event.key():
                case Qt.Key.Key_D:
                    return self._act("done")
                case Qt.Key.Key_S:
                    return self._act("put-off")
                case Qt.Key.Key_N:
                    return self._log()
                case Qt.Key.Key_L:
                    return self._unfold_all()
        super().keyPressEvent(event)

    @Slot()
    def _new_case(self) -> None:
        self.session.command_wanted.emit("quick-case")

    # -- where it is narrow ----------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < theme.px(_NARROW)
        if is_narrow == self._below.has(self._side):
            return
        if is_narrow:
            self._below.take(self._side)
        else:
            assert isinstance(self._beside, QVBoxLayout)
            self._beside.insertWidget(0, self._side)
        self._side.show()
        self._page.show_side(not is_narrow)


class _Below(QWidget):
    """The list, and under it what else stands in this room where there is no room beside it."""

    pads_itself = True

    def __init__(self, due: GroupedList) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(due)
        self._room = QVBoxLayout()
        self._room.setContentsMargins(theme.px(24), theme.px(12), theme.px(24), theme.px(24))
        column.addLayout(self._room)
        column.addStretch(1)

    def take(self, side: QWidget) -> None:
        """Put it under the list."""
        self._room.addWidget(side)

    def has(self, side: QWidget) -> bool:
        """Whether it stands there."""
        return self._room.indexOf(side) >= 0
