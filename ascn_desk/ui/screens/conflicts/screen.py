"""The room of conflicts: the list at the left, one at a time at the right; after a decision comes the next.

Keys: J and K next and previous, a digit chooses a value, Enter writes the decision, E another value, 0 later, A the
same for all alike, O opens the record, Esc goes back to the exchange. Ctrl+Z, everywhere, takes a decision back.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QStackedLayout, QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.domain.fields import FieldType
from ascn_desk.domain.kind import DELETED, MERGED_INTO
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations.views import Changed, ConflictView, RecordView, Saved
from ascn_desk.ui import dialogs, theme
from ascn_desk.ui.forms import edit_record
from ascn_desk.ui.forms.shown_values import Reader
from ascn_desk.ui.parts import (
    Cell,
    CellKind,
    Column,
    EmptyState,
    FootBar,
    Hairline,
    Label,
    ListView,
    Mark,
    Meter,
    Page,
    PagedModel,
    Scroll,
    Shape,
    Tone,
    Type,
)
from ascn_desk.ui.screen import Command, Screen
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.conflicts import reading
from ascn_desk.ui.screens.conflicts.answers import alike, answers_of
from ascn_desk.ui.screens.conflicts.comparison import Comparison
from ascn_desk.ui.screens.conflicts.reading import Loaded, Resolution
from ascn_desk.ui.session import Session

_LIST_WIDTH, _NARROW_LIST = 336, 248


@dataclass(slots=True)
class _Item:
    """A conflict as this sitting knows it; a decided one stays listed, so that what was done can be seen."""

    view: ConflictView
    state: str = "open"  # open, later, decided
    kept: str = ""

    @property
    def key(self) -> str:
        return f"{self.view.kind}|{self.view.id}|{self.view.channel}|{self.view.register}"


class ConflictsScreen(Screen):
    """Reads all conflicts when it is entered; what was decided here stays in the list until the room is left."""

    room = "conflicts"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("conflicts-screen")
        self._items: list[_Item] = []
        self._asked: list[_Item] = []
        self._reader: Reader | None = None
        self._current = ""
        self._waits_for_focus = False
        self._comparison: Comparison | None = None
        self._shown_state = ""
        self._done: EmptyState | None = None
        self._columns = columns = [
            Column(key="state", width=44, kind=CellKind.STATE, sortable=False),
            Column(key="what", stretch=1, sortable=False),
            Column(key="kept", width=88, kind=CellKind.SECOND, align_right=True, sortable=False),
        ]
        self._model = PagedModel(columns, self._rows, 0, parent=self)
        self.list = ListView(self._model, row_height=40, show_head=False, name="conflicts", accessible=t("Conflicts"))
        self._count = Label("", color="second", digits=True, name="conflicts-count")
        self._meter = Meter(name="conflicts-meter")
        self._place = QVBoxLayout()
        self._stack = QStackedLayout()
        # First into the room: a stack of its own shows its first page as a window, which takes the focus away.
        self.column.addLayout(self._stack)
        self._stack.addWidget(QWidget())
        self._stack.addWidget(self._make_whole())
        self._stack.addWidget(self._make_empty())
        self.list.current_changed.connect(self._on_current)
        self.list.row_activated.connect(self._decide)
        self._bind_keys()

    # The room

    def title(self) -> str:
        return t("Conflicts")

    def refresh(self) -> None:
        self._asked = [item for item in self._items if item.state == "decided"]
        self.session.read(reading.load, tuple(item.view for item in self._asked), done=self._on_loaded, owner=self)

    def focus_first(self) -> None:
        button = self.findChild(QWidget, "conflicts-empty-begin")
        self._waits_for_focus = self._reader is None
        if self._items or button is None:
            self.list.setFocus()
        else:
            button.setFocus()

    def is_dirty(self) -> bool:
        return self._comparison is not None and bool(self._comparison.reason.value())

    def comparison(self) -> Comparison | None:
        """The conflict that is shown."""
        return self._comparison

    def commands(self) -> tuple[Command, ...]:
        if self._comparison is None:
            return ()
        made = [
            Command(f"conflicts.take-{n + 1}", t("Keep the value of {whose}", whose=answer.title), str(n + 1),
                    partial(self._choose, n))
            for n, answer in enumerate(self._comparison.answers())
        ]  # fmt: skip
        return (
            *made,
            Command("conflicts.decide", t("Write the decision"), "Enter", self._decide),
            Command("conflicts.other", t("Write another value"), "E", self._ask_other),
            Command("conflicts.later", t("Decide it later"), "0", self._later),
            Command("conflicts.alike", t("The same for all alike"), "A", self._decide_alike),
            Command("conflicts.record", t("Open the record"), "O", self._open_record),
        )

    # Building

    def _make_whole(self) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = self._left = QWidget()
        left.setFixedWidth(theme.px(_LIST_WIDTH))
        column = QVBoxLayout(left)
        column.setContentsMargins(0, theme.px(15), 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(24), 0, theme.px(16), theme.px(10))
        head.addWidget(Label(t("Conflicts"), kind=Type.PAGE, bold=True), 1)
        head.addWidget(self._count)
        column.addLayout(head)
        meter = QHBoxLayout()
        meter.setContentsMargins(theme.px(24), 0, theme.px(16), theme.px(12))
        meter.addWidget(self._meter)
        column.addLayout(meter)
        column.addWidget(self.list, 1)
        row.addWidget(left)
        row.addWidget(Hairline(upright=True))
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(self._place, 1)
        right.addWidget(
            FootBar("", [("Enter", t("decide")), ("Ctrl+Z", t("undo")), ("O", t("open the record")),
                         ("Esc", t("back to the exchange"))])
        )  # fmt: skip
        row.addLayout(right, 1)
        return whole

    def _make_empty(self) -> QWidget:
        empty = EmptyState(
            t("No conflicts"),
            t("Where two people changed the same field without seeing each other, both values are kept and wait here "
              "for a decision."),
            button=t("To the exchange"), button_icon="arrow-up-down", icon="check",
            keys=[("Ctrl+7", t("exchange")), ("Ctrl+O", t("read files that came, from there"))],
            name="conflicts-empty",
        )  # fmt: skip
        empty.begun.connect(self._leave)
        return Page(t("Conflicts"), body=empty, head_line=True, foot_keys=[("Esc", t("back to the exchange"))])

    def _bind_keys(self) -> None:
        for digit in range(10):
            self._bind(f"Alt+{digit}", partial(self._digit, digit))
        self._bind("Alt+E", self._ask_other)
        self._bind("Alt+A", self._decide_alike)
        self._bind("Alt+J", partial(self._move, 1))
        self._bind("Alt+K", partial(self._move, -1))
        self._bind("Alt+O", self._open_record)
        self._bind("Ctrl+Return", self._decide)
        self._bind("Ctrl+Enter", self._decide)

    def _bind(self, keys: str, act: object) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    # What was read

    def _on_loaded(self, loaded: Loaded) -> None:
        self._reader = loaded.reader
        open_now = {_Item(view).key: view for view in loaded.views}
        own = self.session.desk.desk
        for item, standing in zip(self._asked, loaded.standing, strict=False):
            answers = answers_of(item.view, loaded.reader, own)
            item.kept = next((each.button for each in answers if each.value == standing), t("another value"))
        for item in self._items:
            view = open_now.pop(item.key, None)
            if view is None:
                if item.state != "decided":
                    item.state, item.kept = "decided", t("decided")
            else:
                if item.state == "decided":
                    item.state, item.kept = "open", ""
                item.view = view
        self._items += [_Item(view) for view in open_now.values()]
        self._stack.setCurrentIndex(1 if self._items else 2)
        if not any(item.key == self._current for item in self._items):
            first = self._items[0].key if self._items else ""
            self._current = next((item.key for item in self._items if item.state == "open"), first)
        self._tell()
        if self._waits_for_focus and self.isVisible():
            self.focus_first()
        if not self._items:
            self._show(None)
            return
        shown = self._item(self._current)
        if self._is_stale_page(shown):
            self._show(shown)

    def _is_stale_page(self, item: _Item | None) -> bool:
        if self._done is not None:
            return any(each.state == "open" for each in self._items)
        shown = (self._comparison.view, self._shown_state) if self._comparison is not None else None
        return item is None or shown != (item.view, item.state + item.kept)

    def _rows(self, offset: int, limit: int) -> list[tuple[object, ...]]:
        return [(item.key, _mark(item, item.key == self._current), _words(item, item.key == self._current), item.kept)
                for item in self._items[offset : offset + limit]]  # fmt: skip

    def _tell(self) -> None:
        decided = sum(1 for item in self._items if item.state == "decided")
        words = t("{n} of {all} decided", n=decided, all=len(self._items))
        self._count.set_words(words)
        self._meter.set_shares([(decided, Tone.CONFLICT)], len(self._items), words)
        self._model.reload(len(self._items))
        row = next((n for n, item in enumerate(self._items) if item.key == self._current), 0)
        self.list.blockSignals(True)
        self.list.set_current_row(row)
        self.list.blockSignals(False)

    def _item(self, key: str) -> _Item | None:
        return next((item for item in self._items if item.key == key), None)

    # Showing one

    @Slot(str)
    def _on_current(self, key: str) -> None:
        if key and key != self._current:
            self._current = key
            self._show(self._item(key))
            self._model.refresh()

    def _show(self, item: _Item | None) -> None:
        self._clear()
        if item is None or self._reader is None:
            return
        self._current = item.key
        made = Comparison(item.view, self._reader, self.session.desk.desk, can_write_own=_has_other(item.view))
        made.decided.connect(self._decide)
        made.chosen.connect(self._on_chosen)
        made.other_asked.connect(self._ask_other)
        made.later_asked.connect(self._later)
        made.alike_asked.connect(self._decide_alike)
        made.record_asked.connect(self._open_record)
        made.moved.connect(self._move)
        if item.state == "decided":
            made.show_decided(item.kept)
        self._comparison, self._shown_state = made, item.state + item.kept
        self._place.addWidget(Scroll(made, padding=(24, 14, 24, 16)))

    def _clear(self) -> None:
        """Take away what is shown at the right; the focus goes to the list rather than anywhere."""
        focus = QApplication.focusWidget()
        while (old := self._place.takeAt(0)) is not None:
            before = old.widget()
            if before is None:
                continue
            if focus is not None and before.isAncestorOf(focus):
                self.list.setFocus()
            before.hide()
            before.deleteLater()
        self._comparison = self._done = None

    def _show_done(self) -> None:
        """Nothing is left to decide: what comes next."""
        self._clear()
        count = sum(1 for item in self._items if item.state == "decided")
        self._done = EmptyState(
            t("All conflicts are decided"),
            t("{n} decided here. Each decision is an entry of its own: it travels with your next file, and the others "
              "read there what was kept, by whom and why.", n=count),
            button=t("To the exchange"), button_icon="arrow-up-down", icon="check", name="conflicts-done",
        )  # fmt: skip
        self._done.begun.connect(self._leave)
        self._place.addWidget(self._done)
        self._done.setFocus()

    def _move(self, by: int) -> None:
        row = next((n for n, item in enumerate(self._items) if item.key == self._current), 0) + by
        if 0 <= row < len(self._items):
            self.list.set_current_row(row)
            self.list.setFocus()

    def _next_open(self) -> None:
        """The next that is open, from here on, around the end; those put off come last."""
        here = next((n for n, item in enumerate(self._items) if item.key == self._current), 0)
        order = [*range(here + 1, len(self._items)), *range(here + 1)]
        for state in ("open", "later"):
            for row in order:
                if self._items[row].state == state and self._items[row].key != self._current:
                    self._current = self._items[row].key
                    self._show(self._items[row])
                    self._tell()
                    self.list.setFocus()
                    return
        if all(item.state == "decided" for item in self._items):
            self._show_done()

    # Answers

    def _digit(self, digit: int) -> None:
        if digit == 0:
            self._later()
        else:
            self._choose(digit - 1)

    def _choose(self, number: int) -> None:
        if self._comparison is not None:
            self._comparison.choose(number)

    @Slot()
    def _on_chosen(self) -> None:
        comparison = self._comparison
        answer = comparison.answer() if comparison is not None else None
        if comparison is None or answer is None:
            return
        comparison.offer_alike(len(self._alike()) if answer.office else 0)
        if not isinstance(self.focusWidget(), QLineEdit):
            comparison.focus_decide()

    @Slot()
    def _decide(self) -> None:
        comparison = self._comparison
        answer = comparison.answer() if comparison is not None else None
        item = self._item(self._current)
        if comparison is None or answer is None or item is None:
            return
        self._write([Resolution(comparison.view, answer.take, answer.value, comparison.why())], answer.button)

    def _alike(self) -> list[Resolution]:
        comparison = self._comparison
        answer = comparison.answer() if comparison is not None else None
        if comparison is None or answer is None or not answer.office:
            return []
        found = []
        for item in self._items:
            head = alike(comparison.view, item.view, answer.office)
            if head is not None and item.state != "decided":
                found.append(Resolution(item.view, (head.desk, head.n), None, comparison.why()))
        return found

    @Slot()
    def _decide_alike(self) -> None:
        comparison = self._comparison
        answer = comparison.answer() if comparison is not None else None
        others = self._alike()
        if comparison is not None and answer is not None and others:
            own = Resolution(comparison.view, answer.take, answer.value, comparison.why())
            self._write([own, *others], answer.button)

    def _write(self, resolutions: list[Resolution], kept: str) -> None:
        def written(_: list[Saved]) -> None:
            for each in resolutions:
                item = self._item(_Item(each.view).key)
                if item is not None:
                    item.state, item.kept = "decided", kept
            view = resolutions[0].view
            if len(resolutions) == 1:
                words = t("Decided: {record}, {field}", record=view.title,
                          field=telling.field_words(view.kind, view.register))  # fmt: skip
            else:
                words = t("{n} conflicts decided", n=len(resolutions))
            self.session.say(words, undo=len(resolutions) == 1)
            self._tell()
            self._next_open()

        changed = Changed(frozenset(each.view.kind for each in resolutions),
                          frozenset(each.view.id for each in resolutions))  # fmt: skip
        self.session.write(reading.resolve, tuple(resolutions), done=written, owner=self, changed=changed)

    @Slot()
    def _later(self) -> None:
        item = self._item(self._current)
        if item is not None:
            if item.state == "open":
                item.state, item.kept = "later", t("later")
            self._tell()
            self._next_open()

    @Slot()
    def _ask_other(self) -> None:
        comparison = self._comparison
        if comparison is None or not _has_other(comparison.view):
            return
        view = comparison.view
        if not _is_text(view):

            def edit(record: RecordView) -> None:
                edit_record(self.session, self, record, field=view.register.partition(":")[0])

            self.session.read(reading.record, view, done=edit, owner=self)
            return
        answer = comparison.answer()
        value = answer.value if answer is not None else view.shown
        field = telling.field_words(view.kind, view.register)
        lines = 5 if KINDS[view.kind].fields[view.register].is_long else 1
        typed = dialogs.ask_text(self, t("Another value"), field, value=str(value or ""), ok=t("Settle"), lines=lines,
                                 note=t("All values above stay in the history."), name="conflict-own")  # fmt: skip
        if typed is not None:
            self._write([Resolution(view, None, typed, comparison.why())], t("another value"))

    @Slot()
    def _open_record(self) -> None:
        if self._comparison is not None:
            view = self._comparison.view
            self.session.open_wanted.emit(view.kind, view.id, view.channel)

    @Slot()
    def _leave(self) -> None:
        self._items = [item for item in self._items if item.state != "decided"]
        self.session.go_wanted.emit("exchange")

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(telling.NARROW)
        self._left.setFixedWidth(theme.px(_NARROW_LIST if narrow else _LIST_WIDTH))
        shown = self._columns[:2] if narrow else self._columns
        if len(shown) != len(self._model.columns()):
            self._model.set_columns(shown)
            self.list.show_columns()
            self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = QKeySequence(event.keyCombination()).toString()
        text = event.text()
        if keys == "Esc":
            if isinstance(self.focusWidget(), QLineEdit):
                self.list.setFocus()
            else:
                self._leave()
        elif len(text) == 1 and text.isdecimal() and text.isascii():
            self._digit(int(text))
        elif keys == "E":
            self._ask_other()
        elif keys == "A":
            self._decide_alike()
        elif keys == "O":
            self._open_record()
        elif keys in ("J", "K"):
            self._move(1 if keys == "J" else -1)
        elif keys in ("Return", "Enter"):
            self._decide()
        else:
            super().keyPressEvent(event)


def _mark(item: _Item, is_current: bool) -> Mark:
    open_mark = Mark(Shape.DIAMOND, Tone.CONFLICT) if is_current else Mark(Shape.RING, Tone.NEUTRAL)
    return {"decided": Mark(Shape.CHECK, Tone.SUCCESS), "later": Mark(Shape.BARS, Tone.WARNING)}.get(
        item.state, open_mark
    )


def _words(item: _Item, is_current: bool) -> Cell:
    field = telling.field_words(item.view.kind, item.view.register)
    words = t("{field}: {record}", record=item.view.title, field=field)
    return Cell(words, bold=is_current)


def _has_other(view: ConflictView) -> bool:
    """Whether another value can be written at all: not for a member of a set, nor for being there."""
    return view.register not in (DELETED, MERGED_INTO) and ":" not in view.register and view.kind in KINDS


def _is_text(view: ConflictView) -> bool:
    """Whether another value is a plain text; all else is written in the form."""
    declared = KINDS[view.kind]
    field = declared.fields.get(view.register)
    return field is not None and view.register not in declared.groups and field.type is FieldType.TEXT
