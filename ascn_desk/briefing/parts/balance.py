"""A sum that comes out: what arrived, and where each of it went, with the signs between."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.briefing import styles
from ascn_desk.briefing.palette import ACCENT, INK, TEXT_2
from ascn_desk.briefing.paragraph import Style, set_text, shrink_to_fit
from ascn_desk.briefing.say import NOTHING, Speaker, Words, number_text
from ascn_desk.briefing.sheet import Sheet

_LABEL_TOP = 2.0
_NUMBER_TOP = 13.0
_HEIGHT = 42.0
_SIGN_LEFT = 20.0


@dataclass(frozen=True)
class Amount:
    """A number and what it counts."""

    label: Words
    number: int


class Balance:
    """The first amount is the sum of the others."""

    lead = 4.0
    height = _HEIGHT
    left_out = NOTHING

    def __init__(self, speaker: Speaker, amounts: tuple[Amount, ...], width: float) -> None:
        self._speaker = speaker
        self._amounts = amounts
        self._step = width / len(amounts)

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw label and number of each, and the sign before it."""
        lang = self._speaker.first
        for number, amount in enumerate(self._amounts):
            left = x + number * self._step
            # After the last one nothing follows that it could run into.
            room = self._step - (6 if number + 1 < len(self._amounts) else 0)
            label = set_text(self._speaker.one(amount.label), styles.small(lang).but(colour=TEXT_2), room, 1)
            sheet.write(label, left, y + _LABEL_TOP)
            colour = ACCENT if number == 0 else INK
            shown = shrink_to_fit(
                number_text(amount.number), styles.figure(lang).but(colour=colour), self._step - _SIGN_LEFT - 4, 12.0
            )
            sheet.write(shown, left, y + _NUMBER_TOP + (28.0 - shown.leading) / 2)
            if number:
                sign = set_text("=" if number == 1 else "+", Style(12, 16, lang, colour=TEXT_2))
                sheet.write(sign, left - _SIGN_LEFT, y + _NUMBER_TOP + 9.0)
