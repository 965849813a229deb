"""The surface of what lies over the window for a moment: a card with a soft shadow, painted."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from tutor.ui.look import Look

REACH = 16
"""px that the shadow takes on each side of the card."""

_DROP = 5
_RADIUS = 12


def paint_popup(painter: QPainter, look: Look, whole: QRectF) -> None:
    """Paint a popup's card inside `whole`, its shadow around it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    card = whole.adjusted(REACH, REACH, -REACH, -REACH)
    shade = QColor(look.colour("window.popupShadow"))
    most = shade.alphaF()
    for ring in range(REACH - 2, 0, -2):
        shade.setAlphaF(most * (1 - ring / REACH) ** 2 / 2.5)
        painter.setBrush(shade)
        painter.drawRoundedRect(
            card.adjusted(-ring, -ring + _DROP, ring, ring + _DROP - 4), _RADIUS + ring, _RADIUS + ring
        )
    painter.setPen(QPen(look.colour("window.lineStrong"), 1))
    painter.setBrush(look.colour("window.surface"))
    painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
