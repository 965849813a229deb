"""The steps within a step, opened inside its card."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from tutor.board import Step
from tutor.language import _
from tutor.ui.buttons import IconButton, word_button
from tutor.ui.formula_view import FormulaView
from tutor.ui.look import Look
from tutor.ui.marks import RuleName
from tutor.ui.sentence_view import SentenceView
from tutor.ui.step_row import StepRow


class SubstepRow(StepRow):
    """One step within a step: number, line and rule; the chosen one is large and explained."""

    deeper = Signal()

    def __init__(self, look: Look, number: str, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(look, number, step, parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(12)
        self._number = QLabel(number)
        self._number.setProperty("kind", "caption")
        self._number.setMinimumWidth(28)
        row.addWidget(self._number, 0, Qt.AlignmentFlag.AlignVCenter)
        self._formula = FormulaView(look, 17)
        self._formula.set_formula(step.line)
        row.addWidget(self._formula, 1)
        row.addWidget(RuleName(step.title, 150))
        column.addLayout(row)
        self._card = FormulaView(look, 19)
        self._card.set_formula(step.card)
        self._card.hide()
        column.addWidget(self._card)
        self._why = SentenceView(look, 15)
        column.addWidget(self._why)
        self._why.set_sentence(step.why)
        self._why.hide()
        self._how: QPushButton | None = None
        if step.steps:
            self._how = word_button(_("Show how"), self.deeper.emit, "link")
            self._how.hide()
            column.addWidget(self._how, 0, Qt.AlignmentFlag.AlignLeft)

    def set_chosen(self, chosen: bool) -> None:
        """Show this step large with its explanation, or small."""
        self._card.setVisible(chosen and self.step.card.typst != self.step.line.typst)
        self._formula.setVisible(True)
        self._why.setVisible(chosen and bool(self.step.why.text))
        if self._how is not None:
            self._how.setVisible(chosen)
        self._number.setProperty("kind", "strong" if chosen else "caption")
        self._number.style().unpolish(self._number)
        self._number.style().polish(self._number)


class Substeps(QFrame):
    """An inset panel with the steps of a step, and a way back up through the levels."""

    closed = Signal()
    chosen = Signal(object)
    """the Step being looked at"""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._trail: list[tuple[str, Step]] = []
        self._rows: list[SubstepRow] = []
        self._chosen: SubstepRow | None = None
        self.setProperty("kind", "inset")
        self.setAccessibleName(_("The steps within this step"))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.up = word_button("", self._go_up, "link")
        head.addWidget(self.up)
        self._title = QLabel()
        self._title.setProperty("kind", "secondary")
        head.addWidget(self._title, 1)
        head.addWidget(IconButton(look, "close", _("Close these steps"), self.closed.emit, "quiet"))
        column.addLayout(head)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        column.addLayout(self._list)

    def open(self, number: int, step: Step, chosen: str = "") -> None:
        """Show the steps of a step; `chosen` is the id of the one to look at, "" for the first."""
        self._trail = [(str(number), step)]
        while chosen:
            label, last = self._trail[-1]
            for index, part in enumerate(last.steps, start=1):
                if part.id != chosen and any(_holds(sub, chosen) for sub in part.steps):
                    self._trail.append((f"{label}.{index}", part))
                    break
            else:
                break
        self._fill(chosen)

    def rows(self) -> list[SubstepRow]:
        """Return the rows of the level shown."""
        return list(self._rows)

    def chosen_row(self) -> SubstepRow | None:
        """Return the row being looked at."""
        return self._chosen

    def _fill(self, chosen: str) -> None:
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        self._chosen = None
        label, step = self._trail[-1]
        self.up.setText("‹ " + _("Step {number}").format(number=label))
        self.up.setAccessibleName(_("Back to step {number}").format(number=label))
        self._title.setText(step.title)
        for index, part in enumerate(step.steps, start=1):
            row = SubstepRow(self._look, f"{label}.{index}", part)
            row.pressed.connect(lambda row=row: self._choose(row))
            row.deeper.connect(lambda part=part, index=index: self._go_down(index, part))
            self._list.addWidget(row)
            self._rows.append(row)
        if self._rows:
            self._choose(next((row for row in self._rows if row.step.id == chosen), self._rows[0]))

    def _choose(self, chosen: SubstepRow) -> None:
        self._chosen = chosen
        for row in self._rows:
            row.set_chosen(row is chosen)
        self.chosen.emit(chosen.step)

    def _go_down(self, index: int, step: Step) -> None:
        self._trail.append((f"{self._trail[-1][0]}.{index}", step))
        self._fill("")

    def _go_up(self) -> None:
        if len(self._trail) == 1:
            self.closed.emit()
        else:
            last = self._trail.pop()[1]
            self._fill(last.id)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.colour("window.line"), 1))
        painter.drawPolyline(QPolygonF([QPointF(14, 46), QPointF(self.width() - 14, 46)]))
        painter.end()


def _holds(step: Step, step_id: str) -> bool:
    return step.id == step_id or any(_holds(part, step_id) for part in step.steps)
