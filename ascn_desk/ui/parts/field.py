"""What every field has: label above, box, and below it a note or what is wrong.

The height is the same with and without a note or an error, so that a form does not jump while it is filled.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ascn_desk.base.words import t
from ascn_desk.ui import icons, paint, shapes, theme
from ascn_desk.ui.parts.base import dress, is_hovered, ready
from ascn_desk.ui.shapes import Shape
from ascn_desk.ui.theme import Theme, Type

LABEL_HEIGHT = 26
BOX_HEIGHT = 36
DENSE_HEIGHT = 32
BELOW_HEIGHT = 24
PADDING = 12


class Field(QWidget):
    """The frame of a field; subclasses put their editor inside the box.

    Signals: ``changed(value)`` after each committed edit of the person; ``committed()`` when they leave or confirm.
    """

    changed = Signal(object)
    committed = Signal()
    ring_radius = 4

    def __init__(
        self,
        label: str = "",
        *,
        name: str = "",
        accessible: str = "",
        required: bool = False,
        note: str = "",
        icon: str = "",
        key: str = "",
        dense: bool = False,
        reserve_below: bool | None = None,
        box_height: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        dress(self, name, accessible or label)
        self._label, self._required, self._note, self._error = label, required, note, ""
        self._icon, self._key, self._read_only = icon, key, False
        self._box_height = box_height or (DENSE_HEIGHT if dense else BOX_HEIGHT)
        self._kind = Type.BODY if dense else Type.FORM
        self._reserve = bool(label) if reserve_below is None else reserve_below
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def look(self) -> Theme:
        """The theme in which it stands."""
        return theme.of(self)

    def label(self) -> str:
        """The words above the box."""
        return self._label

    def set_label(self, label: str) -> None:
        """Ask for something else."""
        self._label = label
        self.setAccessibleName(label)
        self.update()

    def set_required(self, required: bool) -> None:
        """Mark it as needed."""
        self._required = required
        self.update()

    def note(self) -> str:
        """What is said small below, or nothing."""
        return self._note

    def set_note(self, note: str) -> None:
        """Say something small below."""
        self._note = note
        self._tell_screen_reader()
        self.updateGeometry()
        self.update()

    def error(self) -> str:
        """What is wrong with the value, or nothing."""
        return self._error

    def set_error(self, error: str) -> None:
        """Say what is wrong, with a red frame; empty to take it back."""
        if error == self._error:
            return
        self._error = error
        self._tell_screen_reader()
        self.updateGeometry()
        self.update()

    def is_read_only(self) -> bool:
        """Whether the value can only be read."""
        return self._read_only

    def set_read_only(self, read_only: bool) -> None:
        """Let the value be read but not changed."""
        self._read_only = read_only
        self._paint_editor()
        self.update()

    # For the parts built on it

    def box_rect(self) -> QRect:
        """The framed box inside the field."""
        top = theme.px(LABEL_HEIGHT) if self._label else 0
        return QRect(0, top, self.width(), theme.px(self._box_height))

    def ring_rect(self) -> QRect:
        """What the focus ring goes around."""
        return self.box_rect()

    def _lead(self) -> int:
        return theme.px(PADDING) + (theme.px(24) if self._icon else 0)

    def _trail(self) -> int:
        return theme.px(PADDING) + (int(paint.width_of(self._key, Type.CAPTION)) + theme.px(8) if self._key else 0)

    def editor_rect(self) -> QRect:
        """Where the editor lies inside the box."""
        return self.box_rect().adjusted(self._lead(), 2, -self._trail(), -2)

    def _editor(self) -> QWidget | None:
        """The widget that takes the typing; None where the field itself does."""
        return None

    def _use_editor(self, editor: QWidget) -> None:
        """Make an editor the one that gets focus, name and colours of this field."""
        editor.setFont(theme.font(self._kind))
        editor.setAccessibleName(self.accessibleName())
        if self.objectName():
            editor.setObjectName(f"{self.objectName()}-input")
        self.setFocusProxy(editor)
        self._paint_editor()
        self._tell_screen_reader()

    def _ground(self) -> QColor:
        return self.look.color("surface" if self._read_only or not self.isEnabled() else "background")

    def _paint_editor(self) -> None:
        editor = self._editor()
        if editor is None:
            return
        # Only Base is set, from the role of the moment, so that the rest still follows the application.
        own = QPalette()
        own.setColor(QPalette.ColorRole.Base, self._ground())
        own.setResolveMask(1 << QPalette.ColorRole.Base.value)
        if editor.palette().color(QPalette.ColorRole.Base) != self._ground():
            editor.setPalette(own)

    def _tell_screen_reader(self) -> None:
        target = self._editor() or self
        target.setAccessibleDescription(self._error or self._note)

    def _below_lines(self) -> list[str]:
        words = self._error or self._note
        if not words:
            return []
        kind = Type.BODY if self._error else Type.CAPTION
        width = self.width() - (theme.px(18) if self._error else 0)
        return paint.lines_of(words, max(theme.px(60), width), kind)

    def _below_height(self) -> int:
        lines = self._below_lines()
        if not lines and not self._reserve:
            return 0
        return theme.px(BELOW_HEIGHT) + theme.px(20) * max(0, len(lines) - 1)

    def sizeHint(self) -> QSize:
        top = theme.px(LABEL_HEIGHT) if self._label else 0
        label = int(paint.width_of(self._label, bold=True)) + (theme.px(60) if self._required else 0)
        return QSize(max(theme.px(200), label), top + theme.px(self._box_height) + self._below_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(90), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look = self.look
        if self._label:
            self._paint_label(painter, look)
        box = QRectF(self.box_rect())
        quiet = self._read_only or not self.isEnabled()
        edge = "error" if self._error else "border" if self.isEnabled() else "line"
        if is_hovered(self) and not quiet and not self._error:
            edge = "second"
        paint.box(painter, box, theme.px(4), self._ground(), look.color(edge))
        if self._icon:
            size = theme.px(18)
            icons.draw(painter, QRectF(box.left() + theme.px(PADDING) - 1, box.top(), size, box.height()),
                       self._icon, look.color("second" if self.isEnabled() else "disabled"))  # fmt: skip
        if self._key:
            room = box.adjusted(0, 0, -theme.px(PADDING), 0)
            paint.text(painter, room, self._key, look.color("hint"), kind=Type.CAPTION, align=paint.RIGHT)
        self._paint_inside(painter, look, box)
        self._paint_below(painter, look, box)
        painter.end()

    def _paint_label(self, painter: QPainter, look: Theme) -> None:
        row = QRectF(0, 0, self.width(), theme.px(LABEL_HEIGHT - 4))
        ink = look.color("text" if self.isEnabled() else "disabled")
        left = paint.text(painter, row, self._label, ink, bold=True)
        if self._required:
            row.setLeft(left + theme.px(8))
            paint.text(painter, row, t("required"), look.color("error"), kind=Type.CAPTION)

    def _paint_inside(self, painter: QPainter, look: Theme, box: QRectF) -> None:
        """What a kind of field draws inside its box besides the editor."""

    def _paint_below(self, painter: QPainter, look: Theme, box: QRectF) -> None:
        lines = self._below_lines()
        left, step = 0.0, theme.px(20)
        top = box.bottom() + theme.px(3)
        if self._error:
            mark = QRectF(0, top, theme.px(12), step)
            shapes.draw(painter, mark, Shape.TRIANGLE, look.color("error"), look.color("background"))
            left = theme.px(18)
        for number, line in enumerate(lines):
            row = QRectF(left, top + number * step, self.width() - left + 1, step)
            paint.text(painter, row, line, look.color("error" if self._error else "hint"),
                       kind=Type.BODY if self._error else Type.CAPTION)  # fmt: skip

    def resizeEvent(self, event: QResizeEvent) -> None:
        editor = self._editor()
        if editor is not None:
            editor.setGeometry(self.editor_rect())
        if self._error and event.oldSize().width() != event.size().width():
            self.updateGeometry()  # the error may need another line now
        super().resizeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.box_rect().contains(event.position().toPoint()):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.EnabledChange):
            self._paint_editor()
        elif event.type() == QEvent.Type.ApplicationFontChange or event.type() == QEvent.Type.FontChange:
            editor = self._editor()
            if editor is not None:
                editor.setFont(theme.font(self._kind))
            self.updateGeometry()
