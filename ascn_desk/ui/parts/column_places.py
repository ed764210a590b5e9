"""How wide the columns of a list are: by what stands in them, so that words are cut only where there is no room.

- a column with a width of its own keeps it, wider where its words need more, narrower where others lack room
- columns that stretch share the rest; one whose words are short leaves its part to the others
- where even their least does not fit, columns that may leave are left out, the one with the lowest ``leaves`` first
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf

from ascn_desk.ui.parts.cells import Column

LEAST = 104
"""The least width of a column that stretches, in px at 100 %, where it names none."""
_MOST_GROWTH = 1.6
"""How far a column grows beyond its own width for its words."""


def placed(
    columns: Sequence[Column],
    words: Sequence[float],
    own: Mapping[str, float],
    room: float,
    unit: float,
    outer: float = 0.0,
) -> list[float | None]:
    """The width of each column in a room; None for one that is left out.

    Shapes: ``words`` is what the words of each column take with their padding, infinite where they are not known yet;
            ``own`` are widths that the person set.
    Units:  px; ``unit`` is one px at 100 %; ``outer`` is what the first and the last column need besides.
    """
    shown = list(range(len(columns)))
    while True:
        needed = [each + outer * ((n == shown[0]) + (n == shown[-1])) for n, each in enumerate(words)]
        tight = {n: _fixed(columns[n], needed[n], own, unit, is_tight=True) for n in shown}
        stretched = [n for n in shown if tight[n] is None]
        least = sum(_least(columns[n], needed[n], unit) for n in stretched) + sum(w or 0.0 for w in tight.values())
        leaving = [n for n in shown if columns[n].leaves and columns[n].key not in own]
        if least <= room or not leaving or len(shown) == 1:
            break
        shown.remove(min(leaving, key=lambda n: columns[n].leaves))
    easy = {n: _fixed(columns[n], needed[n], own, unit, is_tight=False) for n in shown}
    wanted = sum(needed[n] for n in stretched) + sum(w or 0.0 for w in easy.values())
    fixed = easy if wanted <= room or any(needed[n] == inf for n in stretched) else tight
    free = room - sum(width or 0.0 for width in fixed.values())
    shares = _shared(columns, needed, stretched, free, unit)
    return [shares.get(n, fixed[n]) if n in fixed else None for n in range(len(columns))]


def _fixed(column: Column, needed: float, own: Mapping[str, float], unit: float, *, is_tight: bool) -> float | None:
    """The width of a column that does not stretch."""
    if column.key in own:
        return own[column.key] * unit
    if column.stretch:
        return None
    width = column.width * unit
    if needed == inf:
        return width
    most = min(needed, width * _MOST_GROWTH)
    return most if is_tight else max(width, most)


def _least(column: Column, needed: float, unit: float) -> float:
    return min(needed, (column.width or LEAST) * unit)


def _shared(
    columns: Sequence[Column], needed: Sequence[float], stretched: Sequence[int], free: float, unit: float
) -> dict[int, float]:
    """Share by ``stretch``: none below its least, none above its words while another lacks room for its own."""
    made: dict[int, float] = {}
    rest, left = list(stretched), free
    while rest:
        part = left / sum(columns[n].stretch for n in rest)
        equal = {n: part * columns[n].stretch for n in rest}
        fit = {n: max(_least(columns[n], needed[n], unit), min(needed[n], equal[n])) for n in rest}
        # Who is settled first decides who pays: those below their least where these lack more than the others spare.
        lacking = sum(fit.values()) - left
        settled = {n: fit[n] for n in rest if lacking == 0 or (fit[n] - equal[n]) * lacking > 0} or fit
        made |= settled
        left -= sum(settled.values())
        rest = [n for n in rest if n not in settled]
    spread = sum(columns[n].stretch for n in stretched)
    return {n: width + max(0.0, left) * columns[n].stretch / spread for n, width in made.items()}
