"""A block of a page: a rule over the frame, its label, and what it holds, beside the label or below it."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.briefing import styles
from ascn_desk.briefing.grid import half_grid_at_least
from ascn_desk.briefing.palette import INK, WARN
from ascn_desk.briefing.paragraph import line_width, set_text, set_with_end
from ascn_desk.briefing.parts.piece import Flexible, Piece, Regaining
from ascn_desk.briefing.say import NOTHING, Speaker, Words
from ascn_desk.briefing.sheet import Sheet

FULL_LABEL = 24.0
"""What the label of a full block takes."""

_LABEL_BASELINE = 16.0
_AIR = 12.0
_SIDE_LABEL = 20.0


@dataclass
class Block:
    """A label and a piece.

    Shapes: beside the label stands the piece in the main column; a `full` block has label and note on one
            line and the piece over the whole frame below them. `stale_note` puts a triangle before the note.
    """

    speaker: Speaker
    label: Words
    piece: Piece
    full: bool = False
    note: Words = NOTHING
    stale_note: bool = False
    main_in_full: bool = False
    gives_way: int = 0
    """The order in which blocks give up room when a page is too full; the lowest first."""
    name: str = ""
    """What the section is called where sections are chosen."""

    @property
    def height(self) -> float:
        """From its rule to its last line; nothing for a piece that gave itself up."""
        if not self.piece.height:
            return 0.0
        inner = self.piece.lead + self.piece.height
        return FULL_LABEL + inner if self.full else max(self._label_height, inner)

    @property
    def _label_height(self) -> float:
        words = (self.label, self.note, self.piece.left_out)
        lines = sum(len(self.speaker.say(one)) for one in words if one)
        return _SIDE_LABEL + 11.0 * (lines - 1)

    def next_rule(self, y: float) -> float:
        """Where the next block's rule stands if this one's is at y."""
        return half_grid_at_least(y + self.height + _AIR)

    def draw(self, sheet: Sheet, y: float) -> None:
        """Draw it with its rule at y, and make it reachable from the outline."""
        grid, speaker = sheet.grid, self.speaker
        sheet.line(grid.left, y, grid.right, y, 0.5, INK)
        sheet.bookmark(speaker.joined(self.label, " / "), y, level=1)
        if self.full:
            self._draw_full_label(sheet, y)
            x = grid.main if self.main_in_full else grid.left
            self.piece.draw(sheet, x, y + FULL_LABEL + self.piece.lead)
        else:
            self._draw_side_label(sheet, y)
            self.piece.draw(sheet, grid.main, y + self.piece.lead)

    def _draw_full_label(self, sheet: Sheet, y: float) -> None:
        x, speaker = sheet.grid.left, self.speaker
        for number, (lang, spoken) in enumerate(speaker.say(self.label)):
            style = styles.label(lang) if number == 0 else styles.small(lang)
            x += sheet.text(x, y + _LABEL_BASELINE, spoken, style) + 8
        room = sheet.grid.right - x - 16 - (11 if self.stale_note else 0)
        style = styles.small(speaker.first)
        note, left_out = speaker.joined(self.note, " / "), speaker.one(self.piece.left_out)
        if note and line_width(note, style) > room:
            note = speaker.one(self.note)
        if note and left_out:
            left_out = ("　" if speaker.first == "ja" else " · ") + left_out
        if not note and not left_out:
            return
        setting = set_with_end(note, left_out, style, room, 1)
        sheet.write(setting, sheet.grid.right, y + _LABEL_BASELINE - 8.25, "right")
        if self.stale_note:
            sheet.triangle(sheet.grid.right - setting.width - 9.5, y + _LABEL_BASELINE, WARN)

    def _draw_side_label(self, sheet: Sheet, y: float) -> None:
        grid, speaker = sheet.grid, self.speaker
        top = y + _LABEL_BASELINE - 9.75
        width = grid.span(1, 3) - 4
        for number, (lang, spoken) in enumerate(speaker.say(self.label)):
            style = styles.label(lang) if number == 0 else styles.small(lang)
            setting = set_text(spoken, style, width, max_lines=2)
            sheet.write(setting, grid.left, top)
            top += setting.height
        for note in (self.note, self.piece.left_out):
            for lang, spoken in speaker.say(note):
                setting = set_text(spoken, styles.small(lang), width, max_lines=2)
                sheet.write(setting, grid.left, top + 1)
                top += setting.height


def draw_blocks(sheet: Sheet, blocks: list[Block], top: float, bottom: float) -> tuple[float, float]:
    """Fit blocks on a page and draw them; returns where a further one could stand and how high it could be.

    Where they are too many, they give way in their order. One that had to give itself up is named in a
    warning.
    Errors: ValueError if even the barest blocks do not fit.
    """
    fit_blocks(blocks, top, bottom)
    y = top
    for block in blocks:
        if block.height:
            block.draw(sheet, y)
            y = block.next_rule(y)
        else:
            sheet.warn("text-overrun", text=block.speaker.one(block.label))
    return y, bottom - y


def fit_blocks(blocks: list[Block], top: float, bottom: float) -> None:
    """Make blocks give way until they end above the bottom, gently first."""
    ranked = sorted(blocks, key=lambda block: block.gives_way)
    for hard in (False, True):
        while end_of(blocks, top) > bottom:
            if not any(isinstance(one.piece, Flexible) and one.piece.shrink(hard) for one in ranked):
                break
    if end_of(blocks, top) > bottom:
        raise ValueError("the page cannot hold its barest blocks")
    _give_back(ranked, blocks, top, bottom)


def _give_back(ranked: list[Block], blocks: list[Block], top: float, bottom: float) -> None:
    """Use the room that is left in the end: first for blocks that show nothing, then for the weightiest."""
    pieces = [block.piece for block in reversed(ranked) if isinstance(block.piece, Regaining)]
    for piece in [*(piece for piece in pieces if not piece.shown), *pieces]:
        while piece.regain():
            if end_of(blocks, top) > bottom:
                piece.undo_regain()
                break
            if piece.shown == 1:
                break


def end_of(blocks: list[Block], top: float) -> float:
    """Where the last line of some blocks stands."""
    y = end = top
    for block in blocks:
        if block.height:
            end = y + block.height
            y = block.next_rule(y)
    return end
