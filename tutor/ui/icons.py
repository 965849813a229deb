"""Nabla's own stroke icons: small SVG files, recoloured by the palette when they are loaded."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from tutor.resources import resource

_RATIOS = (1.0, 2.0, 3.0)
"""Device pixel ratios an icon is kept in."""


@cache
def _drawing(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


@cache
def icon_pixmap(name: str, colour: str, size: int = 20, ratio: float = 2.0) -> QPixmap:
    """Return icon `name` in a colour, `size` logical px wide.

    Raises:
        FileNotFoundError: if there is no such icon.
    """
    renderer = QSvgRenderer(_drawing(name).replace("currentColor", colour).encode())
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


@cache
def icon(name: str, colour: str, disabled: str) -> QIcon:
    """Return icon `name` with an own pixmap for the disabled state (Qt would fade it)."""
    result = QIcon()
    for ratio in _RATIOS:
        result.addPixmap(icon_pixmap(name, colour, ratio=ratio), QIcon.Mode.Normal)
        result.addPixmap(icon_pixmap(name, disabled, ratio=ratio), QIcon.Mode.Disabled)
    return result
