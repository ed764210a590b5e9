"""Chips side by side that go on in the next line: what a set holds, or what can be turned on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ascn_desk.ui import theme
from ascn_desk.ui.parts import Chip, Part

GAP = 8
ROW = 28


class ChipFlow(Part):
    """Chips of a set. ``closable``: what it holds, each with a cross; else all that can be on.

    Keys: Left and Right go to the next one, Space turns on or off, Delete takes away.
    Signals: ``toggled(str, bool)`` the id and whether it is on now; ``closed(str)``.
    """

    toggled = Signal(str, bool)
    closed = Signal(str)

    def __init__(self, *, closable: bool, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self._closable = closable
        self._chips: dict[str, Chip] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_chips(self, chips: Sequence[tuple[str, str, bool]]) -> None:
        """Show (id, words, on); gives no signal. The chip that had the focus keeps it, or its neighbour takes it."""
        before = next((place for place, chip in enumerate(self._chips.values()) if chip.hasFocus()), -1)
        for chip in self._chips.values():
            chip.hide()
            chip.setParent(None)
            chip.deleteLater()
        self._chips = {}
        for chip_id, words, on in chips:
            chip = Chip(words, on=on, closable=self._closable, name=f"{self.objectName()}-{chip_id}", parent=self)
            if self._closable:
                chip.closed.connect(self._on_closed)
            else:
                chip.toggled.connect(self._on_toggled)
            chip.show()
            self._chips[chip_id] = chip
        self._place()
        self.updateGeometry()
        if before >= 0 and self._chips:
            list(self._chips.values())[min(before, len(self._chips) - 1)].setFocus()

    def first_chip(self) -> QWidget | None:
        """The chip that is reached first, or none."""
        return next(iter(self._chips.values()), None)

    def _lay(self, width: int) -> tuple[list[QRect], int]:
        """Where each chip lies at a width, and the whole height."""
        left = top = 0
        gap, row = theme.px(GAP), theme.px(ROW)
        places: list[QRect] = []
        for chip in self._chips.values():
            taken = min(chip.sizeHint().width(), max(width, theme.px(60)))
            if left and left + taken > width:
                left, top = 0, top + row + gap
            places.append(QRect(left, top, taken, row))
            left += taken + gap
        return places, top + row if places else 0

    def _place(self) -> None:
        for chip, place in zip(self._chips.values(), self._lay(self.width())[0], strict=True):
            chip.setGeometry(place)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay(width)[1]

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > 100 else theme.px(400)
        return QSize(theme.px(200), self._lay(width)[1])

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(60), self._lay(self.width())[1])

    def _id_of(self, chip: object) -> str:
        return next((chip_id for chip_id, each in self._chips.items() if each is chip), "")

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        chip_id = self._id_of(self.sender())
        if chip_id:
            self.toggled.emit(chip_id, on)

    @Slot()
    def _on_closed(self) -> None:
        chip_id = self._id_of(self.sender())
        if chip_id:
            self.closed.emit(chip_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._place()
            self.updateGeometry()
