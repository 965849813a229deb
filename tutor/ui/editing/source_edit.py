"""The field that is typed into: monospace, several lines, with brackets, places to fill and marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from tutor.language import _
from tutor.ui.editing.brackets import Change, deleted_pair, pair_at, typed_bracket
from tutor.ui.editing.colours import SlotColours
from tutor.ui.editing.placeholders import Placeholders
from tutor.ui.editing.places import character_place, qt_place
from tutor.ui.editing.underlines import BELOW, Stretch, paint_box, paint_dots, paint_squiggle
from tutor.ui.look import Look, mono_font

LINES = 5
"""The field grows to so many lines, then scrolls."""

_CONTROL = Qt.KeyboardModifier.ControlModifier
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_UP, _DOWN = Qt.Key.Key_Up, Qt.Key.Key_Down


class TakesKeys(Protocol):
    """What may take a key before the editor does."""

    def isVisible(self) -> bool: ...
    def take_key(self, event: QKeyEvent, /) -> bool: ...


class SourceEdit(QPlainTextEdit):
    """A small editor for mathematics. Places in its signals and methods are offsets of characters."""

    focused = Signal(bool)
    walked = Signal(int)
    """the problem before (-1) or after (1) is wanted"""
    hovered = Signal(int)
    """the character under the mouse, -1 where there is none"""
    menu_wanted = Signal(QPoint)
    palette_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._squiggles: tuple[Stretch, ...] = ()
        self._dots: tuple[Stretch, ...] = ()
        self._lit: Stretch | None = None
        self._ghost = ""
        self.keys: TakesKeys | None = None
        """what hears the keys first while it is in sight: the list of completions"""
        self.placeholders = Placeholders(self)
        self.setFont(mono_font())
        self.setTabChangesFocus(True)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Function"))
        self.setPlaceholderText(_("Type a function, for example x^2 y + y"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.setViewportMargins(0, 0, 0, 0)
        self._slots = SlotColours(look, self)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.cursorPositionChanged.connect(self._caret_moved)
        look.changed.connect(self._highlight)
        self._fit()

    # Text --------------------------------------------------------------------------------------

    def replace_all(self, text: str) -> None:
        """Show another text; one step of undo brings the old one back."""
        old = self.toPlainText()
        if not old and not self.document().isUndoAvailable():
            self.setPlainText(text)
            return
        start = 0
        while start < min(len(old), len(text)) and old[start] == text[start]:
            start += 1
        tail = 0
        while tail < min(len(old), len(text)) - start and old[-1 - tail] == text[-1 - tail]:
            tail += 1
        new = text[start : len(text) - tail]
        self.apply(Change(start, len(old) - tail, new, start + len(new), start + len(new)))

    def apply(self, change: Change) -> None:
        """Do a change as one step of undo."""
        text = self.toPlainText()
        cursor = self.textCursor()
        cursor.setPosition(qt_place(text, change.start))
        cursor.setPosition(qt_place(text, change.end), QTextCursor.MoveMode.KeepAnchor)
        if change.new or change.end > change.start:
            cursor.beginEditBlock()
            cursor.insertText(change.new)
            cursor.endEditBlock()
            text = self.toPlainText()
        cursor.setPosition(qt_place(text, change.anchor))
        cursor.setPosition(qt_place(text, change.caret), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def caret(self) -> int:
        """Return how many characters are before the caret."""
        return character_place(self.toPlainText(), self.textCursor().position())

    def _selection(self) -> tuple[str, int, int]:
        text, cursor = self.toPlainText(), self.textCursor()
        return (
            text,
            character_place(text, cursor.selectionStart()),
            character_place(text, cursor.selectionEnd()),
        )

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste words only, as they are, in one step of undo; the reading makes sense of them."""
        if source.hasText():
            self.textCursor().insertText(source.text().replace("\r\n", "\n"))
            self.ensureCursorVisible()

    # Marks -------------------------------------------------------------------------------------

    def set_slots(self, slots: Mapping[str, str]) -> None:
        """Colour the letters by their role."""
        self._slots.set_slots(slots)

    def set_squiggles(self, stretches: Sequence[tuple[int, int, int]]) -> None:
        """Underline the places that could not be read: (start, end, column to show)."""
        self._squiggles = self._stretches(stretches)
        self._fit()
        self.viewport().update()

    def squiggles(self) -> tuple[Stretch, ...]:
        """Return the places that are underlined."""
        return self._squiggles

    def set_dots(self, stretches: Sequence[tuple[int, int]]) -> None:
        """Mark the places that can be read in two ways."""
        self._dots = self._stretches([(start, end, 0) for start, end in stretches])
        self.viewport().update()

    def light(self, start: int, end: int) -> None:
        """Light up a part of the text; nothing where it is empty."""
        text = self.toPlainText()
        lit = Stretch(qt_place(text, start), qt_place(text, end)) if end > start else None
        if lit != self._lit:
            self._lit = lit
            self._highlight()

    def lit(self) -> str:
        """Return the part of the text that is lit."""
        if self._lit is None:
            return ""
        return self._cursor_over(self._lit.start, self._lit.end).selectedText()

    def set_ghost(self, text: str) -> None:
        """Show, in grey behind the caret, what the completion would add."""
        if text != self._ghost:
            self._ghost = text
            self.viewport().update()

    def _stretches(self, stretches: Sequence[tuple[int, int, int]]) -> tuple[Stretch, ...]:
        text = self.toPlainText()
        return tuple(
            Stretch(qt_place(text, start), qt_place(text, end), column) for start, end, column in stretches
        )

    def _caret_moved(self) -> None:
        self.placeholders.follow_caret()
        self._highlight()

    def _highlight(self) -> None:
        """Show the pair of brackets at the caret, and what is lit."""
        selections = []
        text = self.toPlainText()
        pair = pair_at(text, self.caret()) if self.hasFocus() else None
        if pair is not None:
            matched = pair[1] is not None
            fill = self._look.colour("action.tint" if matched else "meaning.yourAnswer_tint")
            for place in pair:
                if place is not None:
                    start = qt_place(text, place)
                    selections.append(self._filled(start, start + 1, fill, bold=matched))
        if self._lit is not None:
            fill = self._look.colour("action.tint")
            selections.append(self._filled(self._lit.start, self._lit.end, fill))
        self.setExtraSelections(selections)

    def _filled(self, start: int, end: int, fill: QColor, bold: bool = False) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        style = QTextCharFormat()
        style.setBackground(fill)
        if bold:
            style.setFontWeight(600)
        selection.cursor = self._cursor_over(start, end)
        selection.format = style
        return selection

    def _cursor_over(self, start: int, end: int) -> QTextCursor:
        """Select a part of the text; what lies behind its end was marked in another one."""
        cursor = QTextCursor(self.document())
        last = self.document().characterCount() - 1
        cursor.setPosition(min(start, last))
        cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        places = tuple(self.placeholders.open_places())
        if not (self._dots or self._squiggles or places or self._ghost):
            return  # before the window is seen: the first viewport() has shiboken look through all widgets
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for stretch in self._dots:
            paint_dots(painter, self, self._look, stretch)
        for stretch in self._squiggles:
            paint_squiggle(painter, self, self._look, stretch)
        for stretch in places:
            paint_box(painter, self, self._look, stretch)
        if self._ghost:
            place = self.cursorRect()
            painter.setFont(self.font())
            painter.setPen(self._look.colour("text.tertiary"))
            painter.drawText(place.left() + 1, place.top() + self.fontMetrics().ascent(), self._ghost)
        painter.end()

    # Room --------------------------------------------------------------------------------------

    def _fit(self) -> None:
        lines = max(1, min(LINES, int(self.document().size().height())))
        last = self.document().lastBlock().position()
        below = any(stretch.column and stretch.start >= last for stretch in self._squiggles)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + (BELOW if below else 8))

    def sizeHint(self) -> QSize:
        return QSize(300, self.height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    # Hands -------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            listed = self.keys is not None and self.keys.isVisible()
            walking = event.key() in (_UP, _DOWN) and event.modifiers() != Qt.KeyboardModifier.NoModifier
            if walking or (listed and event.key() == Qt.Key.Key_Escape):
                event.accept()
                return True
        # Qt moves the focus with Tab before a key press is heard of.
        tab = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _TABS
        if tab and isinstance(event, QKeyEvent) and (self._listed(event) or self._fills(event)):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (self._listed(event) or self._walks(event) or self._pairs(event)):
            super().keyPressEvent(event)

    def _listed(self, event: QKeyEvent) -> bool:
        return self.keys is not None and self.keys.isVisible() and self.keys.take_key(event)

    def _walks(self, event: QKeyEvent) -> bool:
        """Take Alt+Up and Alt+Down anywhere, Ctrl+Up in the first line and Ctrl+Down in the last."""
        if event.key() not in (_UP, _DOWN):
            return False
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        edge = self.document().firstBlock() if event.key() == _UP else self.document().lastBlock()
        at_edge = self.textCursor().block() == edge
        if held == Qt.KeyboardModifier.AltModifier or (held == _CONTROL and at_edge):
            self.walked.emit(-1 if event.key() == _UP else 1)
            return True
        return False

    def _fills(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Tab and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            return self.placeholders.step(1)
        if event.key() == Qt.Key.Key_Backtab:
            return self.placeholders.step(-1)
        return False

    def _pairs(self, event: QKeyEvent) -> bool:
        text, start, end = self._selection()
        if event.key() == Qt.Key.Key_Backspace and event.modifiers() in _PLAIN and start == end:
            change = deleted_pair(text, start)
        elif len(event.text()) == 1 and not event.modifiers() & _CONTROL:
            if self.placeholders.on_empty_place() and event.text() in "([{":
                self.textCursor().removeSelectedText()
                text, start, end = self._selection()
            change = typed_bracket(text, start, end, event.text())
        else:
            return False
        if change is not None:
            self.apply(change)
        return change is not None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        spot = event.position().toPoint()
        cursor = self.cursorForPosition(spot)
        place = self.cursorRect(cursor)
        after = QTextCursor(cursor)
        after.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        inside = abs(spot.y() - place.center().y()) <= place.height() and spot.x() <= (
            self.cursorRect(after).left() + 2
        )
        offset = character_place(self.toPlainText(), cursor.position())
        if inside and spot.x() < place.left():
            offset = max(0, offset - 1)
        self.hovered.emit(offset if inside else -1)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered.emit(-1)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._highlight()
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._highlight()
        self.focused.emit(False)
