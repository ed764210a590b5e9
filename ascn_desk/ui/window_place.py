"""Where the window was, kept between two starts in the profile."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ascn_desk.ui.sizes import LEAST, USUAL, is_better_maximised

_GEOMETRY = "geometry"


class WindowPlace:
    """The place that a profile's window had last."""

    def __init__(self, profile: Path) -> None:
        self._file = QSettings(str(profile / "window.ini"), QSettings.Format.IniFormat)

    def restore(self, window: QWidget) -> None:
        """Put a window where it was before, on a screen that there is now."""
        kept = self._file.value(_GEOMETRY)
        here = QGuiApplication.primaryScreen().availableGeometry()
        if not isinstance(kept, QByteArray) or not window.restoreGeometry(kept):
            window.resize(USUAL)
            if is_better_maximised(here.size()):
                window.setWindowState(Qt.WindowState.WindowMaximized)
        screens = [each.availableGeometry() for each in QGuiApplication.screens()]
        if not any(each.intersects(window.frameGeometry()) for each in screens):
            window.move(here.topLeft())
        window.resize(window.size().boundedTo(here.size()).expandedTo(LEAST))

    def keep(self, window: QWidget) -> None:
        """Remember where a window is."""
        self._file.setValue(_GEOMETRY, window.saveGeometry())
        self._file.sync()
