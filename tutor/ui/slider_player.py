"""Play: a slider runs from its lowest to its highest value by itself."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal

DURATION = 8.0
"""Seconds from the lowest value to the highest."""
STEPS = 8
"""Still pictures from one end to the other, where motion is reduced."""
_FRAME = 16


class SliderPlayer(QObject):
    """Moves a value along a range in real time; a late frame makes a larger step, not a longer film."""

    moved = Signal(float)
    """the share of the range that has been run through, 0 to 1"""
    playing_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_FRAME)
        self._timer.timeout.connect(self._step)
        self._began = 0.0
        self._in_steps = False
        self._shown = -1.0

    @property
    def playing(self) -> bool:
        """Whether it runs now."""
        return self._timer.isActive()

    def start(self, share: float, *, in_steps: bool = False) -> None:
        """Run on from a share of the range; from the start, at its end. `in_steps` goes by a few still
        pictures instead, for whom motion is unpleasant."""
        self._in_steps, self._shown = in_steps, -1.0
        share = 0.0 if share >= 0.999 else share
        self._began = time.monotonic() - share * DURATION
        self._timer.start()
        self.playing_changed.emit(True)

    def stop(self) -> None:
        """Stay where it is."""
        if self.playing:
            self._timer.stop()
            self.playing_changed.emit(False)

    def _step(self) -> None:
        share = min((time.monotonic() - self._began) / DURATION, 1.0)
        shown = int(share * STEPS) / STEPS if self._in_steps else share
        if shown != self._shown:
            self._shown = shown
            self.moved.emit(shown)
        if share >= 1.0:
            self.stop()
