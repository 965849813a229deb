"""What is drawn over the typed text: squiggles, dots under what can be read in two ways, empty boxes."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from tutor.ui.look import Look, mono_font

BELOW = 26
"""px under the last line where the column of a mistake stands."""

_LEAST = 9.0
"""px of a squiggle where there is nothing to underline."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the text in Qt's positions; `column` is shown under it where it is not 0."""

    start: int
    end: int
    column: int = 0


def outline(edit: QPlainTextEdit, start: int, end: int) -> list[QRectF]:
    """Return where a part of the text is in the viewport, a rectangle a line; the first has width 0 where
    the part is empty."""
    cursor = QTextCursor(edit.document())
    rectangles: list[QRectF] = []
    last = edit.document().characterCount() - 1  # of another text, what is marked may lie behind the end
    start, end = min(start, last), min(max(start, end), last)
    cursor.setPosition(start)
    place = QRectF(edit.cursorRect(cursor))
    left = place.left()
    while True:
        at_end = cursor.position() >= end
        now = QRectF(edit.cursorRect(cursor))
        if now.top() > place.top():
            place = now
            left = now.left()
        rectangle = QRectF(left, place.top(), now.left() - left, place.height())
        if rectangles and rectangles[-1].top() == rectangle.top():
            rectangles[-1] = rectangle
        else:
            rectangles.append(rectangle)
        if at_end or not cursor.movePosition(QTextCursor.MoveOperation.NextCharacter):
            return rectangles


def paint_squiggle(painter: QPainter, edit: QPlainTextEdit, look: Look, stretch: Stretch) -> None:
    """Draw a squiggle, and under the last line the column where it begins."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.colour("meaning.yourAnswer_line"), 1.8))
    places = outline(edit, stretch.start, stretch.end)
    for place in places:
        painter.drawPath(_wave(QPointF(place.left(), place.bottom() + 1), max(place.width(), _LEAST)))
    last = edit.document().findBlock(stretch.start) == edit.document().lastBlock()
    if stretch.column and last and places:
        middle = places[0].left() + max(min(places[0].width(), _LEAST), _LEAST) / 2
        _paint_column(painter, look, QPointF(middle, places[0].bottom() + 5), stretch.column)


def _paint_column(painter: QPainter, look: Look, at: QPointF, column: int) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("meaning.yourAnswer_text"))
    painter.drawPolygon(QPolygonF([at + QPointF(-4, 5), at + QPointF(4, 5), at]))
    painter.setPen(look.colour("meaning.yourAnswer_text"))
    painter.setFont(mono_font(14))
    painter.drawText(QRectF(at.x() - 24, at.y() + 5, 48, 16), Qt.AlignmentFlag.AlignHCenter, str(column))


def paint_dots(painter: QPainter, edit: QPlainTextEdit, look: Look, stretch: Stretch) -> None:
    """Draw dots under a part that can be read in two ways."""
    pen = QPen(look.colour("action.base"), 1.8, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
    pen.setDashPattern([0.1, 2.0])
    painter.setPen(pen)
    for place in outline(edit, stretch.start, stretch.end):
        line = place.bottom() + 1.5
        painter.drawLine(QPointF(place.left() + 1, line), QPointF(place.right() - 1, line))


def paint_box(painter: QPainter, edit: QPlainTextEdit, look: Look, stretch: Stretch) -> None:
    """Draw a dashed box where something is to be typed."""
    pen = QPen(look.colour("meaning.yourAnswer_line"), 1.2)
    pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for place in outline(edit, stretch.start, stretch.end):
        painter.drawRoundedRect(place.adjusted(0.5, 1.5, -0.5, -1.5), 3, 3)


def _wave(start: QPointF, width: float) -> QPainterPath:
    """Return a squiggle of `width` px: amplitude 1.6, period 6."""
    path = QPainterPath(start)
    x, up = start.x(), True
    while x < start.x() + width:
        path.quadTo(QPointF(x + 1.5, start.y() + (-3.2 if up else 3.2)), QPointF(x + 3, start.y()))
        x, up = x + 3, not up
    return path
