"""The head of a record: number and grade, title, what it belongs to, state, and a few values with captions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ascn_desk.ui import paint, theme
from ascn_desk.ui.parts.badge import Badge
from ascn_desk.ui.parts.base import Part, ready
from ascn_desk.ui.parts.label import Label, Paragraph
from ascn_desk.ui.parts.link_label import LinkLabel
from ascn_desk.ui.parts.marking import Marking
from ascn_desk.ui.shapes import Mark
from ascn_desk.ui.theme import Type


class CaptionedValue(Part):
    """A small caption over a value."""

    def __init__(self, caption: str, value: str, *, parent: QWidget | None = None) -> None:
        super().__init__(accessible=f"{caption}: {value}", parent=parent)
        self._caption, self._value = caption, value
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = max(paint.width_of(self._caption, Type.CAPTION), paint.width_of(self._value))
        return QSize(int(width) + 2, theme.px(42))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(theme.px(40), self.sizeHint().width()), theme.px(42))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        half = self.height() / 2
        paint.text(painter, QRectF(0, 0, self.width() + 1, half), self._caption, self.look.color("second"),
                   kind=Type.CAPTION)  # fmt: skip
        paint.text(painter, QRectF(0, half, self.width() + 1, half), self._value, self.look.color("text"))
        self.setToolTip(self._value if paint.width_of(self._value) > self.width() + 1 else "")
        painter.end()


class DetailHeader(Part):
    """``links``: (id, words), without id plain words. ``facts``: (caption, value). ``actions``: icon buttons.

    Signals: ``link_chosen(str)``, ``state_asked()`` by the badge where the state can be changed.
    """

    link_chosen = Signal(str)
    state_asked = Signal()

    def __init__(
        self,
        title: str,
        *,
        number: str = "",
        marking: str = "",
        links: Sequence[tuple[str, str]] = (),
        state: Mark | None = None,
        state_changeable: bool = False,
        facts: Sequence[tuple[str, str]] = (),
        actions: Sequence[QWidget] = (),
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, accessible=title, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addLayout(self._top(number, marking, actions))
        column.addSpacing(theme.px(2))
        column.addWidget(Paragraph(title, kind=Type.RECORD, bold=True, color="text", line_height=28))
        if links:
            column.addLayout(self._link_line(links))
        if state is not None or facts:
            column.addSpacing(theme.px(8))
            column.addLayout(self._state_line(state, state_changeable, facts))

    def _top(self, number: str, marking: str, actions: Sequence[QWidget]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        if number:
            row.addWidget(Label(number, color="second", digits=True, name="record-number"))
        if marking:
            row.addWidget(Marking(marking))
        row.addStretch(1)
        for action in actions:
            row.addWidget(action)
        return row

    def _link_line(self, links: Sequence[tuple[str, str]]) -> QHBoxLayout:
        row = QHBoxLayout()
        plain = all(words.isascii() for _, words in links)
        row.setSpacing(theme.px(6 if plain else 1))
        for place, (link_id, words) in enumerate(links):
            if place:
                row.addWidget(Label("·" if plain else "・", color="second"))
            if link_id:
                link = LinkLabel(words, name=f"link-{link_id}", parent=self)
                link.clicked.connect(self._on_link)
                row.addWidget(link)
            else:
                row.addWidget(Label(words, color="second"))
        row.addStretch(1)
        return row

    def _state_line(self, state: Mark | None, changeable: bool, facts: Sequence[tuple[str, str]]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(20))
        if state is not None:
            badge = Badge(state, changeable=changeable, name="record-state", parent=self)
            badge.clicked.connect(self.state_asked)
            row.addWidget(badge)
        for caption, value in facts:
            row.addWidget(CaptionedValue(caption, value, parent=self))
            row.addStretch(1)
        if not facts:
            row.addStretch(1)
        return row

    @Slot()
    def _on_link(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.link_chosen.emit(sender.objectName().removeprefix("link-"))
