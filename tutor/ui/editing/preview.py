"""The typeset preview of what was read: its terms know where they were typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen

from tutor.ui.formula_view import FormulaView
from tutor.ui.look import Look, font_size

if TYPE_CHECKING:
    from tutor.board import Formula, Place, Reading
    from tutor.ui.long_formulas import LongFormula
    from tutor.ui.typesetting import Order, Typeset


class Preview(FormulaView):
    """Shows a reading. A term under the mouse is said in `pointed`; `light` lights one up from outside."""

    pointed = Signal(object)
    """the Place of the term under the mouse, None where there is none"""
    place_pressed = Signal(object)
    """the Place of the term that was pressed"""

    def __init__(self, look: Look) -> None:
        super().__init__(look, font_size("formulaPreview"), lowest=38, stop=True)
        self._reading: Reading | None = None
        self._lit: Place | None = None
        self._pointed: Place | None = None
        self._found: tuple[Typeset | LongFormula, dict[str, QRectF]] | None = None
        self.pressed.connect(self._press)

    def set_reading(self, reading: Reading) -> None:
        """Show what was read."""
        self._reading = reading
        self._lit = self._pointed = None
        self.set_formula(reading.formula)

    def reading_orders(self, reading: Reading) -> tuple[Order, ...]:
        """Return what showing a reading would have typeset."""
        return self.orders(reading.formula, reading.preview)

    def set_plain(self, formula: Formula) -> None:
        """Show a formula of which no term is known by its place."""
        self._reading = None
        self._lit = self._pointed = None
        self.set_formula(formula)

    def _markup(self) -> str:
        if self._reading is not None and self._reading.preview:
            return self._reading.preview
        return super()._markup()

    # Terms and their places --------------------------------------------------------------------

    def place(self, id_: str) -> Place | None:
        """Return the place with an id."""
        places = self._reading.places if self._reading is not None else ()
        return next((place for place in places if place.id == id_), None)

    def place_at(self, start: int, end: int | None = None) -> Place | None:
        """Return the smallest term that was typed around a character, or around [start, end)."""
        end = start + 1 if end is None else end
        places = self._reading.places if self._reading is not None else ()
        around = [place for place in places if place.start <= start and end <= place.end]
        return min(around, key=lambda place: (place.end - place.start, -len(place.id)), default=None)

    def light(self, place: Place | None) -> None:
        """Light up the term of a place, or none."""
        if place != self._lit:
            self._lit = place
            self.update()

    def lit(self) -> Place | None:
        """Return the place whose term is lit."""
        return self._lit

    def rectangles(self, place: Place) -> list[QRectF]:
        """Return where a term is on the widget: one rectangle, unless it is in several pieces."""
        made = self._made()
        whole = self._wholes(made).get(place.id) if made is not None else None
        if made is None or whole is None:
            return []
        painted = self._place()
        scale = painted.width() / max(made.size.width(), 1e-9)
        corner = painted.topLeft() + whole.topLeft() * scale
        return [QRectF(corner, whole.size() * scale)]

    def _wholes(self, made: Typeset | LongFormula) -> dict[str, QRectF]:
        """Return where each term is in what is typeset, by the term's id, with the terms in it."""
        if self._found is None or self._found[0] is not made:
            wholes: dict[str, QRectF] = {}
            for target, rectangle in made.links:
                parts = target.split(".")
                for count in range(1, len(parts) + 1):
                    id_ = ".".join(parts[:count])
                    wholes[id_] = wholes[id_].united(rectangle) if id_ in wholes else rectangle
            self._found = made, wholes
        return self._found[1]

    def step_at(self, position: QPointF) -> str | None:
        """Return the id of the innermost term at a place of the widget."""
        ids = sorted(self._ids_at(position), key=len)
        return ids[-1] if ids else None

    def _ids_at(self, position: QPointF) -> Iterator[str]:
        for place in self._reading.places if self._reading is not None else ():
            if any(rectangle.contains(position) for rectangle in self.rectangles(place)):
                yield place.id

    # Hands and painting ------------------------------------------------------------------------

    def _press(self, id_: str) -> None:
        place = self.place(id_)
        if place is not None:
            self.place_pressed.emit(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        id_ = self.step_at(event.position())
        self._point(self.place(id_) if id_ is not None else None)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(None)

    def _point(self, place: Place | None) -> None:
        if place != self._pointed:
            self._pointed = place
            self.light(place)
            self.pointed.emit(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._lit is not None and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.colour("action.tint"))
            for rectangle in self.rectangles(self._lit):
                painter.drawRoundedRect(rectangle.adjusted(-2, -1, 2, 1), 3, 3)
        self._paint_dots(painter)
        painter.end()
        super().paintEvent(event)

    def _paint_dots(self, painter: QPainter) -> None:
        if self._reading is None or not self.isEnabled():
            return
        pen = QPen(self._look.colour("action.base"), 1.8, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
        pen.setDashPattern([0.1, 2.0])
        painter.setPen(pen)
        for alternative in self._reading.alternatives:
            place = self.place_at(alternative.start, alternative.end)
            for rectangle in self.rectangles(place) if place is not None else ():
                line = min(rectangle.bottom() + 4, self.height() - 1.0)
                painter.drawLine(QPointF(rectangle.left(), line), QPointF(rectangle.right(), line))
