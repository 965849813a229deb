"""One formula on the screen: typeset, spoken, copied, and pressed where a part of it opens its own steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from tutor.ui import typesetting
from tutor.ui.long_formulas import LONG, LongFormula, Wish, long_formulas
from tutor.ui.look import Look, text_scale, ui_font

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from tutor.board import Formula
    from tutor.ui.typesetting import Order

SMALLEST_SCALE = 0.6
"""A formula wider than its room shrinks to this at most; then it scrolls."""

_BEGINNING = 300
"""Characters of a long formula that are shown as plain text until it is typeset."""


class FormulaView(QWidget):
    """Paints a `Formula`. Wider than its room it is scaled down, then scrolled; never cut silently.

    `size` is that of its letters, `lowest` the least height it takes, both in px. `stop` says whether
    the Tab key stops here, for the keys that copy it; in a row that has the focus, the row answers them.
    """

    pressed = Signal(str)
    """the id of the step whose place in the formula was pressed"""

    def __init__(
        self,
        look: Look,
        size: float,
        *,
        colour: str = "text.primary",
        display: bool = True,
        lowest: int = 0,
        stop: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._size = size
        self._colour = colour
        self._display = display
        self._lowest = lowest
        self._stop = stop
        self._formula: Formula | None = None
        self._typeset: typesetting.Typeset | None = None
        self._long_size: QSizeF | None = None
        self._natural: tuple[float, float] | None = None
        self._listens = False
        self._stale = False
        self._made_at: tuple[float, bool] = (0.0, False)
        self._offset = 0.0
        self._grabbed: QPointF | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)
        look.changed.connect(self._follow_look)

    def set_formula(self, formula: Formula | None) -> None:
        """Show a formula, or nothing."""
        self._formula = formula
        self._offset = 0.0
        self.setAccessibleName(formula.speech or formula.text if formula else "")
        self._typeset_again()

    def formula(self) -> Formula | None:
        """Return what is shown."""
        return self._formula

    def set_size(self, size: float) -> None:
        """Set the size of the letters, in px."""
        if size != self._size:
            self._size = size
            self._typeset_again()

    def set_colour(self, key: str) -> None:
        """Set the colour of what carries no role, e.g. "text.secondary"."""
        if key != self._colour:
            self._colour = key
            self._typeset_again()

    def _markup(self) -> str:
        """Return what is typeset."""
        return self._formula.typst if self._formula is not None else ""

    def _typeset_again(self) -> None:
        self._long_size = None
        self._typeset_now()
        self._natural = None
        self.updateGeometry()
        self._note_overflow()
        self.update()

    def _typeset_now(self) -> None:
        """Typeset what is short; what is long follows once it is in sight."""
        self._stale = False
        self._made_at = text_scale(), self._look.typesets
        self._typeset = None
        if self._formula is not None and self._look.typesets and not self._is_long():
            self._typeset = typesetting.formula(
                self._markup(), self._look, self._size, self._colour, display=self._display
            )

    def _follow_look(self) -> None:
        """Take other colours when next painted: a formula out of sight can wait, its size is the same."""
        if self._made_at == (text_scale(), self._look.typesets):
            self._stale = True
            self.update()
        else:
            self._typeset_again()

    def orders(self, formula: Formula, markup: str = "") -> tuple[Order, ...]:
        """Return what showing a formula would have typeset, perhaps in another markup than its own."""
        if not self._look.typesets or len(formula.text) >= LONG:
            return ()
        wanted = markup or formula.typst
        return (
            typesetting.formula_order(wanted, self._look, self._size, self._colour, display=self._display),
        )

    def _is_long(self) -> bool:
        return self._look.typesets and self._formula is not None and len(self._formula.text) >= LONG

    def _wish(self) -> Wish:
        size = self._size * text_scale()
        return Wish(self._markup(), self._look.name, size, self._colour, self._display)

    def _long(self) -> LongFormula | None:
        """Return the long formula as soon as it is typeset."""
        if not self._listens:
            self._listens = True
            long_formulas().arrived.connect(self._take_long)
        found = long_formulas().find(self._wish())
        if found is not None and self._long_size is None:
            self._take_long(self._wish())
        return found

    def _made(self) -> typesetting.Typeset | LongFormula | None:
        """Return what is typeset by now."""
        return self._typeset or (long_formulas().kept(self._wish()) if self._is_long() else None)

    def _take_long(self, wish: Wish) -> None:
        if not self._is_long() or wish != self._wish():
            return
        made = long_formulas().kept(wish)
        if made is not None and made.size != self._long_size:
            self._long_size = made.size
            self._natural = None
            self.updateGeometry()
            self._note_overflow()
        self.update()

    # Size --------------------------------------------------------------------------------------

    def natural_size(self) -> tuple[float, float]:
        """Return (width, height) in px as typeset, before any scaling."""
        if self._natural is None:  # a layout of hundreds of rows asks thousands of times
            self._natural = self._measured()
        return self._natural

    def _measured(self) -> tuple[float, float]:
        if self._typeset is not None:
            return self._typeset.size.width(), self._typeset.size.height()
        if self._formula is None:
            return 0.0, self._size * 1.2
        if self._is_long():
            size = self._long_size or QSizeF(0.6 * len(self._formula.text), 1.7) * self._size * text_scale()
            return size.width(), size.height()
        metrics = self._plain_metrics()
        return metrics.horizontalAdvance(self._formula.text) + 4.0, metrics.height() + 4.0

    def _plain_metrics(self) -> QFontMetricsF:
        return QFontMetricsF(ui_font(max(14, round(self._size * 0.8))))

    def scale_in(self, width: float) -> float:
        """Return the scale at which the formula is painted in `width` px."""
        natural = self.natural_size()[0]
        if natural <= width or natural <= 0:
            return 1.0
        return max(SMALLEST_SCALE, width / natural)

    def overflows(self) -> bool:
        """Say whether the formula is wider than its room even when scaled down."""
        return self.natural_size()[0] * self.scale_in(self.width()) > self.width() + 0.5

    def sizeHint(self) -> QSize:
        width, height = self.natural_size()
        return QSize(int(width) + 1, max(self._lowest, int(height) + 1))

    def minimumSizeHint(self) -> QSize:
        # Never lower than what is painted at the present width: a layout may not cut it.
        width, _height = self.natural_size()
        return QSize(int(min(width * SMALLEST_SCALE, 120)), self.heightForWidth(max(self.width(), 1)))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        natural_width, height = self.natural_size()
        scale = self.scale_in(width)
        bar = 8 if natural_width * scale > width + 0.5 else 0
        return max(self._lowest, int(height * scale) + 1 + bar)

    def _note_overflow(self) -> None:
        over = self.overflows()
        alone = Qt.FocusPolicy.TabFocus if self._stop and self._formula else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if over else alone)
        self._scroll_to(self._offset)

    def _scroll_to(self, offset: float) -> None:
        width = self.natural_size()[0] * self.scale_in(self.width())
        self._offset = min(max(0.0, offset), max(0.0, width - self.width()))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.scale_in(event.oldSize().width()) != self.scale_in(event.size().width()):
            self.updateGeometry()  # the least height follows the scale
        self._note_overflow()

    # Painting ----------------------------------------------------------------------------------

    def _place(self) -> QRectF:
        width, height = self.natural_size()
        scale = self.scale_in(self.width())
        room = self.height() - (8 if self.overflows() else 0)
        return QRectF(-self._offset, (room - height * scale) / 2, width * scale, height * scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._formula is None:
            return
        if self._stale:
            self._typeset_now()
        made = self._long() if self._is_long() else None
        painter = QPainter(self)
        place = self._place()
        if not self.isEnabled():
            painter.setOpacity(0.55)
        if self._typeset is not None:
            self._typeset.renderer.render(painter, place)
        elif made is not None:
            made.paint(painter, place, self.width())
        elif self._look.typesets:
            painter.setFont(ui_font(max(14, round(self._size * 0.8))))
            painter.setPen(self._look.colour(self._colour))
            words = self._formula.text[:_BEGINNING] if self._is_long() else self._formula.text
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
        if self.overflows():
            self._paint_bar(painter, place.width())
        painter.end()

    def _paint_bar(self, painter: QPainter, width: float) -> None:
        room = self.width()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("window.lineStrong"))
        thumb = QRectF(self._offset * room / width, self.height() - 5.0, room * room / width, 4.0)
        painter.drawRoundedRect(thumb, 2, 2)

    # Hands -------------------------------------------------------------------------------------

    def step_at(self, position: QPointF) -> str | None:
        """Return the id of the step whose part of the formula is at a place of the widget."""
        made = self._made()
        if made is None:
            return None
        place = self._place()
        scale = place.width() / max(made.size.width(), 1e-9)
        inside = (position - place.topLeft()) / scale
        for target, rectangle in made.links:
            if rectangle.contains(inside):
                return target
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        step = self.step_at(event.position()) if event.button() == Qt.MouseButton.LeftButton else None
        if step is not None:
            self.pressed.emit(step)
        elif self.overflows() and event.button() == Qt.MouseButton.LeftButton:
            self._grabbed = event.position() + QPointF(self._offset, 0)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            self._scroll_to((self._grabbed - event.position()).x())
            return
        if self.step_at(event.position()) is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        elif self.overflows():
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.unsetCursor()
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None
        super().mouseReleaseEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta().x() or (
            event.angleDelta().y() if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0
        )
        if delta and self.overflows():
            self._scroll_to(self._offset - delta / 2)
            event.accept()
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        # An overflowing formula scrolls with the arrows while it has the focus; the steps stay.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
            and self.overflows()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self.overflows():
            self._scroll_to(self._offset + (40 if event.key() == Qt.Key.Key_Right else -40))
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.EnabledChange:
            self.update()
        super().changeEvent(event)

    # Copying -----------------------------------------------------------------------------------

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._formula is not None:
            from tutor.ui.formula_menu import formula_menu, open_menu

            open_menu(formula_menu(self._formula, self._look, self), event.globalPos())

    def copy(self) -> None:
        """Put the formula on the clipboard as text."""
        if self._formula is not None:
            from tutor.ui.formula_menu import copy_formula

            copy_formula(self._formula)
