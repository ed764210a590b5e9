"""Who received it, and the place for a seal."""

from __future__ import annotations

from ascn_desk.briefing import styles
from ascn_desk.briefing.palette import RULE, TEXT_2, TEXT_3
from ascn_desk.briefing.parts.piece import by_language, stack
from ascn_desk.briefing.say import NOTHING, Speaker, Words, fixed
from ascn_desk.briefing.sheet import Sheet

_BOX = 40.0


class Seal:
    """An office and a person beside an empty box."""

    lead = 4.0
    height = _BOX
    left_out = NOTHING

    def __init__(self, speaker: Speaker, office: Words, person: Words, width: float) -> None:
        room = width - _BOX - 12
        self._speaker = speaker
        self._width = width
        self._office = stack(speaker, office, by_language(styles.body), room, 1)
        self._person = stack(speaker, person, by_language(styles.body), room, 1, colour=TEXT_2)

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw both names and the box."""
        self._office.draw(sheet, x, y)
        self._person.draw(sheet, x, y + self._office.height)
        left = x + self._width - _BOX
        sheet.box(left, y, _BOX, _BOX, stroke=RULE, line=0.5)
        style = styles.small(self._speaker.first).but(colour=TEXT_3)
        sheet.text(left + _BOX / 2, y + _BOX / 2 + 3, self._speaker.one(fixed("seal")), style, "centre")
