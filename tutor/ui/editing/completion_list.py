"""The list under the editor that completes a word: arrows choose, Tab or Enter insert, Esc closes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from tutor.language import _
from tutor.ui import typesetting
from tutor.ui.editing.completion import Choice
from tutor.ui.editing.shadow import REACH, paint_popup
from tutor.ui.look import Look, mono_font, ui_font

ROWS = 5
"""Rows in sight; the others scroll."""

_ROW = 48
_NAME = 84
_CHOICE = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


class _Rows(QStyledItemDelegate):
    """Paints a choice: name, what it is, derivative."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        choice: Choice = index.data(_CHOICE)
        look = self._look
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("action.tint"))
            painter.drawRoundedRect(QRectF(rect).adjusted(6, 0, -6, 0), 8, 8)
        painter.setPen(look.colour("text.primary"))
        name = QRect(rect).adjusted(17, 0, 0, 0)
        begun = mono_font(16)
        begun.setWeight(QFont.Weight.Bold)
        painter.setFont(begun)
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, choice.name[: choice.typed])
        name.translate(painter.fontMetrics().horizontalAdvance(choice.name[: choice.typed]), 0)
        painter.setFont(mono_font(16))
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, choice.name[choice.typed :])
        written = name.left() + painter.fontMetrics().horizontalAdvance(choice.name[choice.typed :])
        right = self._paint_derivative(painter, rect, choice)
        left = max(rect.left() + 17 + _NAME, written + 14)
        self._paint_about(painter, QRectF(left, rect.top(), right - left, rect.height()), choice)
        painter.restore()

    def _paint_derivative(self, painter: QPainter, rect: QRect, choice: Choice) -> float:
        """Paint the derivative at the right; return where its room begins."""
        right = rect.right() - 18.0
        if choice.derivative is None or not self._look.typesets:
            return right
        typeset = typesetting.formula(choice.derivative.typst, self._look, 14, "text.primary")
        if typeset is None:
            return right
        width, height = typeset.size.width(), typeset.size.height()
        scale = min(1.0, (_ROW - 2) / height, 130 / width)
        width, height = width * scale, height * scale
        place = QRectF(right - width, rect.center().y() - height / 2, width, height)
        typeset.renderer.render(painter, place)
        return place.left() - 8

    def _paint_about(self, painter: QPainter, room: QRectF, choice: Choice) -> None:
        if self._look.typesets and choice.about.typst and room.width() > 60:
            typeset = typesetting.paragraph(
                choice.about.typst, self._look, 14, room.width(), "text.secondary"
            )
            if typeset is not None:
                height = min(typeset.size.height(), room.height())
                scale = height / max(typeset.size.height(), 1.0)
                size = typeset.size * scale
                place = QRectF(room.left(), room.center().y() - height / 2, size.width(), height)
                typeset.renderer.render(painter, place)
                return
        painter.setFont(ui_font(14))
        painter.setPen(self._look.colour("text.secondary"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, choice.about.text)


class CompletionList(QFrame):
    """Lies over the window, under the editor; the focus stays where one types."""

    inserted = Signal(object)
    """the Choice that a person took"""
    chosen = Signal(object)
    """the Choice that would be taken now, None once the list is closed"""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName(_("Completion"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(REACH, REACH + 6, REACH, REACH + 6)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setContentsMargins(17, 4, 18, 0)
        self.title = QLabel(_("Functions"))
        self.derived = QLabel(_("Derivative"))
        for label in (self.title, self.derived):
            label.setStyleSheet("font-size: 14px; font-weight: 600;")
            label.setProperty("kind", "caption")
        head.addWidget(self.title, 1)
        head.addWidget(self.derived)
        column.addLayout(head)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(_("Completion"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(_Rows(look, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setStyleSheet("background: transparent; border: none;")
        self.list.viewport().setAutoFillBackground(False)
        self.list.itemClicked.connect(lambda item: self.inserted.emit(item.data(_CHOICE)))
        self.list.currentItemChanged.connect(self._say)
        column.addWidget(self.list)
        rule = QFrame()
        rule.setProperty("kind", "rule")
        rule.setFixedHeight(1)
        column.addWidget(rule)
        column.addLayout(_hints())
        look.changed.connect(self.update)
        self.hide()

    def offer(self, choices: Sequence[Choice], under: QRect) -> None:
        """Offer these under a rectangle of the window, or close where there are none.

        What stays on offer while one types on stays chosen.
        """
        if not choices:
            self.dismiss()
            return
        before = self.choice() if self.isVisible() else None
        self.list.blockSignals(True)
        self.list.clear()
        for choice in choices:
            item = QListWidgetItem(f"{choice.name}, {choice.about.speech}")
            item.setData(_CHOICE, choice)
            self.list.addItem(item)
        names = [choice.name for choice in choices]
        moved = before is not None and self._moved and before.name in names
        self.list.setCurrentRow(names.index(before.name) if moved and before is not None else 0)
        self._moved = moved
        self.list.blockSignals(False)
        self.list.setFixedHeight(_ROW * min(ROWS, len(choices)))
        derived = any(choice.derivative is not None for choice in choices)
        self.derived.setVisible(derived)
        self.title.setText(_("Functions") if derived else _("Names"))
        self.adjustSize()
        self.place(under)
        self.show()
        self.raise_()
        self._say()

    _moved = False

    def place(self, under: QRect) -> None:
        """Lie under a rectangle of the window, or over it where there is no room below."""
        height = self.sizeHint().height()
        below = under.bottom() + 6 - REACH
        if below + height > self.window().height() + REACH and under.top() > height:
            below = under.top() - 6 - height + REACH
        corner = QPoint(under.left() - REACH, below)
        self.setGeometry(QRect(corner, QSize(under.width() + 2 * REACH, height)))

    def choice(self) -> Choice | None:
        """Return the choice that would be taken now."""
        item = self.list.currentItem()
        chosen: Choice | None = item.data(_CHOICE) if item is not None else None
        return chosen

    def dismiss(self) -> None:
        """Close the list."""
        if not self.isHidden():
            self.hide()
            self._moved = False
            self.chosen.emit(None)

    def _say(self) -> None:
        self.chosen.emit(self.choice())

    def take_key(self, event: QKeyEvent) -> bool:
        """Act on a key of the editor; say whether it was for the list."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held != Qt.KeyboardModifier.NoModifier:
            return False
        match event.key():
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                by = 1 if event.key() == Qt.Key.Key_Down else -1
                self._moved = True
                self.list.setCurrentRow((self.list.currentRow() + by) % self.list.count())
            case Qt.Key.Key_Tab | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                choice = self.choice()
                self.dismiss()
                self.inserted.emit(choice)
            case Qt.Key.Key_Escape:
                self.dismiss()
            case _:
                return False
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_popup(painter, self._look, QRectF(self.rect()))
        painter.end()


def _hints() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(16, 4, 16, 4)
    row.setSpacing(6)
    row.addStretch(1)
    for caps, meaning in ((("↑", "↓"), _("choose")), (("Tab",), _("insert")), (("Esc",), _("close"))):
        for cap in caps:
            key = QLabel(cap)
            key.setProperty("kind", "keycap")
            key.setFixedHeight(24)
            key.setAlignment(Qt.AlignmentFlag.AlignCenter)
            row.addWidget(key)
        words = QLabel(meaning)
        words.setProperty("kind", "caption")
        row.addWidget(words)
        row.addSpacing(8)
    return row
