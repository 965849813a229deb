"""A derivation of which only the first steps are there: put together from pieces, and listed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tutor.board import Step, Unfinished, Walkthrough
from tutor.language import ngettext
from tutor.ordinals import ordinal
from tutor.ui.look import Look
from tutor.ui.skeleton import StepSkeleton
from tutor.ui.step_card import DoneRow

LISTED: Final = 2
"""Steps that are listed one by one; the others are counted."""


def joined(so_far: Walkthrough | None, pieces: Iterable[Any]) -> Walkthrough | None:
    """Return a walkthrough with the pieces that have come since: a Walkthrough begins anew, a Step is the
    next, an Unfinished says what there is to say by now."""
    steps = list(so_far.steps) if so_far is not None else []
    for piece in pieces:
        match piece:
            case Walkthrough():
                so_far, steps = piece, []
            case Unfinished() if so_far is not None:
                so_far = replace(so_far, unfinished=piece)
            case Step():
                steps.append(piece)
    return replace(so_far, steps=tuple(steps)) if so_far is not None else None


def how_many_more(walkthrough: Walkthrough) -> str:
    """Say how many steps follow those that are listed, and up to where."""
    number = len(walkthrough.steps)
    more = number - LISTED
    if walkthrough.unfinished is not None and walkthrough.unfinished.order:
        return ngettext(
            "{count} more, up to the {nth} derivative", "{count} more, up to the {nth} derivative", more
        ).format(count=more, nth=ordinal(walkthrough.unfinished.order))
    return ngettext("{count} more, up to step {number}", "{count} more, up to step {number}", more).format(
        count=more, number=number
    )


class Unfolding(QWidget):
    """The first steps, how many more are done, and the shape of the one that is being worked out."""

    pressed = Signal(int)
    """the number of the step that was pressed, from 1"""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._steps: tuple[Step, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.rows: list[DoneRow] = []
        self._more = QWidget()
        row = QHBoxLayout(self._more)
        row.setContentsMargins(48, 8, 16, 12)
        self.more = QLabel()
        self.more.setProperty("kind", "caption")
        row.addWidget(self.more, 1)
        self._column.addWidget(self._more)
        self.skeleton = StepSkeleton(look)
        self._column.addWidget(self.skeleton)
        self.hide()

    def show_steps(self, walkthrough: Walkthrough, working: bool) -> None:
        """List what is done of a walkthrough, and whether the next step is being worked out."""
        steps = walkthrough.steps[:LISTED]
        if steps != self._steps:
            for row in self.rows:
                self._column.removeWidget(row)
                row.hide()
                row.deleteLater()
            self._steps = steps
            self.rows = [DoneRow(self._look, number, step) for number, step in enumerate(steps, start=1)]
            for index, row in enumerate(self.rows):
                row.pressed.connect(lambda number=index + 1: self.pressed.emit(number))
                self._column.insertWidget(index, row)
                row.show()
        more = len(walkthrough.steps) > LISTED
        self._more.setVisible(more)
        if more:
            self.more.setText(how_many_more(walkthrough))
        self.skeleton.setVisible(working)
        self.show()
