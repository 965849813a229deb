"""Parts that are not there at the first paint: made one after another once the window has painted.

A part is a `functools.cached_property` of whoever owns it: whoever needs it sooner makes it by asking.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

POLL: Final = 5
"""Milliseconds between two looks at whether the work on the side is done."""

Work = Callable[[], object]


class _Wait:
    """True once `true` is, or `seconds` after it was asked for the first time."""

    def __init__(self, true: Callable[[], bool], seconds: float) -> None:
        self._true, self._seconds = true, seconds
        self._end: float | None = None

    def over(self) -> bool:
        now = time.monotonic()
        if self._end is None:
            self._end = now + self._seconds
        return self._true() or now > self._end


class Later(QObject):
    """Work to come, in the order in which a person could need it. Between two pieces the window answers."""

    finished = Signal()
    """all of it is done"""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: deque[tuple[Work, bool]] = deque()
        self._aside: threading.Thread | None = None
        self._wait: _Wait | None = None
        self._stopped = False
        # A timer, not a message: those that come meanwhile are all handled in one go.
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    def add(self, *work: Work) -> None:
        """Append pieces of work for the window's thread, each shorter than what is felt (30 ms)."""
        self._work.extend((piece, False) for piece in work)

    def add_imports(self, *modules: str) -> None:
        """Append imports, a piece for each module."""
        self.add(*(partial(import_module, module) for module in modules))

    def add_imports_aside(self, *modules: str) -> None:
        """Append imports for a thread on the side: of modules that have nothing to do with widgets."""
        self.add_aside(*(partial(import_module, module) for module in modules))

    def add_aside(self, *work: Work) -> None:
        """Append pieces for a thread on the side, such as imports; what follows waits for them."""
        self._work.extend((piece, True) for piece in work)

    def add_wait(self, true: Callable[[], bool], seconds: float) -> None:
        """Let what follows wait until something is true, `seconds` at most."""
        wait = _Wait(true, seconds)

        def begin() -> None:
            self._wait = wait

        self.add(begin)

    def begin(self) -> None:
        """Start, or go on, as soon as the window has nothing else to do."""
        self._timer.start(0)

    def stop(self) -> None:
        """Leave what is still to come: the window closes."""
        self._stopped = True
        self._work.clear()

    @property
    def done(self) -> bool:
        """Whether nothing is to come any more."""
        return not self._work and self._aside is None and self._wait is None

    def _go_on(self) -> None:
        if self._stopped:
            return
        if self._aside is not None and self._aside.is_alive():
            self._timer.start(POLL)
            return
        self._aside = None
        if self._wait is not None and not self._wait.over():
            self._timer.start(POLL)
            return
        self._wait = None
        if not self._work:
            self.finished.emit()
            return
        work, aside = self._work.popleft()
        if aside:
            # Polled instead of signalled: the window may be gone when the thread is done.
            self._aside = threading.Thread(target=work, name="loading")
            self._aside.start()
        else:
            work()
        self.begin()
