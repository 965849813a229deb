"""The window at its first paint: the field to type into, and the shapes of everything else.

Whatever is imported here delays that paint, and so does `Qt.Anything`, whose enumerations take 15 ms to load.
The whole window is made right afterwards and put over this, part upon part at the same places; what was typed
meanwhile goes with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPolygonF, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from tutor.language import _
from tutor.ui.examples import EXAMPLES
from tutor.ui.look import GUTTER, Look, mono_font, size_of, ui_font
from tutor.ui.palette import palette
from tutor.ui.rooms import STRIP, rooms
from tutor.ui.skeleton import fill, paint_card, paint_column, paint_panel

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QFont, QPaintEvent, QResizeEvent

    from tutor.storage.saved_session import SavedSession
    from tutor.ui.main_window import MainWindow

_LINES = 5
"""lines that the field grows to, as the editor's own does"""
_AROUND = 67
"""px of the editor's card that are not the field"""


class Front(QWidget):
    """Nabla's window on the screen: first itself, then what `take_in` is given.

    `saved` is where the person was; its place on the screens is taken, its text can be typed on at once.
    """

    painted = Signal()
    """once, after the first paint"""

    def __init__(self, look: Look, saved: SavedSession) -> None:
        super().__init__()
        self._look = look
        self._saved = saved
        self._whole: MainWindow | None = None
        self._has_painted = False
        self.setWindowTitle("Nabla")
        self.setMinimumSize(940, 600)
        self.resize(1280, 800)
        if saved.place:
            self.restoreGeometry(QByteArray.fromBase64(saved.place.encode("ascii", "replace")))
        self.setPalette(palette(look))
        self.field = self._field(saved)

    def _field(self, saved: SavedSession) -> QPlainTextEdit:
        field = QPlainTextEdit(self)
        field.setFrameStyle(QFrame.Shape.NoFrame.value)
        field.setFont(mono_font())
        field.setAccessibleName(_("Function"))
        field.setTabChangesFocus(True)
        field.document().setDocumentMargin(0)
        field.setPlainText(saved.text)
        cursor = field.textCursor()
        cursor.setPosition(min(saved.cursor, field.document().characterCount() - 1))
        field.setTextCursor(cursor)
        field.document().setModified(False)
        field.setFocus()
        return field

    # The whole window ----------------------------------------------------------------------------

    def take_in(self, whole: MainWindow) -> None:
        """Show the whole window in place of the shapes, and hand over what was typed."""
        self._whole = whole
        whole.setGeometry(self.rect())
        document, cursor = self.field.document(), self.field.textCursor()
        source = whole.editor.source
        if document.isModified():
            source.replace_all(self.field.toPlainText())
        there = source.textCursor()
        there.setPosition(cursor.anchor())
        there.setPosition(cursor.position(), QTextCursor.MoveMode.KeepAnchor)
        source.setTextCursor(there)
        whole.show()
        whole.editor.focus_editor()
        source.setTextCursor(there)
        self.field.hide()
        self.field.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._whole is not None:
            self._whole.setGeometry(self.rect())
        else:
            card = self._editor()
            self.field.setGeometry(card.x() + 18, card.y() + 13, card.width() - 66, card.height() - _AROUND)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._whole is not None:
            self._whole.close()
        super().closeEvent(event)

    # Painting ----------------------------------------------------------------------------------

    def _editor(self) -> QRect:
        """Return where the editor's card is."""
        room = rooms(self.width(), self.height(), self._saved.lecture)
        lines = max(1, min(_LINES, self.field.document().blockCount()))
        height = lines * QFontMetrics(self.field.font()).lineSpacing() + 8 + _AROUND
        return QRect(room.side, room.top + room.edge, room.column - 2 * room.side, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._whole is not None:
            return
        look = self._look
        room = rooms(self.width(), self.height(), self._saved.lecture)
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("window.bg"))
        self._paint_bar(painter, 0, size_of("topBar"))
        self._paint_top(painter)
        if room.lecture:
            self._paint_bar(painter, size_of("topBar"), STRIP)
            self._paint_lecture(painter)
        card = self._editor()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_card(painter, look, QRectF(card), "window.line", "window.surface", 12)
        painter.fillRect(card.x() + 2, card.bottom() - 45, card.width() - 4, 1, look.colour("window.line"))
        painter.setPen(QPen(look.colour("window.focusRing"), 2))
        painter.setBrush(look.colour("window.surface").__class__(0, 0, 0, 0))
        painter.drawRoundedRect(QRectF(card).adjusted(1, 1, -1, -1), 11, 11)
        below = card.bottom() + 13
        painter.translate(card.x(), below)
        paint_column(painter, look, card.width() + GUTTER, self.height() - room.edge - below)
        painter.resetTransform()
        panel = QRect(room.column, room.top, self.width() - room.column, self.height() - room.top)
        painter.fillRect(panel, look.colour("window.surface"))
        painter.fillRect(panel.x(), panel.y(), 1, panel.height(), look.colour("window.line"))
        painter.translate(panel.x(), panel.y())
        paint_panel(painter, look, panel.width(), panel.height())
        painter.end()
        if not self._has_painted:
            self._has_painted = True
            self.painted.emit()
