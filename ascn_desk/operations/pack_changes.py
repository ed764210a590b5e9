"""What changed between two printings of a pack, page by page: the lines that only one of them has.

Pages are paired so that what they have in common is most, in their order: a page that was put between the others does
not make all that follow look changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from ascn_desk.briefing.read_back import page_lines
from ascn_desk.operations.views.pack_library import PageChange

_LEAST_ALIKE = 0.25
"""Pages that share less than this of their lines are two pages, not one that changed."""


def changes_of(before: bytes, now: bytes) -> tuple[PageChange, ...]:
    """What became of each page between two PDFs, in the order of the new one."""
    return page_changes(page_lines(before), page_lines(now))


def page_changes(before: Sequence[Sequence[str]], now: Sequence[Sequence[str]]) -> tuple[PageChange, ...]:
    """What became of each page, its lines given; pages count from 1."""
    found: list[PageChange] = []
    for old, new in _pairs(before, now):
        if old is None and new is not None:
            found.append(PageChange("added", None, new + 1, added=tuple(now[new])))
        elif new is None and old is not None:
            found.append(PageChange("gone", old + 1, None, gone=tuple(before[old])))
        elif old is not None and new is not None:
            gone, added = _differing(before[old], now[new])
            state = "changed" if gone or added else "same"
            found.append(PageChange(state, old + 1, new + 1, gone, added))  # type: ignore[arg-type]
    return tuple(found)


def _differing(before: Sequence[str], now: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    gone: list[str] = []
    added: list[str] = []
    for what, old, old_end, new, new_end in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if what != "equal":
            gone += before[old:old_end]
            added += now[new:new_end]
    return tuple(gone), tuple(added)


def _pairs(
    before: Sequence[Sequence[str]], now: Sequence[Sequence[str]]
) -> list[tuple[int | None, int | None]]:
    """Pages of both that belong together, in order; None where the other has none."""
    alike = [[_alike(old, new) for new in now] for old in before]
    # best[i][j]: the most that the pages from i and from j on can have in common.
    best = [[0.0] * (len(now) + 1) for _ in range(len(before) + 1)]
    for old in reversed(range(len(before))):
        for new in reversed(range(len(now))):
            paired = alike[old][new] + best[old + 1][new + 1] if alike[old][new] >= _LEAST_ALIKE else -1.0
            best[old][new] = max(paired, best[old + 1][new], best[old][new + 1])
    found: list[tuple[int | None, int | None]] = []
    old = new = 0
    while old < len(before) and new < len(now):
        here = best[old][new]
        if alike[old][new] >= _LEAST_ALIKE and here == alike[old][new] + best[old + 1][new + 1]:
            found.append((old, new))
            old, new = old + 1, new + 1
        elif here == best[old + 1][new]:
            found.append((old, None))
            old += 1
        else:
            found.append((None, new))
            new += 1
    found += [(each, None) for each in range(old, len(before))]
    found += [(None, each) for each in range(new, len(now))]
    return found


def _alike(one: Sequence[str], other: Sequence[str]) -> float:
    """The part of their lines that two pages share, 0 to 1; two empty ones are alike."""
    if not one and not other:
        return 1.0
    shared = sum((Counter(one) & Counter(other)).values())
    return 2 * shared / (len(one) + len(other))
