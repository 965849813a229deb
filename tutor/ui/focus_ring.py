"""The ring around what has the keyboard's focus: an overlay that lets the mouse through."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from tutor.ui.look import Look

_GAP = 2
_WIDTH = 2
_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_MOVES = (
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Hide,
    QEvent.Type.Show,
    QEvent.Type.LayoutRequest,
    QEvent.Type.Wheel,
)


class FocusRing(QWidget):
    """Follows the focus widget of its window while the focus moves by the keyboard."""

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._look = look
        self._target: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)
        look.changed.connect(self.update)

    def target(self) -> QWidget | None:
        """Return the widget that has the ring."""
        return self._target

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.FocusIn and isinstance(watched, QWidget) and isinstance(event, QFocusEvent):
            if watched.window() is self.window():
                back = event.reason() == Qt.FocusReason.PopupFocusReason and watched is self._target
                self._follow(watched if back or event.reason() in _KEYBOARD else None)
        elif self._target is not None and kind in _MOVES and isinstance(watched, QWidget):
            self._surround()
        elif kind == QEvent.Type.MouseButtonPress and self._target is not None:
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
        self._surround()

    def _lose(self) -> None:
        self._target = None
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
