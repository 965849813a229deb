"""Grey shapes where something is about to be."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from tutor.ui.look import Look


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
        for x, y, width, height in self._BARS:
            bar = QRectF(x, y, min(width, self.width() - x - 16), height)
            painter.drawRoundedRect(bar, min(height / 2, 8), min(height / 2, 8))
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
