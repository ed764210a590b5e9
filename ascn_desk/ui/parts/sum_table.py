"""Sums that must agree: a line ``318 = 129 + 177 + …`` and a table whose rows and columns add up.

A sum that does not agree is shown as such, in the error colour; it is never hidden.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ascn_desk.ui import paint, theme
from ascn_desk.ui.parts.base import Part, ready
from ascn_desk.ui.parts.rowed import RowedPart
from ascn_desk.ui.theme import Theme, Tone, Type

ROW = 28
HEAD = 28
TOTAL = 36
OUTER = 24


@dataclass(frozen=True, slots=True)
class Term:
    """A number of a sum with its word; its tone shows only where the number is not 0."""

    number: int
    words: str
    tone: Tone | None = None


class SumLine(Part):
    """A whole and its parts, with = and + between."""

    def __init__(self, whole: Term, parts: Sequence[Term], *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self._whole, self._parts = whole, list(parts)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tell()

    def set_terms(self, whole: Term, parts: Sequence[Term]) -> None:
        """Show other numbers."""
        self._whole, self._parts = whole, list(parts)
        self._tell()
        self.updateGeometry()
        self.update()

    def agrees(self) -> bool:
        """Whether the parts add up to the whole."""
        return self._whole.number == sum(part.number for part in self._parts)

    def _tell(self) -> None:
        sign = "=" if self.agrees() else "≠"
        parts = " + ".join(f"{part.number:,} {part.words}" for part in self._parts)
        self.setAccessibleName(f"{self._whole.number:,} {self._whole.words} {sign} {parts}")

    def _width(self, term: Term) -> float:
        number = paint.width_of(f"{term.number:,}", Type.PAGE, bold=True, digits=True)
        return max(number, paint.width_of(term.words, Type.CAPTION))

    def _gap(self) -> float:
        """The room of a sign: less where the line is narrow."""
        words = sum(self._width(term) + 2 for term in (self._whole, *self._parts))
        spare = (self.width() - words) / max(1, len(self._parts))
        return float(max(theme.px(20), min(theme.px(52), spare)))

    def sizeHint(self) -> QSize:
        width = sum(self._width(term) for term in (self._whole, *self._parts)) + theme.px(52) * len(self._parts)
        return QSize(int(width) + 2, theme.px(56))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(56))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, left, gap = self.look, 0.0, self._gap()
        for number, term in enumerate((self._whole, *self._parts)):
            if number:
                sign = "+" if number > 1 else "=" if self.agrees() else "≠"
                ink = look.color("error" if sign == "≠" else "second")
                room = QRectF(left, 0, gap, theme.px(34))
                paint.text(painter, room, sign, ink, kind=Type.SECTION, bold=sign == "≠", align=paint.CENTRE)
                left += gap
            width = self._width(term)
            ink = look.ink(term.tone) if term.tone and term.number else look.color("text")
            paint.text(painter, QRectF(left, 0, width + 2, theme.px(34)), f"{term.number:,}", ink, kind=Type.PAGE,
                       bold=True, digits=True)  # fmt: skip
            paint.text(painter, QRectF(left, theme.px(34), width + 2, theme.px(20)), term.words,
                       look.color("second"), kind=Type.CAPTION)  # fmt: skip
            left += width
        painter.end()


@dataclass(frozen=True, slots=True)
class SumRow:
    """One row: its id, its name and a number a column."""

    id: str
    title: str
    numbers: Sequence[int]


class SumTable(RowedPart):
    """``columns``: (title, tone of its numbers); the first holds the sum of the others. Signals: those of rows.

    The last line adds the rows; a sum that does not agree is marked ≠.
    """

    pads_itself = True

    def __init__(
        self,
        title: str,
        columns: Sequence[tuple[str, Tone | None]],
        rows: Sequence[SumRow] = (),
        *,
        total_words: str = "",
        outer: int = OUTER,
        name: str = "",
        accessible: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, accessible=accessible or title, parent=parent)
        self._title, self._columns, self._total_words, self._outer = title, list(columns), total_words, outer
        self._sum_rows: list[SumRow] = []
        self.set_rows(rows, total_words)

    def set_rows(self, rows: Sequence[SumRow], total_words: str) -> None:
        """Show other numbers."""
        self._sum_rows, self._total_words = list(rows), total_words
        self._reset()

    def totals(self) -> list[int]:
        """The sum of each column."""
        return [sum(row.numbers[n] for row in self._sum_rows) for n in range(len(self._columns))]

    def agrees(self) -> bool:
        """Whether every row adds up."""
        return all(row.numbers[0] == sum(row.numbers[1:]) for row in self._sum_rows)

    def _ids(self) -> list[str]:
        return [row.id for row in self._sum_rows]

    def _words(self, row: int) -> str:
        shown = self._sum_rows[row]
        values = (f"{n} {title}" for n, (title, _) in zip(shown.numbers, self._columns, strict=True))
        return f"{shown.title}: {', '.join(values)}"

    def _lay(self, width: float) -> tuple[list[QRectF], int]:
        top, step = theme.px(HEAD), theme.px(ROW)
        areas = [QRectF(0, top + n * step, width, step) for n in range(len(self._sum_rows))]
        return areas, top + len(areas) * step + theme.px(TOTAL)

    def _rights(self) -> list[float]:
        """The right edge of each number column."""
        width = self.width() - 2 * theme.px(self._outer)
        title = max((paint.width_of(row.title) for row in self._sum_rows), default=0.0) + theme.px(24)
        title = min(max(title, width * 0.3), width * 0.5)
        one = (width - title) / max(1, len(self._columns))
        return [theme.px(self._outer) + title + one * (n + 1) for n in range(len(self._columns))]

    def _paint_rows(self, painter: QPainter, clip: QRectF) -> None:
        look, outer, rights = self.look, theme.px(self._outer), self._rights()
        head = QRectF(outer, 0, rights[0] - outer, theme.px(HEAD))
        paint.text(painter, head, self._title, look.color("second"), kind=Type.CAPTION)
        for (title, _), right in zip(self._columns, rights, strict=True):
            paint.text(painter, QRectF(right - theme.px(120), 0, theme.px(120), theme.px(HEAD)), title,
                       look.color("second"), kind=Type.CAPTION, align=paint.RIGHT)  # fmt: skip
        paint.hairline(painter, outer, theme.px(HEAD) - 0.5, self.width() - outer, look.color("line"))
        for number, area in enumerate(self._areas):
            row = self._sum_rows[number]
            chosen = number == self._current
            if chosen or number == self._hovered:
                painter.fillRect(area, look.color("selection" if chosen else "surface"))
                if chosen and not self.hasFocus():
                    paint.bar(painter, QRectF(0, area.top(), theme.px(3), area.height()), look.color("primary"))
            else:
                paint.hairline(painter, outer, area.bottom() - 0.5, area.right() - outer, look.color("hair"))
            agrees = row.numbers[0] == sum(row.numbers[1:])
            self._paint_numbers(painter, look, area, row.title, row.numbers, rights, agrees, bold=False, chosen=chosen)
        bottom = self._areas[-1].bottom() if self._areas else float(theme.px(HEAD))
        area = QRectF(0, bottom, self.width(), theme.px(TOTAL))
        totals = self.totals()
        agrees = totals[0] == sum(totals[1:]) if totals else True
        self._paint_numbers(painter, look, area, self._total_words, totals, rights, agrees, bold=True, chosen=False)

    def _paint_numbers(
        self, painter: QPainter, look: Theme, area: QRectF, title: str, numbers: Sequence[int],
        rights: Sequence[float], agrees: bool, *, bold: bool, chosen: bool,
    ) -> None:  # fmt: skip
        outer = theme.px(self._outer)
        room = QRectF(outer, area.top(), rights[0] - outer - theme.px(40), area.height())
        paint.text(painter, room, title, look.color("text"), bold=bold)
        for number, right, (_, tone) in zip(numbers, rights, self._columns, strict=True):
            ink = look.ink(tone) if tone and number else look.color("text")
            if number == 0 and not bold:
                ink = look.color("second" if chosen else "hint")
            words = f"{number:,}"
            if not agrees and right == rights[0]:
                words, ink = f"≠ {words}", look.color("error")
            paint.text(painter, QRectF(right - theme.px(120), area.top(), theme.px(120), area.height()), words, ink,
                       bold=bold or (not agrees and right == rights[0]), digits=True, align=paint.RIGHT)  # fmt: skip
