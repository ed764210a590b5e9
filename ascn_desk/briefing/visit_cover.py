"""The cover: what, who, when, a map of where, what is inside, and how the paper is to be handled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ascn_desk.briefing import styles
from ascn_desk.briefing.content import Fact, PackFrame
from ascn_desk.briefing.grid import half_grid_at_least
from ascn_desk.briefing.palette import ACCENT, INK, TEXT_2
from ascn_desk.briefing.paragraph import Style, set_text, shrink_to_fit
from ascn_desk.briefing.parts.block import Block
from ascn_desk.briefing.parts.country_map import CountryMap
from ascn_desk.briefing.parts.facts import Facts
from ascn_desk.briefing.parts.piece import stack
from ascn_desk.briefing.say import NOTHING, Speaker, Words, day_words, fixed, short_day_words, weekday_words
from ascn_desk.briefing.sheet import Sheet
from ascn_desk.briefing.visit_content import VisitPack
from ascn_desk.domain.dates import REIWA_BEGAN, reiwa

_GAP = 12.0
_LEAST_MAP = 112.0
_MOST_CHAPTERS = 24


@dataclass(frozen=True)
class Chapter:
    """A chapter and the page on which it begins."""

    title: Words
    page: int


def draw_cover(
    sheet: Sheet, content: VisitPack, frame: PackFrame, speaker: Speaker, chapters: list[Chapter]
) -> None:
    """Draw the cover of a pack whose chapters are known."""
    grid = sheet.grid
    y = _draw_title(sheet, content, frame, speaker)
    about = Block(speaker, fixed("This paper"), _about(content, frame, speaker, grid.main_width))
    handling = Block(speaker, fixed("Handling"), _handling(frame, speaker, grid.main_width))
    inside = _Contents(speaker, chapters, grid.frame_width)
    contents = Block(speaker, fixed("Contents"), inside, full=True)
    blocks = [about, *([contents] if chapters else []), handling]
    room = grid.bottom - y - sum(block.height + _GAP + 8.0 for block in blocks)
    if room >= _LEAST_MAP + 24 and content.places:
        country_map = CountryMap(speaker, content.country_code, content.places, grid.frame_width, _LEAST_MAP)
        country_map.grow(room - _LEAST_MAP - 24)
        country_map.draw(sheet, grid.left, y)
        y = half_grid_at_least(y + country_map.height + _GAP)
    for block in blocks:
        block.draw(sheet, y)
        y = block.next_rule(y)


def _draw_title(sheet: Sheet, content: VisitPack, frame: PackFrame, speaker: Speaker) -> float:
    grid, lang = sheet.grid, speaker.first
    sheet.line(grid.left, grid.top, grid.right, grid.top, 1.4, INK)
    top = 72.0
    for number, (spoken_in, spoken) in enumerate(speaker.say(frame.title)):
        style = styles.label(spoken_in) if number == 0 else styles.small(spoken_in)
        setting = set_text(spoken, style, grid.span(1, 3) - 4, 2)
        sheet.write(setting, grid.left, top)
        top += setting.height
    place = shrink_to_fit(
        speaker.one(content.country or content.title), Style(34, 48, lang, bold=True, title=True), grid.main_width, 18
    )
    sheet.write(place, grid.main, 70.0)
    y = 124.0
    if content.country:
        for number, (spoken_in, spoken) in enumerate(speaker.say(content.title)):
            style = Style(17, 26, spoken_in, title=True) if number == 0 else styles.body(spoken_in).but(colour=TEXT_2)
            setting = set_text(spoken, style, grid.main_width, 3)
            sheet.write(setting, grid.main, y)
            y += setting.height
    if when := _when(content.starts, content.ends):
        dates = stack(speaker, when, lambda lang, text="": styles.beside_title(lang), grid.main_width, 1)
        dates.draw(sheet, grid.main, y + 2)
        y += dates.height + 2
    if content.purpose:
        purpose = stack(speaker, content.purpose, lambda lang, text="": styles.lead(lang), grid.main_width, 3)
        purpose.draw(sheet, grid.main, y + 10)
        y += purpose.height + 10
    return half_grid_at_least(y + 14)


def _when(starts: date | None, ends: date | None) -> Words:
    """From when to when, in both calendars of Japan."""
    if starts is None:
        return NOTHING
    first = day_words(starts)
    name = weekday_words(starts)
    ja = f"{first.ja}（{name.ja}）"
    en = f"{name.en}, {first.en}"
    if ends is not None and ends != starts:
        last, last_name = short_day_words(ends), weekday_words(ends)
        ja += f"～{last.ja}（{last_name.ja}）"
        en = f"{short_day_words(starts).en} – {day_words(ends).en}"
    return Words(en, f"{ja}　{reiwa(starts.year)}" if starts >= REIWA_BEGAN else ja)


def _about(content: VisitPack, frame: PackFrame, speaker: Speaker, width: float) -> Facts:
    facts = []
    if content.delegation:
        facts.append(Fact(fixed("Who comes"), content.delegation))
    facts.append(Fact(fixed("Made by"), content.office or frame.office, note=Words(frame.printed_by, frame.printed_by)))
    telephone = Words(content.telephone, content.telephone)
    facts.append(Fact(fixed("Day and night"), NOTHING if telephone else fixed("no telephone on record"), telephone))
    version = fixed("version {n}", n=frame.version)
    as_of = fixed("as of {day}", day=day_words(frame.as_of))
    facts.append(Fact(fixed("State"), Words(f"{version.en}, {as_of.en}", f"{version.ja}　{as_of.ja}")))
    facts.append(Fact(fixed("Number"), Words(frame.pack_number, frame.pack_number)))
    if content.support:
        facts.append(Fact(fixed("Class of support"), content.support))
    return Facts(speaker, tuple(facts), width, keep=len(facts), most_lines=8)


def _handling(frame: PackFrame, speaker: Speaker, width: float) -> Facts:
    limits = [limit for limit in frame.marking.limits if limit]
    listed = Words(", ".join(each.of("en") for each in limits), "・".join(each.of("ja") for each in limits))
    rule = (
        fixed("Anyone may have this paper.")
        if frame.marking.is_public
        else fixed("Give it back or shred it after the visit. Do not read from it on the telephone.")
    )
    fact = Fact(frame.marking.grade, rule, listed)
    return Facts(speaker, (fact,), width, keep=1, most_lines=4)


class _Contents:
    """The chapters in two columns, each a link to its page."""

    lead = 2.0
    left_out = NOTHING

    def __init__(self, speaker: Speaker, chapters: list[Chapter], width: float) -> None:
        self._speaker = speaker
        self._chapters = chapters[:_MOST_CHAPTERS]
        self._width = (width - 24) / 2
        self._half = (len(self._chapters) + 1) // 2

    @property
    def height(self) -> float:
        return 14.0 * self._half

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        lang = self._speaker.first
        for at, chapter in enumerate(self._chapters):
            left = x + (self._width + 24 if at >= self._half else 0.0)
            top = y + 14.0 * (at % self._half if at < self._half else at - self._half)
            page = set_text(str(chapter.page), styles.table(lang).but(bold=True, colour=ACCENT))
            named = self._speaker.joined(chapter.title, "　")
            sheet.write(set_text(named, styles.table(lang), self._width - 28, 1), left, top)
            sheet.write(page, left + self._width, top, "right")
            sheet.link_to_page(chapter.page, left, top, self._width, 13.0)
