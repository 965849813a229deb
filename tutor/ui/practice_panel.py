"""Try it yourself: the question, a field for the answer, and what became of it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from tutor.board import Formula, Misreading, QuestionMisfit, Reading, Sentence, Verdict
from tutor.gallery import Gallery
from tutor.language import _, paragraph
from tutor.ui.bridge import Bridge
from tutor.ui.busy import BusyCard
from tutor.ui.buttons import word_button
from tutor.ui.editor import DEBOUNCE
from tutor.ui.formula_view import FormulaView
from tutor.ui.look import Look, font_size
from tutor.ui.marks import Mark
from tutor.ui.sentence_view import SentenceView
from tutor.ui.session import Session


def _followed_by_equals(label: Formula) -> Formula:
    speech = _("{question} equals").format(question=label.speech or label.text)
    return Formula(f"{label.text} =", f"{label.latex} =", label.sympy, f"{label.typst} =", speech)


def right_side(formula: Formula) -> Formula:
    """Return what was typed of a bare expression, without the name that reading it gave it."""

    def after(text: str, sign: str) -> str:
        return text.partition(sign)[2].strip() or text

    return Formula(
        after(formula.text, "="),
        after(formula.latex, "="),
        formula.sympy,
        after(formula.typst, "="),
        after(formula.speech, " equals "),
    )


class VerdictCard(QFrame):
    """Right, or not yet: in words and with an icon, never in green and red."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("kind", "amber")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 16, 14)
        row.setSpacing(12)
        self._mark = Mark(look, "alert", "meaning.yourAnswer_text")
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(4)
        self.word = QLabel()
        self.word.setProperty("kind", "strong")
        column.addWidget(self.word)
        self.message = SentenceView(look, 16)
        column.addWidget(self.message)
        row.addLayout(column, 1)
        self.hide()

    def show_verdict(self, right: bool, word: str, message: Sentence) -> None:
        """Say what became of the answer."""
        self._mark.set_icon(*(("check", "action.base") if right else ("alert", "meaning.yourAnswer_text")))
        self.setProperty("kind", "verdict" if right else "amber")
        self.style().unpolish(self)
        self.style().polish(self)
        self.word.setText(word)
        # The engine's own sentence may begin with the word already.
        self.word.setVisible(not message.text.startswith(word))
        self.message.set_sentence(message)
        self.setAccessibleName(f"{word}. {message.speech or message.text}")
        self.show()


