"""What happens when something breaks all the same: it is logged and said, and the window stays.

Imported once the window has painted.
"""

from __future__ import annotations

import logging
import logging.handlers
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from tutor.reports import Report, report_of, save_report

log = logging.getLogger(__name__)

SOON = 5.0
"""Seconds after going on within which the same mistake means that going on does not help."""


def keep_log(folder: Path) -> logging.Handler:
    """Write what goes wrong to a folder, a megabyte at a time; where that cannot be, to nowhere. Return what
    writes it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = logging.handlers.RotatingFileHandler(
            folder / "nabla.log", maxBytes=1 << 20, backupCount=3, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger("tutor").addHandler(handler)
    return handler


def end_log(handler: logging.Handler) -> None:
    """Write no more."""
    logging.getLogger("tutor").removeHandler(handler)
    handler.close()


class Trouble(QObject):
    """Hears of every exception that nobody caught, in any thread, and has `show` tell of it in the
    window's. `context` gives lines for the report: what was being worked on.

    One is told at a time, for trouble rarely comes alone; the others are in the log.
    """

    _raised = Signal(object)

    def __init__(
        self,
        application: QApplication,
        folder: Path,
        show: Callable[[Report], None],
        context: Callable[[], str] = lambda: "",
    ) -> None:
        super().__init__(application)
        self._application = application
        self._folder = folder
        self._show = show
        self._context = context
        self._times: Counter[str] = Counter()
        self._told = ""
        self._busy = False
        self._gone_on = 0.0
        self._raised.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def watch(self) -> None:
        """Hear of exceptions from now on."""
        sys.excepthook = self._hear
        threading.excepthook = lambda args: self._hear(args.exc_type, args.exc_value, args.exc_traceback)
        sys.unraisablehook = self._note

    def over(self) -> None:
        """The person has read of it and goes on."""
        self._busy = False
        self._gone_on = time.monotonic()

    def _hear(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._application.quit()
            return
        error = error or kind()
        error.__traceback__ = error.__traceback__ or trace
        self._log("not caught", error)
        self._raised.emit(error)

    def _note(self, what: Any) -> None:
        """Log what was raised where it could stop nothing, such as when an object was dropped."""
        self._log(what.err_msg or "ignored", what.exc_value or what.exc_type())

    def _log(self, words: str, error: BaseException) -> None:
        key = _key(error)
        self._times[key] += 1
        times = self._times[key]
        if times == 1:
            log.critical("%s", words, exc_info=error)
        elif times & (times - 1) == 0:  # a picture that fails is painted again and again
            log.critical("%s: %s, for the %d. time", words, key, times)

    def _tell(self, error: BaseException) -> None:
        if self._busy:
            return
        self._busy = True
        key = _key(error)
        again = key == self._told and time.monotonic() - self._gone_on < SOON
        self._told = key
        doing, text = report_of(error, self._context)
        file: Path | None = None
        try:
            file = save_report(self._folder, text)
        except OSError as problem:
            log.warning("the report cannot be written: %s", problem)
        self._show(Report(doing, text, file, again or isinstance(error, MemoryError)))


def _key(error: BaseException) -> str:
    """Return what makes two exceptions the same mistake: their kind and their place."""
    trace, place = error.__traceback__, ""
    while trace is not None:
        place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {place}"
