"""While the engine works: what it does, how far it is, and a way to stop it. Afterwards: what happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from tutor.language import N_, _, ngettext, paragraph, pgettext
from tutor.ui.bridge import Refusal, Work
from tutor.ui.buttons import word_button
from tutor.ui.look import Look
from tutor.ui.marks import Mark

if TYPE_CHECKING:
    from tutor.board import Walkthrough, WayOut

PATIENCE: Final = 300
"""Milliseconds before a request is worth a card."""
LONG: Final = 700
"""Milliseconds more after which what is finished is shown: sooner it would only flicker."""
MORE_TIME: Final = 120.0
"""Seconds that someone can grant who wants to wait."""

DOING: Final = {
    "read": N_("Reading what you typed"),
    "explain": N_("Working it out"),
    "check": N_("Checking your answer"),
}
"""What is done, in words, by the request's name."""


WAY_ICONS: Final = {"lower": "down", "point": "target"}


def clock(seconds: float) -> str:
    """Return a time as minutes and seconds, e.g. "0:06"."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def steps_kept(count: int) -> str:
    """Say that what is done is kept."""
    return ngettext("The one that is done is kept.", "All {count} that are done are kept.", count).format(
        count=count
    )


class Spinner(QWidget):
    """An arc that turns."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.angle = 0
        self.setFixedSize(20, 20)

    def turn(self) -> None:
        """Turn a little, unless a person wants things to stand still."""
        if not self._look.reduced_motion:
            self.angle = (self.angle + 24) % 360

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(2, 2, 16, 16)
        painter.setPen(QPen(self._look.colour("window.lineStrong"), 2.5))
        painter.drawEllipse(ring)
        painter.setPen(QPen(self._look.colour("action.base"), 2.5))
        painter.drawArc(ring, -self.angle * 16, 110 * 16)
        painter.end()


