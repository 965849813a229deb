"""Work that is done in slices of the window's time, between which the window answers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Final

from PySide6.QtCore import QObject, QTimer

SLICE: Final = 0.008
"""Seconds after which the window is let go on; the piece that is under way is ended first."""
BREATH: Final = 6
"""ms for the window where something else took longer than a slice between two of them"""
LATE: Final = 0.25
"""Seconds after which work that was begun anew again and again is done in one go."""


class Slices(QObject):
    """One piece of work after another: an iterator that is gone through, some milliseconds at a time."""

    def __init__(self, parent: QObject, within: Callable[[], AbstractContextManager[None]]) -> None:
        """`within` gives what a slice is done in."""
        super().__init__(parent)
        self._within = within
        self._work: Iterator[None] | None = None
        self._since = 0.0
        self._late = False
        self._ended = 0.0
        self._breathed = False
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    def begin(self, work: Iterator[None]) -> None:
        """Begin another work as soon as the window has nothing else to do, in place of the one under way."""
        now = time.monotonic()
        if self._work is None:
            self._since = now
        self._late = now > self._since + LATE
        self._work = work
        self._ended = now
        self._timer.start(0)

    def busy(self) -> bool:
        """Say whether there is work under way."""
        return self._work is not None

    def stop(self) -> None:
        """Leave the rest undone."""
        self._timer.stop()
        self._work = None

    def _go_on(self) -> None:
        now = time.monotonic()
        if now > self._ended + SLICE and not (self._breathed or self._late):
            self._breathed = True
            self._timer.start(BREATH)
            return
        self._breathed = False
        self._timer.setInterval(0)
        work, end = self._work, now + SLICE
        assert work is not None
        done = True
        try:
            with self._within():
                for _piece in work:
                    if work is not self._work or (time.monotonic() > end and not self._late):
                        done = False
                        break
        finally:
            self._ended = time.monotonic()
            if done and work is self._work:
                self.stop()
