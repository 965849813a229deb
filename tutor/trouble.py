"""What happens when something breaks all the same: it is logged and said, and the window stays.

Imported once the window has painted.
"""

from __future__ import annotations

import logging
import logging.handlers
import sys
import threading
import traceback
from types import TracebackType

from platformdirs import user_log_path
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QMessageBox

from tutor.language import _

log = logging.getLogger(__name__)


def keep_log() -> None:
    """Write what goes wrong to the user's log folder; without one, to nowhere."""
    try:
        folder = user_log_path("nabla", appauthor=False, ensure_exists=True)
        handler: logging.Handler = logging.handlers.RotatingFileHandler(
            folder / "nabla.log", maxBytes=1 << 20, backupCount=3, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger("tutor").addHandler(handler)


class _Alarm(QObject):
    """Carries a report from whichever thread it happened in to the window's."""

    raised = Signal(str)


def watch(application: QApplication) -> None:
    """Log every exception that nobody caught, in any thread, and tell the person; the window stays."""
    alarm = _Alarm(application)
    shown: list[QMessageBox] = []

    def show(report: str) -> None:
        if any(box.isVisible() for box in shown):
            return  # one message at a time: trouble rarely comes alone
        box = QMessageBox(
            QMessageBox.Icon.Warning,
            _("Something went wrong"),
            _("Nabla made a mistake. What you typed is still here, and you can go on."),
        )
        box.setInformativeText(_("The report below was written to Nabla's log; no network is used."))
        box.setDetailedText(report)
        box.setModal(False)
        shown[:] = [box]
        box.show()

    def tell(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            application.quit()
            return
        log.critical("not caught", exc_info=(kind, error or kind(), trace))
        alarm.raised.emit("".join(traceback.format_exception(kind, error, trace)))

    alarm.raised.connect(show, Qt.ConnectionType.QueuedConnection)
    sys.excepthook = tell
    threading.excepthook = lambda args: tell(args.exc_type, args.exc_value, args.exc_traceback)
