"""The room of packs: what was issued, and making a pack with its pages beside."""

from ascn_desk.ui.screens.packs.screen import PacksScreen

__all__ = ["PacksScreen"]
