"""The finished steps above the current one, made a few at a time: there may be hundreds."""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tutor.board import Step
from tutor.ui.look import Look
from tutor.ui.step_card import DoneRow

SLICE: Final = 0.006
"""Seconds after which the window is let go on, with the rest of the rows still to be made."""


class DoneRows(QWidget):
    """A row for each finished step. The nearest are made at once, those further up when there is time."""

    pressed = Signal(int)
    """the number of the step that was pressed, from 1"""
    filled = Signal()
    """all rows that are wanted are there"""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._steps: tuple[Step, ...] = ()
        self._rows: dict[int, DoneRow] = {}
        self._wanted = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._fill)
        self.hide()

    def set_steps(self, steps: tuple[Step, ...]) -> None:
        """Begin with another walkthrough, of which nothing is done."""
        for row in self._rows.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = {}
        self._steps = steps
        self.show_first(0)

    def add_steps(self, steps: tuple[Step, ...]) -> None:
        """Take the same steps with more after them."""
        self._steps = steps

    def show_first(self, count: int) -> None:
        """Show the first `count` steps."""
        self._wanted = count
        for index, row in self._rows.items():
            row.setVisible(index < count)
        self.setVisible(count > 0)
        self._timer.start()
        self._fill()

    def filling(self) -> bool:
        """Say whether rows are still to be made."""
        return self._timer.isActive()

    def rows(self) -> list[DoneRow]:
        """Return the rows that are shown, in their order."""
        return [self._rows[index] for index in sorted(self._rows) if index < self._wanted]

    def _fill(self) -> None:
        """Make rows from the current step upwards, for a short while."""
        end = time.perf_counter() + SLICE
        missing = [index for index in range(self._wanted) if index not in self._rows]
        # Laid out once for all of them: to show a row lays out all that are there.
        self._column.setEnabled(False)
        while missing and time.perf_counter() < end:
            index = missing.pop()
            row = DoneRow(self._look, index + 1, self._steps[index])
            row.pressed.connect(lambda number=index + 1: self.pressed.emit(number))
            self._column.insertWidget(sum(other < index for other in self._rows), row)
            row.show()
            self._rows[index] = row
        self._column.setEnabled(True)
        self._column.activate()
        if not missing:
            self._timer.stop()
            self.filled.emit()
