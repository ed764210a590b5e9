"""Running text in paragraphs, half a line apart; what the page cannot hold is continued in the case file."""

from __future__ import annotations

from ascn_desk.base.words import Language
from ascn_desk.briefing import styles
from ascn_desk.briefing.palette import TEXT_2
from ascn_desk.briefing.paragraph import Setting, set_text
from ascn_desk.briefing.parts.piece import continued
from ascn_desk.briefing.say import NOTHING, Speaker, Words
from ascn_desk.briefing.sheet import Sheet

_BETWEEN = 8.0
_READS_WELL = 4


class Prose:
    """Paragraphs in the pack's languages, one language after the other."""

    lead = 4.0

    def __init__(self, speaker: Speaker, words: Words, width: float, most_lines: int) -> None:
        self._width = width
        self._texts = speaker.say(words)
        self._parts: list[list[Setting]] = []
        self._set_with(most_lines)
        self.shown = max((sum(len(one.lines) for one in part) for part in self._parts), default=0)

    @property
    def height(self) -> float:
        """All paragraphs and the air between them."""
        paragraphs = [setting for part in self._parts for setting in part]
        return sum(one.height for one in paragraphs) + _BETWEEN * max(0, len(paragraphs) - 1)

    @property
    def left_out(self) -> Words:
        """Nothing to say beside it: a text that was cut ends with the words itself."""
        return NOTHING

    def shrink(self, hard: bool) -> bool:
        """Give up one line in each language."""
        if self.shown <= (1 if hard else _READS_WELL):
            return False
        self._set_with(self.shown - 1)
        return True

    def regain(self) -> bool:
        """Take a line back in each language."""
        if not any(setting.cut for part in self._parts for setting in part):
            return False
        self._set_with(self.shown + 1)
        return True

    def undo_regain(self) -> None:
        """Give it up again."""
        self._set_with(self.shown - 1)

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw all paragraphs."""
        for part in self._parts:
            for setting in part:
                sheet.write(setting, x, y)
                y += setting.height + _BETWEEN

    def _set_with(self, lines: int) -> None:
        self.shown = lines
        self._parts = [
            _paragraphs(lang, spoken, self._width, lines, second=number > 0)
            for number, (lang, spoken) in enumerate(self._texts)
        ]


def _paragraphs(lang: Language, text: str, width: float, lines: int, second: bool) -> list[Setting]:
    style = styles.body(lang)
    if second:
        style = style.but(colour=TEXT_2)
    tail = continued().of(lang)
    paragraphs = [part.strip() for part in text.replace("\r\n", "\n").split("\n") if part.strip()]
    made: list[Setting] = []
    for number, paragraph in enumerate(paragraphs):
        left = lines - sum(len(one.lines) for one in made)
        setting = set_text(paragraph, style, width, left, tail)
        more = number + 1 < len(paragraphs)
        if more and not setting.cut and len(setting.lines) == left:
            setting = set_text(paragraph, style, width, left, tail, unfinished=True)
        made.append(setting)
        if setting.cut:
            break
    return made
