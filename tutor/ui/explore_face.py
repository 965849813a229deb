"""The Explore face: editor, what could not be read, questions, derivation; it follows the session."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tutor.language import _
from tutor.ordinals import ordinal
from tutor.ui.editing.requests import EditorRequests
from tutor.ui.editor import EditorCard
from tutor.ui.later import Later
from tutor.ui.loading import meet_widgets
from tutor.ui.look import GUTTER, Look
from tutor.ui.skeleton import ColumnSkeleton

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from tutor.board import Misreading
    from tutor.ui.derivation_panel import DerivationPanel
    from tutor.ui.editing.other_readings import OtherReadings
    from tutor.ui.editing.symbol_palette import SymbolPalette
    from tutor.ui.examples import Example
    from tutor.ui.message_card import MessageCard
    from tutor.ui.question_bar import QuestionBar
    from tutor.ui.session import Session
    from tutor.ui.typesetting import Order

_FUNCTIONS_AFTER = 300
"""Milliseconds after a derivation"""
_SOON = 150
"""Milliseconds after a step is shown, until what may follow is typeset"""

FIRST_START_PATIENCE = 4000
"""Milliseconds that the engine may take to wake up before that is worth a card."""


class ExploreFace(QWidget):
    """The left column: what is typed, what is asked, and how it is worked out.

    The editor is there at once; the rest is made by `add_parts`, or when it is asked for.
    """

    shown = Signal()
    """another derivation is on the board"""
    derivation_made = Signal(object)
    """the DerivationPanel, before anything stands in it"""

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted_step: int | None = 1
        self._look = look
        self._whole = False
        self._column = QVBoxLayout(self)
        self._column.setSpacing(8)
        self._above = QVBoxLayout()
        self._above.setContentsMargins(0, 0, GUTTER, 0)
        self._above.setSpacing(12)
        self.editor = EditorCard(look)
        self._above.addWidget(self.editor)
        self._column.addLayout(self._above)
        self._column.addSpacing(4)
        self._skeleton = ColumnSkeleton(look)
        self._column.addWidget(self._skeleton, 1)
        self._connect_editor()
        self._requests = EditorRequests(self.editor, session.bridge, self)
        self._requests.found_wrong.connect(self._show_all_wrong)
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._typeset_what_follows)
        session.bridge.prepare("read", self._orders)
        session.reading_changed.connect(self._show_reading)
        session.misread.connect(self._show_misreading)
        session.misfit.connect(lambda misfit: self.message.show_misfit(misfit))
        session.question_changed.connect(self._show_question)
        session.walkthrough_changed.connect(self._show_walkthrough)
        session.unfolded.connect(self._unfold)
        session.failed.connect(self._show_failure)
        session.bridge.changed.connect(self._follow_requests)

    def _connect_editor(self) -> None:
        editor = self.editor
        editor.edited.connect(self._session.read)
        editor.replaced.connect(self._session.read)
        editor.example_wanted.connect(self._start_with)
        editor.palette_wanted.connect(self.toggle_palette)

    def _orders(self, answer: object) -> tuple[Order, ...]:
        """Return what showing an answer would have typeset at once."""
        from tutor.board import Reading, Walkthrough

        match answer:
            case Reading():
                return self.editor.preview.reading_orders(answer)
            case Walkthrough():
                return self.derivation.orders(answer)
        return ()

    def _typeset_what_follows(self) -> None:
        """Have it ready when the student goes on."""
        coming, answer = self.derivation.orders_to_come(), self.derivation.answer
        self._session.bridge.ahead.typeset(coming, answer.fill)

    # Parts -------------------------------------------------------------------------------------

    @cached_property
    def _completing(self) -> Later:
        """The making of the list of what can be typed."""
        later = Later(self)
        later.add_imports_aside("tutor.ui.editing.symbols", "tutor.ui.editing.completion")
        later.add_imports("tutor.ui.editing.completion_list", "tutor.ui.editing.completing")
        later.add(lambda: self.editor.completing)
        return later

    def add_parts(self, later: Later) -> None:
        """Have everything below the editor made, and then shown at once."""
        later.add_imports_aside("tutor.board")
        later.add_imports(
            "tutor.ui.busy",
            "tutor.ui.step_card",
            "tutor.ui.key_hints",
            "tutor.ui.method_button",
            "tutor.ui.derivation_panel",
        )
        later.add(meet_widgets)
        later.add(lambda: self.derivation, lambda: self.questions, lambda: self.message, self.complete)

    @cached_property
    def derivation(self) -> DerivationPanel:
        from tutor.ui.derivation_panel import DerivationPanel

        session, derivation = self._session, DerivationPanel(self._look)
        derivation.detail_chosen.connect(session.set_detail)
        derivation.method_chosen.connect(session.set_method)
        derivation.rule_marked.connect(self._mark_rule)
        derivation.rules_forgotten.connect(session.forget_understood)
        derivation.step_shown.connect(lambda _step: self.editor.set_later(derivation.current > 1))
        derivation.step_shown.connect(lambda _step: self._soon.start())
        session.bridge.prepare("explain", self._orders)
        derivation.put_back.connect(self._put_back)
        derivation.busy.follow(lambda: session.bridge.work("read", "explain"), self._aim)
        derivation.busy.lasting.connect(self._unfold)
        derivation.busy.cancelled.connect(session.cancel)
        derivation.stopped.brief.connect(lambda: session.set_detail("brief"))
        derivation.stopped.again.connect(session.again)
        derivation.stopped.instead.connect(lambda way: session.choose(way.question, way.at))
        self.derivation_made.emit(derivation)
        return derivation

    def derivation_is_made(self) -> bool:
        """Say whether the panel of the derivation is there; asking for it would make it."""
        return "derivation" in self.__dict__

    @cached_property
    def questions(self) -> QuestionBar:
        from tutor.ui.question_bar import QuestionBar

        questions = QuestionBar(self._look)
        questions.asked.connect(self._session.choose)
        return questions

    @cached_property
    def message(self) -> MessageCard:
        from tutor.ui.message_card import MessageCard

        message = MessageCard(self._look)
        message.mended.connect(self._mend)
        return message

    @cached_property
    def other_readings(self) -> OtherReadings:
        from tutor.ui.editing.other_readings import OtherReadings

        other_readings = OtherReadings(self._look)
        other_readings.chosen.connect(self._mend)
        self._above.insertWidget(1, other_readings)
        return other_readings

    @cached_property
    def palette_card(self) -> SymbolPalette:
        from tutor.ui.editing.symbol_palette import SymbolPalette

        palette = SymbolPalette(self._look, self)
        palette.picked.connect(self.editor.insert)
        palette.closed.connect(self.close_palette)
        return palette

    def complete(self) -> None:
        """Put the parts into their places, where the skeleton was."""
        if self._whole:
            return
        self._whole = True
        self._above.addWidget(self.message)
        self._above.addWidget(self.questions)
        self._column.replaceWidget(self._skeleton, self.derivation)
        self._skeleton.hide()
        self._skeleton.deleteLater()
        self.questions.show()  # at once: a layout shows them only when the next events are handled
        self.derivation.show()
        self._follow_requests()

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

    def await_step(self, number: int) -> None:
        """Show a step once the first derivation is there."""
        self._wanted_step = number

    def go_to_step(self, number: int) -> None:
        """Show a step; before the derivation is there, it waits for it."""
        if self._working() or self._session.walkthrough is None:
            self._wanted_step = number
        self.derivation.go_to(number)

    def _start_with(self, example: Example) -> None:
        self.show_problem(example.text, example.ask, example.wrt)

    def toggle_palette(self) -> None:
        """Open the symbols over the foot of the column, or close them."""
        if self.close_palette():
            return
        palette = self.palette_card
        self._place_palette()
        self.editor.hold_open(True)
        palette.show()
        palette.raise_()
        palette.buttons()[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_palette(self) -> bool:
        """Close the symbols; say whether they were open."""
        if "palette_card" not in self.__dict__ or self.palette_card.isHidden():
            return False
        self.palette_card.hide()
        self.editor.hold_open(False)
        self.editor.focus_editor()
        return True

    def _place_palette(self) -> None:
        margins = self._column.contentsMargins()
        palette = self.palette_card
        width, height = self.editor.width(), palette.sizeHint().height()
        palette.setGeometry(margins.left(), self.height() - margins.bottom() - height, width, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if "palette_card" in self.__dict__:
            self._place_palette()

    def _working(self) -> bool:
        bridge = self._session.bridge
        return bridge.under_way("read") or bridge.under_way("explain")

    def _mend(self, text: str) -> None:
        self.editor.set_text(text)
        self._session.read(text)
        self.editor.focus_editor()

    def _mark_rule(self, rule: str, known: bool) -> None:
        """Have a rule done in one line, or step by step again, and stay at the step."""
        self.await_step(self.derivation.current)
        self._session.set_understood(rule, known)

    def _put_back(self) -> None:
        if self._session.reading is not None:
            self.editor.set_text(self._session.reading.input)
            self._session.read(self._session.reading.input)

    # Hearing -----------------------------------------------------------------------------------

    def _show_reading(self) -> None:
        reading = self._session.reading
        assert reading is not None
        self.editor.show_reading(reading)
        if reading.alternatives or "other_readings" in self.__dict__:
            self.other_readings.show_alternatives(reading.input, reading.alternatives)
        self.questions.set_questions(reading.questions)

    def _show_misreading(self, misreading: Misreading | None) -> None:
        self.editor.show_misreading(misreading)
        stale = misreading is not None or not self._session.text.strip()
        self.questions.setEnabled(not stale)
        self.derivation.set_stale(stale)
        if misreading is None:
            self.message.hide()
        else:
            self.message.show_misreadings([misreading])
            self._requests.ask_so_far(misreading)
            if "other_readings" in self.__dict__:
                self.other_readings.hide()

    def _show_all_wrong(self, misreading: Misreading, wrong: tuple[Misreading, ...]) -> None:
        if self._session.misreading == misreading:
            self.message.show_misreadings(wrong)

    def _show_question(self) -> None:
        self.questions.choose(self._session.question)
        self.message.hide()
        self.derivation.stopped.hide()

    def _show_walkthrough(self) -> None:
        walkthrough = self._session.walkthrough
        assert walkthrough is not None
        if walkthrough.unfinished is not None:
            self.derivation.show_unfinished(walkthrough, working=False)
            self.shown.emit()
            return
        step, self._wanted_step = self._wanted_step, None
        if step is None and self.derivation.unfinished and not self.derivation.listing:
            step = self.derivation.current  # where the student has gone meanwhile
        if step is None and self.derivation.shows(walkthrough):
            return  # the same again, e.g. after a blank was typed: stay at the step
        self.derivation.set_walkthrough(walkthrough, step or 1)
        self.shown.emit()
        # Once the engine has time for it: the functions that can be typed.
        QTimer.singleShot(_FUNCTIONS_AFTER, self, self._completing.begin)

    def _unfold(self) -> None:
        """Show what is there of the derivation, once that takes long enough to be looked at."""
        if self._whole and self.derivation.busy.lasts:
            walkthrough = self._session.take_unfolding()
            if walkthrough is not None:
                self.derivation.show_unfinished(walkthrough, working=True)

    def _aim(self) -> str:
        """Say what is worked out, where that says more than the question's button."""
        question = self._session.question
        order = len((question.wrt or "").split(",")) if question is not None else 0
        if question is None or question.ask not in ("derivative", "partial") or order < 3:
            return ""
        return _("Working out the {nth} derivative").format(nth=ordinal(order))

    def _show_failure(self, name: str, failure: Any) -> None:
        if name in ("read", "explain"):
            self.derivation.show_failure(failure)

    def _follow_requests(self) -> None:
        if not self._whole:
            return
        # What is on the board after a failure may answer another question: its ways are not on offer.
        self.derivation.methods.setEnabled(self._working() or self._session.answered)
        if not self._working():
            self.derivation.busy.end()
            self.derivation.end_unfolding()
        elif self._session.walkthrough is None:
            self.derivation.busy.begin(FIRST_START_PATIENCE)
        else:
            self.derivation.busy.begin()
