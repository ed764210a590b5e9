"""What stands at the right of the room: a title with its state, what is known, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ascn_desk.ui import theme
from ascn_desk.ui.parts import Button, ButtonKind, KeyValueList, Label, Mark, Paragraph, SectionHeading, Type
from ascn_desk.ui.parts.key_values import Value


class Doing(NamedTuple):
    """Something that can be done: its id, words, key and look."""

    id: str
    words: str
    key: str
    kind: ButtonKind = ButtonKind.SECONDARY
    icon: str = ""


class Detail(QWidget):
    """Signal: ``acted(str)`` what a button asks for."""

    acted = Signal(str)

    def __init__(self, title: str, mark: Mark | None = None) -> None:
        super().__init__()
        self.doings: Sequence[Doing] = ()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(12))
        self.column.addWidget(Label(title, kind=Type.RECORD, bold=True, name="trust-title"))
        if mark is not None:
            self.column.addWidget(Label(mark.word, mark=mark, name="trust-state"))

    def tell(self, words: str, *, name: str = "") -> None:
        """Add running text."""
        self.column.addWidget(Paragraph(words, name=name))

    def show_pairs(self, pairs: Sequence[tuple[str, Value]], *, heading: str = "", name_width: int = 150) -> None:
        """Add names and values; those without a value are left out."""
        if heading:
            self.column.addWidget(SectionHeading(heading, line=True))
        self.column.addWidget(KeyValueList([pair for pair in pairs if pair[1]], name_width=name_width))

    def offer(self, doings: Sequence[Doing]) -> None:
        """Add buttons; their keys work in the whole room. The last thing to be added."""
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        for each in doings:
            button = Button(each.words, kind=each.kind, key=each.key, icon=each.icon, name=f"trust-{each.id}")
            button.clicked.connect(partial(self.acted.emit, each.id))
            row.addWidget(button)
        row.addStretch(1)
        self.doings = tuple(doings)
        self.column.addLayout(row)
        self.column.addStretch(1)
