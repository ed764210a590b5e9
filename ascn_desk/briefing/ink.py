"""What stands on a page as it is drawn: the operators of the format, and letters that have no code yet.

A font is cut down to the letters of the whole file, and a letter's code tells when it first stood there. So what is
drawn once fits into any file, at any place, as long as its letters keep their names: `press` gives them their codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reportlab.lib.rl_accel import fp_str

from ascn_desk.briefing.fonts import Face

Area = tuple[float, float, float, float]
"""Left, lower, right and upper edge, from the lower left corner of the paper."""


class Letters(NamedTuple):
    """Letters of one font; ``look`` sets its size, ``is_fresh`` where the font is chosen anew."""

    face: Face
    look: str
    text: str
    is_fresh: bool


class Bookmark(NamedTuple):
    """A place that the outline names; of level 0 the page itself."""

    title: str
    top: float
    """From the lower edge of the paper."""
    place: str
    """What tells it from the others of its page."""
    level: int


class Link(NamedTuple):
    """An area that leads to an address, or to a page of the same file."""

    area: Area
    target: str | int


Line = tuple[str | Letters, ...]
"""A line of text: operators and letters."""


@dataclass(slots=True)
class Ink:
    """What was drawn so far, in its order; what it gave cause to say, as (code, data)."""

    code: list[str | Line] = field(default_factory=list)
    marks: list[Bookmark | Link] = field(default_factory=list)
    warnings: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def size(self) -> int:
        """About how many characters it keeps."""
        return sum(len(each) if isinstance(each, str) else 40 * len(each) for each in self.code)


def numbers(*values: float) -> str:
    """Numbers as they stand in a file, side by side."""
    written: str = fp_str(*values)
    return written


def path(rings: Iterable[Sequence[tuple[float, float]]]) -> str:
    """Closed rings as one path; lengths from the lower left corner."""
    parts = ["n"]
    for ring in rings:
        # All numbers of a ring at once: a map has some ten thousand.
        written = numbers(*[each for place in ring for each in place]).split(" ")
        places = [f"{x} {y}" for x, y in zip(written[::2], written[1::2], strict=True)]
        parts.append(f"{places[0]} m")
        if len(places) > 1:
            parts.append(" l ".join(places[1:]) + " l")
        parts.append("h")
    return " ".join(parts)
