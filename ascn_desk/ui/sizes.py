"""How large the windows are."""

from __future__ import annotations

from PySide6.QtCore import QSize

LEAST = QSize(1024, 640)
USUAL = QSize(1366, 768)
