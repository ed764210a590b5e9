"""Cities of the network: list, map, and the page of one."""

from ascn_desk.ui.screens.cities.screen import CitiesScreen

__all__ = ["CitiesScreen"]
