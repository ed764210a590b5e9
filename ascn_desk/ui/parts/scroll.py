"""Areas that scroll, with slim bars that leave the words alone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QScrollArea,
    QScrollBar,
    QSizePolicy,
    QStyle,
    QStyleOptionSlider,
    QVBoxLayout,
    QWidget,
)

from ascn_desk.ui import paint, theme
from ascn_desk.ui.parts.base import dress, ready

WIDTH = 10


class SlimBar(QScrollBar):
    """A bar of 10 px with a round thumb and no arrows."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        width = theme.px(WIDTH)
        return QSize(width, width * 3) if self.orientation() == Qt.Orientation.Vertical else QSize(width * 3, width)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look = theme.of(self)
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        thumb = QRectF(self.style().subControlRect(
            QStyle.ComplexControl.CC_ScrollBar, option, QStyle.SubControl.SC_ScrollBarSlider, self))  # fmt: skip
        inset = theme.px(2)
        if self.maximum() > self.minimum():
            over = self.underMouse() or self.isSliderDown()
            ink = look.color("border" if over else "line")
            paint.box(painter, thumb.adjusted(inset, inset, -inset, -inset), theme.px(3), ink)
        painter.end()


class FloatingBar(SlimBar):
    """A slim bar that lies over the right edge of an area and takes no room from it."""

    def __init__(self, area: QAbstractScrollArea, head: int = 0) -> None:
        super().__init__(Qt.Orientation.Vertical, area)
        self._area, self._head = area, head
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("floating-bar")
        own = area.verticalScrollBar()
        own.rangeChanged.connect(self._on_range_changed)
        own.valueChanged.connect(self.setValue)
        self.valueChanged.connect(own.setValue)
        area.installEventFilter(self)
        self._on_range_changed(own.minimum(), own.maximum())

    @Slot(int, int)
    def _on_range_changed(self, lowest: int, highest: int) -> None:
        own = self._area.verticalScrollBar()
        self.setRange(lowest, highest)
        self.setPageStep(own.pageStep())
        self.setSingleStep(own.singleStep())
        self.setValue(own.value())
        self.setVisible(highest > lowest)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            width = theme.px(WIDTH)
            self.setGeometry(self._area.width() - width, self._head, width, self._area.height() - self._head)
        return False


def dress_scroll_bars(area: QAbstractScrollArea, head: int = 0) -> None:
    """Give an area a slim bar that floats over its right padding; ``head`` is left free at the top."""
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    FloatingBar(area, head)


class Scroll(QScrollArea):
    """Shows one widget and scrolls it in height where it does not fit. What gets the focus is brought into view.

    ``padding`` (left, top, right, bottom) goes around the content, under the bar. Without it the content keeps clear
    of the bar by a gutter, unless it pads itself (``pads_itself``).
    """

    def __init__(
        self,
        content: QWidget,
        *,
        padding: tuple[int, int, int, int] | None = None,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        if padding is not None:
            content = _padded(content, padding)
        elif not getattr(content, "pads_itself", False):
            self.setViewportMargins(0, 0, theme.px(WIDTH), 0)
        dress(self, name, "")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        dress_scroll_bars(self)
        self.setWidget(content)
        content.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)


class _Padded(QWidget):
    """Content with room around it; what is left below stays empty."""

    pads_itself = True


def _padded(content: QWidget, padding: tuple[int, int, int, int]) -> QWidget:
    box = _Padded()
    column = QVBoxLayout(box)
    left, top, right, bottom = (theme.px(side) for side in padding)
    column.setContentsMargins(left, top, right, bottom)
    column.addWidget(content)
    column.addStretch(1)
    return box
