"""Questions that may come: the question in grey, the answer bold, its background small; beside it how far to go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from ascn_desk.briefing import styles
from ascn_desk.briefing.grid import Grid
from ascn_desk.briefing.palette import ACCENT, HAIRLINE, INK, TEXT_2, TEXT_3
from ascn_desk.briefing.parts.flow_line import FlowLine
from ascn_desk.briefing.parts.piece import Stack, by_language, stack
from ascn_desk.briefing.say import Speaker, fixed
from ascn_desk.briefing.sheet import Sheet
from ascn_desk.briefing.visit_content import Question

_INDENT = 30.0
_AIR = 10.0
_MOST_LINES = (16, 12, 9, 6)
_TALLEST = 520.0
"""A page has so much room below its head; a question with its answer does not split, so long ones are cut to it."""


@dataclass(frozen=True)
class _Ready:
    question: Stack
    answer: Stack
    background: Stack
    limit: Stack

    @property
    def height(self) -> float:
        said = self.question.height + self.answer.height + self.background.height
        return max(said, self.limit.height) + _AIR


def question_lines(speaker: Speaker, questions: Sequence[Question], grid: Grid) -> list[FlowLine]:
    """A question with its answer is one line that does not split."""
    lines = []
    for number, each in enumerate(questions, start=1):
        tried = (_ready(speaker, each, grid, most_lines) for most_lines in _MOST_LINES)
        ready = next((one for one in tried if one.height <= _TALLEST), None) or _ready(speaker, each, grid, 4)
        lines.append(FlowLine(ready.height, partial(_draw, ready, number, speaker)))
    return lines


def _ready(speaker: Speaker, each: Question, grid: Grid, most_lines: int) -> _Ready:
    width = grid.span(1, 9) - _INDENT - 12
    body, small = by_language(styles.body), by_language(styles.small)
    return _Ready(
        stack(speaker, each.question, body, width, most_lines, colour=TEXT_2),
        stack(speaker, each.answer, body, width, most_lines, bold=True),
        stack(speaker, each.background, small, width, most_lines, colour=TEXT_3),
        stack(speaker, each.limit, small, grid.span(10, 12) - 8, most_lines, colour=INK),
    )


def _draw(ready: _Ready, number: int, speaker: Speaker, sheet: Sheet, x: float, y: float) -> None:
    grid = sheet.grid
    label = styles.label(speaker.first).but(colour=ACCENT)
    ask, reply = speaker.one(fixed("Q{n}", n=number)), speaker.one(fixed("A"))
    sheet.text(x, y + 12, ask, label)
    ready.question.draw(sheet, x + _INDENT, y)
    top = y + ready.question.height
    if ready.answer.settings:
        sheet.text(x, top + 12, reply, label)
        ready.answer.draw(sheet, x + _INDENT, top)
        top += ready.answer.height
    ready.background.draw(sheet, x + _INDENT, top)
    if ready.limit.settings:
        left = grid.column(10)
        sheet.line(left, y + 2, left, y + ready.height - _AIR + 2, 1.2, INK)
        ready.limit.draw(sheet, left + 8, y + 2)
    end = y + ready.height - 4
    sheet.line(x, end, grid.right, end, 0.3, HAIRLINE)
