"""Rows that give way: what the page cannot hold is counted in a last line."""

from __future__ import annotations

from collections.abc import Sequence


class GivingRows:
    """What tables and facts share: how many rows are shown, and how they are given up and taken back.

    ``keep`` is how many rows are held on to as long as the page can.
    """

    def __init__(self, rows: Sequence[object], keep: int) -> None:
        self._count = len(rows)
        self._keep = keep
        self.shown = len(rows)

    @property
    def _hidden(self) -> int:
        return self._count - self.shown

    def shrink(self, hard: bool) -> bool:
        """Give up the last row."""
        if self.shown <= (0 if hard else min(self._keep, self._count)):
            return False
        self.shown -= 1
        return True

    def regain(self) -> bool:
        """Take a row back."""
        if self.shown == self._count:
            return False
        self.shown += 1
        return True

    def undo_regain(self) -> None:
        """Give it up again."""
        self.shown -= 1
