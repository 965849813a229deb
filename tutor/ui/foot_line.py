"""A line over the foot of the picture, for what goes on beside it."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from tutor.ui.look import Look


class FootLine(QWidget):
    """Words and what a subclass adds to their `row`; hidden until it appears.

    It lies over its parent, so that the picture need not be drawn in another size.
    """

    def __init__(self, look: Look, panel: QWidget) -> None:
        super().__init__(panel)
        self._look = look
        self._panel = panel
        self._bottom = 0
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(24, 6, 16, 6)
        self.row.setSpacing(12)
        self.words = QLabel()
        self.words.setProperty("kind", "caption")
        self.row.addWidget(self.words)
        self.hide()

    def place(self, bottom: int) -> None:
        """Lie with the lower edge at a height of the parent."""
        self._bottom = bottom
        width, height = self._panel.width(), self.sizeHint().height()
        self.setGeometry(1, bottom - height, width - 1, height)

    def appear(self) -> None:
        """Show the line, over everything else."""
        self.place(self._bottom)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("window.surface"))
        painter.setPen(self._look.colour("window.line"))
        painter.drawLine(0, 0, self.width(), 0)
        painter.end()
