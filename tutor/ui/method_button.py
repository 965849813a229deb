"""Which way to the answer is shown, and a menu of the others."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from tutor.board import Method
from tutor.language import _, ngettext
from tutor.ui.look import Look

OPENS = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
"""The keys that open the menu, besides the space bar."""


def method_label(method: Method) -> str:
    """Return a way's title and its length, e.g. "Chain rule, 6 steps"."""
    steps = ngettext("{count} step", "{count} steps", method.steps).format(count=method.steps)
    return _("{method}, {steps}").format(method=method.title, steps=steps)


class MethodButton(QPushButton):
    """Says which way to the answer is shown; pressed, it offers the others."""

    chosen = Signal(str)
    """the name of the way that a person picked"""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._group: QActionGroup | None = None
        self._shown: QAction | None = None
        self.setProperty("kind", "choice")
        self.setToolTip(_("Other ways to the same answer"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        menu = QMenu(self)
        menu.triggered.connect(lambda action: self.chosen.emit(action.data()))
        menu.aboutToShow.connect(self._tick)
        self.setMenu(menu)
        look.changed.connect(self.update)

    def set_methods(self, methods: Sequence[Method]) -> None:
        """Offer these ways; the chosen one becomes the button's words."""
        menu = self.menu()
        menu.clear()
        group = QActionGroup(menu)
        if self._group is not None:
            self._group.deleteLater()
        self._group, self._shown = group, None
        for method in methods:
            action = QAction(method_label(method), group)
            action.setData(method.name)
            action.setCheckable(True)
            menu.addAction(action)
            if method.chosen:
                self._shown = action
        shown = self._shown.text() if self._shown is not None else ""
        self.setText(shown)
        self.setAccessibleName(_("Way to the answer: {method}").format(method=shown))

    def _tick(self) -> None:
        """Tick what is shown: what was picked before may have been stopped, or have failed."""
        if self._shown is not None:
            self._shown.setChecked(True)
            self.menu().setActiveAction(self._shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in OPENS:
            self.showMenu()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        key = "action.hover" if self.underMouse() else "action.base"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.colour(key if self.isEnabled() else "window.disabledText"), 1.5))
        right, middle = self.width() - 8.0, self.height() / 2 + 0.5
        painter.drawPolyline(
            [QPointF(right - 8, middle - 2), QPointF(right - 4, middle + 2), QPointF(right, middle - 2)]
        )
        painter.end()
