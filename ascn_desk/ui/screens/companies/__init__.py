"""The room of companies."""

from ascn_desk.ui.screens.companies.screen import CompaniesScreen

__all__ = ["CompaniesScreen"]
