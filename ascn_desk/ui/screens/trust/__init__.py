"""The room of trust: whom this desk trusts, and what headquarters does about it."""

from ascn_desk.ui.screens.trust.screen import TrustScreen

__all__ = ["TrustScreen"]
