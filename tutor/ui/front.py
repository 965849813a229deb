"""The window at its first paint: the field to type into, and the shapes of everything else.

Whatever is imported here delays that paint, and so does `Qt.Anything`, whose enumerations take 15 ms to load.
The whole window is made right afterwards and put over this, part upon part at the same places; what was typed
meanwhile goes with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QRect, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from tutor.language import _
from tutor.ui import shapes, skeleton
from tutor.ui.examples import EXAMPLES
from tutor.ui.look import GUTTER, Look, mono_font
from tutor.ui.palette import palette
from tutor.ui.rooms import STRIP, Rooms, rooms

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent

    from tutor.storage.glimpse import Glimpse
    from tutor.ui.main_window import MainWindow

_TURNS = 6
"""A new size travels one layout further up at each turn."""
_LINES = 5
"""lines that the field grows to, as the editor's own does"""
_AROUND = 67
"""px of the editor's card that are not the field"""
_BESIDE = 29
"""px that the field has at least, for the buttons beside it"""


class Front(QWidget):
    """Nabla's window on the screen: first itself, then what `take_in` is given.

    `saved` is where the person was; its place on the screens is taken, its text can be typed on at once.
    """

    painted = Signal()
    """once, after the first paint"""

    def __init__(self, look: Look, saved: Glimpse) -> None:
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

    def _field(self, saved: Glimpse) -> QPlainTextEdit:
        field = QPlainTextEdit(self)
        field.setFrameStyle(QFrame.Shape.NoFrame.value)
        field.setFont(mono_font())
        field.setAccessibleName(_("Function"))
        field.setTabChangesFocus(True)
        field.document().setDocumentMargin(0)
        field.setPlainText(EXAMPLES[0].text if saved.text is None else saved.text)
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
        if document.isModified() and self.field.toPlainText() != source.toPlainText():
            source.replace_all(self.field.toPlainText())
        whole.show()
        whole.editor.focus_editor()
        for _turn in range(_TURNS):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        if self.field.toPlainText() == source.toPlainText():
            there = source.textCursor()
            there.setPosition(cursor.anchor())
            there.setPosition(cursor.position(), QTextCursor.MoveMode.KeepAnchor)
            source.setTextCursor(there)
        self.field.hide()
        self.field.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._whole is not None:
            self._whole.setGeometry(self.rect())
        else:
            self._place_field()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._whole is not None:
            self._whole.close()
        super().closeEvent(event)

    # Painting ----------------------------------------------------------------------------------

    def _place_field(self) -> None:
        card = self._editor()
        self.field.setGeometry(card.x() + 18, card.y() + 13, card.width() - 66, card.height() - _AROUND)

    def _editor(self) -> QRect:
        """Return where the editor's card is."""
        room = self._rooms()
        width = room.column - 2 * room.side
        self.field.resize(width - 66, self.field.height())  # lines are broken at its width
        lines = max(1, min(_LINES, int(self.field.document().size().height())))
        height = max(_BESIDE, lines * self.field.fontMetrics().lineSpacing() + 8) + _AROUND
        return QRect(room.side, room.top + room.edge, width, height)

    def _rooms(self) -> Rooms:
        return rooms(self.width(), self.height(), self._saved.lecture)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._whole is not None:
            return
        look, room, card = self._look, self._rooms(), self._editor()
        width, height = self.width(), self.height()
        below = card.bottom() + 13
        strip = shapes.lecture(look, width, self._lit()) if room.lecture else ""
        column = shapes.column(look, card.width() + GUTTER, height - room.edge - below)
        panel = shapes.panel(look, width - room.column, height - room.top)
        skeleton.paint(
            self,
            shapes.rectangle(look, (0, 0, width, height), "window.bg"),
            shapes.top_bar(look, width),
            shapes.moved(0, room.top - STRIP, strip),
            shapes.moved(card.x(), card.y(), shapes.editor(look, card.width(), card.height())),
            shapes.moved(card.x(), below, column),
            shapes.moved(room.column, room.top, panel),
        )
        if not self._has_painted:
            self._has_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def _lit(self) -> int | None:
        """Return which example of the lecture is worked on, from 0."""
        if self._saved.text is None:
            return 0
        same = (each.is_of(self._saved.text, self._saved.ask) for each in EXAMPLES)
        return next((number for number, lit in enumerate(same) if lit), None)
