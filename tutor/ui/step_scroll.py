"""Keeps the current step in sight, and at the end the answer with it."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QWidget

from tutor.ui.answer_card import AnswerCard
from tutor.ui.step_card import StepCard

MORE_BELOW = 26
"""px below the current step that stay in sight, clear of the soft edge."""
_BELOW_ANSWER = 8
"""px below the answer"""
_HIDDEN = 0.55
"""the share of the last step that may be scrolled away for the answer: its result and the reason stay"""


class StepScroll:
    """Scrolls an area whose `content` holds the card of the current step and the answer below it."""

    def __init__(self, area: QScrollArea, content: QWidget, card: StepCard, answer: AnswerCard) -> None:
        self._area, self._content, self._card, self._answer = area, content, card, answer
        self._before = 0
        """px that the last step and the answer needed before they were set smaller; 0 where they are not"""

    def follow(self) -> bool:
        """Bring the current step into sight; return whether its size is changed first, so that this must be
        done again once it has been laid out."""
        card, answer = self._card, self._answer
        room = self._area.viewport().height()
        last: QWidget = card if answer.isHidden() else answer
        row = card.substeps.chosen_row()
        if not card.substeps.isHidden() and row is not None:
            self._follow_row(row)
            return False
        top, bottom = self._top(card), self._bottom(last)
        bottom += MORE_BELOW if last is card else _BELOW_ANSWER
        if self._set_smaller(last is answer and max(bottom - top, self._before) > room, bottom - top):
            return True
        if bottom - top > room:
            beyond = bottom - top - room
            both = last is answer and beyond <= _HIDDEN * card.height()
            self._area.verticalScrollBar().setValue(bottom - room if both else top)
        else:
            self._area.verticalScrollBar().setValue(max(bottom - room, 0))
        return False

    def _set_smaller(self, smaller: bool, needed: int) -> bool:
        """Set the formulas smaller where the last step and the answer do not fit together; return whether
        that is another size than before."""
        if smaller == bool(self._before):
            return False
        self._before = needed if smaller else 0
        self._card.set_smaller(smaller)
        self._answer.set_smaller(smaller)
        return True

    def _follow_row(self, row: QWidget) -> None:
        """Bring a step within the current step into sight, moving as little as possible."""
        bar = self._area.verticalScrollBar()
        room = self._area.viewport().height()
        inset = self._card.substeps
        first = row is inset.rows()[0]
        # With the first row goes the way back up.
        top = self._top(inset if first else row) - MORE_BELOW
        bottom = self._bottom(row) + MORE_BELOW
        if bottom - top > room or top < bar.value():
            bar.setValue(top)
        elif bottom > bar.value() + room:
            bar.setValue(bottom - room)

    def _top(self, widget: QWidget) -> int:
        return widget.mapTo(self._content, widget.rect().topLeft()).y()

    def _bottom(self, widget: QWidget) -> int:
        return widget.mapTo(self._content, widget.rect().bottomLeft()).y()
