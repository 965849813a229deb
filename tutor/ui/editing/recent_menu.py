"""The menu of the problems typed before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QMenu, QWidget

from tutor.ui.look import mono_font

SHOWN = 12
_WIDTH = 420


def recent_menu(texts: Sequence[str], choose: Callable[[str], None], parent: QWidget) -> QMenu:
    """Return a menu of the latest problems, each on one line."""
    menu = QMenu(parent)
    menu.setFont(mono_font(15))
    metrics = QFontMetrics(mono_font(15))
    for text in texts[:SHOWN]:
        line = "; ".join(part.strip() for part in text.splitlines() if part.strip())
        shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, _WIDTH)
        action = menu.addAction(shown.replace("&", "&&"))
        action.setToolTip(line)
        action.triggered.connect(lambda _checked=False, text=text: choose(text))
    menu.aboutToHide.connect(menu.deleteLater)
    return menu
