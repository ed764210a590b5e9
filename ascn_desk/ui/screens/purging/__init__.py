"""The room of purging."""

from ascn_desk.ui.screens.purging.screen import PurgingScreen

__all__ = ["PurgingScreen"]
