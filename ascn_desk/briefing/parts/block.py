"""A block of a page: a rule over the frame, its label, and what it holds, beside the label or below it."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.briefing import styles
from ascn_desk.briefing.grid import half_grid_at_least
from ascn_desk.briefing.palette import INK, TEXT_3, WARN
from ascn_desk.briefing.paragraph import line_width, set_text
from ascn_desk.briefing.parts.piece import Flexible, Piece, continued
from ascn_desk.briefing.say import NOTHING, Speaker, Words
from ascn_desk.briefing.sheet import Sheet

_LABEL_BASELINE = 16.0
_FULL = 24.0
_AIR = 12.0
_SIDE_LABEL = 24.0


@dataclass
class Block:
    """A label and a piece.

    Shapes: beside the label stands the piece in the main column; a `full` block has label and note on one line
            and the piece over the whole frame below them. `stale_note` puts a triangle before the note.
    """

    label: Words
    piece: Piece
    full: bool = False
    note: Words = NOTHING
    stale_note: bool = False
    main_in_full: bool = False
    gives_way: int = 0
    """The order in which blocks give up room when a page is too full; the lowest first."""

    @property
    def height(self) -> float:
        """From its rule to its last line."""
        inner = self.piece.lead + self.piece.height
        return _FULL + inner if self.full else max(_SIDE_LABEL, inner)

    def next_rule(self, y: float) -> float:
        """Where the next block's rule stands if this one's is at y."""
        return half_grid_at_least(y + self.height + _AIR)

    def draw(self, sheet: Sheet, speaker: Speaker, y: float) -> None:
        """Draw it with its rule at y, and make it reachable from the outline."""
        grid = sheet.grid
        sheet.line(grid.left, y, grid.right, y, 0.5, INK)
        sheet.bookmark(f"p{sheet.number}-{y:.0f}", speaker.joined(self.label, " / "), y, level=1)
        if self.full:
            self._draw_full_label(sheet, speaker, y)
            x = grid.main if self.main_in_full else grid.left
            self.piece.draw(sheet, x, y + _FULL + self.piece.lead)
        else:
            self._draw_side_label(sheet, speaker, y)
            self.piece.draw(sheet, grid.main, y + self.piece.lead)

    def _full_note(self) -> Words:
        if not self.piece.is_cut:
            return self.note
        more = continued()
        if not self.note:
            return more
        return Words(en=f"{self.note.of('en')} · {more.en}", ja=f"{self.note.of('ja')}　{more.ja}")

    def _draw_full_label(self, sheet: Sheet, speaker: Speaker, y: float) -> None:
        x = sheet.grid.left
        for number, (lang, spoken) in enumerate(speaker.say(self.label)):
            style = styles.label(lang) if number == 0 else styles.small(lang)
            x += sheet.text(x, y + _LABEL_BASELINE, spoken, style) + 8
        note = self._full_note()
        room = sheet.grid.right - x - 16 - (11 if self.stale_note else 0)
        shown = speaker.joined(note, " / ")
        style = styles.small(speaker.first)
        if shown and line_width(shown, style) > room:
            shown = speaker.one(note)
        if shown:
            setting = set_text(shown, style, room, max_lines=1)
            sheet.write(setting, sheet.grid.right, y + _LABEL_BASELINE - 8.25, "right")
            if self.stale_note:
                sheet.triangle(sheet.grid.right - setting.width - 9.5, y + _LABEL_BASELINE, WARN)

    def _draw_side_label(self, sheet: Sheet, speaker: Speaker, y: float) -> None:
        grid = sheet.grid
        top = y + _LABEL_BASELINE - 9.75
        width = grid.span(1, 3) - 4
        for number, (lang, spoken) in enumerate(speaker.say(self.label)):
            style = styles.label(lang) if number == 0 else styles.small(lang)
            setting = set_text(spoken, style, width, max_lines=2)
            sheet.write(setting, grid.left, top)
            top += setting.height
        note = self._full_note()
        room = int((y + self.height - top) // 11)
        for lang, spoken in speaker.say(note):
            if room > 0:
                setting = set_text(
                    spoken, styles.small(lang).but(colour=TEXT_3), width, max_lines=min(2, room)
                )
                sheet.write(setting, grid.left, top + 1)
                top += setting.height
                room -= len(setting.lines)


def lay_out(blocks: list[Block], top: float, bottom: float) -> list[tuple[float, Block]]:
    """Give each block its place on one page; where they are too many, they give way in their order.

    Errors: ValueError if even the barest blocks do not fit.
    """
    ranked = sorted(blocks, key=lambda block: block.gives_way)
    for hard in (False, True):
        while _end(blocks, top) > bottom:
            if not any(isinstance(one.piece, Flexible) and one.piece.shrink(hard) for one in ranked):
                break
    if _end(blocks, top) > bottom:
        raise ValueError("the page cannot hold its barest blocks")
    placed = []
    y = top
    for block in blocks:
        if block.height > 0:
            placed.append((y, block))
            y = block.next_rule(y)
    return placed


def room_left(placed: list[tuple[float, Block]], top: float, bottom: float) -> tuple[float, float]:
    """Where a further block could stand below the placed ones, and how high it could be."""
    y = placed[-1][1].next_rule(placed[-1][0]) if placed else top
    return y, bottom - y


def _end(blocks: list[Block], top: float) -> float:
    y = end = top
    for block in blocks:
        end = y + block.height
        y = block.next_rule(y)
    return end
