"""The list of sources in two columns; the marks are those that stand behind figures and rows."""

from __future__ import annotations

from functools import partial

from ascn_desk.briefing import styles
from ascn_desk.briefing.content import Source
from ascn_desk.briefing.grid import Grid
from ascn_desk.briefing.palette import ACCENT, INK
from ascn_desk.briefing.paragraph import Setting, set_text
from ascn_desk.briefing.parts.facts import draw_rest
from ascn_desk.briefing.parts.flow_line import FlowLine
from ascn_desk.briefing.parts.piece import continued
from ascn_desk.briefing.say import NOTHING, Speaker, Words
from ascn_desk.briefing.sheet import Sheet

_LEADING = 12.0
_WEB = ("https://", "http://")


class Sources:
    """Sources over the whole frame, left column first."""

    lead = 0.0

    def __init__(self, speaker: Speaker, sources: tuple[Source, ...], grid: Grid) -> None:
        self._speaker = speaker
        self._sources = list(sources)
        longest = max((len(source.mark) for source in sources), default=1)
        self._indent = 12.0 if longest < 2 else 8.0 + 5.0 * longest
        self._width = grid.span(1, 6) - self._indent
        self._settings = [self._set(source) for source in sources]
        self._shown = len(self._sources)

    @property
    def height(self) -> float:
        """The taller column, and the line that counts those left out."""
        left, right = self._halves()
        tallest = max(sum(self._settings[at].height for at in half) for half in (left, right))
        return tallest + (12.0 if self._hidden else 0.0)

    @property
    def left_out(self) -> Words:
        """Words cut from a source; sources left out are counted in the last line."""
        return continued() if any(setting.cut for setting in self._settings[: self._shown]) else NOTHING

    @property
    def _hidden(self) -> int:
        return len(self._sources) - self._shown

    def shrink(self, hard: bool) -> bool:
        """Give up the last source, and only if nothing else helps."""
        if not hard or self._shown == 0:
            return False
        self._shown -= 1
        return True

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw both columns."""
        for half, left in zip(self._halves(), (sheet.grid.column(1), sheet.grid.column(7)), strict=True):
            top = y
            for at in half:
                self._draw_source(sheet, at, left, top)
                top += self._settings[at].height
        if self._hidden:
            draw_rest(sheet, self._speaker, self._hidden, x, y + self.height - 11)

    def flow_lines(self) -> list[FlowLine]:
        """The sources two by two, as lines that go on over pages."""
        pairs = [range(at, min(at + 2, len(self._sources))) for at in range(0, len(self._sources), 2)]
        return [
            FlowLine(max(self._settings[at].height for at in pair), partial(self._draw_pair, pair)) for pair in pairs
        ]

    def _draw_pair(self, pair: range, sheet: Sheet, x: float, y: float) -> None:
        for at, left in zip(pair, (sheet.grid.column(1), sheet.grid.column(7)), strict=False):
            self._draw_source(sheet, at, left, y)

    def _draw_source(self, sheet: Sheet, at: int, left: float, top: float) -> None:
        mark = styles.small(self._speaker.first).but(bold=True, colour=ACCENT)
        sheet.text(left, top + 9, self._sources[at].mark, mark)
        setting = self._settings[at]
        sheet.write(setting, left + self._indent, top)
        if self._sources[at].url.startswith(_WEB):
            sheet.link(self._sources[at].url, left + self._indent, top, setting.width, setting.height)

    def _set(self, source: Source) -> Setting:
        said = self._speaker.say(source.text)
        lang, spoken = said[0] if said else (self._speaker.first, "—")
        return set_text(spoken, styles.small(lang).but(leading=_LEADING, colour=INK), self._width, 2)

    def _halves(self) -> tuple[range, range]:
        half = (self._shown + 1) // 2
        return range(half), range(half, self._shown)
