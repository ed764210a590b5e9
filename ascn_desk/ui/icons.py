"""Line icons in any colour: lucide drawings with a stroke of 1.75, as pixmaps for the screen's pixels.

Qt draws ``currentColor`` black, so the colour is written into the drawing before it is rendered.
"""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ascn_desk.base.resources import resource_path, resource_text

STROKE = "1.75"


def icon_names() -> list[str]:
    """The names of all shipped icons."""
    return sorted(file.stem for file in resource_path("icons").glob("*.svg"))


@lru_cache(maxsize=512)
def pixmap(name: str, size_px: int, color: str, ratio: float) -> QPixmap:
    """An icon as a picture of ``size_px`` logical pixels; colour as ``#RRGGBB``.

    Errors: FileNotFoundError if no such icon is shipped.
    """
    drawing = resource_text(f"icons/{name}.svg").replace("currentColor", color)
    drawing = re.sub(r'stroke-width="[^"]*"', f'stroke-width="{STROKE}"', drawing)
    made = QPixmap(QSize(round(size_px * ratio), round(size_px * ratio)))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, made.width(), made.height()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def draw(painter: QPainter, area: QRectF, name: str, color: QColor) -> None:
    """Draw an icon centred in an area, as large as its shorter side."""
    size = round(min(area.width(), area.height()))
    if size < 1:
        return  # a part that is still being laid out
    ratio = painter.device().devicePixelRatioF()
    picture = pixmap(name, size, color.name(), ratio)
    left = round((area.center().x() - size / 2) * ratio) / ratio
    top = round((area.center().y() - size / 2) * ratio) / ratio
    painter.drawPixmap(QRectF(left, top, size, size), picture, QRectF(picture.rect()))


def icon(name: str, size_px: int, color: QColor, ratio: float) -> QIcon:
    """The icon for one of Qt's own widgets."""
    return QIcon(pixmap(name, size_px, color.name(), ratio))
