"""The room of cases."""

from ascn_desk.ui.screens.cases.screen import CasesScreen

__all__ = ["CasesScreen"]
