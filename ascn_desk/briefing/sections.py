"""Which sections of a pack are printed, and in which order: those asked for, else all in the template's order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from ascn_desk.briefing.parts.block import Block

T = TypeVar("T")


def chosen(sections: Sequence[str], named: Sequence[tuple[str, T]]) -> list[T]:
    """What stands under the names asked for, in the order asked; all of it where nothing is asked for."""
    if not sections:
        return [each for _, each in named]
    return [each for asked in sections for name, each in named if name == asked]


def arranged(sections: Sequence[str], blocks: Sequence[Block]) -> list[Block]:
    """The blocks of one page, as far as they are asked for, in the order asked."""
    return chosen(sections, [(block.name, block) for block in blocks])
