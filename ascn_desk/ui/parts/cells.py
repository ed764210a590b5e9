"""What can stand in a cell of a list, and how it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from ascn_desk.ui import icons, paint, shapes, theme
from ascn_desk.ui.shapes import Mark, Shape
from ascn_desk.ui.theme import Theme, Tone, Type


class CellKind(StrEnum):
    """How the values of a column are drawn."""

    TEXT = "text"
    SECOND = "second"  # text of less weight
    STATE = "state"  # a Mark: shape + word in text colour
    DATE = "date"  # a text, or a When
    NUMBER = "number"  # an int or text; right-aligned, zeros in hint
    MARKING = "marking"  # a grade in a thin frame
    LINK = "link"  # text in link colour: what Enter does


@dataclass(frozen=True, slots=True)
class When:
    """A date in a list; a late or doubtful one gets a triangle in its tone."""

    words: str
    tone: Tone | None = None
    now: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with its own tone, weight, icon or shape, where the column's kind alone does not say enough.

    ``below``: a second line in small, for rows of 52.
    """

    words: str
    tone: Tone | None = None
    bold: bool = False
    icon: str = ""
    shape: Shape | None = None
    below: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: ``width`` in px at 100 %, or a share of the rest by ``stretch``, then ``width`` is its least.

    ``leaves``: 0 for one that is always shown; of the others the lowest is left out first where there is no room.
    """

    key: str
    title: str = ""
    width: int = 0
    stretch: int = 0
    align_right: bool = False
    kind: CellKind = CellKind.TEXT
    sortable: bool = True
    leaves: int = 0

    @property
    def is_right(self) -> bool:
        """Whether its values stand at the right."""
        return self.align_right or self.kind in (CellKind.NUMBER, CellKind.DATE)


def words_of(value: object) -> str:
    """The plain words of a value, for screen readers and copying."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, Mark):
        return value.word
    if isinstance(value, When | Cell):
        return value.words
    if isinstance(value, int):
        return f"{value:,}"
    return str(value)


def width_needed(column: Column, value: object) -> float:
    """How wide a value is drawn, with its shape or icon, without the padding of its cell."""
    words = words_of(value)
    if column.kind is CellKind.MARKING:
        return paint.width_of(words, Type.CAPTION) + theme.px(12)
    width = paint.width_of(words, bold=isinstance(value, Cell) and value.bold, digits=column.is_right)
    if isinstance(value, Mark) or (isinstance(value, Cell) and value.shape is not None):
        width += theme.px(20)
    elif isinstance(value, Cell) and value.icon:
        width += theme.px(24)
    elif isinstance(value, When) and value.tone is not None:
        width += theme.px(18)
    return width


def paint_cell(
    painter: QPainter, area: QRectF, column: Column, value: object, look: Theme, *, selected: bool, ground: QColor
) -> None:
    """Draw one value in the area left by the padding of its cell."""
    kind = column.kind
    align = paint.RIGHT if column.is_right else paint.LEFT
    if isinstance(value, Mark):
        _paint_mark(painter, area, value, look, selected, ground)
        return
    if kind is CellKind.MARKING and value:
        _paint_marking(painter, area, words_of(value), look)
        return
    words = words_of(value)
    if not words:
        return
    if isinstance(value, When):
        _paint_when(painter, area, value, look, selected, ground)
        return
    ink = look.color(_ink_token(kind, words, selected))
    bold = False
    if isinstance(value, Cell):
        bold = value.bold
        if value.tone is not None:
            ink = look.ink(value.tone)
        lead = theme.px(24)
        if value.icon:
            icons.draw(painter, QRectF(area.left(), area.top(), theme.px(18), area.height()), value.icon, ink)
            area = area.adjusted(lead, 0, 0, 0)
        elif value.shape is not None:
            shapes.draw(painter, QRectF(area.left(), area.top(), theme.px(12), area.height()), value.shape, ink, ground)
            area = area.adjusted(theme.px(20), 0, 0, 0)
            if value.tone in (None, Tone.INFO, Tone.SUCCESS):
                ink = look.color("text")
        if value.below:
            half = area.height() / 2
            under = QRectF(area.left(), area.top() + half, area.width(), theme.px(18))
            paint.text(painter, under, value.below, look.color("second"), kind=Type.CAPTION, align=align)
            area = QRectF(area.left(), area.top() + half - theme.px(21), area.width(), theme.px(22))
    paint.text(painter, area, words, ink, bold=bold, digits=column.is_right, align=align)


def _ink_token(kind: CellKind, words: str, selected: bool) -> str:
    if kind is CellKind.NUMBER and words in ("0", "–"):
        return "second" if selected else "hint"
    if kind is CellKind.LINK:
        return "link" if not selected else "on_selection_strong"
    if kind in (CellKind.SECOND, CellKind.DATE):
        return "second"
    return "text"


def _paint_mark(painter: QPainter, area: QRectF, mark: Mark, look: Theme, selected: bool, ground: QColor) -> None:
    size = theme.px(12)
    shapes.draw(painter, QRectF(area.left(), area.top(), size, area.height()), mark.shape, look.ink(mark.tone), ground)
    loud = mark.tone in (Tone.ERROR, Tone.WARNING) and mark.shape in (Shape.TRIANGLE, Shape.CROSS)
    ink = look.ink(mark.tone) if loud else look.color("text")
    paint.text(painter, area.adjusted(size + theme.px(8), 0, 0, 0), mark.word, ink)


def _paint_when(painter: QPainter, area: QRectF, when: When, look: Theme, selected: bool, ground: QColor) -> None:
    ink = look.ink(when.tone) if when.tone else look.color("text" if when.now else "second")
    width = paint.text(painter, area, when.words, ink, digits=True, align=paint.RIGHT)
    if when.tone is not None:
        size = theme.px(12)
        left = area.right() - width - theme.px(6) - size
        shapes.draw(painter, QRectF(left, area.top(), size, area.height()), Shape.TRIANGLE, ink, ground)


def _paint_marking(painter: QPainter, area: QRectF, words: str, look: Theme) -> None:
    width = min(area.width(), paint.width_of(words, Type.CAPTION) + theme.px(12))
    frame = QRectF(area.left(), area.center().y() - theme.px(10), width, theme.px(20))
    paint.box(painter, frame, theme.px(2), None, look.color("second"))
    paint.text(painter, frame.adjusted(theme.px(5), 0, -theme.px(4), 0), words, look.color("second"),
               kind=Type.CAPTION)  # fmt: skip
