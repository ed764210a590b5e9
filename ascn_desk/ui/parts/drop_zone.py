"""A place to drop files, which is also a button that opens the file dialog."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ascn_desk.ui import icons, paint, theme
from ascn_desk.ui.parts.base import Pressable, is_hovered, ready
from ascn_desk.ui.theme import Type


class DropZone(Pressable):
    """Signals: ``files_dropped(list[str])`` local paths; ``clicked(bool)`` to choose by dialog.

    ``endings`` such as ``(".ascn",)`` refuse other files while they are still held over it.
    """

    files_dropped = Signal(list)
    ring_radius = 8

    def __init__(
        self,
        words: str,
        *,
        hint: str = "",
        icon: str = "download",
        endings: Sequence[str] = (),
        height: int = 100,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, accessible=words, parent=parent)
        self.setAccessibleDescription(hint)
        self._words, self._hint, self._icon, self._height = words, hint, icon, height
        self._endings = tuple(ending.lower() for ending in endings)
        self._held = False
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _paths(self, event: QDropEvent) -> list[str]:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if not self._endings:
            return paths
        return [path for path in paths if path.lower().endswith(self._endings)]

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(self._height))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, area = self.look, self.area()
        strong = self._held or is_hovered(self)
        paint.box(painter, area, theme.px(8), look.color("tint" if strong else "surface"),
                  look.color("primary" if self._held else "border"), 1.5 if self._held else 1.2,
                  dashed=True)  # fmt: skip
        height = theme.px(24 + 6 + 22 + (20 if self._hint else 0))
        top = (area.height() - height) / 2
        icons.draw(painter, QRectF(0, top, area.width(), theme.px(24)), self._icon,
                   look.color("primary" if strong else "second"))  # fmt: skip
        row = QRectF(theme.px(12), top + theme.px(30), area.width() - theme.px(24), theme.px(22))
        paint.text(painter, row, self._words, look.color("text"), align=paint.CENTRE)
        row.translate(0, theme.px(22))
        paint.text(painter, row, self._hint, look.color("second"), kind=Type.CAPTION, align=paint.CENTRE)
        painter.end()

    def _hold(self, held: bool) -> None:
        self._held = held
        self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._paths(event):
            event.acceptProposedAction()
            self._hold(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hold(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._hold(False)
        paths = self._paths(event)
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)
