"""The finished steps above the current one, made a few at a time: there may be hundreds."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QWidget

from tutor.board import Step
from tutor.ui.look import Look
from tutor.ui.step_card import DoneRow

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

SLICE: Final = 0.006
"""Seconds after which the window is let go on, with the rest of the rows still to be made."""
NEAREST: Final = 2
"""Rows that are made at once"""
PAUSE: Final = 15
"""ms in which a step far away is painted before the rows above it are made"""
SPACING: Final = 4
"""px between two rows"""


class DoneRows(QWidget):
    """A row for each finished step. The nearest are made at once, those further up when there is time.

    It places its rows itself: a layout would ask all of them for their heights, many times over, whenever a
    few are added. One that is still to be made has the room of a single line.
    """

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
        self._edge: int | None = None
        """while rows are still to be made: where the next one ends, in px from the top"""
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._fill)
        self.hide()

    def set_steps(self, steps: tuple[Step, ...]) -> None:
        """Begin with another walkthrough, of which nothing is done."""
        for row in self._rows.values():
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
        self._edge = None
        for index, row in self._rows.items():
            row.setVisible(index < count)
        self.setVisible(count > 0)
        missing = sum(index not in self._rows for index in range(count))
        if missing > NEAREST:
            # Far away: the step that is gone to comes first, with room for what is above it.
            self.setFixedHeight(self._room())
            self._timer.start(PAUSE)
        else:
            self._timer.start(0)
            self._fill()

    def filling(self) -> bool:
        """Say whether rows are still to be made."""
        return self._timer.isActive()

    def rows(self) -> list[DoneRow]:
        """Return the rows that are shown, in their order."""
        return [self._rows[index] for index in sorted(self._rows) if index < self._wanted]

    def _fill(self) -> None:
        """Make rows from the current step upwards, for a short while."""
        self._timer.setInterval(0)
        end = time.perf_counter() + SLICE
        missing = [index for index in range(self._wanted) if index not in self._rows]
        made = []
        while missing and time.perf_counter() < end:
            index = missing.pop()
            row = DoneRow(self._look, index + 1, self._steps[index], self)
            row.pressed.connect(lambda number=index + 1: self.pressed.emit(number))
            if index + 1 in self._rows:
                self.setTabOrder(row, self._rows[index + 1])
            self._rows[index] = row
            made.append(row)
        if missing:
            self._place_above(made)
        else:
            self._edge = None
            self._place()
        for row in made:
            row.show()
        if not missing:
            self._timer.stop()
            self.filled.emit()

    # Room --------------------------------------------------------------------------------------

    def _place_above(self, made: list[DoneRow]) -> None:
        """Put new rows above those below them, which stay where they are: the room of all is reckoned from
        the first, and set right once all are there. To move hundreds of rows takes longer than to make a few.
        """
        width = self.width()
        heights = [row.height_in(width) for row in made]
        if self._edge is None:
            self._edge = self._room(round(sum(heights) / len(heights)) if heights else DoneRow.LEAST)
            self.setFixedHeight(self._edge)
        for row, height in zip(made, heights, strict=True):
            row.setGeometry(0, self._edge - height, width, height)
            self._edge -= height + SPACING

    def _room(self, usual: int = DoneRow.LEAST) -> int:
        """Return the height of all rows; of those still to be made, each has the usual one."""
        width = self.width()
        known = (self._rows.get(index) for index in range(self._wanted))
        heights = [usual if row is None else row.height_in(width) for row in known]
        return max(0, sum(heights) + SPACING * (len(heights) - 1))

    def _place(self) -> None:
        """Put each row where it belongs, and take the height of all of them."""
        top, width = 0, self.width()
        for index in range(self._wanted):
            row = self._rows.get(index)
            height = row.height_in(width) if row is not None else DoneRow.LEAST
            if row is not None and row.geometry().getRect() != (0, top, width, height):
                row.setGeometry(0, top, width, height)
            top += height + SPACING
        self.setFixedHeight(max(0, top - SPACING))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and self._edge is None:  # a row is higher now, or lower
            self._place()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._place()
