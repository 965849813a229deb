"""Completion at work: the list follows the caret, what is chosen is typed, what would be chosen is shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from tutor.board import KnownFunction
from tutor.ui.editing.completion import Choice, choices
from tutor.ui.editing.completion_list import CompletionList
from tutor.ui.editing.places import qt_place
from tutor.ui.editing.source_edit import SourceEdit
from tutor.ui.look import Look


class Completing(QObject):
    """Completes words in an editor; `functions` are those that can be typed."""

    sketched = Signal(object)
    """the Choice that would be taken now, None once there is none"""

    def __init__(self, look: Look, source: SourceEdit, card: QWidget) -> None:
        super().__init__(card)
        self.functions: tuple[KnownFunction, ...] = ()
        self._source = source
        self._card = card
        self.list = CompletionList(look, card.window())
        self.list.inserted.connect(self._insert)
        self.list.chosen.connect(self._say)
        source.keys = self.list
        source.focused.connect(lambda on: None if on else self.list.dismiss())
        source.cursorPositionChanged.connect(self._caret_moved)
        self._at = -1
        card.installEventFilter(self)

    def set_functions(self, functions: tuple[KnownFunction, ...]) -> None:
        """Take the functions that can be typed; what is being typed may be the beginning of one."""
        self.functions = functions
        if self._source.hasFocus() and self._source.document().isModified():
            self.follow()

    @property
    def open(self) -> bool:
        """Whether the list is in sight."""
        return not self.list.isHidden()

    @property
    def at_first(self) -> bool:
        """Whether the first row is the chosen one."""
        return self.list.list.currentRow() == 0

    def follow(self, *, asked: bool = False) -> None:
        """Offer what the letters before the caret can become; `asked` also offers where they are few."""
        source = self._source
        self._at = source.textCursor().position()
        text = source.toPlainText()
        offered = choices(text, source.caret(), self.functions, asked=asked) if source.hasFocus() else ()
        self.list.offer(offered, self._place())

    def _place(self) -> QRect:
        return QRect(self._card.mapTo(self._card.window(), QPoint(0, 0)), self._card.size())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and self.open:
            self.list.place(self._place())
        return False

    def _caret_moved(self) -> None:
        if self.open and self._source.textCursor().position() != self._at:
            self.list.dismiss()

    def _say(self, choice: Choice | None) -> None:
        caret_at_end = self._source.textCursor().atBlockEnd()
        self._source.set_ghost(choice.name[choice.typed :] if choice is not None and caret_at_end else "")
        self._source.setAccessibleDescription(
            f"{choice.name}, {choice.about.speech}" if choice is not None else ""
        )
        self.sketched.emit(choice)

    def _insert(self, choice: Choice | None) -> None:
        if choice is None:
            return
        source = self._source
        text, caret = source.toPlainText(), source.caret()
        self.list.dismiss()
        cursor = source.textCursor()
        cursor.setPosition(qt_place(text, caret - choice.typed))
        cursor.setPosition(qt_place(text, caret), QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        source.placeholders.insert(choice.template, cursor)
        source.setFocus()
