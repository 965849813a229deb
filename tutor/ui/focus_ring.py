"""The ring around what has the keyboard's focus: an overlay that lets the mouse through."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from tutor.ui.look import Look

_GAP = 2
_WIDTH = 2
_MOVES = (
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Hide,
    QEvent.Type.Show,
    QEvent.Type.LayoutRequest,
    QEvent.Type.Wheel,
)


class FocusRing(QWidget):
    """Follows the focus widget of its window while the focus moves by the keyboard.

    It hears of events only while there is a ring, and only those of the widget in it and of what it lies in:
    to hear of every event of the program takes longer than many of them take.
    """

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._look = look
        self._target: QWidget | None = None
        self._heard: list[QObject] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._go_along)
        look.changed.connect(self.update)

    def target(self) -> QWidget | None:
        """Return the widget that has the ring."""
        return self._target

    def _go_along(self, _before: QWidget | None, now: QWidget | None) -> None:
        # A menu that closes gives the focus back to where it was.
        if now is None or now is self._target or now.window() is not self.window():
            return
        # Qt notes here that a key moved the focus (or `ShortcutFocusReason`), and never forgets it.
        noted = Qt.WidgetAttribute.WA_KeyboardFocusChange
        by_key = self.window().testAttribute(noted)
        self.window().setAttribute(noted, False)
        self._follow(now if by_key else None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _MOVES:
            self._surround()
        elif kind == QEvent.Type.MouseButtonPress:
            self._follow(None)
        return False

    def _follow(self, widget: QWidget | None) -> None:
        if isinstance(widget, (QPlainTextEdit, QLineEdit)):
            widget = None  # these show the focus by their own border and caret
        if self._target is not None:
            self._target.destroyed.disconnect(self._lose)
        self._target = widget
        if widget is not None:
            widget.destroyed.connect(self._lose)
        self._hear(self._around(widget) if widget is not None else [])
        self._surround()

    def _hear(self, objects: list[QObject]) -> None:
        """Hear of the events of these, and no longer of those before."""
        for heard in filter(isValid, self._heard):
            heard.removeEventFilter(self)
        for heard in objects:
            heard.installEventFilter(self)
        self._heard = objects

    def _around(self, widget: QWidget) -> list[QObject]:
        """Return the widget, what it lies in, and where the mouse's events come in."""
        found: list[QObject] = [widget]
        parent: QWidget | None = widget
        while parent is not None and parent is not self.window():
            parent = parent.parentWidget()
            if parent is not None:
                found.append(parent)
        screen = self.window().windowHandle()
        return [*found, screen] if screen is not None else found

    def _lose(self) -> None:
        self._target = None
        self._hear([])
        self.hide()

    def _surround(self) -> None:
        target = self._target
        if target is None or not target.isVisible() or target.visibleRegion().isEmpty():
            self.hide()
            return
        corner = target.mapTo(self.window(), QPoint(0, 0))
        reach = _GAP + _WIDTH
        around = QRect(corner, target.size()).adjusted(-reach, -reach, reach, reach)
        if around != self.geometry():
            self.setGeometry(around)
        if not self.isVisible():
            self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._target is None:
            return
        radius = int(self._target.property("ringRadius") or 8) + 3
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.colour("window.focusRing"), _WIDTH))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        painter.end()
