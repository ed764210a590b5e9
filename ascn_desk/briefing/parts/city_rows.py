"""The cities of a country: names, population with its year, and their projects as parts of a bar.

Three tones at most; each part has its number, so that a grey copy says the same.
"""

from __future__ import annotations

from datetime import date

from ascn_desk.briefing import styles
from ascn_desk.briefing.content import CityLine
from ascn_desk.briefing.palette import ACCENT, ACCENT_HALF, ACCENT_QUARTER, HAIRLINE, INK, TEXT_2, WHITE
from ascn_desk.briefing.paragraph import Setting, Style, line_width, set_text, shrink_to_fit
from ascn_desk.briefing.parts.giving_rows import GivingRows
from ascn_desk.briefing.parts.key_figures import STALE_IN_MARGIN
from ascn_desk.briefing.parts.margin import margin_note
from ascn_desk.briefing.parts.piece import by_language, stack
from ascn_desk.briefing.say import NOTHING, Speaker, Words, fixed, months_since, number_text
from ascn_desk.briefing.sheet import Sheet

_TONES = (ACCENT_QUARTER, ACCENT_HALF, ACCENT)
_ON_TONES = (INK, WHITE, WHITE)
_HEADER = 20.0
_ROW = 24.0
_BASELINE = 15.2
_BAR_TOP = 5.5
_BAR = 13.0
_LEAST_PART = 12.0
_NAME, _LOCAL, _POPULATION, _YEAR, _GAP = 78.0, 74.0, 56.0, 40.0, 10.0
_SUM_ROOM = 22.0
_WIDE = 350.0
"""A main column narrower than this is that of a bound page: the bars begin nearer to the years, to keep their room."""
_NOTE_GAP = 5.0
_KEY = 8.0
_REST = 14.0


