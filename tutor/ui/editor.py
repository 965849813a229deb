"""The editor: what is typed, and below it, typeset, what was understood."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from tutor.board import Misreading, Reading
from tutor.language import _
from tutor.ui.buttons import IconButton
from tutor.ui.formula_view import FormulaView
from tutor.ui.look import Look, font_size, mono_font

DEBOUNCE = 60
"""Milliseconds without a key before the text is read."""

_LINES = 5
"""The editor grows to so many lines, then scrolls."""

_LOW, _LOW_FOR_LATER = 660, 700
"""px of column below which the editor folds: while one line is being looked at for the first time, and
once there are several lines or the steps have moved on."""

_NAME = re.compile(r"[^\W\d_]+(?:_\w+)?")
_TOKEN = re.compile(r"\w+|\S")


class _SlotColours(QSyntaxHighlighter):
    """Colours the letters that have a role in the reading."""

    def __init__(self, look: Look, edit: QPlainTextEdit) -> None:
        super().__init__(edit.document())
        self._look = look
        self._slots: Mapping[str, str] = {}
        look.changed.connect(self.rehighlight)

    def set_slots(self, slots: Mapping[str, str]) -> None:
        if slots != self._slots:
            self._slots = dict(slots)
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        for name in _NAME.finditer(text):
            slot = self._slots.get(name.group())
            if slot is not None:
                style = QTextCharFormat()
                style.setForeground(self._look.colour(f"meaning.{slot}"))
                self.setFormat(name.start(), len(name.group()), style)


class SourceEdit(QPlainTextEdit):
    """A small monospace editor that marks the place which could not be read."""

    focused = Signal(bool)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._error: tuple[int, int] | None = None
        self.setFont(mono_font())
        self.setTabChangesFocus(True)
        self.setAccessibleName(_("Function"))
        self.setPlaceholderText(_("Type a function, for example x^2 y + y"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.setViewportMargins(0, 0, 0, 0)
        self._slots = _SlotColours(look, self)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def set_slots(self, slots: Mapping[str, str]) -> None:
        """Colour the letters by their role."""
        self._slots.set_slots(slots)

    def mark(self, misreading: Misreading | None) -> None:
        """Underline the place that could not be read, or nothing."""
        self._error = (misreading.line, misreading.column) if misreading else None
        self.viewport().update()

    def _fit(self) -> None:
        lines = max(1, min(_LINES, int(self.document().size().height())))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 8)

    def sizeHint(self) -> QSize:
        return QSize(300, self.height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._error is None:
            return
        line, column = self._error
        block = self.document().findBlockByNumber(line - 1)
        if not block.isValid():
            return
        text = block.text()
        start = min(column - 1, len(text))
        token = _TOKEN.match(text, start)
        end = token.end() if token else start + 1
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + start)
        left = self.cursorRect(cursor)
        cursor.setPosition(block.position() + min(end, len(text)))
        right = self.cursorRect(cursor)
        width = right.left() - left.left() if right.top() == left.top() else 0
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.colour("meaning.yourAnswer_line"), 1.8))
        painter.drawPath(_wave(QPointF(left.left(), left.bottom() + 1), max(width, 9)))
        painter.end()


def _wave(start: QPointF, width: float) -> QPainterPath:
    """Return a squiggle of `width` px: amplitude 1.6, period 6."""
    path = QPainterPath(start)
    x, up = start.x(), True
    while x < start.x() + width:
        path.quadTo(QPointF(x + 1.5, start.y() + (-3.2 if up else 3.2)), QPointF(x + 3, start.y()))
        x, up = x + 3, not up
    return path


class EditorCard(QFrame):
    """The editor over its typeset preview. `edited` carries the text once typing pauses."""

    edited = Signal(str)
    pending_changed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._room = 1000
        self._later = False
        self._misread = False
        self._folded = False
        self.setProperty("kind", "editor")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._typed = QWidget()
        typed = QVBoxLayout(self._typed)
        typed.setContentsMargins(16, 11, 16, 7)
        self.source = SourceEdit(look)
        typed.addWidget(self.source)
        column.addWidget(self._typed)
        self._rule = QFrame()
        self._rule.setProperty("kind", "rule")
        self._rule.setFixedHeight(1)
        column.addWidget(self._rule)
        self._understood = QWidget()
        row = QHBoxLayout(self._understood)
        row.setContentsMargins(12, 2, 16, 2)
        row.setSpacing(12)
        self.preview = FormulaView(look, font_size("formulaPreview"), lowest=38)
        row.addWidget(self.preview, 1)
        self.kind = QLabel()
        self.kind.setProperty("kind", "caption")
        row.addWidget(self.kind)
        self._edit = IconButton(look, "pencil", _("Edit the function"), self.focus_editor, "quiet")
        self._edit.hide()
        row.addWidget(self._edit)
        column.addWidget(self._understood)
        self.note = QLabel()
        self.note.setProperty("kind", "caption")
        self.note.setWordWrap(True)
        self.note.setContentsMargins(16, 0, 16, 8)
        self.note.hide()
        column.addWidget(self.note)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE)
        self._timer.timeout.connect(self._emit)
        self.source.textChanged.connect(self._typed_on)
        self.source.focused.connect(self._focused)
        self._before = ""
        look.changed.connect(self._fit_kind)

    # Text --------------------------------------------------------------------------------------

    def text(self) -> str:
        """Return what is typed."""
        return self.source.toPlainText()

    def set_text(self, text: str) -> None:
        """Show a text as if it had been typed; `edited` is not emitted."""
        self._timer.stop()
        self._before = text
        if text != self.text():
            self.source.setPlainText(text)
            self._timer.stop()
        self.pending_changed.emit()

    def pending(self) -> bool:
        """Say whether something was typed and not yet handed on."""
        return self._timer.isActive()

    def focus_editor(self) -> None:
        """Put the caret into the editor."""
        self._arrange(editing=True)
        self.source.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _typed_on(self) -> None:
        if self.text() == self._before:  # only the colours changed
            return
        self._timer.start()
        self.pending_changed.emit()

    def _emit(self) -> None:
        self._before = self.text()
        self.edited.emit(self._before)
        self.pending_changed.emit()

    # What was understood -----------------------------------------------------------------------

    def show_reading(self, reading: Reading) -> None:
        """Show what was understood."""
        self._misread = False
        self.source.mark(None)
        self.source.set_slots(dict(reading.slots))
        self.preview.setEnabled(True)
        self.preview.set_formula(reading.formula)
        self.kind.setText(reading.kind)
        self.note.setText(" ".join(reading.notes))
        self.note.setVisible(bool(reading.notes))
        self._arrange()

    def show_misreading(self, misreading: Misreading | None) -> None:
        """Mark the place that could not be read; the last preview stays, in grey."""
        self._misread = misreading is not None
        self.source.mark(misreading)
        self.preview.setEnabled(misreading is None)
        if misreading is not None:
            self.kind.setText(_("The last line read"))
        self._arrange()

    # Room --------------------------------------------------------------------------------------

    def set_room(self, height: int) -> None:
        """Where the column below the top is low, show only the typeset line while nobody types."""
        self._room = height
        self._arrange()

    def set_later(self, later: bool) -> None:
        """Say whether the derivation is past its first step."""
        if later != self._later:
            self._later = later
            self._arrange()

    def _focused(self, on: bool) -> None:
        self.setProperty("focused", "true" if on else "false")
        self.style().unpolish(self)
        self.style().polish(self)
        if not on:
            # Later: hiding the editor while the focus leaves it would move the focus on.
            QTimer.singleShot(0, self._arrange)

    def _arrange(self, editing: bool = False) -> None:
        editing = editing or self.source.hasFocus()
        readable = self.preview.formula() is not None and not self._misread and bool(self.text().strip())
        fresh = self.source.blockCount() == 1 and not self._later
        tight = self._room < (_LOW if fresh else _LOW_FOR_LATER)
        folded = tight and readable and not editing
        self._typed.setVisible(not folded)
        self._rule.setVisible(not folded)
        self._edit.setVisible(folded)
        self._folded = folded
        self._fit_kind()

    def _fit_kind(self) -> None:
        """Leave the kind out where the formula needs its room; the tool tip has it."""
        room = self.width() - 44 - self.kind.sizeHint().width()
        self.kind.setVisible(not self._folded and self.preview.natural_size()[0] <= room)
        self.preview.setToolTip("" if self.kind.isVisible() else self.kind.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_kind()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.focus_editor()
