"""Grey shapes where something is about to be: painted at once, while what they stand for is still made.

Painted also at the very first: `Qt`'s enumerations, which take 15 ms to load, are not touched here.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QFrame, QWidget

from tutor.language import _
from tutor.ui.examples import EXAMPLES
from tutor.ui.look import Look, size_of, ui_font

_NOTHING = QColor(0, 0, 0, 0)


def fill(painter: QPainter, look: Look, key: str) -> None:
    """Have shapes filled with a colour of the palette, and not outlined."""
    painter.setPen(_NOTHING)
    painter.setBrush(look.colour(key))


def paint_ground(painter: QPainter, look: Look, key: str, rect: QRectF) -> None:
    """Fill a rectangle with a colour of the palette. (QPainter.fillRect would load Qt's enumerations.)"""
    fill(painter, look, key)
    painter.drawRect(rect)


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
    paint_ground(painter, look, "window.surface", QRectF(0, 0, width, height))
    for line in (QRectF(0, 0, 1, height), QRectF(1, top, width - 1, 1), QRectF(1, bottom, width - 1, 1)):
        paint_ground(painter, look, "window.line", line)
    paint_plot(painter, look, QRectF(1, top + 1, width - 1, bottom - top - 1))


def paint_plot(painter: QPainter, look: Look, room: QRectF) -> None:
    """Paint the shape of a plot."""
    fill(painter, look, "window.skeletonTo")
    painter.drawRoundedRect(room.adjusted(56, 28, -28, -52), 8, 8)


def _words(
    painter: QPainter, look: Look, key: str, place: tuple[float, float, float], words: str, width: float = 0
) -> int:
    """Write words in a line at (x, y, height), in the middle of `width` where that is given; return how
    wide they are."""
    x, y, height = place
    metrics = QFontMetrics(painter.font())
    took = metrics.horizontalAdvance(words)
    painter.setPen(look.colour(key))
    start = x + (width - took) // 2 if width else x
    painter.drawText(QPointF(start, y + (height - metrics.height()) // 2 + metrics.ascent()), words)
    return took


def paint_top_bar(painter: QPainter, look: Look, width: int) -> None:
    """Paint the top bar: mark, name, faces."""
    height = size_of("topBar")
    paint_ground(painter, look, "window.surface", QRectF(0, 0, width, height - 1))
    paint_ground(painter, look, "window.line", QRectF(0, height - 1, width, 1))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(24, (height - 1 - 20) // 2)
    paint_mark(painter, look)
    painter.resetTransform()
    painter.setFont(ui_font(19, 600))
    x = 50 + _words(painter, look, "text.primary", (50, 0, height - 1), "Nabla") + 28
    painter.setFont(ui_font(15, 600))
    metrics = QFontMetrics(painter.font())
    faces = (_("Explore"), _("Practice"), _("Present"))
    widths = [metrics.horizontalAdvance(face) + 24 for face in faces]
    y = (height - 1 - size_of("segmented")) // 2
    fill(painter, look, "window.segmentTrack")
    painter.drawRoundedRect(x, y, sum(widths) + 10, size_of("segmented"), 8, 8)
    line = "window.segmentOn" if look.name == "dark" else "window.lineStrong"
    paint_card(painter, look, QRectF(x + 3, y + 3, widths[0], 34), line, "window.segmentOn", 6)
    at = x + 3
    for face, across in zip(faces, widths, strict=True):
        key = "text.primary" if face == faces[0] else "text.secondary"
        _words(painter, look, key, (at, y + 3, 34), face, across)
        at += across + 2


def paint_mark(painter: QPainter, look: Look) -> None:
    """Paint ∇ at the painter's origin, 20 px wide."""
    pen = QPen(look.colour("action.base"), 1.8)
    pen.setJoinStyle(type(pen.joinStyle()).MiterJoin)
    painter.setPen(pen)
    painter.setBrush(_NOTHING)
    painter.drawPolygon(QPolygonF([QPointF(3, 4), QPointF(17, 4), QPointF(10, 17)]))
    pen.setWidthF(2.8)
    painter.setPen(pen)
    painter.drawLine(QPointF(3, 4), QPointF(10, 17))


def paint_lecture(painter: QPainter, look: Look, width: int, height: int, lit: int | None) -> None:
    """Paint the lecture strip from the painter's origin; `lit` is the example that is worked on, from 0."""
    paint_ground(painter, look, "window.surface", QRectF(0, 0, width, height - 1))
    paint_ground(painter, look, "window.line", QRectF(0, height - 1, width, 1))
    painter.setFont(ui_font(16, 600))
    across = _words(painter, look, "text.primary", (24, 23, 20), _("Start here"))
    painter.setFont(ui_font(14))
    across = max(across, _words(painter, look, "text.secondary", (24, 43, 17), _("one lecture, five steps")))
    left, right = 24 + across + 20, width - 68
    wide = (right - left + 8) / len(EXAMPLES)
    painter.setFont(ui_font(14, 600))
    for number, example in enumerate(EXAMPLES):
        x = round(left + number * wide)
        on = number == lit
        place = QRectF(x, 11, round(left + (number + 1) * wide) - 8 - x, 60)
        surface = "action.tint" if on else "window.surface"
        paint_card(painter, look, place, "action.base" if on else "window.line", surface, 8)
        fill(painter, look, "action.base" if on else "meaning.heldConstant_fill")
        painter.drawEllipse(QRectF(x + 11, 29, 24, 24))
        key = "action.onAction" if on else "text.secondary"
        _words(painter, look, key, (x + 11, 29, 24), str(number + 1), 24)
        _words(painter, look, "text.primary", (x + 45, 21, 20), _(example.title))


def paint_editor(painter: QPainter, look: Look, card: QRectF) -> None:
    """Paint the editor's card around its field."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_card(painter, look, card, "window.line", "window.surface", 12)
    paint_ground(painter, look, "window.line", QRectF(card.x() + 2, card.bottom() - 47, card.width() - 4, 1))
    painter.setPen(QPen(look.colour("window.focusRing"), 2))
    painter.setBrush(_NOTHING)
    painter.drawRoundedRect(card.adjusted(1, 1, -1, -1), 11, 11)


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
        paint_panel(painter, self._look, self.width(), self.height())
        painter.end()
