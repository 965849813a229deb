"""Start-up and shut-down of the window: the window first, the engine next.

Qt is imported inside the functions: the command line shares this module, and a system that cannot show a
window is told so in one sentence instead of Qt's abort.
"""

from __future__ import annotations

import logging
import logging.handlers
import os
import queue
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final

import tutor
from tutor.board import Walkthrough
from tutor.display import DisplayError, choose_platform, missing_library
from tutor.engine.client import Answer, Engine
from tutor.language import _, use_language

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

log = logging.getLogger(__name__)

PATIENCE: Final = 60.0
"""Seconds a snapshot waits for the derivation and the picture."""


class SnapshotError(Exception):
    """No picture could be taken; the message says why."""


class UnansweredError(Exception):
    """There is nothing to take a picture of: the problem could not be read, or not be answered."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a picture of the window should show. `size` is (width, height) in logical pixels, `step`
    counts from 1."""

    problem: str
    file: Path
    theme: str = "light"
    size: tuple[int, int] = (1280, 800)
    step: int | None = None
    ask: str | None = None
    wrt: tuple[str, ...] = ()


def run(language: str | None = None) -> int:
    """Open the window; return the exit code once it is closed.

    Raises:
        DisplayError: if there is no way to show a window.
    """
    application = _application()
    engine = Engine(language=_speak(language))
    _keep_log()
    _on_trouble(application)
    try:
        from tutor.ui.main_window import MainWindow

        window = MainWindow(engine)
        window.ready.connect(engine.start)  # after the first paint, which no second process should delay
        window.show()
        return application.exec()
    finally:
        engine.close()


def snapshot(picture: Snapshot, language: str | None = None) -> None:
    """Save a picture of the real window, drawn offscreen.

    Raises:
        DisplayError: if a library of Qt's is missing.
        UnansweredError: if the problem cannot be read, or the question does not fit it.
        SnapshotError: if the window did not come to rest in time, or the file cannot be written.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = _application()
    engine = Engine(language=_speak(language))
    try:
        from tutor.ui.main_window import MainWindow

        window = MainWindow(engine)
        window.set_theme(picture.theme)
        window.resize(*picture.size)
        window.show()
        _ask_first(engine, picture)
        window.show_problem(picture.problem, picture.ask, picture.wrt)
        _wait(application, lambda: window.settled)
        if picture.step is not None:
            window.go_to_step(picture.step)
            _wait(application, lambda: window.settled)
        _save(window.grab().toImage(), picture.file)
        window.close()
    finally:
        engine.close()


def _ask_first(engine: Engine, picture: Snapshot) -> None:
    """Make sure that there is something to show."""
    answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()
    question = {"text": picture.problem, "ask": picture.ask, "wrt": picture.wrt}
    engine.start()
    engine.request("explain", question, answers.put, deadline=PATIENCE)
    answer = answers.get()
    if not isinstance(answer.value, Walkthrough):
        raise UnansweredError(answer)


def _application() -> QApplication:
    """Return Qt's application, after making sure that Qt will not abort over it."""
    try:
        from PySide6.QtCore import QLibraryInfo
        from PySide6.QtWidgets import QApplication
    except ImportError as error:
        raise DisplayError(missing_library(error)) from error
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    platform = choose_platform(os.environ, plugins)
    if platform is not None:
        os.environ["QT_QPA_PLATFORM"] = platform
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(sys.argv[:1])
    application.setApplicationName("Nabla")
    application.setApplicationDisplayName("Nabla")
    application.setApplicationVersion(tutor.__version__)
    application.setDesktopFileName("nabla")
    return application


def _speak(language: str | None) -> str:
    """Choose the language of the window, the system's where none is asked for, and return its name."""
    from PySide6.QtCore import QLocale

    name = language or QLocale.system().name()
    use_language(name)
    return name


def _wait(application: QApplication, settled: Callable[[], bool]) -> None:
    """Let the window work until it is at rest."""
    from PySide6.QtCore import QEventLoop

    end = time.monotonic() + PATIENCE
    while True:
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        if settled():
            break
        if time.monotonic() > end:
            raise SnapshotError(
                _("The window was not ready after {seconds} seconds.").format(seconds=int(PATIENCE))
            )
        time.sleep(0.005)
    application.processEvents()


def _save(image: object, file: Path) -> None:
    """Write a QImage as PNG, at once and whole."""
    from PySide6.QtCore import QIODevice, QSaveFile
    from PySide6.QtGui import QImage, QImageWriter

    assert isinstance(image, QImage)
    out = QSaveFile(str(file))
    written = (
        out.open(QIODevice.OpenModeFlag.WriteOnly) and QImageWriter(out, b"png").write(image) and out.commit()
    )
    if not written:
        raise SnapshotError(
            _("The picture could not be written to {file}: {reason}").format(
                file=file, reason=out.errorString()
            )
        )


def _keep_log() -> None:
    """Write what goes wrong to the user's log folder; without one, to nowhere."""
    from platformdirs import user_log_path

    try:
        folder = user_log_path("nabla", appauthor=False, ensure_exists=True)
        handler: logging.Handler = logging.handlers.RotatingFileHandler(
            folder / "nabla.log", maxBytes=1 << 20, backupCount=3, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger("tutor").addHandler(handler)


def _on_trouble(application: QApplication) -> None:
    """Log every exception that nobody caught, in any thread, and tell the person; the window stays."""
    from PySide6.QtCore import QObject, Qt, Signal
    from PySide6.QtWidgets import QMessageBox

    class Alarm(QObject):
        """Carries a report from whichever thread it happened in to the window's."""

        raised = Signal(str)

    alarm = Alarm(application)
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
