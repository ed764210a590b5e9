"""The key figures of a city side by side: what, how much, from when, and a sign where it is old or not sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ascn_desk.base.clock import TOKYO
from ascn_desk.base.words import language, t
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations.views import CityView, Row
from ascn_desk.ui import paint, shapes, theme
from ascn_desk.ui.forms.shown_values import Reader
from ascn_desk.ui.parts.base import Part, ready
from ascn_desk.ui.screens.related import age_words
from ascn_desk.ui.shapes import Shape
from ascn_desk.ui.theme import Type

_CITY_FACT = KINDS["city_fact"]
_MOST = 5
_LEAST_WIDTH = 150


@dataclass(frozen=True, slots=True)
class Figure:
    """``is_doubtful`` puts a triangle before the note."""

    caption: str
    value: str
    note: str = ""
    is_doubtful: bool = False


class FigureRow(Part):
    """As many figures as there is room for; the rest stand in the table of figures."""

    def __init__(self, figures: Sequence[Figure], *, name: str = "figures", parent: QWidget | None = None) -> None:
        words = "; ".join(f"{each.caption}: {each.value}, {each.note}" for each in figures)
        super().__init__(name=name, accessible=words, parent=parent)
        self._figures = list(figures)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(400), theme.px(76))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(_LEAST_WIDTH), theme.px(76))

    def _widths(self) -> list[float]:
        """The widths of those that fit, spread over the whole."""
        wanted = []
        for each in self._figures[:_MOST]:
            note = paint.width_of(each.note, Type.CAPTION) + (theme.px(18) if each.is_doubtful else 0)
            value = paint.width_of(each.value, Type.RECORD, bold=True)
            one = max(paint.width_of(each.caption, Type.CAPTION), value, note)
            wanted.append(min(max(one + theme.px(28), theme.px(110)), theme.px(250)))
        while len(wanted) > 1 and sum(wanted) > self.width() + theme.px(28):
            wanted.pop()
        spare = max(0.0, self.width() - sum(wanted)) / max(1, len(wanted))
        return [each + spare for each in wanted]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, left = self.look, 0.0
        widths = self._widths()
        for number, (each, width) in enumerate(zip(self._figures, widths, strict=False)):
            if number:
                paint.upright(painter, left - theme.px(16), theme.px(4), theme.px(66), look.color("line"))
            room = width - theme.px(24) if number + 1 < len(widths) else self.width() - left
            paint.text(painter, QRectF(left, 0, room, theme.px(20)), each.caption, look.color("second"),
                       kind=Type.CAPTION)  # fmt: skip
            paint.text(painter, QRectF(left, theme.px(20), room, theme.px(28)), each.value, look.color("text"),
                       kind=Type.RECORD, bold=True)  # fmt: skip
            note = QRectF(left, theme.px(48), room, theme.px(20))
            ink = look.color("second")
            if each.is_doubtful:
                ink = look.color("warning")
                mark = QRectF(left, note.top(), theme.px(12), note.height())
                shapes.draw(painter, mark, Shape.TRIANGLE, ink, look.color("background"))
                note.setLeft(left + theme.px(18))
            paint.text(painter, note, each.note, ink, kind=Type.CAPTION)
            left += width
        painter.end()


def figures_of(view: CityView, reader: Reader, now: datetime) -> list[Figure]:
    """The figures of a city: population, when it joined, the newest of each indicator, the time there."""
    made: list[Figure] = []
    values = view.record.values
    population, year = values.get("population"), values.get("population_year")
    if isinstance(population, int):
        basis = str(values.get("population_basis") or "")
        when = str(year) if year else t("undated")
        age = age_words(year, reader.today)
        note = t(", ").join(part for part in (when, age or _first(basis)) if part)
        doubtful = not year or bool(age) or values.get("confidence") == "from-memory"
        made.append(Figure(t("Population"), f"{population:,}", note, doubtful))
    since = values.get("ascn_since")
    if since:
        pilot = t("one of the pilot cities") if values.get("pilot") else t("joined later")
        made.append(Figure(t("In the network since"), str(since), pilot))
    seen: set[object] = set()
    for row in view.facts:
        label = row.values.get("label_en")
        if label in seen or not row.values.get("value"):
            continue
        seen.add(label)
        made.append(_fact(row, reader))
    there = _time(str(values.get("timezone") or ""), now)
    if there is not None:
        made.insert(min(len(made), 3), there)
    return made


def _fact(row: Row, reader: Reader) -> Figure:
    first, second = ("label_ja", "label_en") if language() == "ja" else ("label_en", "label_ja")
    label = str(row.values.get(first) or row.values.get(second) or "")
    as_of = row.values.get("as_of")
    age = age_words(as_of, reader.today)
    day = reader.words(_CITY_FACT, "as_of", row.values)
    unsure = row.values.get("confidence") == "from-memory"
    if unsure:
        note = t("from memory: check first")
    else:
        note = t("as of {day}, {age}", day=day, age=age) if age else t("as of {day}", day=day) if day else t("undated")
    value = " ".join(str(part) for part in (row.values.get("value"), row.values.get("unit")) if part)
    return Figure(label, value, note, unsure or bool(age) or not day)


def _time(zone: str, now: datetime) -> Figure | None:
    try:
        there = now.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return None
    offset, tokyo = there.utcoffset(), now.astimezone(TOKYO).utcoffset()
    if offset is None or tokyo is None:
        return None
    hours = offset.total_seconds() / 3600
    behind = (tokyo - offset).total_seconds() / 3600
    note = t("same as Tokyo")
    if behind > 0:
        note = t("{n} h behind Tokyo", n=f"{behind:g}")
    elif behind < 0:
        note = t("{n} h ahead of Tokyo", n=f"{-behind:g}")
    return Figure(t("Time now {time}", time=f"{there:%H:%M}"), f"UTC{hours:+g}", note)


def _first(text: str) -> str:
    return text.partition("(")[0].partition(";")[0].strip()