class Advance(QProgressBar):
    """A thin bar: how much is done."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedHeight(4)
        self.setTextVisible(False)
        self.setAccessibleName(_("Steps done"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        done = QRectF(whole)
        done.setWidth(whole.width() * self.value() / max(1, self.maximum()))
        for part, colour in ((whole, "window.lineStrong"), (done, "action.base")):
            painter.setBrush(self._look.colour(colour))
            painter.drawRoundedRect(part, 2, 2)
        painter.end()


class BusyCard(QFrame):
    """Shown when a request takes longer than 300 ms."""

    cancelled = Signal()
    lasting = Signal()
    """it has been here for a while: what is finished is worth a look"""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work: Callable[[], Work | None] = lambda: None
        self._aim: Callable[[], str] = str
        self.setProperty("kind", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(12)
        self._spinner = Spinner(look)
        head.addWidget(self._spinner)
        self.words = QLabel()
        self.words.setProperty("kind", "strong")
        head.addWidget(self.words, 1)
        self.elapsed = QLabel()
        self.elapsed.setProperty("kind", "strong")
        head.addWidget(self.elapsed)
        column.addLayout(head)
        self.advance = Advance(look)
        column.addWidget(self.advance)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.stops = QLabel()
        self.stops.setProperty("kind", "caption")
        self.stops.setWordWrap(True)
        foot.addWidget(self.stops, 1)
        key = QLabel(_("Esc"))
        key.setProperty("kind", "keycap")
        key.setFixedHeight(26)
        foot.addWidget(key)
        self.cancel = word_button(pgettext("button", "Cancel"), self.cancelled.emit)
        foot.addWidget(self.cancel)
        column.addLayout(foot)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(PATIENCE)
        self._delay.timeout.connect(self._appear)
        self._long = QTimer(self)
        self._long.setSingleShot(True)
        self._long.setInterval(LONG)
        self._long.timeout.connect(self.lasting)
        self._tick = QTimer(self)
        self._tick.setInterval(80)
        self._tick.timeout.connect(self._turn)
        self.hide()

    def follow(self, work: Callable[[], Work | None], aim: Callable[[], str] = str) -> None:
        """Show what `work` says of the request under way; what is explained is called as `aim` says, where
        it says anything."""
        self._work = work
        self._aim = aim

    @property
    def lasts(self) -> bool:
        """Say whether it has been here for a while."""
        return not self.isHidden() and not self._long.isActive()

    def begin(self, patience: int = PATIENCE) -> None:
        """A request is under way: appear if it lasts longer than `patience` ms."""
        if not self._delay.isActive() and self.isHidden():
            self._delay.start(patience)

    def end(self) -> None:
        """The request is over."""
        self._delay.stop()
        self._long.stop()
        self._tick.stop()
        self.hide()

    def _appear(self) -> None:
        self._say()
        self._tick.start()
        self._long.start()
        self.show()

    def _turn(self) -> None:
        self._spinner.turn()
        self._spinner.update()
        self._say()

    def _say(self) -> None:
        work = self._work()
        if work is None:
            return
        aim = self._aim() if work.name == "explain" else ""
        self.words.setText(aim or _(DOING[work.name]))
        self.elapsed.setText(clock(work.elapsed))
        known = work.total > 1
        self.advance.setVisible(known)
        if known:
            self.advance.setRange(0, work.total)
            self.advance.setValue(work.done)
            words = _("{done} of {total} done · stops by itself at {time}")
        else:
            words = _("Stops by itself at {time}")
        self.stops.setText(words.format(done=work.done, total=work.total, time=clock(work.deadline)))
        self.setAccessibleName(self.words.text())


class StoppedCard(QFrame):
    """What happened to a request that gave no answer, and what to try."""

    again = Signal(float)
    """ask once more, with so many seconds; 0: with as many as usual"""
    brief = Signal()
    """ask for fewer steps"""
    instead = Signal(object)
    """ask another question: a WayOut"""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 14, 16, 14)
        self._column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        self._mark = Mark(look, "clock", "text.secondary")
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self.message = QLabel()
        self.message.setProperty("kind", "strong")
        self.message.setWordWrap(True)
        head.addWidget(self.message, 1)
        self._column.addLayout(head)
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        self._column.addWidget(self.hint)
        self._kept = QLabel(_("What was on the board before is still there."))
        self._kept.setProperty("kind", "caption")
        self._kept.setWordWrap(True)
        self._column.addWidget(self._kept)
        self._look = look
        self._others: list[QWidget] = []
        self._brief = self._way(
            look,
            "down",
            _("Ask for fewer steps"),
            _("The same result, in brief."),
            word_button(_("Brief"), lambda: self._take(self.brief.emit)),
        )
        self._longer = self._way(
            look,
            "clock",
            _("Give it more time"),
            ngettext(
                "Up to {minutes} minute, still with Cancel.",
                "Up to {minutes} minutes, still with Cancel.",
                int(MORE_TIME // 60),
            ).format(minutes=int(MORE_TIME // 60)),
            word_button(_("Try again"), lambda: self._take(lambda: self.again.emit(MORE_TIME))),
        )
        self._once_more = self._way(
            look,
            "reset",
            _("Ask for the same again"),
            _("It may have been a passing trouble."),
            word_button(_("Try again"), lambda: self._take(lambda: self.again.emit(0.0))),
        )
        self.hide()

    def _way(self, look: Look, icon: str, title: str, words: str, button: QPushButton) -> QWidget:
        """Add a row: something to try, what to expect of it, and its button."""
        way = QWidget()
        column = QVBoxLayout(way)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        rule = QFrame()
        rule.setProperty("kind", "rule")
        rule.setFixedHeight(1)
        column.addWidget(rule)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Mark(look, icon, "text.secondary"))
        labels = QVBoxLayout()
        labels.setSpacing(0)
        labels.addWidget(QLabel(title))
        caption = QLabel(words)
        caption.setProperty("kind", "caption")
        caption.setWordWrap(True)
        labels.addWidget(caption)
        row.addLayout(labels, 1)
        button.setAccessibleDescription(f"{title}. {words}")
        row.addWidget(button)
        column.addLayout(row)
        self._column.addWidget(way)
        return way

    def _offer(self, ways: Sequence[WayOut]) -> None:
        """Offer other questions, above everything else there is to try."""
        for row in self._others:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._others = []
        at = self._column.indexOf(self._brief)
        before: QWidget | None = None
        for way in ways:
            button = word_button(way.label, partial(self._take, partial(self.instead.emit, way)))
            row = self._way(self._look, WAY_ICONS[way.kind], way.title, way.words, button)
            self._column.insertWidget(at + len(self._others), row)
            self._others.append(row)
            if before is not None:
                self.setTabOrder(before, button)
            before = button
        if before is not None:
            self.setTabOrder(before, self._longer.findChildren(QPushButton)[0])

    def _take(self, way: Callable[[], None]) -> None:
        self.hide()
        way()

    def show_failure(self, failure: Refusal, *, kept: Walkthrough | None, brief: bool = False) -> None:
        """Say what happened, what is still below (an earlier derivation, or the first steps of this one), and
        what to try: another question, less detail unless it was asked for in `brief`, more time, or the same
        again."""
        unfinished = kept.unfinished if kept is not None else None
        after = failure.after
        words = failure.message
        hint = failure.hint
        if after is not None:
            seconds = round(after)
            words = ngettext(
                "Stopped after {seconds} second", "Stopped after {seconds} seconds", seconds
            ).format(seconds=seconds)
            hint = _("{message} {hint}").format(message=failure.message, hint=failure.hint)
        if kept is not None and unfinished is not None:
            # Why it takes long says more than that it did.
            why = unfinished.why or (failure.message if failure.kind not in ("cancelled", "deadline") else "")
            hint = paragraph(why, steps_kept(len(kept.steps)))
        self._offer(unfinished.ways if unfinished is not None else ())
        self._mark.set_icon("information" if after is None else "clock", "text.secondary")
        self.message.setText(words)
        self.hint.setText(hint)
        self._kept.setVisible(kept is not None and unfinished is None)
        self._brief.setVisible(failure.kind in ("deadline", "memory") and not brief and not self._others)
        # Someone who stopped it may only have wished to look at what was there.
        longer = failure.kind == "deadline" or (failure.kind == "cancelled" and unfinished is not None)
        self._longer.setVisible(longer)
        self._once_more.setVisible(not longer)
        self.setAccessibleName(f"{words}. {hint}")
        self.show()
