"""The result, and how it was checked: shown once the last step is reached."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from tutor.board import Walkthrough
from tutor.language import _, paragraph
from tutor.ui.formula_view import FormulaView
from tutor.ui.look import Look
from tutor.ui.marks import Mark
from tutor.ui.sentence_view import SentenceView
from tutor.ui.typesetting import Order

_SIZE, _SMALLER = 21, 18
"""px of the equation, and where room is short"""
_NARROWEST = 190
"""px of words that can stand beside the equation"""


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
        label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        row.addWidget(label)
        self.formula = FormulaView(look, _SIZE, stop=True)
        row.addWidget(self.formula, 1)
        column.addLayout(row)
        self._label, self._row, self._column = label, row, column
        self.also = SentenceView(look, 15, colour="text.secondary")
        column.addWidget(self.also)
        self._check = QWidget(self)
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

        self._coming: Walkthrough | None = None

    def orders(self, walkthrough: Walkthrough) -> tuple[Order, ...]:
        """Return what showing an answer would have typeset."""
        return self.formula.orders(walkthrough.result.equation)

    def set_walkthrough(self, walkthrough: Walkthrough) -> None:
        """Show the result of a walkthrough; out of sight, the card waits for `fill`."""
        self._coming = walkthrough
        if not self.isHidden():
            self.fill()

    def setVisible(self, visible: bool) -> None:
        """Show or hide the card; called by Qt for `show` and `hide` as well."""
        if visible:
            self.fill()
        super().setVisible(visible)

    def fill(self) -> None:
        """Take in what came while the card was out of sight, if anything did."""
        walkthrough, self._coming = self._coming, None
        if walkthrough is None:
            return
        self.formula.set_formula(walkthrough.result.equation)
        self.also.set_sentence(walkthrough.result.also)
        self.check.set_sentence(walkthrough.check)
        self._check.setVisible(bool(walkthrough.check.text))
        self.notes.setText(paragraph(*walkthrough.notes))
        self.notes.setVisible(bool(walkthrough.notes))
        self._place_check()

    def set_smaller(self, smaller: bool) -> None:
        """Set the equation smaller, where the answer would not be in sight otherwise."""
        self.formula.set_size(_SMALLER if smaller else _SIZE)
        self._place_check()

    def _place_check(self) -> None:
        """Put the check beside the equation where it is no higher there, else below."""
        width, height = self.formula.natural_size()
        margins = self._column.contentsMargins()
        taken = self._label.sizeHint().width() + width + 2 * self._row.spacing()
        rest = round(self.width() - margins.left() - margins.right() - taken)
        beside = rest >= _NARROWEST and not self._check.isHidden()
        beside = beside and self.check.heightForWidth(rest - 28) <= max(height, 48)
        layout = self._row if beside else self._column
        if layout.indexOf(self._check) < 0:
            self._row.removeWidget(self._check)
            self._column.removeWidget(self._check)
            if beside:
                self._row.addWidget(self._check, 0, Qt.AlignmentFlag.AlignVCenter)
            else:
                self._column.insertWidget(self._column.indexOf(self.also) + 1, self._check)
        self._row.setStretchFactor(self.formula, 0 if beside else 1)
        self._row.setStretchFactor(self._check, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._place_check()
