"""All sheets of the gallery by name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ascn_desk.ui.gallery.components import components
from ascn_desk.ui.gallery.overlays import dialog, palette
from ascn_desk.ui.gallery.pages import empty, shell, today
from ascn_desk.ui.gallery.records import records

SHEETS: dict[str, Callable[[], QWidget]] = {
    "components": components,
    "shell": shell,
    "today": today,
    "records": records,
    "empty": empty,
    "dialog": dialog,
    "palette": palette,
}

WITH_FOCUS = frozenset(("empty", "dialog", "palette"))
"""Sheets whose own focus is part of the picture."""
