"""Settings as they take effect: palette, size of text, movement, notation, detail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from tutor.storage.settings import Settings

if TYPE_CHECKING:
    from tutor.ui.main_window import MainWindow


def palette_for(settings: Settings) -> str:
    """Return the name of the palette: the one chosen, or what the system's own colours suggest."""
    if settings.appearance != "system":
        return settings.appearance
    scheme = QGuiApplication.styleHints().colorScheme()
    return "dark" if scheme == Qt.ColorScheme.Dark else "light"


class AppliedSettings(QObject):
    """Applies the settings to one window, at its start and whenever one of them changes."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.keeping.settings_changed.connect(self._follow)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        settings = window.keeping.settings
        window.look.set(palette_for(settings), settings.text_size, settings.reduced_motion)
        window.session.detail = settings.detail
        self._take_notation(settings)

    def _follow(self, settings: Settings, name: str) -> None:
        window = self._window
        window.look.set(palette_for(settings), settings.text_size, settings.reduced_motion)
        if name in ("", "detail"):
            window.session.set_detail(settings.detail)
        if self._take_notation(settings):
            window.explore.await_step(max(1, window.derivation.current))
            window.session.renew()

    def _follow_system(self) -> None:
        self._follow(self._window.keeping.settings, "appearance")

    def _take_notation(self, settings: Settings) -> bool:
        """Have formulas written as chosen; say whether that is another way than before."""
        bridge, before = self._window.bridge, self._window.bridge.manner
        if (settings.derivative, settings.logarithm) == ("leibniz", "ln"):
            bridge.manner = {}
        else:
            from tutor.board import NotationStyle

            bridge.manner = {"notation": NotationStyle(settings.derivative, settings.logarithm)}
        return bridge.manner != before
