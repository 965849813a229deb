"""Small painted marks: the logo, a step's number, a rule's name, and drawn icons."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from tutor.ui import shapes, skeleton
from tutor.ui.look import Look, size_of, ui_font


class Logo(QWidget):
    """∇, drawn as a triangle."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setFixedSize(20, 20)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        skeleton.paint(self, shapes.mark(self._look))


def window_icon(look: Look) -> QIcon:
    """Return ∇ as the window's icon."""
    pixmap = QPixmap(128, 128)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(look.colour("action.base"), 14)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.drawPolygon(QPolygonF([QPointF(16, 22), QPointF(112, 22), QPointF(64, 110)]))
    painter.end()
    return QIcon(pixmap)


class Badge(QWidget):
    """The number of a step in a circle; the current one is filled with the action colour."""

    def __init__(self, look: Look, text: str = "", *, current: bool = False, parent: QWidget | None = None):
        super().__init__(parent)
        self._look = look
        self._text = text
        self._current = current
        size = size_of("stepBadge")
        self.setFixedSize(size, size)
        look.changed.connect(self.update)

    def set_text(self, text: str) -> None:
        """Show another number."""
        self._text = text
        self.update()

    def set_current(self, current: bool) -> None:
        """Fill the circle, or leave it grey."""
        self._current = current
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self._current and self.isEnabled()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("action.base" if on else "meaning.heldConstant_fill"))
        painter.drawEllipse(self.rect())
        painter.setPen(self._look.colour("action.onAction" if on else "text.secondary"))
        painter.setFont(ui_font(14, 600))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()


class Mark(QWidget):
    """An icon that is only looked at."""

    def __init__(self, look: Look, icon: str, colour: str, size: int = 20) -> None:
        super().__init__()
        self._look, self._icon, self._colour = look, icon, colour
        self.setFixedSize(size, size)
        look.changed.connect(self.update)

    def set_icon(self, icon: str, colour: str) -> None:
        """Show another icon."""
        self._icon, self._colour = icon, colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        pixmap = self._look.pixmap(self._icon, self._colour, self.width(), max(2.0, self.devicePixelRatioF()))
        painter.drawPixmap(self.rect(), pixmap)
        painter.end()


class RuleName(QLabel):
    """The name of a finished step's rule, at the right; a long one takes two lines of `width` px."""

    def __init__(self, text: str, width: int) -> None:
        super().__init__(text)
        self.setProperty("kind", "caption")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        natural = QFontMetrics(ui_font(14)).horizontalAdvance(text) + 4
        self.setFixedWidth(min(natural, width))


class Chip(QWidget):
    """A rule's name in a grey pill, with an icon; too long for its room it ends in an ellipsis."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._text = ""
        self._icon = ""
        self.setFixedHeight(size_of("chip"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def set_text(self, text: str, icon: str = "") -> None:
        """Show a name, and an icon ("" for none)."""
        self._text, self._icon = text, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return the name shown."""
        return self._text

    def _lead(self) -> int:
        return 32 if self._icon else 14

    def sizeHint(self) -> QSize:
        width = QFontMetrics(ui_font(14, 600)).horizontalAdvance(self._text)
        return QSize(width + self._lead() + 15, size_of("chip"))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 100), size_of("chip"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("meaning.heldConstant_fill"))
        painter.drawRoundedRect(QRectF(self.rect()), 14, 14)
        if self._icon:
            pixmap = self._look.pixmap(self._icon, "text.secondary", 16, max(2.0, self.devicePixelRatioF()))
            painter.drawPixmap(QRectF(10, 6, 16, 16), pixmap, QRectF(pixmap.rect()))
        painter.setFont(ui_font(14, 600))
        painter.setPen(self._look.colour("text.secondary"))
        room = self.rect().adjusted(self._lead(), 0, -12, 0)
        shown = painter.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, room.width())
        self.setToolTip(self._text if shown != self._text else "")
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()
