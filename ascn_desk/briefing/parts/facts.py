"""Facts: a label, and what is known, row by row with hairlines between."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial

from ascn_desk.briefing import styles
from ascn_desk.briefing.content import Fact
from ascn_desk.briefing.palette import HAIRLINE, TEXT_2, TEXT_3
from ascn_desk.briefing.paragraph import line_width, set_text
from ascn_desk.briefing.parts.flow_line import FlowLine
from ascn_desk.briefing.parts.giving_rows import GivingRows
from ascn_desk.briefing.parts.piece import Stack, continued, stack, stack_runs
from ascn_desk.briefing.say import NOTHING, Speaker, Words, fixed, reference_text
from ascn_desk.briefing.sheet import Sheet

_TEXT_TOP = 3.4
_LEAST_LABEL = 60.0
# A day in full must not break: "30 September 2026" is the widest.
_MOST_LABEL = 84.0
_LABEL_GAP = 10.0


@dataclass(frozen=True)
class FactRow:
    """A fact made ready. Rows are 20, 32 or 44 high, as their lines ask."""

    label: Stack
    value: Stack

    @property
    def height(self) -> float:
        """Its lines and 6, rounded up to 4."""
        return row_height(max(self.label.height, self.value.height))


class Facts(GivingRows):
    """Rows of facts; those the page cannot hold are counted in a last line."""

    lead = 3.2

    def __init__(
        self,
        speaker: Speaker,
        facts: tuple[Fact, ...],
        width: float,
        keep: int = 3,
        most_lines: int = 2,
        further: int = 0,
    ) -> None:
        self._speaker = speaker
        self._width = width
        self._label_width = _label_width(speaker, facts)
        room = width - self._label_width
        self._rows = [
            FactRow(
                stack(speaker, fact.label, styles.table, self._label_width - _LABEL_GAP, 2, colour=TEXT_2),
                stack_runs(speaker, _value(fact), styles.table, room, most_lines),
            )
            for fact in facts
        ]
        super().__init__(self._rows, keep, further)

    @property
    def height(self) -> float:
        """All rows, and the line that counts those left out."""
        return sum(row.height for row in self._rows[: self.shown]) + (20.0 if self._hidden else 0.0)

    @property
    def left_out(self) -> Words:
        """Words cut from a value; rows left out are counted in the last line."""
        cut = any(row.value.is_cut or row.label.is_cut for row in self._rows[: self.shown])
        return continued() if cut else NOTHING

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw the rows."""
        for number in range(self.shown):
            self._draw_row(sheet, number, x, y)
            y += self._rows[number].height
        if self._hidden:
            draw_rest(sheet, self._speaker, self._hidden, x, y + 4)

    def flow_lines(self) -> list[FlowLine]:
        """The rows as lines that go on over pages."""
        return [FlowLine(row.height, partial(self._draw_row_at, number)) for number, row in enumerate(self._rows)]

    def _draw_row_at(self, number: int, sheet: Sheet, x: float, y: float) -> None:
        self._draw_row(sheet, number, x, y)

    def _draw_row(self, sheet: Sheet, number: int, x: float, y: float) -> None:
        row = self._rows[number]
        if number:
            sheet.line(x, y, x + self._width, y, 0.3, HAIRLINE)
        row.label.draw(sheet, x, y + _TEXT_TOP)
        row.value.draw(sheet, x + self._label_width, y + _TEXT_TOP)


def row_height(lines_height: float) -> float:
    """The height of a row of a table or of facts for its tallest cell."""
    return 4.0 * math.ceil(round((lines_height + 6) / 4, 6))


def draw_rest(sheet: Sheet, speaker: Speaker, hidden: int, x: float, top: float) -> None:
    """Say how many rows were left out, and put it on the list of warnings."""
    words = fixed("… {n} more: continued in the case file", n=hidden)
    sheet.write(set_text(speaker.joined(words, " / "), styles.small(speaker.first)), x, top)
    sheet.warn("text-overrun", text=speaker.one(words))


def _label_width(speaker: Speaker, facts: tuple[Fact, ...]) -> float:
    widest = max(
        (
            line_width(spoken, styles.table(lang))
            for fact in facts
            for lang, spoken in speaker.say(fact.label)
        ),
        default=0.0,
    )
    return min(_MOST_LABEL, max(_LEAST_LABEL, widest)) + _LABEL_GAP


def _value(fact: Fact) -> list[tuple[Words, bool | None, str | None]]:
    parts: list[tuple[Words, bool | None, str | None]] = []
    if fact.strong:
        parts.append((fact.strong, True, None))
    if fact.value:
        spaced = Words(en=_after(fact.strong.of("en"), " ", fact.value.of("en")),
                       ja=_after(fact.strong.of("ja"), "　", fact.value.of("ja")))  # fmt: skip
        parts.append((spaced, None, None))
    if fact.note:
        parts.append((Words(en=" " + fact.note.of("en"), ja="　" + fact.note.of("ja")), None, TEXT_3))
    if fact.ref:
        parts.append(
            (Words(en=" " + reference_text(fact.ref, "en"), ja=reference_text(fact.ref, "ja")), None, None)
        )
    return parts


def _after(strong: str, space: str, value: str) -> str:
    return value if not strong or value[:1] in ",，、。;：:" else space + value
