"""Start-up and shut-down of the window: the window first, the engine next.

Qt is imported inside the functions: the command line shares this module, and a system that cannot show a
window is told so in one sentence instead of Qt's abort.
"""

from __future__ import annotations

import gc
import gettext
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import tutor
from tutor.display import DisplayError, choose_platform, missing_library
from tutor.language import _, use_language
from tutor.resources import resource

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from tutor.engine.client import Engine
    from tutor.engine.failures import Answer

PATIENCE: Final = 60.0
"""Seconds a snapshot waits for the derivation and the picture."""


ROUNDS_AT_REST: Final = 8

SWITCH: Final = 0.0001
"""Seconds after which a thread lets another one go on."""


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
    counts from 1, `scene` begins the name of the picture to open."""

    problem: str
    file: Path
    theme: str = "light"
    size: tuple[int, int] = (1280, 800)
    step: int | None = None
    ask: str | None = None
    wrt: tuple[str, ...] = ()
    scene: str | None = None


def run(language: str | None = None, usual: str | None = None, home: Path | None = None) -> int:
    """Open the window; return the exit code once it is closed.

    `language` is the one asked for; without it, that of the settings holds, and where these leave it to
    the system, `usual`. Settings and session are kept under `home`, if given, else in the person's folders.

    Raises:
        DisplayError: if there is no way to show a window.
    """
    gc.disable()  # nothing made while starting is garbage, and looking for some takes its time
    from tutor.storage.folders import folders
    from tutor.storage.glimpse import glimpse

    where = folders(home)
    seen = glimpse(where)
    language = language or (seen.language if seen.language != "system" else usual)
    application = _application(language)
    language = _speak(language)
    from tutor.ui.opening import Opening

    opening = Opening(application, where, seen, language)
    try:
        opening.front.show()
        return application.exec()
    finally:
        opening.close()


def snapshot(picture: Snapshot, language: str | None = None) -> None:
    """Save a picture of the real window, drawn offscreen.

    Raises:
        DisplayError: if a library of Qt's is missing.
        UnansweredError: if the problem cannot be read, or the question does not fit it.
        SnapshotError: if the window did not come to rest in time, or the file cannot be written.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = _application(language)
    from tutor.engine.client import Engine

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
        if picture.scene is not None:
            titles = window.canvas_panel.tabs()
            found = [title for title in titles if title.casefold().startswith(picture.scene.casefold())]
            if not found:
                raise SnapshotError(
                    _("There is no picture “{name}” here. There are: {names}.").format(
                        name=picture.scene, names=", ".join(titles)
                    )
                )
            window.canvas_panel.pick(titles.index(found[0]))
            _wait(application, lambda: window.settled)
        _save(window.grab().toImage(), picture.file)
        window.close()
    finally:
        engine.close()


def _ask_first(engine: Engine, picture: Snapshot) -> None:
    """Make sure that there is something to show."""
    import queue

    from tutor.board import Walkthrough

    answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()
    question = {"text": picture.problem, "ask": picture.ask, "wrt": picture.wrt}
    engine.start()
    engine.request("explain", question, answers.put, deadline=PATIENCE)
    answer = answers.get()
    if not isinstance(answer.value, Walkthrough):
        raise UnansweredError(answer)


def _application(language: str | None = None) -> QApplication:
    """Return Qt's application, after making sure that Qt will not abort over it."""
    if language:
        # Fontconfig's own variable: without it Chinese has its Japanese forms where LANG is not Chinese.
        os.environ.setdefault("FC_LANG", language.replace("_", "-").lower())
    try:
        from PySide6.QtCore import QLibraryInfo
        from PySide6.QtWidgets import QApplication
    except ImportError as error:
        raise DisplayError(missing_library(error)) from error
    _leave_sources_unread()
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    platform = choose_platform(os.environ, plugins)
    if platform is not None:
        os.environ["QT_QPA_PLATFORM"] = platform
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        # Fusion takes Nabla's colours on every system. Named here, since QApplication.setStyle answers with
        # the style, and shiboken takes long to look up what kind of style that is.
        application = QApplication([*sys.argv[:1], "-style", "fusion"])
        from tutor.ui.look import ui_font

        application.setFont(ui_font())
    # Threads on the side (what comes in, long formulas) give way to the window sooner than the usual 5 ms.
    sys.setswitchinterval(SWITCH)
    application.setApplicationName("Nabla")
    application.setApplicationDisplayName("Nabla")
    application.setApplicationVersion(tutor.__version__)
    application.setDesktopFileName("nabla")
    return application


def _leave_sources_unread() -> None:
    """Spare PySide6 its reading of every module's source.

    From its import on, it searches each module that is imported, matplotlib's and all others', for its own
    name, to know where `from __feature__ import snake_case` could hold, and linecache keeps what was read:
    25 MB here, and a good part of the time that imports take. Nabla uses no such feature anywhere.
    """
    feature: Any = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):  # not public: another PySide6 may do without
        feature._mod_uses_pyside = lambda module: False


def _speak(language: str | None) -> str:
    """Choose the language of the window, the system's where none is asked for, and return its name."""
    from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

    name = language or QLocale.system().name()
    use_language(name)
    if gettext.find("nabla", str(resource("locale")), [name]):
        # Qt's own words, such as in the menu of an input, in the same language.
        translator = QTranslator(QCoreApplication.instance())
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(QLocale(name), "qtbase", "_", folder):
            QCoreApplication.installTranslator(translator)
    return name


def _wait(application: QApplication, settled: Callable[[], bool]) -> None:
    """Let the window work until it is at rest."""
    from PySide6.QtCore import QEventLoop

    end = time.monotonic() + PATIENCE
    rounds_at_rest = 0
    while True:
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        # A new size travels one layout further up at each turn.
        rounds_at_rest = rounds_at_rest + 1 if settled() else 0
        if rounds_at_rest > ROUNDS_AT_REST:
            break
        if time.monotonic() > end:
            raise SnapshotError(
                _("The window was not ready after {seconds} seconds.").format(seconds=int(PATIENCE))
            )
        time.sleep(0.005)


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
