"""Lines to sign on, with a name below each and room for the date."""

from __future__ import annotations

from ascn_desk.briefing import styles
from ascn_desk.briefing.palette import INK, TEXT_2
from ascn_desk.briefing.paragraph import set_text, shrink_to_fit
from ascn_desk.briefing.say import NOTHING, Speaker, Words, fixed
from ascn_desk.briefing.sheet import Sheet

_GUTTER = 16.0
_ROOM = 56.0
_HEIGHT = _ROOM + 20.0


class Signatures:
    """One column a person: what they do, room to sign, their name and the date."""

    lead = 0.0
    height = _HEIGHT
    left_out = NOTHING

    def __init__(self, speaker: Speaker, people: tuple[tuple[Words, Words], ...], width: float) -> None:
        self._speaker = speaker
        self._people = people
        self._width = (width - _GUTTER * (len(people) - 1)) / len(people)

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw all columns."""
        lang = self._speaker.first
        date = set_text(self._speaker.one(fixed("date:            ")), styles.table(lang).but(colour=TEXT_2))
        for number, (does, name) in enumerate(self._people):
            left = x + number * (self._width + _GUTTER)
            label = styles.table_header(lang)
            sheet.write(set_text(self._speaker.joined(does, " / "), label, self._width, 1), left, y)
            sheet.line(left, y + _ROOM, left + self._width, y + _ROOM, 0.5, INK)
            room = self._width - date.width - 8
            sheet.write(shrink_to_fit(self._speaker.one(name), styles.table(lang), room, 8.0), left, y + _ROOM + 3)
            sheet.write(date, left + self._width, y + _ROOM + 3, "right")
