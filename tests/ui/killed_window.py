"""A window in a process of its own that ends in the middle of an autosave. Run by `test_restore`.

Arguments: the folder, the moment, and the texts that are typed before and while it ends.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from tests.ui.fake_engine import FakeAnswer, FakeEngine
from tutor.gallery import Gallery
from tutor.storage import writing
from tutor.storage.folders import folders
from tutor.ui.keeping import Keeping
from tutor.ui.main_window import MainWindow

ENDED = 7


class Pictureless(FakeEngine):
    """Answers all but the pictures, whose first one takes most of a start and is nothing to these tests."""

    def _answer(self, name: str, arguments: Mapping[str, Any]) -> FakeAnswer:
        if name == "scenes":
            return FakeAnswer(Gallery())
        return super()._answer(name, arguments)


def end(*_what: Any) -> None:
    """End as a killed process does: nothing is closed, flushed or unlocked."""
    os._exit(ENDED)


def before(function: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *what, **how: end()


def after(function: Callable[..., Any]) -> Callable[..., Any]:
    def doing(*what: Any, **how: Any) -> None:
        function(*what, **how)
        end()

    return doing


MOMENTS: dict[str, Callable[[], None]] = {
    "before the timer": lambda: setattr(Keeping, "save", before(Keeping.save)),
    "before it is written": lambda: setattr(writing.os, "fsync", before(os.fsync)),
    "before it is renamed": lambda: setattr(Path, "replace", before(Path.replace)),
    "after it is renamed": lambda: setattr(Path, "replace", after(Path.replace)),
    "after all of it": lambda: setattr(writing, "_sync_folder", after(writing._sync_folder)),
}


def main(home: str, moment: str, first: str, second: str) -> None:
    application = QApplication([])
    keeping = Keeping(folders(Path(home)))
    window = MainWindow(Pictureless(), keeping=keeping)
    window.show()

    def type_first() -> None:
        if not window.settled:
            QTimer.singleShot(5, type_first)
            return
        window.show_problem(first)
        QTimer.singleShot(5, type_second)

    def type_second() -> None:
        if not (window.settled and keeping.saved_by()):
            QTimer.singleShot(5, type_second)
            return
        print("saved", flush=True)
        if moment in MOMENTS:
            MOMENTS[moment]()
        else:
            QTimer.singleShot(int(moment), end)
        window.show_problem(second)

    type_first()
    application.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
