"""A state in its box: solid = under way, tint = done, line = other, dashes = unknown or on hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ascn_desk.briefing import styles
from ascn_desk.briefing.content import BadgeLook
from ascn_desk.briefing.palette import GROUP, INK, TEXT_3, WHITE
from ascn_desk.briefing.paragraph import Setting, line_width, set_text
from ascn_desk.briefing.say import Speaker, Words
from ascn_desk.briefing.sheet import Sheet

_HEIGHT = 12.4
_PADDING = 4.0
_ABOVE_BASELINE = 9.0


@dataclass(frozen=True)
class Badge:
    """A badge made ready. It stands on the baseline of the text beside it."""

    setting: Setting
    look: BadgeLook

    @property
    def width(self) -> float:
        """With its padding."""
        return self.setting.width + 2 * _PADDING

    def draw(self, sheet: Sheet, x: float, baseline: float) -> None:
        """Draw the box and its words."""
        top = baseline - _ABOVE_BASELINE
        if self.look == "solid":
            sheet.box(x, top, self.width, _HEIGHT, fill=INK)
        elif self.look == "tint":
            sheet.box(x, top, self.width, _HEIGHT, fill=GROUP)
        elif self.look == "line":
            sheet.box(x, top, self.width, _HEIGHT, stroke=INK, line=0.7)
        else:
            sheet.box(x, top, self.width, _HEIGHT, stroke=TEXT_3, line=0.6, dashed=True)
        sheet.write(self.setting, x + _PADDING, baseline - 0.15 - 0.75 * self.setting.leading)


def badge(speaker: Speaker, words: Words, look: BadgeLook, width: float) -> Badge:
    """Make a badge in the leading language, as wide as a column at most."""
    lang = speaker.first
    colour = {"solid": WHITE, "dashes": TEXT_3}.get(look, INK)
    style = styles.badge(lang).but(colour=colour, bold=look == "solid")
    return Badge(set_text(speaker.one(words), style, width - 2 * _PADDING, 1), look)


def badge_width(speaker: Speaker, states: Iterable[Words], most: float = 72.0) -> float:
    """How wide a column must be for the widest of some states."""
    style = styles.badge(speaker.first).but(bold=True)
    widest = max((line_width(speaker.one(state), style) for state in states), default=0.0)
    return min(most, max(30.0, widest + 2 * _PADDING + 0.5))
