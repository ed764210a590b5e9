"""What stands on a page of the exchange where there is nothing to show."""

from __future__ import annotations

from ascn_desk.base.words import t
from ascn_desk.ui.parts import EmptyState


def nothing_here(title: str, words: str, *, icon: str, name: str) -> EmptyState:
    """What would stand here, with the way back to the exchange; its signal ``begun`` asks for that."""
    return EmptyState(title, words, button=t("Back to the exchange"), button_icon="arrow-up-down", icon=icon, name=name)
