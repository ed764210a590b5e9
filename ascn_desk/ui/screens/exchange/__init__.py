"""The exchange of bundles: what will go, sending it, looking at what came, rehearsing and importing it."""

from ascn_desk.ui.screens.exchange.screen import ExchangeScreen

__all__ = ["ExchangeScreen"]
