"""The Explore face: editor, what could not be read, questions, derivation; it follows the session."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tutor.board import Misreading
from tutor.ui.derivation_panel import GUTTER, DerivationPanel
from tutor.ui.editor import EditorCard
from tutor.ui.look import Look
from tutor.ui.message_card import MessageCard
from tutor.ui.question_bar import QuestionBar
from tutor.ui.session import Session

FIRST_START_PATIENCE = 4000
"""Milliseconds that the engine may take to wake up before that is worth a card."""


class ExploreFace(QWidget):
    """The left column: what is typed, what is asked, and how it is worked out."""

    shown = Signal()
    """another derivation is on the board"""

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted_step: int | None = 1
        column = QVBoxLayout(self)
        column.setSpacing(8)
        above = QVBoxLayout()
        above.setContentsMargins(0, 0, GUTTER, 0)
        above.setSpacing(12)
        self.editor = EditorCard(look)
        self.message = MessageCard(look)
        self.questions = QuestionBar(look)
        for widget in (self.editor, self.message, self.questions):
            above.addWidget(widget)
        column.addLayout(above)
        column.addSpacing(4)
        self.derivation = DerivationPanel(look)
        column.addWidget(self.derivation, 1)
        self._connect()

    def _connect(self) -> None:
        session, derivation = self._session, self.derivation
        self.editor.edited.connect(session.read)
        self.message.mended.connect(self._mend)
        self.questions.asked.connect(session.choose)
        derivation.detail_chosen.connect(session.set_detail)
        derivation.method_chosen.connect(session.set_method)
        derivation.step_shown.connect(lambda _step: self.editor.set_later(derivation.current > 1))
        derivation.put_back.connect(self._put_back)
        derivation.busy.cancelled.connect(session.cancel)
        derivation.stopped.again.connect(session.again)
        session.reading_changed.connect(self._show_reading)
        session.misread.connect(self._show_misreading)
        session.misfit.connect(self.message.show_misfit)
        session.question_changed.connect(self._show_question)
        session.walkthrough_changed.connect(self._show_walkthrough)
        session.failed.connect(self._show_failure)
        session.bridge.changed.connect(self._follow_requests)

    def set_margins(self, side: int, edge: int) -> None:
        """Set the empty space at both sides, and above and below."""
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(side, edge, side - GUTTER, edge)

    # Asking ------------------------------------------------------------------------------------

    def show_problem(self, text: str, ask: str | None, wrt: str | None) -> None:
        """Put a text into the editor and ask a question of it."""
        self._wanted_step = 1
        self.editor.set_text(text)
        self._session.forget_choice()
        self._session.read(text, ask, wrt)

    def go_to_step(self, number: int) -> None:
        """Show a step; before the derivation is there, it waits for it."""
        if self._working():
            self._wanted_step = number
        self.derivation.go_to(number)

    def _working(self) -> bool:
        bridge = self._session.bridge
        return bridge.under_way("read") or bridge.under_way("explain")

    def _mend(self, text: str) -> None:
        self.editor.set_text(text)
        self._session.read(text)
        self.editor.focus_editor()

    def _put_back(self) -> None:
        if self._session.reading is not None:
            self.editor.set_text(self._session.reading.input)
            self._session.read(self._session.reading.input)

    # Hearing -----------------------------------------------------------------------------------

    def _show_reading(self) -> None:
        reading = self._session.reading
        assert reading is not None
        self.editor.show_reading(reading)
        self.questions.set_questions(reading.questions)

    def _show_misreading(self, misreading: Misreading | None) -> None:
        self.editor.show_misreading(misreading)
        stale = misreading is not None or not self._session.text.strip()
        self.questions.setEnabled(not stale)
        self.derivation.set_stale(stale)
        if misreading is None:
            self.message.hide()
        else:
            self.message.show_misreading(misreading)

    def _show_question(self) -> None:
        self.questions.choose(self._session.question)
        self.message.hide()
        self.derivation.stopped.hide()

    def _show_walkthrough(self) -> None:
        walkthrough = self._session.walkthrough
        assert walkthrough is not None
        step, self._wanted_step = self._wanted_step, None
        if step is None and self.derivation.shows(walkthrough):
            return  # the same again, e.g. after a blank was typed: stay at the step
        self.derivation.set_walkthrough(walkthrough, step or 1)
        self.shown.emit()

    def _show_failure(self, name: str, failure: Any) -> None:
        if name in ("read", "explain"):
            self.derivation.show_failure(failure)

    def _follow_requests(self) -> None:
        # What is on the board after a failure may answer another question: its ways are not on offer.
        self.derivation.methods.setEnabled(self._working() or self._session.answered)
        if not self._working():
            self.derivation.busy.end()
        elif self._session.walkthrough is None:
            self.derivation.busy.begin(FIRST_START_PATIENCE)
        else:
            self.derivation.busy.begin()
