"""Facts in two columns beside each other, for many short ones, with a line of sources below."""

from __future__ import annotations

from ascn_desk.briefing import styles
from ascn_desk.briefing.content import Fact
from ascn_desk.briefing.parts.facts import Facts
from ascn_desk.briefing.parts.piece import by_language, stack
from ascn_desk.briefing.say import NOTHING, Speaker, Words
from ascn_desk.briefing.sheet import Sheet

_GUTTER = 18.0
_NOTE_GAP = 6.0
_WIDE = 350.0
"""A main column narrower than this is that of a bound page, where a value may take one line more."""


class TwoColumns:
    """The first half of the facts at the left, the rest at the right; all of them are shown."""

    lead = 3.2

    def __init__(self, speaker: Speaker, facts: tuple[Fact, ...], note: Words, width: float) -> None:
        half = (len(facts) + 1) // 2
        self._width = (width - _GUTTER) / 2
        lines = 2 if width >= _WIDE else 3
        halves = (facts[:half], facts[half:])
        self._columns = [Facts(speaker, part, self._width, keep=half, most_lines=lines) for part in halves]
        self._note = stack(speaker, note, by_language(styles.small), width, 2)

    @property
    def height(self) -> float:
        """The taller column, and the note."""
        note = _NOTE_GAP + self._note.height if self._note.settings else 0.0
        return self._tallest + note

    @property
    def left_out(self) -> Words:
        """Words cut from a value."""
        return next((column.left_out for column in self._columns if column.left_out), NOTHING)

    @property
    def _tallest(self) -> float:
        return max(column.height for column in self._columns)

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw both columns and the note."""
        for number, column in enumerate(self._columns):
            column.draw(sheet, x + number * (self._width + _GUTTER), y)
        self._note.draw(sheet, x, y + self._tallest + _NOTE_GAP)
