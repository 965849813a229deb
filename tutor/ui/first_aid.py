"""Stands by a window: tells of trouble, of what the last start left behind, and restarts Nabla."""

from __future__ import annotations

import logging
import subprocess
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QVBoxLayout

from tutor.language import _
from tutor.reports import Report
from tutor.storage.folders import Folders
from tutor.trouble import Trouble, end_log, keep_log
from tutor.ui.error_dialog import ErrorDialog
from tutor.ui.notice_strip import NoticeStrip
from tutor.watchdog import Watchdog, last_time

if TYPE_CHECKING:
    from tutor.ui.main_window import MainWindow

log = logging.getLogger(__name__)


class FirstAid(QObject):
    """Begins once the window has painted; `close` when it is gone."""

    def __init__(self, application: QApplication, window: MainWindow, where: Folders) -> None:
        super().__init__(application)
        self._application = application
        self.window = window
        self.restart_wanted = False
        self.dialog: ErrorDialog | None = None
        self.watchdog: Watchdog | None = None
        self._failing = ""
        self._log = keep_log(where.log)
        self.trouble = Trouble(application, where.log, self._tell, self._context)
        self.trouble.watch()
        self.strip = NoticeStrip(window.look)
        layout = window.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(1, self.strip)
        for words in window.keeping.notices:
            self.strip.say(words)
        window.keeping.noticed.connect(self._say_failing)
        window.installEventFilter(self)
        self._look_back(where)

    def _look_back(self, where: Folders) -> None:
        number = self.window.keeping.window_number
        try:
            report = last_time(where, number)
            self.watchdog = Watchdog(where, number, parent=self)
        except OSError as error:
            log.warning("no watchdog: %s", error)
            return
        if report is not None:
            words = _("{what} What you were working on is back.").format(what=report.doing)
            if report.again:
                words = _("{what} It had happened before, so your work waits in a file of its own.").format(
                    what=report.doing
                )
            self.strip.say(words, _("Show report"), lambda: self._show(report, "", past=True))

    def _say_failing(self, words: str) -> None:
        if self._failing:
            self.strip.unsay(self._failing)
        self._failing = words
        if words:
            self.strip.say(words)

    # Trouble -----------------------------------------------------------------------------------

    def _context(self) -> str:
        """Return what was being worked on, for a report."""
        session = self.window.session
        asked = session.question
        return (
            f"Text: {session.text!r}\n"
            f"Asked: {' by '.join(filter(None, (asked.ask, asked.wrt))) if asked else '-'}, "
            f"step {self.window.derivation.current} of {self.window.derivation.count}, "
            f"{session.detail}, {self.window.look.name}\n"
        )

    def _tell(self, report: Report) -> None:
        if self.window.isVisible():
            self._show(report, self._work())
        else:  # it is closing: the report is written, and a dialog would keep the program
            self.trouble.over()

    def _work(self) -> str | None:
        """Save, and say in words what is saved; None where it could not be."""
        if not self.window.keeping.saved_by():
            return None
        derivation = self.window.derivation
        if not derivation.count:
            return self.window.editor.text()
        return _("{text} at step {step} of {count}").format(
            text=self.window.editor.text(), step=derivation.current, count=derivation.count
        )

    def _show(self, report: Report, work: str | None, *, past: bool = False) -> None:
        window = self._application.activeWindow() or self.window
        dialog = ErrorDialog(self.window.look, report, work, window, past=past)
        dialog.went_on.connect(self._over)
        dialog.restart.connect(self.restart)
        self.dialog = dialog
        dialog.tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close and watched is self.window and self.dialog is not None:
            self.dialog.accept()  # a dialog left open would keep the program
        return False

    def alive(self) -> bool:
        """Say whether a dialog is open."""
        return self.dialog is not None

    def _over(self) -> None:
        self.dialog = None
        self.trouble.over()

    def restart(self) -> None:
        """Close, and start Nabla anew as it was started."""
        self.restart_wanted = True
        self._application.closeAllWindows()
        self._application.quit()

    def close(self) -> None:
        """The program ends; start it again where that was wanted."""
        watchdog, self.watchdog = self.watchdog, None
        if watchdog is not None:
            watchdog.close()
        end_log(self._log)
        if self.restart_wanted:
            subprocess.Popen([sys.executable, *sys.orig_argv[1:]], close_fds=True)
