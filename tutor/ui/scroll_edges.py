"""Soft edges where a scrolled list goes on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from tutor.ui.look import Look

_HEIGHT = 22


class ScrollEdges(QWidget):
    """Lies over a scroll area and fades its upper and lower edge into the background."""

    def __init__(self, look: Look, area: QScrollArea) -> None:
        super().__init__(area)
        self._look = look
        self._area = area
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        area.viewport().installEventFilter(self)
        area.verticalScrollBar().valueChanged.connect(self.update)
        area.verticalScrollBar().rangeChanged.connect(self.update)
        look.changed.connect(self.update)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._area.viewport().geometry())
            self.raise_()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        bar = self._area.verticalScrollBar()
        painter = QPainter(self)
        if bar.value() > bar.minimum():
            self._fade(painter, 0, _HEIGHT)
        if bar.value() < bar.maximum():
            self._fade(painter, self.height(), self.height() - _HEIGHT)
        painter.end()

    def _fade(self, painter: QPainter, edge: int, inside: int) -> None:
        solid = self._look.colour("window.bg")
        clear = QColor(solid)
        clear.setAlpha(0)
        gradient = QLinearGradient(0, edge, 0, inside)
        gradient.setColorAt(0, solid)
        gradient.setColorAt(1, clear)
        painter.fillRect(0, min(edge, inside), self.width(), _HEIGHT, gradient)
