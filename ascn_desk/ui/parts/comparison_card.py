"""One value of a conflict: whose it is, the value with what differs underlined, its evidence; pressed to keep it."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ascn_desk.base.words import t
from ascn_desk.ui import paint, shapes, theme
from ascn_desk.ui.parts.base import Pressable, is_hovered, ready
from ascn_desk.ui.shapes import Shape
from ascn_desk.ui.theme import Theme, Type

FACT = 50
VALUE_LINE = 28
_HEAD, _TITLE_LINE = 68, 23


def differing(before: str, now: str) -> list[tuple[int, int]]:
    """Where ``now`` differs from ``before``: (start, end) in its characters."""
    matcher = SequenceMatcher(None, before, now, autojunk=False)
    return [(start, end) for kind, _, _, start, end in matcher.get_opcodes() if kind != "equal" and end > start]


class ComparisonCard(Pressable):
    """A card of a conflict. ``facts``: (caption, value). Without ``key`` it cannot be chosen (the value before);
    ``strong`` then shows its value in bold all the same.

    Signals: ``clicked(bool)``; whoever owns the cards marks the chosen one by :meth:`set_chosen`.
    """

    ring_radius = 8

    def __init__(
        self,
        title: str,
        *,
        subtitle: str = "",
        value: str = "",
        before: str | None = None,
        facts: Sequence[tuple[str, str]] = (),
        key: str = "",
        chosen: bool = False,
        chosen_words: str = "",
        strong: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, accessible=f"{title}: {value}", parent=parent)
        self.setAccessibleDescription(", ".join(f"{caption} {words}" for caption, words in facts))
        self._title, self._subtitle, self._value, self._before = title, subtitle, value, before
        self._facts, self._key = list(facts), key
        self._chosen, self._strong = chosen, strong or bool(key)
        self._title_rows = 1
        self._chosen_words = chosen_words or t("This value will be kept")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setEnabled(bool(key))

    def set_chosen(self, chosen: bool) -> None:
        """Mark it as the value that will be kept."""
        self._chosen = chosen
        self.update()

    def is_chosen(self) -> bool:
        """Whether it is marked as the value that will be kept."""
        return self._chosen

    def title_rows(self, width: int) -> int:
        """How many lines its title takes at a width in pixels."""
        return len(self._title_lines(width - theme.px(32)))

    def set_title_rows(self, rows: int) -> None:
        """Leave room for so many lines of title, so that cards side by side have their lines at one height."""
        if rows != self._title_rows:
            self._title_rows = rows
            self.updateGeometry()
            self.update()

    def _value_lines(self, width: float) -> list[str]:
        return paint.lines_of(self._value or "–", width, Type.RECORD, bold=self._strong)

    def _title_lines(self, width: float) -> list[str]:
        """Three at most: an office may have a long name."""
        room = width - (theme.px(36) if self._key else 0)
        return paint.lines_of(self._title, room, bold=True)[:3] or [""]

    def _head_height(self, width: float) -> int:
        return theme.px(_HEAD + _TITLE_LINE * (max(self._title_rows, len(self._title_lines(width))) - 1))

    def sizeHint(self) -> QSize:
        room = max(theme.px(160), self.width() - theme.px(32))
        lines = len(self._value_lines(room))
        height = 16 + lines * VALUE_LINE + 12 + len(self._facts) * FACT + 44
        return QSize(theme.px(220), self._head_height(room) + theme.px(height))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()  # the value may need another line now

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, area = self.look, self.area()
        if self._chosen:
            paint.box(painter, area, theme.px(8), look.color("tint"), look.color("primary"), 2)
        else:
            fill = "surface" if is_hovered(self) else "background"
            paint.box(painter, area, theme.px(8), look.color(fill), look.color("line"))
        inner = area.adjusted(theme.px(16), 0, -theme.px(16), 0)
        self._paint_head(painter, look, inner)
        top = self._paint_value(painter, look, inner, self._head_height(inner.width()) + theme.px(14))
        for caption, value in self._facts:
            row = QRectF(inner.left(), top, inner.width(), theme.px(20))
            paint.text(painter, row, caption, look.color("second"), kind=Type.CAPTION)
            paint.text(painter, row.translated(0, theme.px(21)), value, look.color("text"))
            top += theme.px(FACT)
        if self._chosen:
            foot = QRectF(inner.left(), area.bottom() - theme.px(38), inner.width(), theme.px(28))
            size = theme.px(14)
            shapes.draw(painter, QRectF(foot.left(), foot.top(), size, foot.height()), Shape.CHECK,
                        look.color("primary"), look.color("tint"))  # fmt: skip
            foot.setLeft(foot.left() + size + theme.px(7))
            paint.text(painter, foot, self._chosen_words, look.color("primary"), bold=True)
        painter.end()

    def _paint_head(self, painter: QPainter, look: Theme, inner: QRectF) -> None:
        right = inner.right()
        if self._key:
            size = theme.px(28)
            cap = QRectF(right - size, theme.px(14), size, theme.px(26))
            if self._chosen:
                paint.box(painter, cap, theme.px(4), look.color("primary"))
            else:
                paint.box(painter, cap, theme.px(4), look.color("surface"), look.color("line"))
            ink = look.color("on_primary" if self._chosen else "text")
            paint.text(painter, cap, self._key, ink, bold=True, align=paint.CENTRE)
            right -= size + theme.px(8)
        row = QRectF(inner.left(), theme.px(14), right - inner.left(), theme.px(24))
        for line in self._title_lines(inner.width()):
            paint.text(painter, row.adjusted(0, 0, 2, 0), line, look.color("text"), bold=True)
            row.translate(0, theme.px(_TITLE_LINE))
        paint.text(painter, row, self._subtitle, look.color("second"), kind=Type.CAPTION)
        paint.hairline(painter, inner.left(), self._head_height(inner.width()) + 0.5, inner.right(), look.color("line"))

    def _paint_value(self, painter: QPainter, look: Theme, inner: QRectF, top: float) -> float:
        bold = self._strong
        ink = look.color("text" if bold else "second")
        changed = differing(self._before, self._value) if self._before is not None else []
        step, at = theme.px(VALUE_LINE), 0
        for line in self._value_lines(inner.width()):
            row = QRectF(inner.left(), top, inner.width() + 2, step)
            paint.text(painter, row, line, ink, kind=Type.RECORD, bold=bold)
            at = self._value.find(line, at) if self._value else 0
            for start, end in changed:
                first, last = max(0, start - at), min(len(line), end - at)
                if last > first:
                    left = inner.left() + paint.width_of(line[:first], Type.RECORD, bold=bold)
                    right = inner.left() + paint.width_of(line[:last], Type.RECORD, bold=bold)
                    under = QRectF(left, row.bottom() - theme.px(1), right - left, theme.px(2))
                    paint.box(painter, under, theme.px(1), look.color("conflict"))
            at += len(line)
            top += step
        return top + theme.px(12)
