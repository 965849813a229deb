"""What is being worked on: the text, its reading, the question chosen, and what the engine said of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from tutor.engine.failures import failure
from tutor.ui.bridge import DEADLINES, Bridge, Refusal

if TYPE_CHECKING:
    from tutor.board import Misreading, Question, Reading, Walkthrough
    from tutor.gallery import Gallery, Window

Subject = tuple[object, ...]
"""A text as it was understood, and a question asked of it."""

Explained = tuple[Subject, str, str | None, frozenset[str]]
"""What a derivation depends on: its subject, the level of detail, the way, the rules that are known."""


REFINING = ("", "under way", "given up")
"""Whether pictures are coarse for now, or for good; "" where they are not."""
FINER = 60.0
"""Seconds of work that finer pictures may take: there are some to look at meanwhile."""


class Session(QObject):
    """The state behind the Explore and Practice faces. Widgets follow its signals."""

    reading_changed = Signal()
    misread = Signal(object)
    """a Misreading, or None once the text can be read again"""
    question_changed = Signal()
    walkthrough_changed = Signal()
    unfolded = Signal()
    """more of the derivation that is being worked out is there"""
    gallery_changed = Signal()
    gallery_refined = Signal()
    """the pictures of before came again, from more samples"""
    refining = Signal(str)
    """how it stands with finer pictures: one of `REFINING`"""
    scene_came = Signal(str, object)
    """a picture at the window that was asked for: its title, and its scene"""
    misfit = Signal(object)
    failed = Signal(str, object)
    """the request's name and its Refusal"""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.text = ""
        self.detail = "standard"
        self.method: str | None = None
        """the way to the answer that was picked for this text and question; None leaves it to the engine"""
        self.understood: frozenset[str] = frozenset()
        """the rules that the student knows: each is done in one line"""
        self.reading: Reading | None = None
        self.misreading: Misreading | None = None
        self.question: Question | None = None
        self.walkthrough: Walkthrough | None = None
        self.unfolding: Walkthrough | None = None
        """what is there of the derivation that is being worked out"""
        self.at: tuple[tuple[str, str], ...] = ()
        """where the answer is wanted as a number: letters with their values"""
        self.gallery: Gallery | None = None
        self._wanted: tuple[str, str | None] | None = None
        self._wanted_of = ""
        """the text of which that question was chosen"""
        self._wanted_method: str | None = None
        self._subject: Subject | None = None
        self._explained: Explained | None = None
        self._pictured: Subject | None = None

    # Asking ------------------------------------------------------------------------------------

    def read(self, text: str, ask: str | None = None, wrt: str | None = None) -> None:
        """Have a text read, then explained; `ask` and `wrt` choose the question where it is offered."""
        if ask is not None:
            self._wanted, self._wanted_of = (ask, wrt), text
        if text != self.text:
            self.at = ()
        self.text = text
        for channel in ("explain", "scenes", "scene", "check", "compare", "answer"):
            self.bridge.cancel(channel)
        self._stop_refining()
        if not text.strip():
            self.bridge.cancel("read")
            self._take_misreading(None)
            return
        self.bridge.ask("read", "read", {"text": text}, self._read_done)

    def choose(self, question: Question, at: tuple[tuple[str, str], ...] = ()) -> None:
        """Ask another question of the same text, perhaps at a point."""
        self._wanted, self._wanted_of = (question.ask, question.wrt), self.text
        self.at = at
        self._choose(question)

    def recall(self, method: str | None) -> None:
        """Take the next text's answer the way that was picked for it before."""
        self._wanted_method = method

    def forget_choice(self) -> None:
        """Ask the usual question of the next text, whatever was asked before."""
        self._wanted = None

    def set_detail(self, detail: str) -> None:
        """Choose "brief", "standard" or "full"."""
        if detail != self.detail:
            self.detail = detail
            if self.question is not None and self.misreading is None:
                self._explain()

    def set_method(self, method: str) -> None:
        """Choose another way to the answer on the board, by the name it has there."""
        if not self.answered or self.walkthrough is None or self.misreading is not None:
            return
        shown = next((each.name for each in self.walkthrough.methods if each.chosen), None)
        if method != (self.method or shown):
            self.method = method
            self._explain()

    def set_understood(self, rule: str, known: bool) -> None:
        """Have a rule done in one line, or step by step again."""
        self._understand(self.understood | {rule} if known else self.understood - {rule})

    def forget_understood(self) -> None:
        """Have every rule shown step by step again."""
        self._understand(frozenset())

    def _understand(self, rules: frozenset[str]) -> None:
        if rules != self.understood:
            self.understood = rules
            if self.question is not None and self.misreading is None:
                self._explain()

    @property
    def answered(self) -> bool:
        """Say whether the walkthrough is of this text and this question, and not of those before."""
        return self._explained is not None and self._explained[0] == self._subject

    def again(self, seconds: float = 0.0) -> None:
        """Ask again for what failed or was stopped; `seconds` is how long it may take, 0 as long as usual."""
        if self.reading is None or self.question is None or self.reading.input != self.text:
            self.read(self.text)
        else:
            self._explain(seconds or None)
            self._picture()

    def renew(self) -> None:
        """Ask everything anew, because formulas are to be written in another way."""
        self._wanted_method, self._explained, self._pictured = self.method, None, None
        self.read(self.text)

    def cancel(self) -> None:
        """Stop working out the derivation; what is done of it is kept, or else what was there before."""
        explaining = self.bridge.under_way("explain")
        for channel in ("read", "explain"):
            self.bridge.cancel(channel)
        if explaining and self._keep_unfolding():
            self.failed.emit("explain", failure("cancelled"))
            return  # the pictures belong to what is kept
        self.bridge.cancel("scenes")
        self._stop_refining()
        if self.walkthrough is None:
            self.failed.emit("explain", failure("cancelled"))
        if self.walkthrough is not None and self.reading is not None:
            wrt = ",".join(self.walkthrough.wrt) or None
            for question in self.reading.questions:
                if (question.ask, question.wrt) == (self.walkthrough.ask, wrt):
                    self.question = question
                    self._wanted, self._wanted_of = (question.ask, question.wrt), self.text
                    self._follow_subject()
                    if self.answered and self._explained is not None:
                        _subject, _detail, self.method, self.understood = self._explained
                    self.question_changed.emit()

    def check(self, answer: str, receiver: Any) -> None:
        """Have a student's answer judged; `receiver` gets the reply."""
        if self.reading is None or self.question is None:
            return
        arguments = {**self._asked(), "answer": answer}
        self.bridge.ask("check", "check", arguments, receiver)

    def compare(self, answer: str, receiver: Any) -> None:
        """Have a student's answer drawn beside what it should be; `receiver` gets the reply."""
        if self.reading is not None and self.question is not None:
            self.bridge.ask("compare", "compare", {**self._asked(), "answer": answer}, receiver)

    def _asked(self) -> dict[str, Any]:
        assert self.reading is not None and self.question is not None
        wrt = tuple(self.question.wrt.split(",")) if self.question.wrt else ()
        return {"text": self.reading.input, "ask": self.question.ask, "wrt": wrt}

    # Hearing -----------------------------------------------------------------------------------

    def _read_done(self, reply: Any) -> None:
        from tutor.board import Misreading

        if reply.failure is not None:
            self._fail("read", reply.failure)
        elif isinstance(reply.value, Misreading):
            self._take_misreading(reply.value)
        else:
            self._take_reading(reply.value)

    def _take_misreading(self, misreading: Misreading | None) -> None:
        self.misreading = misreading
        self.misread.emit(misreading)
        stays = self._subject is not None and self._key() == self._explained
        if misreading is not None and stays:
            self._want_picture()  # what stays on the board has its picture too, which typing on has cut off

    def _take_reading(self, reading: Reading) -> None:
        self.reading = reading
        self._take_misreading(None)
        self.reading_changed.emit()
        self._choose(self._question_of(reading))

    def _question_of(self, reading: Reading) -> Question | None:
        """Return the question that was chosen, as long as the text, typed on, does not ask one itself."""
        if not reading.questions:
            return None
        if reading.asked and self._wanted_of != reading.input:
            return reading.questions[reading.default]
        for question in reading.questions:
            if (question.ask, question.wrt) == self._wanted:
                return question
        if self._wanted is not None and self._wanted[1] is None:
            for question in reading.questions:
                if question.ask == self._wanted[0]:
                    return question
        return reading.questions[reading.default]

    def _choose(self, question: Question | None) -> None:
        self.question = question
        self._follow_subject()
        self.question_changed.emit()
        if question is None or self.reading is None:
            return
        if self._key() == self._explained and self.walkthrough is not None:
            self.bridge.cancel("explain")
            self.walkthrough_changed.emit()
        else:
            self._explain()
        self._want_picture()

    def _want_picture(self) -> None:
        """Ask for the picture of what is asked, or for a finer one, unless it is there or on its way."""
        if self._subject != self._pictured:
            self._picture()
        elif self.gallery is not None and self.gallery.coarse and not self.bridge.under_way("finer"):
            self._refine()

    def _follow_subject(self) -> None:
        """Note what is asked now; a way to the answer is picked for one text and question only."""
        subject: Subject | None = None
        if self.reading is not None and self.question is not None:
            shown = self.reading.formula
            subject = (shown.typst, shown.text, self.question.ask, self.question.wrt, self.at)
        if subject != self._subject:
            self._subject, self.method, self._wanted_method = subject, self._wanted_method, None

    def _key(self) -> Explained:
        """Return what a derivation depends on."""
        assert self._subject is not None
        return (self._subject, self.detail, self.method, self.understood)

    def _explain(self, seconds: float | None = None) -> None:
        arguments = {**self._asked(), "detail": self.detail, "method": self.method}
        arguments["at"] = dict(self.at) or None
        arguments["understood"] = tuple(sorted(self.understood))
        self.unfolding = None
        self.bridge.ask("explain", "explain", arguments, self._explain_done, seconds, self._unfold)

    def _picture(self) -> None:
        self.bridge.cancel("scene")
        self._stop_refining()
        self.bridge.ask("scenes", "scenes", {**self._asked(), "coarse": True}, self._scenes_done)

    def _refine(self) -> None:
        """Ask for the pictures there are from more samples."""
        self.refining.emit("under way")
        self.bridge.ask("finer", "scenes", self._asked(), self._finer_done, FINER)

    def _stop_refining(self) -> None:
        if self.bridge.under_way("finer"):
            self.bridge.cancel("finer")
            self.refining.emit("")

    def give_up_picture(self, channel: str) -> None:
        """Wait no longer for pictures: "scenes", "scene" or "compare"."""
        self.bridge.cancel(channel)
        if channel == "scenes":
            from tutor.gallery import Gallery

            self._pictured = None  # so that asking again computes them
            self.gallery = Gallery(note=failure("cancelled").message)
            self.gallery_changed.emit()

    def look_at(self, kind: str, title: str, window: Window | None) -> None:
        """Ask for a picture, by its class and title, at another window; None asks for no other any more."""
        if window is None:
            self.bridge.cancel("scene")
            return
        self._look_at({**self._asked(), "kind": kind, "title": title, "window": window}, coarse=True)

    def _look_at(self, asked: dict[str, Any], coarse: bool) -> None:
        done = partial(self._scene_done, asked)
        seconds = DEADLINES["scenes"] if coarse else FINER
        self.bridge.ask("scene", "scene", {**asked, "coarse": coarse}, done, seconds)

    def _scene_done(self, asked: dict[str, Any], reply: Any) -> None:
        from tutor.gallery import Gallery

        # Where that takes too long, the numbers there are stay on the screen.
        if reply.failure is None and isinstance(reply.value, Gallery) and reply.value.scenes:
            self.scene_came.emit(asked["title"], reply.value.scenes[0])
            if reply.value.coarse:
                self._look_at(asked, coarse=False)

    def _explain_done(self, reply: Any) -> None:
        from tutor.board import Misreading, QuestionMisfit

        if reply.failure is not None:
            self._keep_unfolding()
            self._fail("explain", reply.failure)
        elif isinstance(reply.value, QuestionMisfit):
            self.misfit.emit(reply.value)
        elif isinstance(reply.value, Misreading):
            self._take_misreading(reply.value)
        else:
            self._explained = self._key()
            self.walkthrough = reply.value
            self.walkthrough_changed.emit()

    def _unfold(self, pieces: tuple[Any, ...]) -> None:
        from tutor.ui.unfolding import joined

        self.unfolding = joined(self.unfolding, pieces)
        self.unfolded.emit()

    def take_unfolding(self) -> Walkthrough | None:
        """Make what is there of a derivation the one on the board; None where not a step of it is there."""
        if self.unfolding is None or not self.unfolding.steps:
            return None
        self._explained = None
        self.walkthrough = self.unfolding
        return self.walkthrough

    def _keep_unfolding(self) -> bool:
        """Keep what is there of a derivation that will not be finished; say whether there is any."""
        kept = self.take_unfolding() is not None
        self.unfolding = None
        if kept:
            self.walkthrough_changed.emit()
        return kept

    def _scenes_done(self, reply: Any) -> None:
        from tutor.gallery import Gallery

        self._pictured = self._subject
        if reply.failure is not None:
            self.gallery = Gallery(note=reply.failure.message)
        elif isinstance(reply.value, Gallery):
            self.gallery = reply.value
        else:
            self.gallery = Gallery()
        self.gallery_changed.emit()
        if self.gallery.coarse:
            self._refine()
        else:
            self.refining.emit("")

    def _finer_done(self, reply: Any) -> None:
        from tutor.gallery import Gallery

        if reply.failure is None and isinstance(reply.value, Gallery):
            self.gallery = reply.value
            self.gallery_refined.emit()
            self.refining.emit("")
        else:
            self.refining.emit("given up")

    def _fail(self, name: str, failure: Refusal) -> None:
        if failure.kind != "cancelled":
            self.failed.emit(name, failure)
