"""The records that a pack is made of: one for most templates, several chips for the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.views import Choice as Record
from ascn_desk.ui import theme
from ascn_desk.ui.forms.chip_flow import ChipFlow
from ascn_desk.ui.parts import Choice, SearchSelect

Place = tuple[str, str]
AskRecords = Callable[[str, Callable[[Sequence[Record]], None]], None]


class _Search(SearchSelect):
    """Offers records also before anything is typed: by a click, or Down."""

    def _search(self) -> None:
        if self._line.text().strip() or self._ask is None:
            super()._search()
            return
        self._question += 1
        question = self._question
        self._ask("", lambda found: self._show(question, found))

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Down and not self.is_open() and self._value is None:
            self._search()
            return True
        return super()._on_key(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._line and event.type() == QEvent.Type.MouseButtonPress and self._value is None:
            self._line.setFocus(Qt.FocusReason.MouseFocusReason)
            self._search()
        return super().eventFilter(watched, event)


class RecordChooser(QWidget):
    """Signal: ``changed()`` when the person chose or took away a record."""

    changed = Signal()

    def __init__(self, ask: AskRecords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask_records = ask
        self._most = 1
        self._places: list[Place] = []
        self._names: dict[Place, str] = {}
        self.field = _Search(t("Made of"), ask=self._ask, placeholder=t("Choose or type a name"),
                             reserve_below=False, name="pack-record")  # fmt: skip
        self._chips = ChipFlow(closable=True, name="pack-records")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.field)
        column.addWidget(self._chips)
        self.field.changed.connect(self._on_chosen)
        self._chips.closed.connect(self._on_removed)
        self._show()

    def places(self) -> tuple[Place, ...]:
        """(kind, id) of the records chosen, in their order."""
        return tuple(self._places)

    def set_places(self, places: Sequence[Place], names: dict[Place, str], most: int) -> None:
        """Show other records, and how many there may be; gives no ``changed``."""
        self._most, self._names = most, {**self._names, **names}
        self._places = list(places[:most])
        self._show()

    def _ask(self, text: str, answer: Callable[[Sequence[Choice]], None]) -> None:
        def came(found: Sequence[Record]) -> None:
            for each in found:
                self._names[each.kind, each.id] = each.title
            answer([Choice(f"{each.kind}:{each.id}", each.title, each.detail) for each in found])

        self._ask_records(text, came)

    def _show(self) -> None:
        several = self._most > 1
        value = None
        if not several and self._places:
            kind, record = self._places[0]
            value = Choice(f"{kind}:{record}", self._names.get(self._places[0]) or record)
        self.field.set_value(value)
        chips = [(f"{kind}:{record}", self._names.get((kind, record)) or record, True) for kind, record in self._places]
        self._chips.set_chips(chips if several else [])
        self._chips.setVisible(several and bool(chips))

    @Slot(object)
    def _on_chosen(self, choice: Choice | None) -> None:
        if choice is None:
            return  # words are being typed; what is chosen stays until something else is
        kind, _, record = choice.id.partition(":")
        place = (kind, record)
        if self._most == 1:
            self._places = [place]
        elif place not in self._places and len(self._places) < self._most:
            self._places.append(place)
        self._show()
        self.changed.emit()

    @Slot(str)
    def _on_removed(self, chip: str) -> None:
        kind, _, record = chip.partition(":")
        self._places = [each for each in self._places if each != (kind, record)]
        self._show()
        self.changed.emit()