class CityRows(GivingRows):
    """One row a city, in the order given; those the page cannot hold are counted in a last line."""

    lead = 0.0

    def __init__(
        self,
        speaker: Speaker,
        cities: tuple[CityLine, ...],
        groups: tuple[Words, ...],
        note: Words,
        as_of: date,
        width: float,
    ) -> None:
        self._speaker = speaker
        self._cities = cities
        self._groups = groups
        self._as_of = as_of
        self._width = width
        self._bars_from = _YEAR + (3 if width >= _WIDE else 2) * _GAP
        self._note = stack(speaker, note, by_language(styles.small), width, 2)
        self._names = [_fitted(speaker.one(each.name), styles.table(speaker.first), _NAME) for each in cities]
        self._locals = [self._local(each) for each in cities]
        super().__init__(cities, keep=4)

    @property
    def height(self) -> float:
        """Header, rows, the key of the tones, and the note."""
        rest = _REST if self._hidden else 0.0
        note = self._note.height + _NOTE_GAP if self._note.settings else 0.0
        return _HEADER + _ROW * self.shown + rest + _KEY + 12.0 + note

    @property
    def left_out(self) -> Words:
        """Cities left out are counted in the last line."""
        return NOTHING

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw all of it."""
        self._draw_header(sheet, x, y)
        top = y + _HEADER
        most = max((sum(each.counts) for each in self._cities), default=0) or 1
        left = x + _NAME + _LOCAL + _POPULATION + self._bars_from
        unit = (x + self._width - left - _SUM_ROOM) / most
        for number, city in enumerate(self._cities[: self.shown]):
            if number:
                sheet.line(x, top, x + self._width, top, 0.3, HAIRLINE)
            self._draw_city(sheet, number, city, x, top)
            self._draw_bar(sheet, city, left, top, unit)
            self._draw_margin(sheet, number, top)
            top += _ROW
        sheet.line(x, top, x + self._width, top, 0.5, INK)
        lang = self._speaker.first
        if self._hidden:
            words = self._speaker.joined(fixed("{n} more not shown", n=self._hidden), " / ")
            sheet.text(x, top + 10, words, styles.small(lang))
            sheet.warn("text-overrun", text=words)
            top += _REST
        self._draw_key(sheet, x, top + 6)
        self._note.draw(sheet, x, top + _KEY + 12.0 + _NOTE_GAP - 2)

    def _local(self, city: CityLine) -> Setting | None:
        if not city.local or city.local in (city.name.en, city.name.ja):
            return None
        return _fitted(city.local, Style(8.5, 12.5, self._speaker.first, colour=TEXT_2), _LOCAL)

    def _draw_header(self, sheet: Sheet, x: float, y: float) -> None:
        head = styles.table_header(self._speaker.first)
        one = self._speaker.one
        sheet.text(x, y + 13, one(fixed("City, local name")), head)
        right = x + _NAME + _LOCAL + _POPULATION
        sheet.text(right, y + 13, one(fixed("Population")), head, "right")
        sheet.text(right + _GAP, y + 13, one(fixed("Year")), head)
        sheet.text(right + self._bars_from, y + 13, one(fixed("Projects on record")), head)
        sheet.line(x, y + _HEADER, x + self._width, y + _HEADER, 0.5, INK)

    def _draw_city(self, sheet: Sheet, number: int, city: CityLine, x: float, top: float) -> None:
        style = styles.table(self._speaker.first)
        self._write_name(sheet, self._names[number], x, top)
        local = self._locals[number]
        if local is not None:
            self._write_name(sheet, local, x + _NAME + 4, top)
        right = x + _NAME + _LOCAL + _POPULATION
        population = "—" if city.population is None else number_text(city.population)
        sheet.text(right, top + _BASELINE, population, style, "right")
        year = self._speaker.one(fixed("unknown")) if city.population is not None and not city.year else city.year
        sheet.text(right + _GAP, top + _BASELINE, year, style.but(colour=TEXT_2))

    def _write_name(self, sheet: Sheet, name: Setting, x: float, top: float) -> None:
        """A name of two lines stands in the middle of its row."""
        is_one = len(name.lines) == 1
        sheet.write(name, x, top + (_BASELINE - 0.75 * name.leading if is_one else (_ROW - name.height) / 2))

    def _draw_bar(self, sheet: Sheet, city: CityLine, x: float, top: float, unit: float) -> None:
        bold = styles.table(self._speaker.first).but(bold=True)
        total = sum(city.counts)
        at = x
        for tone, count in enumerate(city.counts):
            if not count:
                continue
            length = count * unit
            sheet.box(at, top + _BAR_TOP, length, _BAR, fill=_TONES[tone])
            if length >= _LEAST_PART:
                style = styles.small(self._speaker.first).but(colour=_ON_TONES[tone])
                sheet.text(at + length / 2, top + _BAR_TOP + 9.6, str(count), style, "centre")
            at += length + 0.6
        if not total:
            sheet.line(x, top + 4, x, top + _ROW - 4, 0.6, INK)
        sheet.text(at + 4, top + _BASELINE, str(total), bold)

    def _draw_margin(self, sheet: Sheet, number: int, top: float) -> None:
        """One note beside neighbours whose population is old."""
        old = [self._is_old(each) for each in self._cities[: self.shown]]
        if not old[number] or (number and old[number - 1]):
            return
        years = sorted({each.year for each, is_old in zip(self._cities[number:], old[number:], strict=False) if is_old})
        label = self._speaker.one(fixed("Population"))
        margin_note(sheet, top + 4, [f"{label} {years[0]}"], self._speaker.first)

    def _is_old(self, city: CityLine) -> bool:
        age = months_since(city.year, self._as_of) if city.year and city.population is not None else None
        return age is not None and age > STALE_IN_MARGIN

    def _draw_key(self, sheet: Sheet, x: float, y: float) -> None:
        style = styles.small(self._speaker.first)
        for tone, group in enumerate(self._groups):
            sheet.box(x, y, _KEY, _KEY, fill=_TONES[tone])
            x += _KEY + 4
            x += sheet.text(x, y + 7.2, self._speaker.one(group), style) + 14


def _fitted(words: str, style: Style, width: float) -> Setting:
    """Words on one line, smaller if need be; what is longer takes two."""
    if line_width(words, style.but(size=8.0)) <= width:
        return shrink_to_fit(words, style, width, 8.0)
    return set_text(words, style.but(size=8.0, leading=10.0), width, 2)
