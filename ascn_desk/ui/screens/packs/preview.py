"""The pages of a pack as they will be printed, drawn from the very file in a worker.

The page that is looked at stays while the file changes.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.briefing.read_back import PagePicture
from ascn_desk.ui import paint, theme
from ascn_desk.ui.parts import Choice, Hairline, IconButton, Label, Segmented
from ascn_desk.ui.parts.base import Part, ready
from ascn_desk.ui.screens.packs import reading
from ascn_desk.ui.session import Session

WHOLE, WIDE = "whole", "wide"
_MARGIN = 16
_A4 = (595.28, 841.89)


class _Sheet(Part):
    """One page with its shadow. Signals: ``turn_asked(int)`` by wheel or key; ``room_changed()``."""

    turn_asked = Signal(int)
    room_changed = Signal()

    def __init__(self) -> None:
        super().__init__(name="pack-page", accessible=t("Page"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(theme.px(200), theme.px(200))
        self.image: QImage | None = None
        self.words = ""
        self.fit = WHOLE
        self.page_size = _A4
        self._down = 0.0

    def scale(self) -> float:
        """Pixels a point, at the ratio of the screen."""
        room = theme.px(_MARGIN) * 2
        page_wide, page_high = self.page_size
        wide = max(60.0, self.width() - room) / page_wide
        if self.fit == WIDE:
            return wide * self.devicePixelRatioF()
        return min(wide, max(60.0, self.height() - room) / page_high) * self.devicePixelRatioF()

    def to_top(self) -> None:
        """Show the upper end of the page."""
        self._down = 0.0
        self.update()

    def _overhang(self) -> float:
        if self.image is None:
            return 0.0
        high = self.image.height() / self.image.devicePixelRatio()
        return max(0.0, high + theme.px(_MARGIN) * 2 - self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look = self.look
        painter.fillRect(self.rect(), look.color("hair"))
        if self.image is not None:
            ratio = self.image.devicePixelRatio()
            wide, high = self.image.width() / ratio, self.image.height() / ratio
            self._down = min(self._down, self._overhang())
            top = theme.px(_MARGIN) - self._down if self._overhang() else (self.height() - high) / 2
            page = QRectF((self.width() - wide) / 2, top, wide, high)
            paint.shadow(painter, page, 0, depth=8, strength=40)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(page, self.image)
        if self.words:
            self._paint_words(painter)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        look = self.look
        width = self.width() - theme.px(48)
        high = paint.paragraph_height(self.words, width - theme.px(32))
        area = QRectF(theme.px(24), (self.height() - high) / 2 - theme.px(16), width, high + theme.px(32))
        paint.box(painter, area, theme.px(8), look.color("raised"), look.color("line"))
        inner = area.adjusted(theme.px(16), theme.px(16), -theme.px(16), 0)
        paint.paragraph(painter, inner, self.words, look.color("text"), align=paint.CENTRE)

    def wheelEvent(self, event: QWheelEvent) -> None:
        down = -event.angleDelta().y()
        over = self._overhang()
        if over and 0 <= self._down + down / 2 <= over:
            self._down += down / 2
            self.update()
        elif down:
            self.turn_asked.emit(1 if down > 0 else -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {
            Qt.Key.Key_PageDown: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Left: -1,
        }.get(Qt.Key(event.key()), 0)  # fmt: skip
        if step and not event.modifiers():
            self.turn_asked.emit(step)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._overhang():
            way = theme.px(60) if event.key() == Qt.Key.Key_Down else -theme.px(60)
            self._down = max(0.0, min(self._down + way, self._overhang()))
            self.update()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.room_changed.emit()


class PreviewPane(QWidget):
    """Keys on the page: Page Up and Down turn. Signal: ``page_changed(int)``."""

    page_changed = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pdf = b""
        self._pages, self._page, self._asked = 0, 1, 0
        self._is_drawing = False
        self.sheet = _Sheet()
        self._back = IconButton("chevron-left", t("Page before"), key="Page Up", name="pack-page-back")
        self._ahead = IconButton("chevron-right", t("Next page"), key="Page Down", name="pack-page-ahead")
        self._place = Label("", digits=True, name="pack-page-place")
        self._told = Label("", color="second", name="pack-preview-told")
        fits = [Choice(WHOLE, t("Whole page")), Choice(WIDE, t("Page width"))]
        self._fit = Segmented(fits, value=WHOLE, height=32, name="pack-fit", accessible=t("Size of the page"))
        self._lay_out()
        self.sheet.turn_asked.connect(self.turn)
        self.sheet.room_changed.connect(self._draw)
        self._back.clicked.connect(lambda: self.turn(-1))
        self._ahead.clicked.connect(lambda: self.turn(1))
        self._fit.changed.connect(self._on_fit)
        self._tell()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(16), theme.px(6), theme.px(16), theme.px(6))
        foot.setSpacing(theme.px(8))
        for widget in (self._back, self._place, self._ahead):
            foot.addWidget(widget)
        foot.addStretch(1)
        foot.addWidget(self._told)
        foot.addStretch(1)
        foot.addWidget(self._fit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.sheet, 1)
        column.addWidget(Hairline())
        column.addLayout(foot)

    def show_pdf(self, pdf: bytes, pages: int, told: str = "", size: tuple[float, float] = _A4) -> None:
        """Show another file; the page stays, or the last one where there are fewer now. ``size`` in points."""
        self._pdf, self._pages = pdf, pages
        self._page = max(1, min(self._page, pages))
        self.sheet.words = ""
        self.sheet.page_size = size
        self._told.set_words(told)
        self._tell()
        self._draw()

    def show_words(self, words: str) -> None:
        """Say something in place of a page."""
        self._pdf, self._pages, self._asked = b"", 0, self._asked + 1
        self.sheet.image, self.sheet.words = None, words
        self._told.set_words("")
        self.sheet.update()
        self._tell()

    def tell(self, told: str) -> None:
        """Say something small at the foot."""
        self._told.set_words(told)

    def pdf(self) -> bytes:
        """The file that is shown."""
        return self._pdf

    def page(self) -> int:
        """The page that is shown."""
        return self._page

    def show_page(self, page: int) -> None:
        """Go to a page."""
        page = max(1, min(page, self._pages))
        if page != self._page and self._pages:
            self._page = page
            self.sheet.to_top()
            self._tell()
            self._draw()
            self.page_changed.emit(page)

    @Slot(int)
    def turn(self, step: int) -> None:
        """Turn pages on or back."""
        self.show_page(self._page + step)

    @Slot(str)
    def _on_fit(self, fit: str) -> None:
        self.sheet.fit = fit
        self._draw()

    def _tell(self) -> None:
        self._place.set_words(f"{self._page} / {self._pages}" if self._pages else "–")
        self._back.setEnabled(self._pages > 0 and self._page > 1)
        self._ahead.setEnabled(self._page < self._pages)
        self.sheet.setAccessibleDescription(self._place.words())

    @Slot()
    def _draw(self) -> None:
        """Let the page be drawn; what was asked for meanwhile is drawn after it."""
        self._asked += 1
        if not self._pdf or self._is_drawing:
            return
        self._is_drawing = True
        asked, ratio = self._asked, self.sheet.devicePixelRatioF()

        def drawn(found: PagePicture) -> None:
            self._is_drawing = False
            if asked != self._asked:
                self._draw()
                return
            image = QImage(found.pixels, found.width, found.height, found.stride, QImage.Format.Format_BGR888).copy()
            image.setDevicePixelRatio(ratio)
            self.sheet.image = image
            self.sheet.update()

        def failed(error: Exception) -> None:
            self._is_drawing = False
            self._session.say_error(error)

        self._session.tasks.files(
            reading.picture, self._pdf, self._page, self.sheet.scale(), done=drawn, failed=failed, owner=self
        )
