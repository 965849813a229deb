"""Start here: one lecture in five examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from tutor.language import _
from tutor.ui import typesetting
from tutor.ui.buttons import IconButton
from tutor.ui.examples import EXAMPLES, Example
from tutor.ui.look import Look, ui_font
from tutor.ui.rooms import STRIP
from tutor.ui.typesetting import Order, formula_order

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from tutor.board import Formula


def example_formula(example: Example) -> Formula:
    """Return what an example's card shows."""
    from tutor.board import Formula

    return Formula(example.shown, "", "", example.markup, example.shown)


class ExampleCard(QAbstractButton):
    """One example: number, name, formula."""

    def __init__(self, look: Look, number: int, example: Example, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._number = number
        self._example = example
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(60)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(
            _("Example {number}: {title}, {formula}").format(
                number=number, title=_(example.title), formula=example.shown
            )
        )
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(197, 60)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 60)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        line = "action.base" if on else "text.tertiary" if self.underMouse() else "window.line"
        painter.setPen(QPen(look.colour(line), 1))
        painter.setBrush(look.colour("action.tint" if on else "window.surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        circle = QRectF(11, 18, 24, 24)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("action.base" if on else "meaning.heldConstant_fill"))
        painter.drawEllipse(circle)
        painter.setPen(look.colour("action.onAction" if on else "text.secondary"))
        painter.setFont(ui_font(14, 600))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.setPen(look.colour("text.primary"))
        room = self.width() - 53
        title = painter.fontMetrics().elidedText(_(self._example.title), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(45, 10, room + 4, 20), Qt.AlignmentFlag.AlignVCenter, title)
        self._paint_formula(painter, room)
        painter.end()

    def order(self) -> Order:
        """Return the formula, not yet typeset."""
        return formula_order(self._example.markup, self._look, 16, "text.primary", display=False)

    def _paint_formula(self, painter: QPainter, room: int) -> None:
        if not self._look.typesets:
            return
        typeset = typesetting.kept(self.order())
        if typeset is None:
            painter.drawText(QRectF(45, 32, room, 20), Qt.AlignmentFlag.AlignVCenter, self._example.shown)
            return
        width, height = typeset.size.width(), typeset.size.height()
        scale = min(1.0, (room + 8) / width)
        place = QRectF(45 - typesetting.MARGIN, 42 - height * scale / 2, width * scale, height * scale)
        typeset.renderer.render(painter, place)


class LectureStrip(QWidget):
    """The five examples in their order, and a way to put them away."""

    picked = Signal(object)
    """the Example that a person pressed"""
    closed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lectureStrip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Start here: one lecture, five steps"))
        self.setFixedHeight(STRIP)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 16, 1)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        heading = QLabel(_("Start here"))
        heading.setProperty("kind", "strong")
        words.addWidget(heading)
        below = QLabel(_("one lecture, five steps"))
        below.setProperty("kind", "caption")
        words.addWidget(below)
        words.addStretch(1)
        row.addLayout(words)
        row.addSpacing(12)
        self.cards: list[ExampleCard] = []
        for number, example in enumerate(EXAMPLES, start=1):
            card = ExampleCard(look, number, example)
            card.clicked.connect(lambda _checked=False, example=example: self.picked.emit(example))
            self.cards.append(card)
            row.addWidget(card, 1)
        row.addSpacing(4)
        row.addWidget(IconButton(look, "close", _("Put the lecture away"), self.closed.emit, "quiet"))

    def orders(self) -> tuple[Order, ...]:
        """Return what its cards will have typeset; nothing where it is put away."""
        return () if self.isHidden() else tuple(card.order() for card in self.cards)

    def show_text(self, text: str, ask: str | None) -> None:
        """Light up the example that is being worked on, if one is."""
        for card, example in zip(self.cards, EXAMPLES, strict=True):
            card.setChecked(example.is_of(text, ask))