class PracticePanel(QWidget):
    """The practice face for the question at hand."""

    left = Signal()
    """the student wants to see the steps"""
    pictured = Signal(object)
    """the Gallery to show beside: a wrong answer against the slope, and afterwards the question's own"""

    def __init__(self, look: Look, session: Session, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._bridge = bridge
        self._compares = False
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(8)
        self.heading = QLabel()
        self.heading.setProperty("kind", "heading")
        self.heading.setWordWrap(True)
        column.addWidget(self.heading)
        self.exercise = FormulaView(look, font_size("formulaExercise"), stop=True)
        column.addWidget(self.exercise)
        column.addSpacing(8)
        column.addWidget(self._answer_field(look))
        column.addSpacing(8)
        self.verdict = VerdictCard(look)
        column.addWidget(self.verdict)
        self.busy = BusyCard(look)
        self.busy.follow(lambda: bridge.work("check"))
        self.busy.cancelled.connect(self.give_up)
        bridge.changed.connect(self._follow_requests)
        column.addWidget(self.busy)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.check = word_button(_("Check"), self.check_answer, "primary")
        row.addWidget(self.check)
        self.show_steps = word_button(_("Show steps"), self.left.emit)
        row.addWidget(self.show_steps)
        row.addStretch(1)
        column.addLayout(row)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE)
        self._timer.timeout.connect(self._preview)
        session.question_changed.connect(self.follow)
        self.follow()

    def _answer_field(self, look: Look) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "answer")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 6, 16, 4)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(10)
        self.label = FormulaView(look, 20, colour="text.secondary", display=False)
        row.addWidget(self.label)
        self.answer = QLineEdit()
        self.answer.setProperty("kind", "bare")
        self.answer.setAccessibleName(_("Your answer"))
        self.answer.setPlaceholderText(_("Your answer"))
        self.answer.textChanged.connect(self._typed)
        self.answer.returnPressed.connect(self.check_answer)
        row.addWidget(self.answer, 1)
        column.addLayout(row)
        rule = QFrame()
        rule.setProperty("kind", "rule")
        rule.setFixedHeight(1)
        column.addWidget(rule)
        row = QHBoxLayout()
        self.echo = FormulaView(look, 22, colour="meaning.yourAnswer_text", lowest=40)
        row.addWidget(self.echo, 1)
        self.echo_words = QLabel(_("What Nabla read"))
        self.echo_words.setProperty("kind", "caption")
        row.addWidget(self.echo_words)
        column.addLayout(row)
        return card

    # The question ------------------------------------------------------------------------------

    def follow(self) -> None:
        """Take over the question at hand."""
        reading, question = self._session.reading, self._session.question
        self._end_comparison()
        self.verdict.hide()
        self.answer.clear()
        self.echo.set_formula(None)
        if reading is None or question is None:
            self.heading.setText(_("Type a function first"))
            self.check.setEnabled(False)
            return
        self.heading.setText(question.title)
        self.check.setEnabled(True)
        if self.isVisible():
            self._write_exercise()

    def _write_exercise(self) -> None:
        """Typeset the question at hand."""
        reading, question = self._session.reading, self._session.question
        if reading is not None and question is not None:
            self.exercise.set_formula(reading.formula)
            self.label.set_formula(_followed_by_equals(question.label))

    def showEvent(self, event: QShowEvent) -> None:
        # Not sooner: most of what is read is never practised, and this is the largest formula of all.
        self._write_exercise()
        super().showEvent(event)

    def begin(self) -> None:
        """Put the caret into the answer."""
        self.answer.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def pending(self) -> bool:
        """Say whether something was typed and not yet read."""
        return self._timer.isActive()

    # The answer --------------------------------------------------------------------------------

    def _typed(self) -> None:
        self._end_comparison()
        self.verdict.hide()
        self._timer.start()

    def _preview(self) -> None:
        text = self.answer.text().strip()
        if text:
            self._bridge.ask("answer", "read", {"text": text}, self._previewed)
        else:
            self._bridge.cancel("answer")
            self._say_read(None, _("What Nabla read"))

    def _previewed(self, reply: Any) -> None:
        if isinstance(reply.value, Reading):
            self._say_read(reply.value, _("What Nabla read"))
        elif isinstance(reply.value, Misreading):
            self._say_read(None, _("Not readable yet"))

    def _say_read(self, reading: Reading | None, words: str) -> None:
        shown = reading.formula if reading else None
        if shown is not None and "=" not in self.answer.text():
            shown = right_side(shown)
        self.echo.set_formula(shown)
        self.echo_words.setText(words)

    def check_answer(self) -> None:
        """Have the answer judged."""
        text = self.answer.text().strip()
        if text and self._session.question is not None:
            self._session.check(text, self._judged)

    def give_up(self) -> bool:
        """Wait no longer for a verdict; say whether one was awaited."""
        awaited = self._bridge.under_way("check")
        self._bridge.cancel("check")
        return awaited

    def _follow_requests(self) -> None:
        if self._bridge.under_way("check"):
            self.busy.begin()
        else:
            self.busy.end()

    def _judged(self, reply: Any) -> None:
        if reply.failure is not None:
            if reply.failure.kind != "cancelled":
                words = paragraph(reply.failure.message, reply.failure.hint)
                self.verdict.show_verdict(False, _("No verdict"), Sentence(words, "", words))
        elif isinstance(reply.value, Verdict):
            word = _("Right") if reply.value.right else _("Not yet")
            self.echo.set_formula(reply.value.answer)
            self.verdict.show_verdict(reply.value.right, word, reply.value.message)
            if not reply.value.right:
                self._session.compare(self.answer.text().strip(), self._compared)
        elif isinstance(reply.value, Misreading | QuestionMisfit):
            words = paragraph(reply.value.message, reply.value.hint)
            self.verdict.show_verdict(False, _("Not readable yet"), Sentence(words, "", words))

    # The picture -------------------------------------------------------------------------------

    def _compared(self, reply: Any) -> None:
        if isinstance(reply.value, Gallery) and reply.value.scenes and self.isVisible():
            self._compares = True
            self.pictured.emit(reply.value)

    def _end_comparison(self) -> None:
        """Show the question's own pictures again."""
        self._bridge.cancel("compare")
        if self._compares and self._session.gallery is not None:
            self.pictured.emit(self._session.gallery)
        self._compares = False

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._end_comparison()
