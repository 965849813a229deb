"""What an empty editor offers to begin with: the lecture's examples in their order."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from tutor.language import _
from tutor.ui.editing.other_readings import FormulaChip
from tutor.ui.examples import EXAMPLES
from tutor.ui.flow_layout import FlowLayout
from tutor.ui.lecture_strip import example_formula
from tutor.ui.look import Look


class StartingPoints(QWidget):
    """One chip for each example."""

    picked = Signal(object)
    """the Example that a person pressed"""

    def __init__(self, look: Look) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 12)
        column.setSpacing(8)
        words = QLabel(_("Or start with an example of the lecture:"))
        words.setProperty("kind", "caption")
        column.addWidget(words)
        chips = QWidget()
        flow = FlowLayout(chips)
        self.chips: list[FormulaChip] = []
        for number, example in enumerate(EXAMPLES, start=1):
            name = _("Example {number}: {title}, {formula}").format(
                number=number, title=_(example.title), formula=example.shown
            )
            chip = FormulaChip(look, example_formula(example), name)
            chip.clicked.connect(lambda _checked=False, example=example: self.picked.emit(example))
            self.chips.append(chip)
            flow.addWidget(chip)
        column.addWidget(chips)
