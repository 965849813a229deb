"""From the first paint to the whole window: the engine first, then the parts, a piece at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tutor.storage.glimpse import sure
from tutor.ui.front import Front
from tutor.ui.later import Later
from tutor.ui.look import Look

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from tutor.engine.client import Engine
    from tutor.storage.folders import Folders
    from tutor.storage.glimpse import Glimpse
    from tutor.ui.first_aid import FirstAid
    from tutor.ui.keeping import Keeping
    from tutor.ui.main_window import MainWindow
    from tutor.ui.sweeping import Sweeping

_PARTS = (
    "tutor.storage.settings",
    "tutor.ui.keeping",
    "tutor.ui.icons",
    "tutor.ui.buttons",
    "tutor.ui.editing.source_edit",
    "tutor.ui.editor",
    "tutor.ui.explore_face",
    "tutor.ui.main_window",
)
"""What the window needs, in pieces that are short each"""


class Opening(QObject):
    """Opens the one window of the program; `close` when it is gone."""

    def __init__(self, application: QApplication, where: Folders, seen: Glimpse, language: str) -> None:
        super().__init__(application)
        self._application = application
        self._where = where
        self._language = language
        self._engine: Engine | None = None
        self._aid: FirstAid | None = None
        self._sweeping: Sweeping | None = None
        self.window: MainWindow | None = None
        self._keeping: Keeping | None = None
        self.look = Look(_palette_name(seen.appearance, application))
        self.look.set(self.look.name, seen.text_size, False)
        if not sure(where):
            from dataclasses import asdict

            session = self._kept().session
            seen.take(asdict(session) if session is not None else {})
        self.front = Front(self.look, seen)
        self.front.painted.connect(self._go_on)
        self._later = Later(self)

    def _go_on(self) -> None:
        """Do after the first paint what should not delay it: the worker first, since all wait for it."""
        self._later.add_aside(self._start_engine)
        self._later.add_imports(*_PARTS)
        self._later.add(self._kept, self._make_window, self._watch)
        self._later.begin()

    def _start_engine(self) -> None:
        """Import what starts a worker on the side, with nothing else under way, and start one."""
        from tutor.engine import seat
        from tutor.engine.client import Engine

        seat.load()
        self._engine = Engine(language=self._language)
        self._engine.start()

    def _kept(self) -> Keeping:
        """Read settings and session with care, and hold them for this window."""
        if self._keeping is None:
            from tutor.ui.keeping import Keeping

            self._keeping = Keeping(self._where)
        return self._keeping

    def _make_window(self) -> None:
        from tutor.ui.main_window import MainWindow

        assert self._engine is not None
        self.window = MainWindow(self._engine, keeping=self._kept(), front=self.front)
        self.front.take_in(self.window)

    def _watch(self) -> None:
        from tutor.ui.first_aid import FirstAid
        from tutor.ui.sweeping import Sweeping

        assert self.window is not None
        self._aid = FirstAid(self._application, self.window, self._where)
        self._sweeping = Sweeping(self.window)

    def close(self) -> None:
        """End what the window started."""
        if self._engine is not None:
            self._engine.close()
        if self._sweeping is not None:
            self._sweeping.close()
        if self._aid is not None:
            self._aid.close()


def _palette_name(appearance: str, application: QApplication) -> str:
    """Return the palette's name; where the system is to say, by its colours (asking Qt for its colour
    scheme takes longer; the window asks)."""
    if appearance in ("light", "dark", "contrast"):
        return appearance
    return "dark" if application.palette().window().color().lightness() < 128 else "light"
