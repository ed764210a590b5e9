"""What the entries of a segment order to be gone, and which of its lines are gone already.

Source: docs/bundle-format.md, section 4.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ascn_desk.base.errors import RefusedError
from ascn_desk.domain.merge import DELETED, MERGED_INTO
from ascn_desk.domain.purges import Bare, Purge
from ascn_desk.sync.entry_line import Entry, Redacted, decode_skeleton
from ascn_desk.sync.forms import DESK

PURGE = "purge"
PURGE_MARK = b'"kind":"purge"'
"""Stands in the line of every purge."""
FIELDS = ("desk", "n", "line", "skeleton")
"""An entry that sets all four acts by itself."""

_DIGEST = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"[a-z0-9-]{1,64}")


def purges_of(entries: Sequence[Entry | Redacted]) -> list[Purge]:
    """The purges among the entries of a segment; whether they act is for whoever holds the registry to say."""
    return [
        found
        for each in entries
        if isinstance(each, Entry) and each.kind == PURGE and (found := _purge_of(each)) is not None
    ]


def bare_of(entries: Sequence[Entry | Redacted], first: int = 0) -> list[Bare]:
    """The lines of a segment of which only the digest came; ``first`` is the place of the first of these."""
    return [
        Bare(place, each.n, each.redacted) for place, each in enumerate(entries, first) if isinstance(each, Redacted)
    ]


def _purge_of(entry: Entry) -> Purge | None:
    """The purge that an entry sets, or None: of another purge there is none, nor without a skeleton of that line."""
    desk, n, line, text = (entry.set.get(name) for name in FIELDS)
    if type(n) is not int or not isinstance(desk, str) or not isinstance(line, str) or not isinstance(text, str):
        return None
    if DESK.fullmatch(desk) is None or _DIGEST.fullmatch(line) is None:
        return None
    skeleton = text.encode("utf-8")
    try:
        left = decode_skeleton(skeleton)
    except RefusedError:
        return None
    if left.n != n or left.kind == PURGE or not _keeps_only_what_acts(left):
        return None
    return Purge(entry.n, desk, n, line, skeleton)


def _keeps_only_what_acts(left: Entry) -> bool:
    """Whether the two values that a skeleton keeps are such as an entry can set."""
    target = left.set.get(MERGED_INTO)
    is_id = target is None or (isinstance(target, str) and _ID.fullmatch(target) is not None)
    return is_id and left.set.get(DELETED) in (None, True, False) and type(left.set.get(DELETED)) is not int
