"""What is written when the program itself can write no more: a crash, or a window that stands still.

faulthandler's own clock notices that the window's events have not been handled for a while, also where
one long call keeps Python from running. It and a crash write every thread's stack to a file each; the next
start finds them. A window that comes to itself again leaves its stacks in the log instead.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import time
from pathlib import Path
from typing import IO

from PySide6.QtCore import QObject, QTimer

from tutor.language import _
from tutor.reports import Report, save_report, shortened, surroundings
from tutor.storage.folders import Folders

log = logging.getLogger(__name__)

PATIENCE = 10.0
"""Seconds without events after which the window stands still."""

_BEAT = 1000
"""Milliseconds between two signs of life."""

REPEATED = 300.0
"""Seconds within which two crashes are due to the same thing."""


class Watchdog(QObject):
    """Guards one window, by its number: each writes to files of its own."""

    def __init__(
        self, where: Folders, number: int, patience: float = PATIENCE, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._patience = patience
        self._crash, self._stall = (file.open("w+b") for file in where.traces(number))
        faulthandler.enable(self._crash)
        self._timer = QTimer(self)
        self._timer.setInterval(min(_BEAT, round(patience * 300)))
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        self._beat()

    def _beat(self) -> None:
        """The window lives: start the clock anew."""
        faulthandler.dump_traceback_later(self._patience, file=self._stall)
        if _size(self._stall):
            self._stall.seek(0)
            stacks = self._stall.read().decode("utf-8", "replace")
            log.error("the window stood still for more than %g s:\n%s", self._patience, stacks)
            self._stall.seek(0)
            self._stall.truncate()

    def close(self) -> None:
        """The program ends as it should."""
        self._timer.stop()
        faulthandler.cancel_dump_traceback_later()
        faulthandler.disable()
        for file in (self._crash, self._stall):
            empty = not _size(file)
            file.close()
            if empty:
                Path(file.name).unlink(missing_ok=True)


def last_time(where: Folders, number: int) -> Report | None:
    """Return the report of how the last program with this window number ended, if that was by a crash or
    while it stood still. `again` says that it was not the first such end in a while.

    Raises:
        OSError: if the files cannot be read or renamed.
    """
    crash, stall = where.traces(number)
    for file, doing in (
        (crash, _("Nabla stopped suddenly the last time.")),
        (stall, _("Nabla stood still the last time, and was ended.")),
    ):
        if file.exists() and file.stat().st_size:
            again = ended_before(where, number)
            stacks = shortened(file.read_text(encoding="utf-8", errors="replace"))
            kept = save_report(where.log, f"{surroundings()}\n{doing}\n\n{stacks}", f"end-{number}")
            file.unlink()
            return Report(doing, kept.read_text(encoding="utf-8"), kept, again)
    return None


def ended_before(where: Folders, number: int) -> bool:
    """Say whether a program with this window number ended badly not long ago."""
    now = time.time()
    ends = where.log.glob(f"report-*-end-{number}*.txt")
    return any(now - end.stat().st_mtime < REPEATED for end in ends)


def _size(file: IO[bytes]) -> int:
    return os.fstat(file.fileno()).st_size
