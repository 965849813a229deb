"""The pictures whose tabs find no room: a button that names the rest in a menu."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from tutor.language import _
from tutor.ui.formula_menu import open_menu
from tutor.ui.look import Look


class MoreTabs(QPushButton):
    """Looks like a tab, and opens a menu."""

    picked = Signal(int)
    """the index of a picture"""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(_("More"), parent)
        self._look = look
        self._rest: tuple[tuple[int, str], ...] = ()
        self.setProperty("kind", "tab")
        self.setProperty("more", "true")  # its style leaves room for the arrow
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(_("More pictures"))
        self.setToolTip(_("More pictures"))
        self.clicked.connect(lambda _checked=False: self._open())
        look.changed.connect(self.update)

    def offer(self, rest: Sequence[tuple[int, str]]) -> None:
        """Take the pictures of the menu: (index, title) pairs."""
        self._rest = tuple(rest)

    def menu_of_rest(self) -> QMenu:
        """Return the menu."""
        menu = QMenu(self)
        for index, title in self._rest:
            action = menu.addAction(title)
            action.triggered.connect(lambda _checked=False, index=index: self.picked.emit(index))
        return menu

    def _open(self) -> None:
        open_menu(self.menu_of_rest(), self.mapToGlobal(self.rect().bottomLeft()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        key = "text.primary" if self.underMouse() else "text.secondary"
        painter.setPen(QPen(self._look.colour(key), 1.5))
        right, middle = self.width() - 5.0, self.height() / 2 + 0.5
        painter.drawPolyline(
            [QPointF(right - 8, middle - 2), QPointF(right - 4, middle + 2), QPointF(right, middle - 2)]
        )
        painter.end()
