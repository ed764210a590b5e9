"""Key figures, four a row: label, number with unit, source and date.

A figure older than 12 months shows its age, one older than 24 also stands in the margin; a missing one has a
dashed rule and tells whom to ask. Where room is short the source loses letters, never the date and the
reference.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from ascn_desk.base.words import Language
from ascn_desk.briefing import styles
from ascn_desk.briefing.content import Figure
from ascn_desk.briefing.grid import Grid
from ascn_desk.briefing.palette import INK, RULE, WARN
from ascn_desk.briefing.paragraph import Setting, line_width, set_text, set_with_end, shrink_to_fit
from ascn_desk.briefing.parts.margin import margin_note
from ascn_desk.briefing.parts.piece import continued
from ascn_desk.briefing.say import (
    NOTHING,
    Speaker,
    Words,
    age_words,
    brief_day_words,
    fixed,
    months_since,
    number_text,
    partial_day_words,
    reference_text,
    short_day_words,
)
from ascn_desk.briefing.sheet import Sheet

ROW = 80.0
STALE_IN_TEXT = 12
STALE_IN_MARGIN = 24
_IN_A_ROW = 4
_MOST = 8
_SOURCE_LEADING = 10.5
_SOURCE_TOP = 46.0


_Said = tuple[Language, tuple[str, ...], str]
"""A language, what may stand before the end (the fullest first), and the end that must stay."""


@dataclass(frozen=True)
class _Cell:
    """A figure made ready: its age in months, its number or the words in its place, its lines of source."""

    figure: Figure
    age: int
    number: Setting
    unit: Setting | None
    small: tuple[Setting, ...]

    @property
    def is_cut(self) -> bool:
        return any(setting.cut for setting in (self.number, *self.small))


class KeyFigures:
    """At most eight figures in two rows over the whole frame."""

    lead = 4.0

    def __init__(self, speaker: Speaker, figures: tuple[Figure, ...], as_of: date, grid: Grid) -> None:
        self._speaker = speaker
        self._width = grid.span(1, 3)
        self._as_of = as_of
        self._left_out = figures[_MOST:]
        self._roomy = len(speaker.languages) > 1
        self._cells = [self._cell(figure, as_of) for figure in figures[:_MOST]]

    @property
    def height(self) -> float:
        """Rows of 80; the air below the last one belongs to the next rule."""
        return self._row * -(-len(self._cells) // _IN_A_ROW) - 8.0

    @property
    def _row(self) -> float:
        return ROW + (2 * _SOURCE_LEADING if self._roomy else 0.0)

    @property
    def left_out(self) -> Words:
        """Figures that were left out, or words of them."""
        cut = bool(self._left_out) or any(cell.is_cut for cell in self._cells)
        return continued() if cut else NOTHING

    @property
    def any_stale(self) -> bool:
        """Whether a triangle needs explaining."""
        return any(cell.age > STALE_IN_TEXT for cell in self._cells)

    def shrink(self, hard: bool) -> bool:
        """In two languages, give up the second line of each source."""
        if not self._roomy:
            return False
        self._roomy = False
        self._cells = [self._cell(cell.figure, self._as_of) for cell in self._cells]
        return True

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw the rows over the whole frame."""
        for start in range(0, len(self._cells), _IN_A_ROW):
            row = self._cells[start : start + _IN_A_ROW]
            for number, cell in enumerate(row):
                self._draw(sheet, cell, sheet.grid.column(1 + 3 * number), y)
            old = [self._margin_line(cell.figure) for cell in row if cell.age > STALE_IN_MARGIN]
            margin_note(sheet, y + 4, old, self._speaker.first)
            y += self._row
        for figure in self._left_out:
            sheet.warn("text-overrun", text=self._speaker.one(figure.label))

    def _cell(self, figure: Figure, as_of: date) -> _Cell:
        lang = self._speaker.first
        if figure.value is None:
            words = self._speaker.joined(fixed("no figure yet"), "  ")
            number = shrink_to_fit(words, styles.missing_figure(lang), self._width, 8.0)
            return _Cell(figure, 0, number, None, self._small(self._ask(figure)))
        age = (months_since(figure.as_of, as_of) or 0) if figure.as_of else 0
        # A unit never borrows from the other language: "2018 年" on an English page helps nobody.
        unit_words = figure.unit.ja if lang == "ja" else figure.unit.en
        unit = set_text(unit_words, styles.figure_unit(lang), self._width / 2, 1) if unit_words else None
        room = self._width - (unit.width + 4 if unit else 0.0)
        number = shrink_to_fit(number_text(figure.value), styles.figure(lang), room, 11.0)
        return _Cell(figure, age, number, unit, self._small(self._source(figure)))

    def _small(self, said: list[_Said]) -> tuple[Setting, ...]:
        """Two lines in all, or two a language; on one line rather a shorter text than a stump."""
        most = 2 if self._roomy else 2 // len(said)
        settings = []
        for lang, heads, end in said:
            style = styles.small(lang).but(leading=_SOURCE_LEADING)
            if most == 1:
                whole = [head + end for head in heads if line_width(head + end, style) <= self._width]
                if whole:
                    setting = set_text(whole[0], style, self._width, 1)
                    settings.append(replace(setting, cut=whole[0] != heads[0] + end))
                    continue
            settings.append(set_with_end(heads[0], end, style, self._width, most))
        return tuple(settings)

    def _ask(self, figure: Figure) -> list[_Said]:
        lines: list[_Said] = []
        day_words_of = short_day_words if len(self._speaker.languages) == 1 else brief_day_words
        for lang in self._speaker.languages:
            asked = fixed("Ask: {whom}", whom=figure.ask) if figure.ask else fixed("Whom to ask: not decided")
            by = fixed("by {day}", day=day_words_of(figure.ask_by)).of(lang) if figure.ask_by else ""
            between = "\n" if by and len(self._speaker.languages) == 1 else " "
            lines.append((lang, (asked.of(lang),), f"{between}{by}" if by else ""))
        return lines

    def _source(self, figure: Figure) -> list[_Said]:
        lines: list[_Said] = []
        when = partial_day_words(figure.as_of) if figure.as_of else fixed("date unknown")
        source = figure.source or (fixed("source unknown") if not figure.ref else figure.source)
        for lang in self._speaker.languages:
            note = figure.note.of(lang)
            stop, space, between = ("。", "", "、") if lang == "ja" else (".", " ", ", ")
            if note and note[-1] not in ".。":
                note += stop
            cited = source.of(lang) + between if source else ""
            mark = reference_text(figure.ref, lang)
            end = when.of(lang) + (space + mark if mark else "")
            heads = (note + (space if note else "") + cited, cited or note + space)
            # Only a reference may stand for the source; without one a part of the source stays.
            lines.append((lang, (*heads, "") if mark else heads, end))
        return lines

    def _margin_line(self, figure: Figure) -> str:
        return f"{self._speaker.one(figure.short or figure.label)} {figure.as_of[:4]}"

    def _draw(self, sheet: Sheet, cell: _Cell, x: float, y: float) -> None:
        missing = cell.figure.value is None
        # A second language takes a line of its own, and pushes the number down.
        down = 0.0 if len(self._speaker.languages) == 1 else 2.5
        sheet.line(x, y, x + self._width, y, 0.5, RULE if missing else INK, dashed=missing)
        self._draw_label(sheet, cell, x, y + 13 - down)
        baseline = y + down + (37 if missing else 39)
        number_x = x if missing else x - 0.6
        sheet.write(cell.number, number_x, baseline - 0.75 * cell.number.leading)
        if cell.unit:
            unit_x = number_x + cell.number.width + 3.5
            sheet.write(cell.unit, unit_x, baseline - 0.75 * cell.unit.leading)
        top = y + down + _SOURCE_TOP
        for setting in cell.small:
            sheet.write(setting, x, top)
            top += setting.height

    def _draw_label(self, sheet: Sheet, cell: _Cell, x: float, baseline: float) -> None:
        room = self._width
        if cell.age > STALE_IN_TEXT:
            style = styles.small(self._speaker.first).but(colour=WARN)
            age = set_text(self._speaker.one(age_words(cell.age)), style)
            sheet.write(age, x + self._width, baseline - 8.25, "right")
            sheet.triangle(x + self._width - age.width - 9.1, baseline, WARN)
            room -= age.width + 14
            sheet.warn("stale-figure", label=self._speaker.one(cell.figure.label), as_of=cell.figure.as_of)
        for number, (lang, spoken) in enumerate(self._speaker.say(cell.figure.label)):
            style = styles.small(lang) if number else styles.figure_label(lang)
            setting = shrink_to_fit(spoken, style, self._width if number else room, 8.0)
            sheet.write(setting, x, baseline - 8.25 + 9.5 * number)
