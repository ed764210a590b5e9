"""A line of what goes on over pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ascn_desk.briefing.sheet import Sheet


@dataclass(frozen=True)
class FlowLine:
    """A line that is drawn in one go with its upper left corner at a place; ``stays`` with the one after it.

    ``again`` is drawn before it where it begins a page: the group that its row belongs to.
    """

    height: float
    draw: Callable[[Sheet, float, float], None]
    stays: bool = False
    again: FlowLine | None = None
