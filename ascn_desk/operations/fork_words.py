"""The branches of a forked log in words."""

from __future__ import annotations

from ascn_desk.base.words import t


def state_words(state: str) -> str:
    """What became of a value that a branch wrote; a state of a newer version by its code."""
    words = {
        "shown": t("shown"),
        "replaced": t("replaced"),
        "conflict": t("in conflict"),
        "written-again": t("written again"),
        "forked": t("not ruled"),
        "after-end": t("does not count"),
        "waiting": t("waits"),
        "aside": t("set aside"),
    }
    return words.get(state, state)


def standing_words(standing: str) -> str:
    """Why an entry of a branch sets nothing; anything else by its code."""
    words = {
        "redacted": t("redacted"),
        "invalid": t("invalid"),
        "not_authorised": t("not authorised"),
        "unknown_kind": t("of unknown kind"),
    }
    return words.get(standing, standing)
