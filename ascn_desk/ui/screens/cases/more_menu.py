"""All that can be done with a case, as the menu of its head."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ascn_desk.base.words import t
from ascn_desk.ui.parts import Choice, Menu


def more_menu(anchor: QWidget, *, may_purge: bool) -> Menu:
    """The menu under a button; the ids of its choices are those that :meth:`CaseDetail.act` knows."""
    choices = [
        Choice("log", t("Add a note"), "N"), Choice("status", t("Change the status"), "C"),
        Choice("done", t("Next action done"), "D"), Choice("put-off", t("Put off"), "S"),
        Choice("follow-up", t("Add a follow-up"), "F"), Choice("attach", t("Add a file"), "A"),
        Choice("edit", t("Edit all fields"), "E"), Choice("history", t("History"), "H"),
        Choice("pack", t("Make a pack of the case"), "Ctrl+P"),
    ]  # fmt: skip
    if may_purge:
        choices.append(Choice("purge", t("Ask for a purge"), "P"))
    choices.append(Choice("copy", t("Copy the number")))
    return Menu(anchor, choices, name="case-menu")
