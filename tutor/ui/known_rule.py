"""What a student knows already: a box to tick beside a rule, so that it takes one line from then on."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from tutor.board import Step
from tutor.language import _
from tutor.ui.look import Look

BOX = 16.0
"""px, the side of the box"""


class KnownRule(QPushButton):
    """A box to tick: "I know it". Ticked, the rule is done in one line; unticked, step by step."""

    marked = Signal(str, bool)
    """the rule's name, and whether the student knows it"""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(_("I know it"), parent)
        self._look = look
        self._rule = ""
        self.setProperty("kind", "tick")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda known: self.marked.emit(self._rule, known))
        look.changed.connect(self.update)
        self.hide()

    def set_step(self, step: Step) -> None:
        """Offer the rule of this step; nothing where the step applies none that could be known."""
        self._rule = step.rule
        self.setVisible(step.understood is not None)
        self.setChecked(bool(step.understood))
        self.setAccessibleName(_("I know this rule: {rule}").format(rule=step.title))
        self.setToolTip(
            _("Untick it to see this rule step by step again.")
            if step.understood
            else _("Tick it to have this rule done in one line from now on.")
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(4.5, (self.height() - BOX) / 2 + 0.5, BOX - 1, BOX - 1)
        ticked = self.isChecked() and self.isEnabled()
        line = "action.base" if ticked else "text.tertiary" if self.isEnabled() else "window.disabledText"
        painter.setPen(QPen(self._look.colour(line), 1.4))
        painter.setBrush(self._look.colour("action.base" if ticked else "window.surface"))
        painter.drawRoundedRect(box, 4, 4)
        if self.isChecked():
            pen = QPen(self._look.colour("action.onAction" if ticked else "window.disabledText"), 1.8)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            x, y = box.left(), box.top()
            painter.drawPolyline(
                [QPointF(x + 3.5, y + 8), QPointF(x + 6.5, y + 11), QPointF(x + 11.5, y + 4.5)]
            )
        painter.end()
