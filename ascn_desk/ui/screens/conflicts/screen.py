"""The room of conflicts: the list at the left, one at a time at the right; after a decision comes the next.

Keys: J and K next and previous, a digit chooses a value, Enter writes the decision, E another value, 0 later, A the
same for all alike, O opens the record, Esc goes back to the exchange. Ctrl+Z, everywhere, takes a decision back: that
conflict then stands there again, to be decided otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QStackedLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.views import Changed, Saved
from ascn_desk.ui.forms.shown_values import Reader
from ascn_desk.ui.parts import EmptyState, Page
from ascn_desk.ui.screen import Command, Screen
from ascn_desk.ui.screens.conflicts import reading
from ascn_desk.ui.screens.conflicts.answers import answers_of
from ascn_desk.ui.screens.conflicts.comparison import Comparison
from ascn_desk.ui.screens.conflicts.listing import Item, Kept, Listing, decided_words, key_of
from ascn_desk.ui.screens.conflicts.own_value import ask_other, has_other
from ascn_desk.ui.screens.conflicts.reading import Loaded, Resolution
from ascn_desk.ui.screens.conflicts.resting import all_decided, no_conflicts
from ascn_desk.ui.screens.list_beside import ListBeside
from ascn_desk.ui.session import Session


class ConflictsScreen(Screen):
    """Reads all conflicts when it is entered; what was decided here stays in the list until the room is left."""

    room = "conflicts"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("conflicts-screen")
        self._asked: list[Item] = []
        self._reader: Reader | None = None
        self._waits_for_focus = False
        self._comparison: Comparison | None = None
        self._shown_state = ""
        self._done: EmptyState | None = None
        self._listing = Listing(self)
        self._listing.moved.connect(self._show)
        self._listing.entered.connect(self._decide)
        self.list = self._listing.view
        self._beside = ListBeside(
            t("Conflicts"),
            self.list,
            [("Enter", t("decide")), ("Ctrl+Z", t("undo")), ("O", t("open the record")),
             ("Esc", t("back to the exchange"))],
            count=self._listing.count,
            over_list=self._listing.meter,
        )  # fmt: skip
        self._stack = QStackedLayout()
        # First into the room: a stack of its own shows its first page as a window, which takes the focus away.
        self.column.addLayout(self._stack)
        self._stack.addWidget(QWidget())
        self._stack.addWidget(self._beside)
        self._stack.addWidget(self._make_empty())
        self._bind_keys()

    # The room

    def title(self) -> str:
        return t("Conflicts")

    def refresh(self) -> None:
        self._asked = self._listing.decided()
        self.session.read(reading.load, tuple(item.view for item in self._asked), done=self._on_loaded, owner=self)

    def focus_first(self) -> None:
        button = self.findChild(QWidget, "conflicts-empty-begin")
        self._waits_for_focus = self._reader is None
        if self._listing.items() or button is None:
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

    def _make_empty(self) -> QWidget:
        empty = no_conflicts()
        empty.begun.connect(self._leave)
        return Page(t("Conflicts"), body=empty, head_line=True, foot_keys=[("Esc", t("back to the exchange"))])

    def _bind_keys(self) -> None:
        for digit in range(10):
            self._bind(f"Alt+{digit}", partial(self._digit, digit))
        self._bind("Alt+E", self._ask_other)
        self._bind("Alt+A", self._decide_alike)
        self._bind("Alt+J", partial(self._listing.move, 1))
        self._bind("Alt+K", partial(self._listing.move, -1))
        self._bind("Alt+O", self._open_record)
        self._bind("Ctrl+Return", self._decide)
        self._bind("Ctrl+Enter", self._decide)

    def _bind(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    # What was read

    def _on_loaded(self, loaded: Loaded) -> None:
        self._reader = loaded.reader
        own = self.session.desk.desk
        kept: dict[str, Kept] = {}
        for item, standing in zip(self._asked, loaded.standing, strict=False):
            answers = answers_of(item.view, loaded.reader, own)
            words = next((each.button for each in answers if each.value == standing.value), t("another value"))
            kept[item.key] = Kept(words, standing.by)
        self._listing.take(loaded.views, kept)
        shown = self._listing.current()
        self._stack.setCurrentIndex(1 if shown is not None else 2)
        if self._waits_for_focus and self.isVisible():
            self.focus_first()
        if shown is None or self._is_stale_page(shown):
            self._show(shown)

    def _is_stale_page(self, item: Item) -> bool:
        if self._done is not None:
            return any(each.state == "open" for each in self._listing.items())
        shown = (self._comparison.view, self._shown_state) if self._comparison is not None else None
        return shown != (item.view, item.state + item.kept)

    # Showing one

    @Slot(object)
    def _show(self, item: Item | None) -> None:
        self._beside.clear()
        self._comparison = self._done = None
        if item is None or self._reader is None:
            return
        made = Comparison(item.view, self._reader, self.session.desk.desk, can_write_own=has_other(item.view))
        made.decided.connect(self._decide)
        made.chosen.connect(self._on_chosen)
        made.other_asked.connect(self._ask_other)
        made.later_asked.connect(self._later)
        made.alike_asked.connect(self._decide_alike)
        made.record_asked.connect(self._open_record)
        made.moved.connect(self._listing.move)
        if item.state == "decided":
            made.show_decided(item.kept)
        self._comparison, self._shown_state = made, item.state + item.kept
        self._beside.show_beside(made)

    def _show_done(self) -> None:
        """Nothing is left to decide: what comes next."""
        self._comparison = None
        self._done = all_decided(len(self._listing.decided()))
        self._done.begun.connect(self._leave)
        self._beside.show_beside(self._done, scrolls=False)
        self._done.setFocus()

    def _next_open(self) -> None:
        found = self._listing.go_to_next_open()
        if found is not None:
            self._show(found)
            self.list.setFocus()
        elif all(item.state == "decided" for item in self._listing.items()):
            self._show_done()

    # Answers

    def _digit(self, digit: int) -> None:
        self._choose(digit - 1) if digit else self._later()

    def _choose(self, number: int) -> None:
        if self._comparison is not None:
            self._comparison.choose(number)

    @Slot()
    def _on_chosen(self) -> None:
        comparison = self._comparison
        if comparison is None:
            return
        comparison.offer_alike(len(self._alike()))
        if not isinstance(self.focusWidget(), QLineEdit):
            comparison.focus_decide()

    @Slot()
    def _decide(self) -> None:
        comparison = self._comparison
        answer = comparison.answer() if comparison is not None else None
        if comparison is None or answer is None:
            return
        self._write([Resolution(comparison.view, answer.take, answer.value, comparison.why())], answer.button)

    def _alike(self) -> list[Resolution]:
        return self._listing.alike(self._comparison) if self._comparison is not None else []

    @Slot()
    def _decide_alike(self) -> None:
        comparison = self._comparison
        answer = comparison.answer() if comparison is not None else None
        others = self._alike()
        if comparison is not None and answer is not None and others:
            own = Resolution(comparison.view, answer.take, answer.value, comparison.why())
            self._write([own, *others], answer.button)

    def _write(self, resolutions: list[Resolution], kept: str) -> None:
        def written(saved: list[Saved]) -> None:
            own = self.session.desk.desk
            for each, entry in zip(resolutions, saved, strict=True):
                item = self._listing.item(key_of(each.view))
                if item is not None:
                    item.state, item.kept = "decided", kept
                    item.by = ((own, entry.n),) if entry.n is not None else ()
            self.session.say(decided_words(resolutions), undo=len(resolutions) == 1)
            self._listing.tell()
            self._next_open()

        changed = Changed(frozenset(each.view.kind for each in resolutions),
                          frozenset(each.view.id for each in resolutions))  # fmt: skip
        self.session.write(reading.resolve, tuple(resolutions), done=written, owner=self, changed=changed)

    @Slot()
    def _later(self) -> None:
        item = self._listing.current()
        if item is not None:
            if item.state == "open":
                item.state, item.kept = "later", t("later")
            self._listing.tell()
            self._next_open()

    @Slot()
    def _ask_other(self) -> None:
        comparison = self._comparison
        if comparison is None or not has_other(comparison.view):
            return
        answer = comparison.answer()
        offered = answer.value if answer is not None else comparison.view.shown

        def write(typed: str) -> None:
            self._write([Resolution(comparison.view, None, typed, comparison.why())], t("another value"))

        ask_other(self.session, self, comparison.view, offered, write)

    @Slot()
    def _open_record(self) -> None:
        if self._comparison is not None:
            view = self._comparison.view
            self.session.open_wanted.emit(view.kind, view.id, view.channel)

    @Slot()
    def _leave(self) -> None:
        self._listing.forget_decided()
        self.session.go_wanted.emit("exchange")

    # Qt

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
            self._listing.move(1 if keys == "J" else -1)
        elif keys in ("Return", "Enter"):
            self._decide()
        else:
            super().keyPressEvent(event)
