"""The top of a page: a rule, the section's sign and name, the title with its names, the message."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.base.words import Language
from ascn_desk.briefing import styles
from ascn_desk.briefing.grid import Grid, half_grid_at_least
from ascn_desk.briefing.palette import INK, TEXT_2
from ascn_desk.briefing.paragraph import Setting, Style, line_width, set_text, shrink_to_fit
from ascn_desk.briefing.parts.piece import Stack, stack
from ascn_desk.briefing.say import NOTHING, Speaker, Words
from ascn_desk.briefing.sheet import Sheet

_NUMBER_BASELINE = 96.0
_NAME_TOP = 104.0
_LEAD_TOP = 108.0
_AFTER_TITLE = 14.0
_SMALLEST_BESIDE = 9.0
_SMALLEST_TITLE = 14.0
_TWO_LINES = 18.0


@dataclass(frozen=True)
class Opener:
    """The page's head. `beside` are the names or words after the title, each with its language."""

    sign: str
    section: Words
    title: str
    beside: tuple[tuple[Language, str], ...] = ()
    lead: Words = NOTHING

    def draw(self, sheet: Sheet, speaker: Speaker) -> float:
        """Draw it; returns where the page's content begins."""
        grid = sheet.grid
        sheet.line(grid.left, grid.top, grid.right, grid.top, 1.4, INK)
        label_width = grid.span(1, 3) - 4
        sign = shrink_to_fit(self.sign, styles.section(speaker.first), label_width, 12)
        sheet.write(sign, grid.left, _NUMBER_BASELINE - 24)
        self._section(speaker, label_width).draw(sheet, grid.left, _NAME_TOP)
        self._draw_title(sheet, speaker)
        lead = self._lead(speaker, grid.main_width)
        lead.draw(sheet, grid.main, _LEAD_TOP)
        return self.content_top(grid, speaker)

    def content_top(self, grid: Grid, speaker: Speaker) -> float:
        """Where the content begins: 128 without a message, 144 with one line of it, 160 with two."""
        lead = self._lead(speaker, grid.main_width).height
        section = self._section(speaker, grid.span(1, 3) - 4).height
        below_lead = half_grid_at_least(_LEAD_TOP + lead + 12) if lead else 0.0
        return max(below_lead, half_grid_at_least(_NAME_TOP + section + 4))

    def _section(self, speaker: Speaker, width: float) -> Stack:
        return stack(speaker, self.section, _section_name, width, 2)

    def _lead(self, speaker: Speaker, width: float) -> Stack:
        settings: list[Setting] = []
        for number, (lang, spoken) in enumerate(speaker.say(self.lead)):
            style = styles.lead(lang) if number == 0 else Style(10, 16, lang, colour=TEXT_2)
            settings.append(set_text(spoken, style, width, max_lines=2))
        return Stack(tuple(settings))

    def _draw_title(self, sheet: Sheet, speaker: Speaker) -> None:
        grid = sheet.grid
        title_size, size = self._sizes(speaker, grid.main_width)
        style = styles.title(speaker.first).but(size=title_size)
        title = set_text(self.title, style, grid.main_width, max_lines=1)
        if title.cut:
            # The longest titles of all stand on two lines between the rule and the message.
            title = set_text(self.title, style.but(leading=_TWO_LINES), grid.main_width, max_lines=2)
            sheet.write(title, grid.main, _NUMBER_BASELINE + 3.0 - 1.75 * _TWO_LINES)
        else:
            sheet.write(title, grid.main, _NUMBER_BASELINE - 24)
        x = grid.main + title.width + _AFTER_TITLE
        for lang, text in self.beside:
            room = grid.right - x
            if room < size:
                sheet.warn("text-overrun", text=text)
                continue
            setting = set_text(text, styles.beside_title(lang).but(size=size), room, max_lines=1)
            sheet.write(setting, x, _NUMBER_BASELINE - 15)
            x += setting.width + size

    def _sizes(self, speaker: Speaker, width: float) -> tuple[float, float]:
        """The sizes of title and names: the names shrink first, then the title."""
        for title_size in (22.0, 20.0, 18.0, 16.0, _SMALLEST_TITLE):
            style = styles.title(speaker.first).but(size=title_size)
            taken = line_width(self.title, style) + (_AFTER_TITLE if self.beside else 0.0)
            size = 13.0
            while size >= _SMALLEST_BESIDE:
                if taken + self._beside_width(size) <= width:
                    return title_size, size
                size -= 0.5
        return _SMALLEST_TITLE, _SMALLEST_BESIDE

    def _beside_width(self, size: float) -> float:
        widths = [line_width(text, styles.beside_title(lang).but(size=size)) for lang, text in self.beside]
        return sum(widths) + size * max(0, len(widths) - 1)


def _section_name(lang: Language, text: str = "", /) -> Style:
    return styles.section_name(lang)
