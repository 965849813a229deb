"""The derivation: finished steps small above, the current one large, what is to come hidden."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from tutor.board import Step, Walkthrough
from tutor.language import _
from tutor.ui.answer_card import AnswerCard
from tutor.ui.bridge import Refusal
from tutor.ui.busy import BusyCard, StoppedCard
from tutor.ui.buttons import word_button
from tutor.ui.detour import working_out
from tutor.ui.done_rows import DoneRows
from tutor.ui.formula_view import FormulaView
from tutor.ui.key_hints import KeyHints
from tutor.ui.look import GUTTER, Look
from tutor.ui.method_button import MethodButton
from tutor.ui.scroll_edges import ScrollEdges
from tutor.ui.segmented import Segmented
from tutor.ui.skeleton import StepSkeleton
from tutor.ui.step_card import StepCard
from tutor.ui.step_scroll import StepScroll
from tutor.ui.transport import Transport
from tutor.ui.typesetting import Order
from tutor.ui.unfolding import LISTED, Unfolding


class DerivationPanel(QWidget):
    """Shows a walkthrough one step at a time."""

    detail_chosen = Signal(str)
    method_chosen = Signal(str)
    rule_marked = Signal(str, bool)
    """a rule's name, and whether the student knows it"""
    rules_forgotten = Signal()
    """every rule is to be shown step by step again"""
    step_shown = Signal(object)
    """the Step that has become the current one"""
    focus_changed = Signal(object)
    """what the picture should stress now"""
    practise = Signal()
    put_back = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._walkthrough: Walkthrough | None = None
        self._current = 0
        self._folded = False
        self._first_steps = True
        self._working = False
        """whether more steps are to come"""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addLayout(self._heading())
        self.methods = MethodButton(look)
        self.methods.chosen.connect(self.method_chosen)
        self.methods.hide()
        self.known = word_button(_("Show the steps of the rules I know"), self.rules_forgotten.emit, "link")
        self.known.hide()
        ways = QHBoxLayout()
        ways.setSpacing(12)
        ways.addWidget(self.methods)
        ways.addWidget(self.known)
        ways.addStretch(1)
        head.addLayout(ways)
        column.addLayout(head)
        notices = QVBoxLayout()  # above what scrolls, so that they are always in sight
        notices.setContentsMargins(0, 0, GUTTER, 0)
        self.busy = BusyCard(look)
        self.stopped = StoppedCard(look)
        for notice in (self._stale_row(look), self.busy, self.stopped):
            notices.addWidget(notice)
        column.addLayout(notices)
        column.addWidget(self._scrolled(look), 1)
        self.transport = Transport(look)
        self.transport.setContentsMargins(0, 0, GUTTER, 0)
        self.transport.moved.connect(self.go_to)
        column.addWidget(self.transport)

    def hasHeightForWidth(self) -> bool:
        return False  # it scrolls: a height of its own would be taken from the editor above

    # Parts -------------------------------------------------------------------------------------

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, GUTTER, 0)
        heading = QLabel(_("Derivation"))
        heading.setProperty("kind", "heading")
        row.addWidget(heading)
        row.addStretch(1)
        self.detail = Segmented(
            _("How much detail"),
            (("brief", _("Brief")), ("standard", _("Standard")), ("full", _("Every step"))),
        )
        self.detail.choose("standard")
        self.detail.chosen.connect(self.detail_chosen)
        row.addWidget(self.detail)
        self._stale_words = QLabel(_("of the last line that could be read"))
        self._stale_words.setProperty("kind", "caption")
        self._stale_words.hide()
        row.addWidget(self._stale_words)
        return row

    def _stale_row(self, look: Look) -> QFrame:
        self._stale = QFrame()
        self._stale.setProperty("kind", "sunken")
        row = QHBoxLayout(self._stale)
        row.setContentsMargins(12, 2, 12, 2)
        self._stale_formula = FormulaView(look, 17, colour="text.secondary")
        row.addWidget(self._stale_formula, 1)
        row.addWidget(word_button(_("Put it back"), self.put_back.emit, "link"))
        self._stale.hide()
        return self._stale

    def _scrolled(self, look: Look) -> QScrollArea:
        self._content = QWidget()
        self._list = QVBoxLayout(self._content)
        self._list.setContentsMargins(0, 0, GUTTER, 4)
        self._list.setSpacing(4)
        self._steps = QWidget()
        steps = QVBoxLayout(self._steps)
        steps.setContentsMargins(0, 0, 0, 0)
        steps.setSpacing(4)
        self.done = DoneRows(look)
        self.done.pressed.connect(lambda number: self.transport.go(number))
        steps.addWidget(self.done)
        self.card = StepCard(look)
        self.card.hide()
        self.card.wanted.connect(self._open_elsewhere)
        self.card.focus_changed.connect(self.focus_changed)
        self.card.known.marked.connect(self.rule_marked)
        self.card.opened.connect(self.follow_current)
        self.card.substeps.chosen.connect(lambda _step: self.follow_current())
        steps.addWidget(self.card)
        self.answer = AnswerCard(look)
        self.answer.hide()
        steps.addWidget(self.answer)
        self.unfolding = Unfolding(look)
        self.unfolding.pressed.connect(self.go_to)
        self._list.addWidget(self.unfolding)
        self._list.addWidget(self._steps)
        self._skeleton = StepSkeleton(look)
        self._list.addWidget(self._skeleton)
        self.try_it = word_button(_("Try it yourself"), self.practise.emit, "link")
        self.try_it.hide()
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 0, 0)
        row.addWidget(self.try_it)
        row.addStretch(1)
        self._list.addLayout(row)
        self.hints = KeyHints()
        self.hints.hide()
        self._list.addWidget(self.hints)
        self._list.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self._content)
        self._content.installEventFilter(self)
        self.area.viewport().installEventFilter(self)
        self.area.verticalScrollBar().rangeChanged.connect(self._keep_gutter)
        self._edges = ScrollEdges(look, self.area)
        self._scroll = StepScroll(self.area, self._content, self.card, self.answer)
        return self.area

    # Showing -----------------------------------------------------------------------------------

    @property
    def current(self) -> int:
        """The number of the current step, from 1; 0 where there is none."""
        return self._current

    @property
    def count(self) -> int:
        """How many steps the walkthrough has at this level of detail."""
        return len(self._walkthrough.steps) if self._walkthrough else 0

    def current_step(self) -> Step | None:
        """Return the current step."""
        return self._walkthrough.steps[self._current - 1] if self._walkthrough and self._current else None

    def shows(self, walkthrough: Walkthrough) -> bool:
        """Say whether this very walkthrough is on the board."""
        return self._walkthrough is walkthrough

    def orders(self, walkthrough: Walkthrough) -> tuple[Order, ...]:
        """Return what showing a walkthrough would have typeset at once: its first step."""
        return self.card.orders(walkthrough.steps[0]) if walkthrough.steps else ()

    def orders_to_come(self) -> tuple[Order, ...]:
        """Return what will be typeset for the step after the current one, and for the answer."""
        if self._walkthrough is None or self.unfinished:
            return ()
        following = self._walkthrough.steps[self._current : self._current + 1]
        card = tuple(order for step in following for order in self.card.orders(step))
        return card + self.answer.orders(self._walkthrough)

    def set_walkthrough(self, walkthrough: Walkthrough, step: int = 1) -> None:
        """Show a walkthrough from a step on."""
        self.transport.stop()
        self._walkthrough = walkthrough
        self.done.set_steps(walkthrough.steps)
        self._skeleton.hide()
        self._working = False
        self.unfolding.hide()
        self._steps.show()
        self.stopped.hide()
        self.detail.choose(walkthrough.detail)
        self.methods.set_methods(walkthrough.methods)
        self._folded = any(map(_is_folded, walkthrough.steps))
        self._fit_methods()
        self.answer.set_walkthrough(walkthrough)
        self.try_it.show()
        self._current = 0
        if walkthrough.steps:
            self.card.show()
            self.go_to(step)
        else:
            self.card.hide()
            self.answer.show()
            self.transport.show_step(0, 0)

    @property
    def unfinished(self) -> bool:
        """Say whether only the first steps of what is on the board are there."""
        return self._walkthrough is not None and self._walkthrough.unfinished is not None

    @property
    def listing(self) -> bool:
        """Say whether the first steps are listed, and none of them is the current one."""
        return not self.unfolding.isHidden()

    def show_unfinished(self, walkthrough: Walkthrough, *, working: bool) -> None:
        """List what is there of a derivation; someone who walks through it already stays at their step."""
        before, self._walkthrough = self._walkthrough, walkthrough
        walking = before is not None and before.unfinished is not None and not self.listing
        self._working = working
        self._skeleton.hide()
        if walking and before is not None and walkthrough.steps[: len(before.steps)] == before.steps:
            self.done.add_steps(walkthrough.steps)
            self._show_place()
            return
        self.transport.stop()
        self.stopped.hide()
        self.detail.choose(walkthrough.detail)
        self.methods.set_methods(())
        self._folded = False
        self._fit_methods()
        self._list_steps()

    def _list_steps(self) -> None:
        assert self._walkthrough is not None
        count = len(self._walkthrough.steps)
        for widget in (self._steps, self.try_it, self.hints):
            widget.hide()
        self.unfolding.show_steps(self._walkthrough, self._working)
        self._current = count if self._working else min(LISTED, count)
        self._show_place()
        self.follow_current()

    def end_unfolding(self) -> None:
        """Nothing more comes of what is listed."""
        self._working = False
        if self.listing:
            self._list_steps()

    def _show_place(self) -> None:
        """Say which step of how many this is; while more are to come, of how many there will be."""
        assert self._walkthrough is not None
        count = len(self._walkthrough.steps)
        unfinished = self._walkthrough.unfinished
        total = max(count, unfinished.total) if unfinished is not None and self._working else count
        waiting = self.listing and self._working
        self.transport.show_step(min(count + 1, total) if waiting else self._current, total, count)

    def go_to(self, number: int) -> None:
        """Make a step the current one; numbers beyond the ends mean the ends."""
        if self._walkthrough is None or not self._walkthrough.steps:
            return
        steps = self._walkthrough.steps
        number = min(max(number, 1), len(steps))
        if self.listing:
            self.unfolding.hide()
            self._steps.show()
            self.card.show()
            self.done.set_steps(steps)
        elif number == self._current:
            return
        self._current = number
        self.done.show_first(number - 1)
        step = steps[number - 1]
        self.card.set_step(number, step)
        self.answer.setVisible(number == len(steps) and not self.unfinished)
        self._show_place()
        self.step_shown.emit(step)
        self.focus_changed.emit(step.focus)
        self.follow_current()

    def _open_elsewhere(self, step_id: str) -> None:
        """Open another step's own steps inside the current card; a step without any is gone to."""
        steps = self._walkthrough.steps if self._walkthrough is not None else ()
        for number, step in enumerate(steps, start=1):
            if step.id == step_id and step.steps:
                self.card.open_steps_of(number, step)
                return
        self.go_to_id(step_id)

    def go_to_id(self, step_id: str) -> None:
        """Make the step current that has this id, or that contains it."""
        if self._walkthrough is None:
            return
        for number, step in enumerate(self._walkthrough.steps, start=1):
            if step_id == step.id or step_id.startswith(step.id + "."):
                self.go_to(number)

    def open_derivative(self, name: str) -> None:
        """Open where a derivative is worked out, e.g. "∂f/∂g": the step, with its own steps, or the step
        within a step."""
        for number, step in enumerate(self._walkthrough.steps if self._walkthrough else (), start=1):
            found = working_out(name, step)
            if found is not None:
                self.go_to(number)
                self.card.open_how("" if found is step else found.id)
                return

    def set_first_steps(self, shown: bool) -> None:
        """Show the keys below the first step: for someone who has just begun."""
        self._first_steps = shown
        self._fit_hints()

    def show_failure(self, failure: Refusal) -> None:
        """Say that there is no new derivation; what was there before stays."""
        self._skeleton.hide()
        self.stopped.show_failure(failure, kept=self._walkthrough, brief=self.detail.choice() == "brief")

    def set_stale(self, stale: bool) -> None:
        """Grey the derivation while the text above cannot be read."""
        self._steps.setEnabled(not stale)
        self.try_it.setEnabled(not stale)
        self.detail.setVisible(not stale)
        self._stale_words.setVisible(stale)
        self._fit_methods()
        shown = stale and self._walkthrough is not None
        self._stale.setVisible(shown)
        if shown and self._walkthrough is not None:
            self._stale_formula.set_formula(self._walkthrough.reading.formula)

    def _fit_methods(self) -> None:
        """Show the ways to the answer where there are several, and the text above can be read."""
        several = self._walkthrough is not None and len(self._walkthrough.methods) > 1
        self.methods.setVisible(several and self._stale_words.isHidden())
        self.known.setVisible(self._folded and self._stale_words.isHidden())

    def close_inset(self) -> bool:
        """Close the steps within the current step; return False where they were not open."""
        return self.card.close_how()

    # Scrolling ---------------------------------------------------------------------------------

    def follow_current(self) -> None:
        """Scroll so that the current step, and at the end the answer, is in sight."""
        QTimer.singleShot(0, self, self._scroll_to_current)

    def _scroll_to_current(self) -> None:
        self._fit_hints()
        if self._scroll.follow():
            self.follow_current()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.follow_current()
        return False

    def _fit_hints(self) -> None:
        """Show the keys below the first step, as many as have room."""
        shown = self._first_steps and self._current == 1 and self.count > 1 and not self.listing
        self.hints.setVisible(shown)
        if shown:
            used = self._steps.height() + self.try_it.height() + 16
            self.hints.show_rows(self.area.viewport().height() - used)

    def _keep_gutter(self, _lowest: int, highest: int) -> None:
        bar = self.area.verticalScrollBar().sizeHint().width() if highest > 0 else 0
        self._list.setContentsMargins(0, 0, max(0, GUTTER - bar), 4)


def _is_folded(step: Step) -> bool:
    """Say whether a rule that the student knows is done in one line here, or in a step within."""
    return bool(step.understood) or any(map(_is_folded, step.steps))
