"""Pictures that are not wanted any more, let go one after another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from tutor.ui import sweeping

_PAUSE: Final = 600
"""ms between two pictures: the garbage of one is gone before that of the next"""
_MOST: Final = 5
"""Pictures that wait after each pause, at most"""


class DroppedPictures(QObject):
    """Holds what is dropped for a while: to free all the pictures of a question at once takes longer than is
    felt."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: list[object] = []
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._let_go)

    def add(self, pictures: Iterable[object]) -> None:
        """Let these go as well, after those that wait already."""
        self._waiting += pictures
        if self._waiting and not self._timer.isActive():
            self._timer.start()

    def _let_go(self) -> None:
        del self._waiting[: max(1, len(self._waiting) - _MOST)]
        sweeping.tell_of_garbage()
        if self._waiting:
            self._timer.start()
