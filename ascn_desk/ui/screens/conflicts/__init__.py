"""Conflicts, one by one."""

from ascn_desk.ui.screens.conflicts.screen import ConflictsScreen

__all__ = ["ConflictsScreen"]
