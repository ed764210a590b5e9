"""Whole numbers as spans: runs without a gap, each by its first and last. So a gap takes no room, however wide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

Span = tuple[int, int]
"""The first and the last number of a run."""


def spans_of(numbers: Iterable[int]) -> tuple[Span, ...]:
    """The runs that these numbers make, upwards."""
    found: list[Span] = []
    for number in sorted(set(numbers)):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return tuple(found)


def gaps(numbers: Iterable[int], since: int | None = None) -> tuple[Span, ...]:
    """The runs that are not there between the least of these numbers, or ``since``, and the greatest."""
    runs = spans_of(numbers)
    if since is not None:
        runs = ((since - 1, since - 1), *(each for each in runs if each[1] >= since))
    return tuple((one[1] + 1, other[0] - 1) for one, other in pairwise(runs) if one[1] + 1 < other[0])


def spans_text(spans: Sequence[Span], most: int | None = None) -> str:
    """``7, 9–12``; with ``most`` only so many runs, and ``…`` where there are more."""
    shown = [str(first) if first == last else f"{first}–{last}" for first, last in spans[:most]]
    return ", ".join(shown) + (" …" if most is not None and len(spans) > most else "")
