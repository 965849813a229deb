"""A step on the board: small once it is done, large in a card while it is the current one."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tutor.board import Sentence, Step
from tutor.language import _, paragraph
from tutor.ui.buttons import word_button
from tutor.ui.formula_view import FormulaView
from tutor.ui.known_rule import KnownRule
from tutor.ui.look import Look, font_size
from tutor.ui.marks import Badge, Chip, Mark, RuleName
from tutor.ui.sentence_view import SentenceView
from tutor.ui.step_row import StepRow
from tutor.ui.substeps import Substeps
from tutor.ui.typesetting import Order

SMALLER = 0.77
"""the size of the formula where room is short: 20 px"""
PIN, BRANCH = "pin", "branch"


def chip_icon(rule: str) -> str:
    """Return the icon that goes with a rule: a pin where something is held, a fork at the chain rule."""
    if "constant" in rule or "held" in rule:
        return PIN
    return BRANCH if "chain" in rule else ""


def small_number(text: str) -> str:
    """Return a step's number as it fits into a badge: the part after the last dot."""
    return text.rsplit(".", 1)[-1]


class DoneRow(StepRow):
    """A finished step: its number, its line, its rule. Pressing it goes back to it."""

    LEAST: Final = 44
    """px of height"""

    def __init__(self, look: Look, number: int, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(look, str(number), step, parent)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 16, 2)
        row.setSpacing(10)
        row.addWidget(Badge(look, str(number)))
        self.line = FormulaView(look, font_size("formulaDoneStep"))
        self.line.set_formula(step.line)
        row.addWidget(self.line, 1)
        row.addWidget(RuleName(step.title, 176))
        self._height: tuple[int, int] | None = None
        """the height in px that was found, and the width that it was found for"""

    def height_in(self, width: int) -> int:
        """Return the height in px that the row needs at a width."""
        if self._height is None or self._height[1] != width:
            self._height = max(self.LEAST, self._row.heightForWidth(width)), width
        return self._height[0]

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # something in it is higher now, or lower
            self._height = None
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.underMouse() and self.isEnabled():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.colour("window.segmentTrack"))
            painter.drawRoundedRect(self.rect(), 8, 8)
            painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: object) -> None:
        self.update()


class StepCard(QFrame):
    """The current step: number, rule, the whole line large, and why."""

    wanted = Signal(str)
    """the id of another step that was pressed in the formula"""
    focus_changed = Signal(object)
    """the Focus of the sub-step being looked at"""
    opened = Signal()
    """the steps within this step are in sight now"""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step: Step | None = None
        self._number = 0
        self.setProperty("kind", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 16, 12, 14)  # typeset pieces bring 4 px of their own
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setContentsMargins(4, 0, 4, 0)
        head.setSpacing(12)
        self.badge = Badge(look, current=True)
        self.chip = Chip(look)
        head.addWidget(self.badge)
        head.addWidget(self.chip)
        self.known = KnownRule(look)
        head.addStretch(1)
        head.addWidget(self.known)
        column.addLayout(head)
        self.formula = FormulaView(look, font_size("formulaCurrentStep"), stop=True)
        self.formula.pressed.connect(self.open_how)
        column.addWidget(self.formula)
        self.why = SentenceView(look, font_size("explanation"))
        column.addWidget(self.why)
        self.condition = _Remark(look)
        column.addWidget(self.condition)
        self.doubt = _Remark(look, "information")
        column.addWidget(self.doubt)
        self.show_how = word_button(_("Show how"), self.toggle_how, "link")
        self._how_row = QWidget()
        row = QHBoxLayout(self._how_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.show_how)
        row.addStretch(1)
        column.addWidget(self._how_row)
        self.substeps = Substeps(look)
        self.substeps.hide()
        self.substeps.closed.connect(self.close_how)
        self.substeps.chosen.connect(lambda step: self.focus_changed.emit(step.focus))
        column.addWidget(self.substeps)

    def set_step(self, number: int, step: Step) -> None:
        """Show a step large."""
        self._step, self._number = step, number
        self.badge.set_text(str(number))
        self.chip.set_text(step.title, chip_icon(step.rule))
        self.known.set_step(step)
        self.formula.set_formula(step.card)
        self.why.set_sentence(step.why)
        self.condition.set_sentence(step.condition)
        doubt = "" if step.verified else paragraph(*step.notes)
        self.doubt.set_sentence(Sentence(doubt, "", doubt))
        self._how_row.setVisible(bool(step.steps))
        self.close_how()
        self.setAccessibleName(_("Step {number}: {rule}").format(number=number, rule=step.title))

    def orders(self, step: Step) -> tuple[Order, ...]:
        """Return what showing a step would have typeset."""
        return self.formula.orders(step.card) + self.why.orders(step.why)

    def set_smaller(self, smaller: bool) -> None:
        """Set the formula smaller, so that the answer has room below."""
        self.formula.set_size(font_size("formulaCurrentStep") * (SMALLER if smaller else 1))

    def step(self) -> Step | None:
        """Return the step shown."""
        return self._step

    def toggle_how(self) -> None:
        """Open the step's own steps, or close them."""
        if self.substeps.isHidden():
            self.open_how()
        else:
            self.close_how()

    def close_how(self) -> bool:
        """Close the step's own steps; return False where they were not open."""
        was_open = not self.substeps.isHidden()
        self.substeps.hide()
        self.show_how.setText(_("Show how"))
        self.show_how.setAccessibleName(_("Show how"))
        if was_open and self._step is not None:
            self.focus_changed.emit(self._step.focus)
        return was_open

    def open_how(self, step_id: str = "") -> None:
        """Open the step's own steps, at one of them if its id is given; another step's id is `wanted`."""
        step = self._step
        if step is None:
            return
        if step_id and not any(_within(step_id, part) for part in step.steps):
            self.wanted.emit(step_id)
            return
        if step.steps:
            self.open_steps_of(self._number, step, step_id)
            self.show_how.setText(_("Hide"))
            self.show_how.setAccessibleName(_("Hide how"))

    def open_steps_of(self, number: int, step: Step, chosen: str = "") -> None:
        """Open the steps of this step, or of an earlier one that the line is made of, inside the card."""
        self.substeps.open(number, step, chosen)
        self.substeps.show()
        self.opened.emit()


def _within(step_id: str, step: Step) -> bool:
    return step.id == step_id or any(_within(step_id, part) for part in step.steps)


class _Remark(QWidget):
    """A quieter line below the explanation; without words it takes no room."""

    def __init__(self, look: Look, icon: str = "alert") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(8)
        row.addWidget(Mark(look, icon, "text.secondary", 18), 0, Qt.AlignmentFlag.AlignTop)
        self._words = SentenceView(look, font_size("body"), colour="text.secondary")
        row.addWidget(self._words, 1)
        self.hide()

    def set_sentence(self, sentence: Sentence) -> None:
        self._words.set_sentence(sentence)
        self.setVisible(bool(sentence.text))
