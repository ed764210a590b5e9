"""How everything is drawn: words, paragraphs, boxes, hairlines, rings, shadows.

- All words go through :func:`text`, which centres and elides them and tells who asked (:func:`elisions`)
  which words did not fit, so that a test finds them.
- Hairlines have pen width 0 and no antialiasing; else they are grey or vanish at 150 %.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTextLayout, QTextOption

from ascn_desk.ui import theme
from ascn_desk.ui.theme import Theme, Type

LEFT = Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignHCenter

NOTO_DROP = 0.6
"""Noto Sans JP sits 0.05 em low in its line; centred words stand this much higher (px at 100 %)."""

_elision_watchers: list[list[str]] = []


@contextmanager
def elisions() -> Iterator[list[str]]:
    """Collect the words that had to be cut while this context is open."""
    seen: list[str] = []
    _elision_watchers.append(seen)
    try:
        yield seen
    finally:
        _elision_watchers.remove(seen)


def text(
    painter: QPainter,
    area: QRectF,
    words: str,
    color: QColor,
    *,
    kind: Type = Type.BODY,
    bold: bool = False,
    digits: bool = False,
    underline: bool = False,
    align: Qt.AlignmentFlag = LEFT,
) -> float:
    """Draw one line of words, centred in height, cut with dots if too wide; gives the width they took."""
    if not words:
        return 0.0
    measures = theme.metrics(kind, bold=bold, digits=digits)
    width = measures.horizontalAdvance(words)
    if width > area.width() + 0.5:
        for watcher in _elision_watchers:
            watcher.append(words)
        words = measures.elidedText(words, Qt.TextElideMode.ElideRight, max(0.0, area.width()))
        width = measures.horizontalAdvance(words)
    if align & RIGHT:
        left = area.right() - width
    elif align & CENTRE:
        left = area.left() + (area.width() - width) / 2
    else:
        left = area.left()
    painter.setFont(theme.font(kind, bold=bold, digits=digits, underline=underline))
    painter.setPen(color)
    painter.drawText(QPointF(left, baseline(area, kind, bold=bold)), words)
    return width


def marked_text(
    painter: QPainter,
    area: QRectF,
    words: str,
    spans: Sequence[tuple[int, int]],
    color: QColor,
    line: QColor,
) -> float:
    """Draw one line of words with parts of them bold and underlined, cut with dots if too wide; gives the width."""
    if not spans:
        return text(painter, area, words, color)
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in spans:
        pieces += [(words[at:start], False), (words[start:end], True)]
        at = end
    pieces.append((words[at:], False))
    taken = 0.0
    for piece, is_marked in pieces:
        room = area.adjusted(taken, 0, 0, 0)
        if not piece or room.width() <= 0:
            continue
        width = text(painter, room, piece, color, bold=is_marked)
        if is_marked:
            painter.fillRect(QRectF(room.left(), room.center().y() + theme.px(9), width, theme.px(1.5)), line)
        taken += width
        if width < width_of(piece, bold=is_marked) - 0.5:
            break  # the dots stand; nothing comes after them
    return taken


def baseline(area: QRectF, kind: Type = Type.BODY, *, bold: bool = False) -> float:
    """Where the feet of words stand that are centred in the height of an area."""
    measures = theme.metrics(kind, bold=bold)
    return area.center().y() + (measures.ascent() - measures.descent()) / 2 - NOTO_DROP


def width_of(words: str, kind: Type = Type.BODY, *, bold: bool = False, digits: bool = False) -> float:
    """How wide words are."""
    return theme.metrics(kind, bold=bold, digits=digits).horizontalAdvance(words)


def middle_cut(words: str, width: float, kind: Type = Type.BODY, *, bold: bool = False) -> str:
    """Words cut in their middle where they are wider: of a file's name the beginning and the end tell most."""
    return theme.metrics(kind, bold=bold).elidedText(words, Qt.TextElideMode.ElideMiddle, max(0.0, width))


def lines_of(words: str, width: float, kind: Type = Type.BODY, *, bold: bool = False) -> list[str]:
    """Words broken into lines that fit a width, at word ends where the script has them."""
    made: list[str] = []
    for part in words.split("\n"):
        layout = QTextLayout(part, theme.font(kind, bold=bold))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width))
            made.append(_piece(part, line.textStart(), line.textLength()).rstrip())
        layout.endLayout()
    return made


def _piece(words: str, start: int, length: int) -> str:
    # Qt counts UTF-16 units; a kanji outside the basic plane is two of them.
    if words.isascii() or max(words) < "\U00010000":
        return words[start : start + length]
    return words.encode("utf-16-le")[start * 2 : (start + length) * 2].decode("utf-16-le")


