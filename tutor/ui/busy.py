"""While the engine works: how long it has been, and a way to stop it. Afterwards: what happened."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tutor.language import _, pgettext
from tutor.ui.bridge import DEADLINES, Refusal
from tutor.ui.buttons import word_button
from tutor.ui.look import Look
from tutor.ui.marks import Mark

PATIENCE = 300
"""Milliseconds before a request is worth a card."""


def clock(seconds: float) -> str:
    """Return a time as minutes and seconds, e.g. "0:06"."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


class Spinner(QWidget):
    """An arc that turns."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.angle = 0
        self.setFixedSize(20, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(2, 2, 16, 16)
        painter.setPen(QPen(self._look.colour("window.lineStrong"), 2.5))
        painter.drawEllipse(ring)
        painter.setPen(QPen(self._look.colour("action.base"), 2.5))
        painter.drawArc(ring, -self.angle * 16, 110 * 16)
        painter.end()


class BusyCard(QFrame):
    """Shown when a request takes longer than 300 ms."""

    cancelled = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(12)
        self._spinner = Spinner(look)
        head.addWidget(self._spinner)
        self.words = QLabel(_("Working it out"))
        self.words.setProperty("kind", "strong")
        head.addWidget(self.words, 1)
        self.elapsed = QLabel("0:00")
        self.elapsed.setProperty("kind", "strong")
        head.addWidget(self.elapsed)
        column.addLayout(head)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        stops = QLabel(_("Stops by itself at {time}").format(time=clock(DEADLINES["explain"])))
        stops.setProperty("kind", "caption")
        foot.addWidget(stops, 1)
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
        self._tick = QTimer(self)
        self._tick.setInterval(80)
        self._tick.timeout.connect(self._turn)
        self._ticks = 0.0
        self.hide()

    def begin(self, patience: int = PATIENCE) -> None:
        """A request is under way: appear if it lasts longer than `patience` ms."""
        if not self._delay.isActive() and self.isHidden():
            self._ticks = patience / 1000
            self._delay.start(patience)

    def end(self) -> None:
        """The request is over."""
        self._delay.stop()
        self._tick.stop()
        self.hide()

    def _appear(self) -> None:
        self.elapsed.setText(clock(self._ticks))
        self._tick.start()
        self.show()

    def _turn(self) -> None:
        self._ticks += self._tick.interval() / 1000
        self._spinner.angle = (self._spinner.angle + 24) % 360
        self._spinner.update()
        self.elapsed.setText(clock(self._ticks))


class StoppedCard(QFrame):
    """What happened to a request that gave no answer, and what to try."""

    again = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 16, 14)
        row.setSpacing(12)
        self._mark = Mark(look, "clock", "text.secondary")
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(6)
        self.message = QLabel()
        self.message.setProperty("kind", "strong")
        self.message.setWordWrap(True)
        column.addWidget(self.message)
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        column.addWidget(self.hint)
        foot = QHBoxLayout()
        self._kept = QLabel(_("What was on the board before is still there."))
        self._kept.setProperty("kind", "caption")
        self._kept.setWordWrap(True)
        foot.addWidget(self._kept, 1)
        foot.addWidget(word_button(_("Try again"), self.again.emit))
        column.addLayout(foot)
        row.addLayout(column, 1)
        self.hide()

    def show_failure(self, failure: Refusal, *, kept: bool) -> None:
        """Say what happened, and whether an earlier derivation is still below."""
        self._kept.setText(_("What was on the board before is still there.") if kept else "")
        self._mark.set_icon("clock" if failure.kind == "deadline" else "information", "text.secondary")
        self.message.setText(failure.message)
        self.hint.setText(failure.hint)
        self.setAccessibleName(f"{failure.message} {failure.hint}")
        self.show()
