"""Writes files on a thread of its own, because a disk may take its time; of each file only the latest."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from tutor.storage.writing import write

log = logging.getLogger(__name__)


class Writer:
    """`told` is called on the writer's thread after each file: with the OSError, or None once it is
    written. The thread ends with the program; `flush` waits for what is still to be written."""

    def __init__(self, told: Callable[[Path, OSError | None], None] = lambda _file, _error: None) -> None:
        self._told = told
        self._wanted: dict[Path, bytes] = {}
        self._busy = False
        self._change = threading.Condition()
        self._thread: threading.Thread | None = None

    def put(self, file: Path, content: bytes) -> None:
        """Have a file written soon; returns at once."""
        with self._change:
            self._wanted[file] = content
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
                self._thread.start()
            self._change.notify_all()

    def flush(self, timeout: float = 2.0) -> bool:
        """Wait until everything is written, `timeout` seconds at most; say whether it is."""
        with self._change:
            return self._change.wait_for(lambda: not self._wanted and not self._busy, timeout)

    def _run(self) -> None:
        while True:
            with self._change:
                self._busy = False
                self._change.notify_all()
                self._change.wait_for(lambda: bool(self._wanted))
                file = next(iter(self._wanted))
                content = self._wanted.pop(file)
                self._busy = True
            error: OSError | None = None
            try:
                write(file, content)
            except OSError as problem:
                log.warning("%s cannot be written: %s", file.name, problem)
                error = problem
            self._told(file, error)
