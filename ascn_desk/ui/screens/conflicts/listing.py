"""The conflicts of one sitting as a list: open, put off or decided, and which one is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from ascn_desk.base.words import t
from ascn_desk.operations.views import ConflictView
from ascn_desk.ui.parts import Cell, CellKind, Column, Label, ListView, Mark, Meter, PagedModel, Shape, Tone
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.conflicts.answers import alike
from ascn_desk.ui.screens.conflicts.comparison import Comparison
from ascn_desk.ui.screens.conflicts.reading import Resolution
from ascn_desk.ui.screens.list_beside import ROW

ARROW = " → "
"""Between a field and the value that was kept for it."""


@dataclass(slots=True)
class Item:
    """A conflict as this sitting knows it; a decided one stays listed, so that what was done can be seen."""

    view: ConflictView
    state: str = "open"  # open, later, decided
    kept: str = ""
    by: tuple[tuple[str, int], ...] = ()  # the entries (desk, count) that said so, as far as they were read

    @property
    def key(self) -> str:
        return key_of(self.view)


def key_of(view: ConflictView) -> str:
    """What names a conflict in the list."""
    return f"{view.kind}|{view.id}|{view.channel}|{view.register}"


def decided_words(resolutions: Sequence[Resolution]) -> str:
    """What is said once decisions are written."""
    if len(resolutions) > 1:
        return t("{n} conflicts decided", n=len(resolutions))
    view = resolutions[0].view
    return t("Decided: {record}, {field}", record=view.title, field=telling.field_words(view.kind, view.register))


@dataclass(frozen=True, slots=True)
class Kept:
    """What stands where this sitting decided, in words, and the entries (desk, count) that say so."""

    words: str
    by: tuple[tuple[str, int], ...]


class Listing(QObject):
    """Signals: ``moved(Item)`` the person chose another one; ``entered()`` by Enter on the list."""

    moved = Signal(object)
    entered = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._items: list[Item] = []
        self._current = ""
        columns = [
            Column(key="state", width=44, kind=CellKind.STATE, sortable=False),
            Column(key="what", stretch=1, sortable=False),
        ]
        self._model = PagedModel(columns, self._rows, 0, parent=self)
        self.view = ListView(self._model, row_height=ROW, show_head=False, name="conflicts", accessible=t("Conflicts"))
        self.count = Label("", color="second", digits=True, name="conflicts-count")
        self.meter = Meter(name="conflicts-meter")
        self.view.current_changed.connect(self._on_current)
        self.view.row_activated.connect(lambda _: self.entered.emit())

    def items(self) -> Sequence[Item]:
        """All of them, in the order in which they were found."""
        return self._items

    def current(self) -> Item | None:
        """The one that is shown."""
        return self.item(self._current)

    def item(self, key: str) -> Item | None:
        """One by its key."""
        return next((item for item in self._items if item.key == key), None)

    def decided(self) -> list[Item]:
        """Those decided in this sitting."""
        return [item for item in self._items if item.state == "decided"]

    def take(self, views: Sequence[ConflictView], standing: Mapping[str, Kept]) -> None:
        """Take what was read: all that is open now, and what stands where this sitting decided.

        A decision that was taken back is shown, so that one key decides it otherwise. It is known by the entry that
        stands there: where the decision confirmed what had stood, taking it back writes the same value again.
        """
        open_now = {key_of(view): view for view in views}
        for item in self._items:
            view = open_now.pop(item.key, None)
            if view is None:
                now = standing.get(item.key) or Kept(item.kept or t("decided"), item.by)
                if item.state == "decided" and item.by and item.by != now.by:
                    self._current = item.key
                item.state, item.kept, item.by = "decided", now.words, now.by
                continue
            if item.state == "decided":
                item.state, item.kept, item.by = "open", "", ()
                self._current = item.key
            item.view = view
        self._items += [Item(view) for view in open_now.values()]
        if self.current() is None:
            first = self._items[0].key if self._items else ""
            self._current = next((item.key for item in self._items if item.state == "open"), first)
        self.tell()

    def forget_decided(self) -> None:
        """Leave out what was decided, as the room is left."""
        self._items = [item for item in self._items if item.state != "decided"]

    def move(self, by: int) -> None:
        """Go to the next or the one before."""
        row = self._row() + by
        if 0 <= row < len(self._items):
            self.view.set_current_row(row)
            self.view.setFocus()

    def go_to_next_open(self) -> Item | None:
        """The next that is open, from here on, around the end; those put off come last. None where none is."""
        here = self._row() + 1
        for state in ("open", "later"):
            for item in (*self._items[here:], *self._items[:here]):
                if item.state == state and item.key != self._current:
                    self._current = item.key
                    self.tell()
                    self.view.setFocus()
                    return item
        return None

    def alike(self, comparison: Comparison) -> list[Resolution]:
        """The same answer for all that await one in the same field, from that office too."""
        answer = comparison.answer()
        if answer is None or not answer.office:
            return []
        heads = ((item, alike(comparison.view, item.view, answer.office)) for item in self._items)
        return [
            Resolution(item.view, (head.desk, head.n), None, comparison.why())
            for item, head in heads
            if head is not None and item.state != "decided"
        ]

    def tell(self) -> None:
        """Show the states, how many are decided, and the current one selected."""
        decided = len(self.decided())
        words = t("{n} of {all} decided", n=decided, all=len(self._items))
        self.count.set_words(words)
        self.meter.set_shares([(decided, Tone.CONFLICT)], len(self._items), words)
        self._model.reload(len(self._items))
        self.view.blockSignals(True)
        self.view.set_current_row(self._row())
        self.view.blockSignals(False)

    def _row(self) -> int:
        return next((n for n, item in enumerate(self._items) if item.key == self._current), 0)

    def _rows(self, offset: int, limit: int) -> list[tuple[object, ...]]:
        return [
            (item.key, _mark(item, item.key == self._current), _cell(item, item.key == self._current))
            for item in self._items[offset : offset + limit]
        ]

    @Slot(str)
    def _on_current(self, key: str) -> None:
        if key and key != self._current:
            self._current = key
            self.moved.emit(self.item(key))
            self._model.refresh()


def _mark(item: Item, is_current: bool) -> Mark:
    open_mark = Mark(Shape.DIAMOND, Tone.CONFLICT) if is_current else Mark(Shape.RING, Tone.NEUTRAL)
    return {"decided": Mark(Shape.CHECK, Tone.SUCCESS), "later": Mark(Shape.BARS, Tone.WARNING)}.get(
        item.state, open_mark
    )


def _cell(item: Item, is_current: bool) -> Cell:
    field = telling.field_words(item.view.kind, item.view.register)
    words = field + ARROW + item.kept if item.kept else field
    return Cell(words, bold=is_current, below=item.view.title)
