"""Grey shapes where something is about to be: painted at once, while what they stand for is still made.

Painted also at the very first: `Qt`'s enumerations, which take 15 ms to load, are not touched here.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from tutor.ui.look import Look, size_of

_NOTHING = QColor(0, 0, 0, 0)


def fill(painter: QPainter, look: Look, key: str) -> None:
    """Have shapes filled with a colour of the palette, and not outlined."""
    painter.setPen(_NOTHING)
    painter.setBrush(look.colour(key))


def paint_card(painter: QPainter, look: Look, rect: QRectF, line: str, surface: str, radius: float) -> None:
    """Paint a card with an outline of one px inside of `rect`, in two colours of the palette."""
    painter.setPen(look.colour(line))
    painter.setBrush(look.colour(surface))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def _paint_bars(painter: QPainter, bars: Iterable[tuple[float, float, float, float]], right: float) -> None:
    """Paint bars given as (x, y, width, height), none beyond `right`."""
    for x, y, width, height in bars:
        bar = QRectF(x, y, min(width, right - x), height)
        painter.drawRoundedRect(bar, min(height / 2, 8), min(height / 2, 8))


_COLUMN = ((0, 4, 64, 36), (72, 4, 80, 36), (0, 68, 112, 24), (16, 128, 24, 24), (52, 128, 148, 24),
           (16, 176, 330, 32), (16, 234, 424, 12), (16, 256, 310, 12))  # fmt: skip


def paint_column(painter: QPainter, look: Look, width: float, height: float) -> None:
    """Paint what is below the editor, from the painter's origin: questions, heading, step card, transport."""
    right = width - 12.0
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_card(painter, look, QRectF(0, 112, right, 177), "window.lineStrong", "window.surface", 12)
    fill(painter, look, "window.skeletonFrom")
    _paint_bars(painter, _COLUMN, right)
    y = height - 40.0
    _paint_bars(painter, ((0, y, 40, 40), (48, y, 40, 40), (216, y, 126, 40)), right)


def paint_panel(painter: QPainter, look: Look, width: int, height: int) -> None:
    """Paint the picture's panel from the painter's origin: its bars, and a plot between them."""
    top, bottom = size_of("tabBar"), height - size_of("plotReadout")
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(look.colour("window.line"))
    for y in (top, bottom):
        painter.drawLine(1, y, width, y)
    paint_plot(painter, look, QRectF(1, top + 1, width - 1, bottom - top - 1))


def paint_plot(painter: QPainter, look: Look, room: QRectF) -> None:
    """Paint the shape of a plot."""
    fill(painter, look, "window.skeletonTo")
    painter.drawRoundedRect(room.adjusted(56, 28, -28, -52), 8, 8)


class StepSkeleton(QFrame):
    """The shape of a step card, before the first derivation arrives."""

    _BARS = ((16, 16, 24, 24), (52, 16, 148, 24), (16, 64, 330, 32), (16, 122, 424, 12), (16, 144, 310, 12))

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("kind", "card")
        self.setFixedHeight(176)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill(painter, self._look, "window.skeletonFrom")
        _paint_bars(painter, self._BARS, self.width() - 16)
        painter.end()


class PlotSkeleton(QWidget):
    """The shape of a plot, before the first picture."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_plot(painter, self._look, QRectF(self.rect()))
        painter.end()


class ColumnSkeleton(QWidget):
    """The shape of what is below the editor."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_column(painter, self._look, self.width(), self.height())
        painter.end()


class PanelSkeleton(QWidget):
    """The shape of the picture's panel."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("window.surface"))
        painter.fillRect(QRectF(0, 0, 1, self.height()), self._look.colour("window.line"))
        paint_panel(painter, self._look, self.width(), self.height())
        painter.end()