def paragraph(
    painter: QPainter,
    area: QRectF,
    words: str,
    color: QColor,
    *,
    kind: Type = Type.BODY,
    bold: bool = False,
    line_height: int = 22,
    align: Qt.AlignmentFlag = LEFT,
    most_lines: int = 0,
) -> float:
    """Draw running text in lines of an even height; gives the height it took."""
    break_up = balanced_lines if align & CENTRE else lines_of
    lines = break_up(words, area.width(), kind, bold=bold)
    if most_lines and len(lines) > most_lines:
        for watcher in _elision_watchers:
            watcher.append(words)
        rest = "".join(lines[most_lines - 1 :])
        measures = theme.metrics(kind, bold=bold)
        lines = [*lines[: most_lines - 1],
                 measures.elidedText(rest, Qt.TextElideMode.ElideRight, area.width())]  # fmt: skip
    step = theme.px(line_height)
    for number, line in enumerate(lines):
        row = QRectF(area.left(), area.top() + number * step, area.width() + 1, step)
        text(painter, row, line, color, kind=kind, bold=bold, align=align)
    return float(len(lines) * step)


def balanced_lines(words: str, width: float, kind: Type = Type.BODY, *, bold: bool = False) -> list[str]:
    """Words in as few lines as fit, all about as long: for centred text, where a short last line looks torn off."""
    lines = lines_of(words, width, kind, bold=bold)
    low, high = width / max(1, len(lines)), width
    for _ in range(6):
        middle = (low + high) / 2
        if len(lines_of(words, middle, kind, bold=bold)) > len(lines):
            low = middle
        else:
            high = middle
    return lines_of(words, high, kind, bold=bold) if len(lines) > 1 else lines


def paragraph_height(
    words: str, width: float, kind: Type = Type.BODY, *, bold: bool = False, line_height: int = 22
) -> int:
    """How high running text will be at a width."""
    return len(lines_of(words, width, kind, bold=bold)) * theme.px(line_height)


def box(
    painter: QPainter,
    area: QRectF,
    radius: float,
    fill: QColor | None = None,
    edge: QColor | None = None,
    edge_width: float = 1.0,
    *,
    dashed: bool = False,
) -> None:
    """Fill and frame a rounded rectangle; the frame lies inside the area."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    if edge is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        pen = QPen(edge, edge_width)
        if dashed:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        inset = edge_width / 2
        area = area.adjusted(inset, inset, -inset, -inset)
        radius = max(0.0, radius - inset)
    painter.drawRoundedRect(area, radius, radius)
    painter.restore()


def hairline(painter: QPainter, x1: float, y: float, x2: float, color: QColor) -> None:
    """A level line of one device pixel."""
    _thin(painter, QLineF(x1, y, x2, y), color)


def upright(painter: QPainter, x: float, y1: float, y2: float, color: QColor) -> None:
    """An upright line of one device pixel."""
    _thin(painter, QLineF(x, y1, x, y2), color)


def _thin(painter: QPainter, line: QLineF, color: QColor) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(color, 0))
    painter.drawLine(line)
    painter.restore()


def bar(painter: QPainter, area: QRectF, color: QColor) -> None:
    """A plain upright bar: what is selected, what is late."""
    painter.fillRect(area, color)


def ring(painter: QPainter, area: QRectF, radius: float, look: Theme) -> None:
    """The focus ring inside an area: 2 px halo outermost, then 2 px of the focus colour."""
    two = theme.px(2)
    box(painter, area, radius + 2 * two, None, look.color("halo"), two + 0.5)
    box(painter, area.adjusted(two, two, -two, -two), radius + two, None, look.color("focus"), two)


def shadow(painter: QPainter, area: QRectF, radius: float, *, depth: int = 14, strength: int = 64) -> None:
    """A soft shadow below and around an area: stacked rounded rectangles, no effect object."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    reach = theme.px(depth)
    hole = QPainterPath()
    hole.addRoundedRect(area, radius, radius)
    outer = QPainterPath()
    outer.addRect(area.adjusted(-3 * reach, -3 * reach, 3 * reach, 3 * reach))
    painter.setClipPath(outer.subtracted(hole))
    steps = max(4, reach)
    previous = 0.0
    for step in range(steps):
        spread = reach * (1 - step / steps)
        wanted = strength * ((step + 1) / steps) ** 2 / 2
        painter.setBrush(QColor(0, 0, 0, max(1, round(wanted - previous))))
        previous = wanted
        painter.drawRoundedRect(
            area.adjusted(-spread, -spread + reach / 3, spread, spread + reach / 3), radius + spread, radius + spread
        )
    painter.restore()


def mix(one: QColor, other: QColor, share: float) -> QColor:
    """A colour between two: ``share`` of the other."""
    return QColor(
        round(one.red() + (other.red() - one.red()) * share),
        round(one.green() + (other.green() - one.green()) * share),
        round(one.blue() + (other.blue() - one.blue()) * share),
    )
