"""The result, and how it was checked: shown once the last step is reached."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tutor.board import Walkthrough
from tutor.language import _, paragraph
from tutor.ui.formula_view import FormulaView
from tutor.ui.look import Look
from tutor.ui.marks import Mark
from tutor.ui.sentence_view import SentenceView


class AnswerCard(QWidget):
    """The word "Answer", the equation, its other forms, and a tick with the check in words."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 4)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(12)
        label = QLabel(_("Answer"))
        label.setProperty("kind", "strong")
        row.addWidget(label)
        self.formula = FormulaView(look, 21, stop=True)
        row.addWidget(self.formula, 1)
        column.addLayout(row)
        self.also = SentenceView(look, 15, colour="text.secondary")
        column.addWidget(self.also)
        self._check = QWidget()
        check = QHBoxLayout(self._check)
        check.setContentsMargins(0, 0, 0, 0)
        check.setSpacing(8)
        check.addWidget(Mark(look, "check", "action.base"), 0, Qt.AlignmentFlag.AlignTop)
        self.check = SentenceView(look, 15, colour="text.secondary")
        check.addWidget(self.check, 1)
        column.addWidget(self._check)
        self.notes = QLabel()
        self.notes.setProperty("kind", "caption")
        self.notes.setWordWrap(True)
        column.addWidget(self.notes)

    def set_walkthrough(self, walkthrough: Walkthrough) -> None:
        """Show the result of a walkthrough."""
        self.formula.set_formula(walkthrough.result.equation)
        self.also.set_sentence(walkthrough.result.also)
        self.check.set_sentence(walkthrough.check)
        self._check.setVisible(bool(walkthrough.check.text))
        self.notes.setText(paragraph(*walkthrough.notes))
        self.notes.setVisible(bool(walkthrough.notes))
