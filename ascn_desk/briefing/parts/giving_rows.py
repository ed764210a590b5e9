"""Rows that give way: what the page cannot hold is counted in a last line."""

from __future__ import annotations

from collections.abc import Sequence


class GivingRows:
    """What tables and facts share: how many rows are shown, and how they are given up and taken back.

    ``keep`` is how many rows are held on to as long as the page can; ``further`` rows were never made, only counted.
    """

    def __init__(self, rows: Sequence[object], keep: int, further: int = 0) -> None:
        self._count = len(rows)
        self._further = further
        self._keep = keep
        self.shown = len(rows)

    @property
    def _hidden(self) -> int:
        return self._count - self.shown + self._further

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
