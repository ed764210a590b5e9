"""The bar above every page: one search field, the state of the exchange in words, who sits here."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ascn_desk.base.words import t
from ascn_desk.ui import paint, shapes, theme
from ascn_desk.ui.parts.base import Part, Pressable, is_hovered, ready
from ascn_desk.ui.parts.text_field import TextField
from ascn_desk.ui.shapes import Mark, Shape
from ascn_desk.ui.theme import Tone, Type

HEIGHT = 52
_SHAPE_ALONE = 540
"""Below this width, in px at 100 %, the state of the exchange may shrink to its shape."""


class _Status(Pressable):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(name="exchange-status", parent=parent)
        self.mark = Mark(Shape.CHECK, Tone.SUCCESS, "")
        self.is_tight = False
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(8 + 14 + 9 + 8) + int(paint.width_of(self.mark.word, digits=True)) + 2, theme.px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme.px(30 if self.is_tight else 120)), theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, area = self.look, self.area()
        if is_hovered(self):
            paint.box(painter, area, theme.px(4), look.color("surface"))
        size = theme.px(14)
        shapes.draw(painter, QRectF(theme.px(8), 0, size, area.height()), self.mark.shape, look.ink(self.mark.tone),
                    look.color("background"))  # fmt: skip
        room = area.adjusted(theme.px(8 + 14 + 9), 0, -theme.px(6), 0)
        self.setToolTip(self.mark.word)
        paint.text(painter, room, self.mark.word, look.color("text"), digits=True)
        painter.end()


class _Person(Pressable):
    def __init__(self, person: str, office: str, parent: QWidget) -> None:
        super().__init__(name="who", accessible=f"{person}, {office}", parent=parent)
        self.person, self.office = person, office
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        words = max(paint.width_of(self.person), paint.width_of(self.office, Type.CAPTION))
        return QSize(theme.px(30 + 10) + int(words) + 2, theme.px(40))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(30 + 10 + 88), theme.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, area = self.look, self.area()
        size = theme.px(30)
        circle = QRectF(0, (area.height() - size) / 2, size, size)
        paint.box(painter, circle, size / 2, look.color("selection"))
        ink = look.color("text" if look.is_dark else "primary")
        paint.text(painter, circle, self.person[:1].upper(), ink, bold=True, align=paint.CENTRE)
        left = size + theme.px(10)
        half = area.height() / 2
        self.setToolTip("" if self.width() >= self.sizeHint().width() else f"{self.person}  {self.office}")
        paint.text(painter, QRectF(left, theme.px(1), area.width() - left, half), self.person, look.color("text"))
        lower = QRectF(left, half - theme.px(2), area.width() - left, half)
        paint.text(painter, lower, self.office, look.color("second"), kind=Type.CAPTION)
        painter.end()


class TopBar(Part):
    """Signals: ``search_edited(str)``, ``search_entered(str)``, ``exchange_asked()``, ``person_asked()``."""

    search_edited = Signal(str)
    search_entered = Signal(str)
    exchange_asked = Signal()
    person_asked = Signal()

    def __init__(
        self,
        *,
        person: str = "",
        office: str = "",
        exchange: Mark | None = None,
        search_words: str = "",
        search_key: str = "Ctrl+F",
        name: str = "top-bar",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, parent=parent)
        self.setFixedHeight(theme.px(HEIGHT))
        self._search = TextField(placeholder=search_words or t("Search cases, companies, cities, papers"),
                                 icon="search", key=search_key, dense=True, reserve_below=False,
                                 name="search", parent=self)  # fmt: skip
        self._search.setMinimumWidth(theme.px(160))
        self._search.setMaximumWidth(theme.px(420))
        self._status = _Status(self)
        self._person = _Person(person, office, self)
        if exchange is not None:
            self.set_exchange(exchange)
        self._lay_out()
        self._search.changed.connect(self._on_edited)
        self._search.entered.connect(self._on_entered)
        self._status.clicked.connect(self.exchange_asked)
        self._person.clicked.connect(self.person_asked)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(24), 0, theme.px(24), 0)
        row.setSpacing(theme.px(12))
        row.addWidget(self._search, 10)
        row.addStretch(1)
        row.addWidget(self._status)
        row.addSpacing(theme.px(21))
        row.addWidget(self._person)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_tight = self.width() < theme.px(_SHAPE_ALONE)
        if is_tight != self._status.is_tight:
            self._status.is_tight = is_tight
            self._status.updateGeometry()

    def set_exchange(self, exchange: Mark) -> None:
        """Say how the exchange stands: shape and words."""
        self._status.mark = exchange
        self._status.setAccessibleName(exchange.word)
        self._status.updateGeometry()
        self._status.update()

    def set_person(self, person: str, office: str) -> None:
        """Say who sits here."""
        self._person.person, self._person.office = person, office
        self._person.setAccessibleName(f"{person}, {office}")
        self._person.updateGeometry()
        self._person.update()

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.select_all()

    def search_text(self) -> str:
        """What is searched for."""
        return self._search.value()

    def set_search_text(self, words: str) -> None:
        """Put words into the search field."""
        self._search.set_value(words)

    @Slot(object)
    def _on_edited(self, words: object) -> None:
        self.search_edited.emit(str(words))

    @Slot()
    def _on_entered(self) -> None:
        self.search_entered.emit(self._search.value())

    def sizeHint(self) -> QSize:
        return QSize(theme.px(800), theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look = self.look
        painter.fillRect(self.rect(), look.color("background"))
        paint.hairline(painter, 0, self.height() - 0.5, self.width(), look.color("line"))
        x = self._person.x() - theme.px(20)
        middle = self.height() / 2
        paint.upright(painter, x + 0.5, middle - theme.px(10), middle + theme.px(10), look.color("line"))
        painter.end()
