"""The questions that can be asked of what was typed: one typeset button each."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from tutor.board import Question
from tutor.language import _
from tutor.ui.buttons import TypesetButton
from tutor.ui.flow_layout import FlowLayout
from tutor.ui.look import Look


class QuestionBar(QWidget):
    """Shows the questions of a reading; the chosen one is filled."""

    asked = Signal(object)
    """the Question that a person pressed"""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._questions: tuple[Question, ...] = ()
        self._group = QButtonGroup(self)
        self._flow = FlowLayout(self)
        self.setAccessibleName(_("Questions"))
        self.setMinimumHeight(40)

    def set_questions(self, questions: tuple[Question, ...]) -> None:
        """Offer these questions."""
        if questions == self._questions:
            return
        self._questions = questions
        for button in self._group.buttons():
            self._group.removeButton(button)
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for question in questions:
            button = TypesetButton(self._look, question.label, question.title)
            button.clicked.connect(lambda _checked=False, question=question: self.asked.emit(question))
            self._group.addButton(button)
            self._flow.addWidget(button)
        self.updateGeometry()

    def choose(self, question: Question | None) -> None:
        """Show which question is being answered; nothing is emitted."""
        for offered, button in zip(self._questions, self._group.buttons(), strict=True):
            button.setChecked(offered == question)

    def buttons(self) -> list[TypesetButton]:
        """Return the buttons in the order offered."""
        return [button for button in self._group.buttons() if isinstance(button, TypesetButton)]
