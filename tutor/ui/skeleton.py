"""Grey shapes where something is about to be: painted at once, while what they stand for is still made."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFrame, QWidget

from tutor.ui import shapes
from tutor.ui.look import Look


def paint(widget: QWidget, *parts: str) -> None:
    """Paint shapes over a widget, from within its paintEvent."""
    width, height = widget.width(), widget.height()
    painter = QPainter(widget)
    QSvgRenderer(shapes.drawing(width, height, *parts)).render(painter, QRectF(0, 0, width, height))
    painter.end()


class StepSkeleton(QFrame):
    """The shape of a step card, before the first derivation arrives."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("kind", "card")
        self.setFixedHeight(176)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint(self, shapes.step(self._look, self.width()))


class _Skeleton(QWidget):
    """A shape that fills its widget, given the look, the width and the height."""

    def __init__(self, look: Look, shape: Callable[[Look, int, int], str]) -> None:
        super().__init__()
        self._look = look
        self._shape = shape
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint(self, self._shape(self._look, self.width(), self.height()))


class PlotSkeleton(_Skeleton):
    """The shape of a plot, before the first picture."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, shapes.plot)


class ColumnSkeleton(_Skeleton):
    """The shape of what is below the editor."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, shapes.column)


class PanelSkeleton(_Skeleton):
    """The shape of the picture's panel."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, shapes.panel)
