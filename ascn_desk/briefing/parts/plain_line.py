"""One line of words where a block would hold rows: an empty section says so."""

from __future__ import annotations

from ascn_desk.briefing import styles
from ascn_desk.briefing.palette import TEXT_2
from ascn_desk.briefing.parts.piece import by_language, stack
from ascn_desk.briefing.say import NOTHING, Speaker, Words
from ascn_desk.briefing.sheet import Sheet


class PlainLine:
    """A sentence in the place of a block's content. `warns` names the empty section in the warning."""

    left_out = NOTHING

    def __init__(
        self, speaker: Speaker, words: Words, width: float, warns: str = "", full: bool = False
    ) -> None:
        self.lead = 0.0 if full else 4.0
        self._stack = stack(speaker, words, by_language(styles.body), width, 2, colour=TEXT_2)
        self._warns = warns

    @property
    def height(self) -> float:
        """Its lines."""
        return self._stack.height

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw the sentence."""
        self._stack.draw(sheet, x, y)
        if self._warns:
            sheet.warn("empty-section", section=self._warns)
