"""How large the windows are."""

from __future__ import annotations

from PySide6.QtCore import QSize

LEAST = QSize(1024, 640)
USUAL = QSize(1366, 768)
_FRAME = QSize(16, 40)
"""What a window manager puts around a window, at most."""


def is_better_maximised(room: QSize) -> bool:
    """Whether a screen shows a window of the usual size only cut off, and one that fills it wholly."""
    framed = USUAL + _FRAME
    return room.expandedTo(framed) != room and room.expandedTo(LEAST) == room
