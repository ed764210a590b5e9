"""What stands where there is nothing to decide: at all, or any more."""

from __future__ import annotations

from ascn_desk.base.words import t
from ascn_desk.ui.parts import EmptyState


def no_conflicts() -> EmptyState:
    """What conflicts would be."""
    return EmptyState(
        t("No conflicts"),
        t("Where two people changed the same field without seeing each other, both values are kept and wait here "
          "for a decision."),
        button=t("To the exchange"), button_icon="arrow-up-down", icon="check",
        keys=[("Ctrl+7", t("exchange")), ("Ctrl+O", t("read files that came, from there"))],
        name="conflicts-empty",
    )  # fmt: skip


def all_decided(count: int) -> EmptyState:
    """What comes after the last decision."""
    return EmptyState(
        t("All conflicts are decided"),
        t("{n} decided here. Each decision is an entry of its own: it travels with your next file, and the others "
          "read there what was kept, by whom and why.", n=count),
        button=t("To the exchange"), button_icon="arrow-up-down", icon="check", name="conflicts-done",
    )  # fmt: skip
