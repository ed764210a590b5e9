"""A bar chart: labels, bars from a line at 0, values at their ends, the page's subject in full accent."""

from __future__ import annotations

from ascn_desk.briefing import styles
from ascn_desk.briefing.content import Bar, BarChart
from ascn_desk.briefing.palette import ACCENT, ACCENT_QUARTER, INK, TEXT_3
from ascn_desk.briefing.paragraph import line_width, set_text, shrink_to_fit
from ascn_desk.briefing.parts.piece import by_language, stack
from ascn_desk.briefing.say import NOTHING, Speaker, Words, fixed, number_text
from ascn_desk.briefing.sheet import Sheet

_STEP = 17.0
_BAR = 11.0
_OVER = 3.3
_VALUE_ROOM = 24.0
_VALUE_GAP = 5.0
_LABEL_GAP = 8.0
_FEWEST = 4
_NOTE_GAP = 6.7
_MISSING_PADDING = 5.0


class Bars:
    """Bars beside the label column; too many for the page are thinned out from the end, never the subject."""

    lead = 2.7

    def __init__(
        self, speaker: Speaker, chart: BarChart, label_width: float, width: float, most: int
    ) -> None:
        self._speaker = speaker
        self._title = chart.title
        self._bars = list(chart.bars)
        self._label_width = label_width - _LABEL_GAP
        self._width = width
        self._note = stack(speaker, chart.source, by_language(styles.small), width, 2)
        self._hidden = 0
        while len(self._bars) > most and self.shrink(hard=False):
            pass

    @property
    def height(self) -> float:
        """The axis and the source below it; nothing once all bars are given up."""
        if not self._bars:
            return 0.0
        note = _NOTE_GAP + self._note.height if self._note.height else 0.0
        return _STEP * len(self._bars) - (_STEP - _BAR) + 2 * _OVER + note

    @property
    def left_out(self) -> Words:
        """How many bars were left out."""
        return fixed("{n} more not shown", n=self._hidden) if self._hidden else NOTHING

    def shrink(self, hard: bool) -> bool:
        """Give up the last bar that is not the page's subject; hard gives up the chart."""
        others = [bar for bar in self._bars if not bar.subject]
        if len(self._bars) > _FEWEST and others:
            self._bars.remove(others[-1])
            self._hidden += 1
            return True
        if hard and self._bars:
            self._hidden += len(self._bars)
            self._bars = []
            return True
        return False

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw with the axis at x."""
        if self._hidden:
            sheet.warn("text-overrun", text=self._speaker.one(self._title))
        most = max(max(bar.value or 0.0 for bar in self._bars), 0.0) or 1.0
        style = styles.table(self._speaker.first).but(bold=True)
        widest = max(line_width(number_text(bar.value or 0), style) for bar in self._bars)
        scale = (self._width - max(_VALUE_ROOM, widest + _VALUE_GAP)) / most
        for number, bar in enumerate(self._bars):
            self._draw_bar(sheet, bar, x, y + _OVER + number * _STEP, scale)
        end = y + 2 * _OVER + _STEP * len(self._bars) - (_STEP - _BAR)
        sheet.line(x, y, x, end, 0.6, INK)
        self._note.draw(sheet, x, end + _NOTE_GAP)

    def _draw_bar(self, sheet: Sheet, bar: Bar, x: float, top: float, scale: float) -> None:
        lang = self._speaker.first
        style = styles.table(lang).but(bold=bar.subject)
        label = shrink_to_fit(self._speaker.one(bar.label), style, self._label_width, 8.0)
        sheet.write(label, x - _LABEL_GAP, top + 9 - 0.75 * style.leading, "right")
        if bar.value is None:
            words = set_text(self._speaker.one(fixed("no figure yet")), styles.small(lang))
            sheet.box(x, top, words.width + 2 * _MISSING_PADDING, _BAR, stroke=TEXT_3, line=0.6, dashed=True)
            sheet.write(words, x + _MISSING_PADDING, top + 9 - 8.4)
            return
        length = max(0.0, bar.value) * scale
        if length > 0:
            sheet.box(x, top, length, _BAR, fill=ACCENT if bar.subject else ACCENT_QUARTER)
        sheet.text(x + length + _VALUE_GAP, top + 9, number_text(bar.value), style)
