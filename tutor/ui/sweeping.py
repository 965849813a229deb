"""When the garbage collector looks for garbage: while the window is at rest, and in its thread.

A picture that has been replaced is garbage of thousands of objects, which hold each other. Left to itself,
Python looks for such when several have come together, whoever is at work just then: it takes a tenth of a
second, in which no thread goes on, and objects of Qt's may be freed in a thread that is not theirs.
"""

from __future__ import annotations

import gc
import sys
from functools import cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer

if TYPE_CHECKING:
    from tutor.ui.main_window import MainWindow

_NOW_AND_THEN: Final = 500
"""ms between two looks at a window that comes to no rest, or that makes garbage while it rests (when a point
is dragged)"""
FEW: Final = 2_000
"""New objects for which no search is made"""
MANY: Final = 25_000
"""New objects among which one is made although the window is at work"""

LARGE: Final = 512 << 10
"""Bytes from which a block is given back to the system as soon as it is freed: the pixels of a picture are
more, most else is less"""

_told = False


def tell_of_garbage() -> None:
    """Have it looked for at the next opportunity: what was made long ago has just been dropped."""
    global _told
    _told = True


@cache
def give_large_blocks_back() -> bool:
    """Have the C library give large blocks back when they are freed, and say whether it does as asked.

    glibc raises the size from which it does so to that of the largest block freed so far (see mallopt(3), on
    M_MMAP_THRESHOLD): after the first pixels of a picture it would keep some 20 MB for more of them. Other
    systems' libraries do not.
    """
    if sys.platform != "linux":
        return False
    import ctypes

    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
    m_trim_threshold, m_mmap_threshold = -1, -3
    return mallopt is not None and bool(
        mallopt(m_mmap_threshold, LARGE) and mallopt(m_trim_threshold, 2 * LARGE)
    )


class Sweeping(QObject):
    """Searches in Python's place, from its making until `close`."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._begun = False
        give_large_blocks_back()
        gc.disable()  # nothing made while starting is garbage, and looking for some takes its time
        # Painting, which has been posted by then, comes first.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._look)
        self._now_and_then = QTimer(self, interval=_NOW_AND_THEN, timerType=Qt.TimerType.CoarseTimer)
        self._now_and_then.timeout.connect(self._look)
        window.settled_changed.connect(self._settled)

    def close(self) -> None:
        """Leave it to Python again."""
        self._soon.stop()
        self._now_and_then.stop()
        gc.enable()

    def _settled(self, settled: bool) -> None:
        if settled and not self._begun:
            self._begun = True
            gc.freeze()  # what stays: all that was imported
            self._now_and_then.start()
        elif settled:
            self._soon.start()

    def _look(self) -> None:
        global _told
        new, searched, _older = gc.get_count()
        # What was searched while the window was at work had hands on it then, and may be garbage by now.
        if self._window.settled and (new > FEW or searched or _told):
            _told = False
            gc.collect()
        elif new > MANY:
            # What was in use at a search among the new is found by the next, which goes through all.
            gc.collect(2 if searched else 0)
