"""The small form over any room in which a case is logged."""

from ascn_desk.ui.screens.quick_case.quick_case import QuickCase

__all__ = ["QuickCase"]
