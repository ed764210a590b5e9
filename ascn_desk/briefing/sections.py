"""Which sections of a pack are printed, and in which order: those asked for, else all in the template's order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from ascn_desk.briefing.content import PackFrame
from ascn_desk.briefing.parts.block import Block

T = TypeVar("T")


def chosen(frame: PackFrame, named: Sequence[tuple[str, T]]) -> list[T]:
    """What stands under the names asked for, in the order asked; all of it where nothing is asked for."""
    if not frame.sections:
        return [each for _, each in named]
    return [each for asked in frame.sections for name, each in named if name == asked]


def arranged(frame: PackFrame, blocks: Sequence[Block]) -> list[Block]:
    """The blocks of one page, as far as they are asked for, in the order asked."""
    return chosen(frame, [(block.name, block) for block in blocks])
