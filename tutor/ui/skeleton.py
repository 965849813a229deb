"""Grey shapes where something is about to be: painted at once, while what they stand for is still made."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tutor.ui.look import Look, size_of


def _paint_bars(painter: QPainter, bars: Iterable[tuple[float, float, float, float]], right: float) -> None:
    """Paint bars given as (x, y, width, height), none beyond `right`."""
    for x, y, width, height in bars:
        bar = QRectF(x, y, min(width, right - x), height)
        painter.drawRoundedRect(bar, min(height / 2, 8), min(height / 2, 8))


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
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("window.skeletonFrom"))
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
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("window.skeletonTo"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(56, 28, -28, -52), 8, 8)
        painter.end()


class ColumnSkeleton(QWidget):
    """The shape of what is below the editor: questions, heading, step card, transport."""

    _ABOVE = ((0, 4, 64, 36), (72, 4, 80, 36), (0, 68, 112, 24), (16, 128, 24, 24), (52, 128, 148, 24),
              (16, 176, 330, 32), (16, 234, 424, 12), (16, 256, 310, 12))  # fmt: skip
    _CARD = QRectF(0.5, 112.5, 0, 176)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, right = self._look, self.width() - 12.0
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.colour("window.lineStrong"))
        painter.setBrush(look.colour("window.surface"))
        card = QRectF(self._CARD)
        card.setRight(right - 0.5)
        painter.drawRoundedRect(card, 12, 12)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("window.skeletonFrom"))
        _paint_bars(painter, self._ABOVE, right)
        y = self.height() - 40.0
        _paint_bars(painter, ((0, y, 40, 40), (48, y, 40, 40), (216, y, 126, 40)), right)
        painter.end()


class PanelSkeleton(QWidget):
    """The shape of the picture's panel: its bars, and a plot between them."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName("canvasPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, size_of("tabBar") + 1, 0, size_of("plotReadout"))
        column.addWidget(PlotSkeleton(look))
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._look.colour("window.line"))
        for y in (size_of("tabBar"), self.height() - size_of("plotReadout")):
            painter.drawLine(1, y, self.width(), y)
        painter.end()
