"""A step as a row to press, by mouse or by key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QWidget

from tutor.board import Step
from tutor.language import _
from tutor.ui.formula_menu import copy_text, formula_menu, open_menu
from tutor.ui.look import Look


class StepRow(QWidget):
    """A step that can be pressed; a screen reader hears its number, rule and formula."""

    pressed = Signal()

    def __init__(self, look: Look, number: str, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.step = step
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(
            _("Step {number}, {rule}: {formula}").format(
                number=number, rule=step.title, formula=step.line.speech or step.line.text
            )
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        open_menu(formula_menu(self.step.line, self._look, self), event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_text(self.step.line.text)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)
