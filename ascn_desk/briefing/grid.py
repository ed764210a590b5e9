"""The grid every page stands on: twelve columns, lines of 16, measured in points from the upper left.

Source: the print language of the packs. A4 is 595.28 by 841.89; the frame is 481.9 wide, 64 to 784 high.
A bound pack gives up 14.18 at the left; Letter centres the same frame and ends it 50 higher.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

Paper = Literal["A4", "Letter"]

COLUMNS = 12
GUTTER = 12.0
HALF = 8.0
TOP = 64.0

_SIZES: dict[str, tuple[float, float]] = {"A4": (595.28, 841.89), "Letter": (612.0, 792.0)}
_FRAME_WIDTH = 481.9
_BINDING = 14.18


@dataclass(frozen=True)
class Grid:
    """Where things stand on a page of one paper size.

    Units: points; y grows downwards from the upper edge of the paper.
    """

    width: float
    height: float
    left: float
    right: float
    bottom: float
    top: float = TOP

    @property
    def frame_width(self) -> float:
        """From the left to the right edge of the text."""
        return self.right - self.left

    @property
    def column_width(self) -> float:
        """One of the twelve columns."""
        return (self.frame_width - (COLUMNS - 1) * GUTTER) / COLUMNS

    def column(self, number: int) -> float:
        """The left edge of a column, counted from 1."""
        return self.left + (number - 1) * (self.column_width + GUTTER)

    def span(self, first: int, last: int) -> float:
        """The width from the left edge of one column to the right edge of another."""
        return (last - first + 1) * (self.column_width + GUTTER) - GUTTER

    @property
    def main(self) -> float:
        """The left edge of the main column, beside the column of labels."""
        return self.column(4)

    @property
    def main_width(self) -> float:
        """The width of the main column."""
        return self.right - self.main

    @property
    def margin(self) -> float:
        """Where notes about stale figures stand, outside the frame."""
        return self.right + 5.0

    @property
    def footer(self) -> float:
        """The rule over the footer."""
        return self.bottom + 10.0


def grid_for(paper: Paper, bound: bool) -> Grid:
    """The grid for a paper size, with room for binding at the left if it will be bound."""
    width, height = _SIZES[paper]
    left = (width - _FRAME_WIDTH) / 2
    return Grid(
        width=width,
        height=height,
        left=left + (_BINDING if bound else 0.0),
        right=left + _FRAME_WIDTH,
        bottom=784.0 if paper == "A4" else 734.0,
    )


def half_grid_at_least(y: float) -> float:
    """The first half-grid line at or below a height."""
    return math.ceil(round(y / HALF, 6)) * HALF
