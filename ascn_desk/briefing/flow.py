"""Sections that go on over pages: lines set one after another, a section's label repeated where it continues.

A line never splits; lines that belong together stay together; a section begins only where its first lines fit. The
header of a table is repeated with the label.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ascn_desk.briefing.paragraph import Setting
from ascn_desk.briefing.parts.block import FULL_LABEL, Block
from ascn_desk.briefing.parts.flow_line import FlowLine
from ascn_desk.briefing.parts.piece import Piece
from ascn_desk.briefing.say import NOTHING, Speaker, Words, fixed
from ascn_desk.briefing.sheet import Sheet


@dataclass(frozen=True)
class Section:
    """A label beside lines; ``lead`` is the room between the rule above and the first of them.

    Shapes: a ``full`` section has its label above and its lines over the whole frame; ``head`` is drawn before its
            lines on every page; ``name`` is what it is called where sections are chosen.
    """

    label: Words
    lines: tuple[FlowLine, ...]
    lead: float = 4.0
    note: Words = NOTHING
    full: bool = False
    head: FlowLine | None = None
    name: str = ""


class _Lines:
    """A part of a section, as a piece that a block draws."""

    left_out = NOTHING

    def __init__(self, lines: Sequence[FlowLine], lead: float) -> None:
        self._lines = lines
        self.lead = lead

    @property
    def height(self) -> float:
        return sum(line.height for line in self._lines)

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        for line in self._lines:
            line.draw(sheet, x, y)
            y += line.height


def flow_pages(
    speaker: Speaker, sections: Sequence[Section], first_top: float, next_top: float, bottom: float
) -> list[list[Block]]:
    """The blocks of each page, to be drawn from its top; at least one page.

    Units: ``first_top`` and ``next_top`` are where the content of the first and of further pages begins.
    """
    pages: list[list[Block]] = [[]]
    y = first_top
    for section in sections:
        waiting = list(_together(section.lines))
        is_begun = False
        while waiting:
            taken: list[FlowLine] = []
            room = bottom - y - section.lead - (FULL_LABEL if section.full else 0.0)
            head = [each for each in (section.head, waiting[0][0].again if is_begun else None) if each is not None]
            room -= sum(line.height for line in head)
            while waiting and sum(line.height for line in (*taken, *waiting[0])) <= room:
                taken += waiting.pop(0)
            if not taken and (pages[-1] or y != next_top):
                pages.append([])
                y = next_top
                continue
            if not taken and len(waiting[0]) > 1:
                # Together they are taller than a page: rather apart than over the edge.
                waiting[0:1] = [[line] for line in waiting[0]]
                continue
            if not taken:
                # Taller than a page: it is drawn as far as the paper goes, rather than never.
                taken = list(waiting.pop(0))
            label = fixed("{words} (continued)", words=section.label) if is_begun else section.label
            note = NOTHING if is_begun else section.note
            block = Block(
                speaker,
                label,
                _piece([*head, *taken], section.lead),
                section.full,
                note,
                name=section.name,
            )
            pages[-1].append(block)
            y = block.next_rule(y)
            is_begun = True
            if waiting:
                pages.append([])
                y = next_top
    return pages


def text_lines(setting: Setting, stays: int = 0, indent: float = 0.0) -> list[FlowLine]:
    """The lines of a set text, each by itself; the first ``stays`` of them stay with what comes after."""
    return [
        FlowLine(setting.leading, _draw_line(setting, number, indent), number < stays)
        for number in range(len(setting.lines))
    ]


def whole(piece: Piece) -> FlowLine:
    """A piece that does not split."""
    return FlowLine(piece.height, piece.draw)


def air(height: float) -> FlowLine:
    """Room between paragraphs."""
    return FlowLine(height, lambda sheet, x, y: None)


def _draw_line(setting: Setting, number: int, indent: float) -> Callable[[Sheet, float, float], None]:
    one = replace(setting, lines=(setting.lines[number],))

    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.write(one, x + indent, y)

    return draw


def _piece(lines: Sequence[FlowLine], lead: float) -> Piece:
    return _Lines(lines, lead)


def _together(lines: Sequence[FlowLine]) -> list[list[FlowLine]]:
    """Lines that stay together, in lots."""
    lots: list[list[FlowLine]] = []
    is_open = False
    for line in lines:
        if is_open:
            lots[-1].append(line)
        else:
            lots.append([line])
        is_open = line.stays
    return lots
