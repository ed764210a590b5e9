"""Companies: list and the page of one."""

from ascn_desk.ui.screens.companies.screen import CompaniesScreen

__all__ = ["CompaniesScreen"]
