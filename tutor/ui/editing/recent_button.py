"""The button with the problems typed before."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QMenu

from tutor.language import _
from tutor.ui.buttons import IconButton
from tutor.ui.editing.history import History
from tutor.ui.look import Look, mono_font

SHOWN = 12
_WIDTH = 420


class RecentButton(IconButton):
    """Opens a menu of the latest problems, each on one line; hidden while there is only one."""

    chosen = Signal(str)
    """the text of the problem that a person picked"""

    def __init__(self, look: Look, history: History) -> None:
        super().__init__(look, "clock", _("Problems typed before"), self.open_menu, "quiet")
        self._history = history
        history.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setHidden(len(self._history.texts) < 2)

    def open_menu(self) -> QMenu:
        """Open the menu, and return it."""
        menu = QMenu(self)
        metrics = QFontMetrics(mono_font(15))
        for text in self._history.texts[:SHOWN]:
            line = "; ".join(part.strip() for part in text.splitlines() if part.strip())
            shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, _WIDTH)
            action = menu.addAction(shown.replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, text=text: self.chosen.emit(text))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        return menu
