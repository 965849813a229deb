"""First, back, where we are, next, play."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from tutor.language import _
from tutor.ui.buttons import IconButton, word_button
from tutor.ui.look import Look

PLAY_INTERVAL = 2500
"""Milliseconds that each step stays while playing."""


class Transport(QWidget):
    """The row of buttons that moves through the steps. `moved` carries the step wanted, from 1."""

    moved = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._step = 0
        self._count = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.first = IconButton(look, "first", _("First step"), lambda: self.go(1))
        self.back = IconButton(look, "back", _("Step back"), lambda: self.go(self._step - 1))
        self.counter = QLabel()
        self.counter.setProperty("kind", "strong")
        self.counter.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.counter.setMinimumWidth(120)
        self.next = word_button(_("Next step"), lambda: self.go(self._step + 1), "primary")
        self.next.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow after the words
        self.play = word_button(_("Play"), self.toggle_play, "strong")
        for widget in (self.first, self.back, self.counter, self.next):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.play)
        self._timer = QTimer(self)
        self._timer.setInterval(PLAY_INTERVAL)
        self._timer.timeout.connect(self._play_on)
        look.changed.connect(self._restyle)
        self._restyle()
        self.show_step(0, 0)

    @property
    def playing(self) -> bool:
        return self._timer.isActive()

    def show_step(self, step: int, count: int, there: int | None = None) -> None:
        """Show where we are: step `step` of `count` (0 of 0 where there is nothing), of which the first
        `there` can be gone to, None: all."""
        there = count if there is None else there
        self._step, self._count = step, count
        text = _("Step {step} of {count}").format(step=step, count=count) if count else ""
        self.counter.setText(text)
        self.counter.setAccessibleName(text)
        self.first.setEnabled(step > 1)
        self.back.setEnabled(step > 1)
        self.next.setEnabled(step < there)
        self.play.setEnabled(there > 1 and step <= there)
        if step >= there:
            self.stop()

    def go(self, step: int) -> None:
        """Ask for a step; playing ends."""
        self.stop()
        self._ask(step)

    def last(self) -> None:
        """Ask for the last step."""
        self.go(self._count)

    def toggle_play(self) -> None:
        """Play the steps from here (from the start, at the end), or stop."""
        if self.playing:
            self.stop()
            return
        self._timer.start()
        if self._step >= self._count:
            self._ask(1)
        self._restyle()

    def stop(self) -> None:
        """Stop playing."""
        if self.playing:
            self._timer.stop()
            self._restyle()

    def _play_on(self) -> None:
        self._ask(self._step + 1)

    def _ask(self, step: int) -> None:
        if self._count:
            self.moved.emit(min(max(step, 1), self._count))

    def _restyle(self) -> None:
        self.next.setIcon(self._look.icon("next", "action.onAction"))
        self.play.setIcon(self._look.icon("pause" if self.playing else "play", "text.primary"))
        label = _("Pause") if self.playing else _("Play")
        self.play.setText(label)
        self.play.setAccessibleName(label)
