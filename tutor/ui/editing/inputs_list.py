"""The table of what can be typed: each input, what it means, and a press that puts it into the editor."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from tutor.board import Formula
from tutor.inputs_table import Row, sections
from tutor.language import _
from tutor.ui import typesetting
from tutor.ui.formula_menu import copy_text, formula_menu, open_menu
from tutor.ui.look import Look, mono_font, ui_font

_ROW = Qt.ItemDataRole.UserRole
_TITLE, _LINE, _LEAST, _TALL = 40, 20, 38, 56
_BESIDE_REMARK = 30
"""px of a row's width that its remark leaves free"""
_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop)
_ACTION = 56
"""px at the right for the words that invite to try"""

Index = QModelIndex | QPersistentModelIndex


def _remark_height(row: Row, width: int) -> int:
    """Return the room of a row's remark, wrapped in a list so wide."""
    if not row.remark:
        return 0
    metrics = QFontMetrics(ui_font(14))
    room = QRect(0, 0, max(width - _BESIDE_REMARK, 80), 1000)
    return metrics.boundingRect(room, _WRAP, row.remark).height() + 2


def _height(row: Row | None, width: int) -> int:
    if row is None:
        return _TITLE
    tall = any(sign in row.meaning for sign in ("mat(", "cases(", "frac(", "integral"))
    typed = _LINE * (row.text.count("\n") + 1) + 14
    return max(_LEAST, typed, _TALL if tall else 0) + _remark_height(row, width)


class _Rows(QStyledItemDelegate):
    """Paints a section's title, or an input with its meaning and remark."""

    def __init__(self, look: Look, parent: QListWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._list = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, _height(index.data(_ROW), self._list.viewport().width()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row | None = index.data(_ROW)
        rect: QRect = option.rect
        look = self._look
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row is None:
            painter.setFont(ui_font(15, 600))
            painter.setPen(look.colour("text.primary"))
            flags = Qt.AlignmentFlag.AlignBottom
            painter.drawText(rect.adjusted(0, 0, 0, -6), flags, str(index.data(Qt.ItemDataRole.DisplayRole)))
            painter.setPen(look.colour("window.line"))
            painter.drawLine(rect.left(), rect.bottom(), rect.right() - 8, rect.bottom())
            painter.restore()
            return
        on = option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("action.tint"))
            painter.drawRoundedRect(QRectF(rect).adjusted(0, 1, -8, -1), 8, 8)
        foot = _remark_height(row, rect.width())
        middle = rect.left() + int((rect.width() - _ACTION) * 0.54)
        typed = QRect(rect.left() + 10, rect.top(), middle - rect.left() - 22, rect.height() - foot)
        self._paint_typed(painter, typed, row.text)
        meaning = QRectF(
            middle, rect.top() + 2, rect.right() - 8 - _ACTION - middle, rect.height() - foot - 4
        )
        self._paint_meaning(painter, meaning, row)
        if row.remark:
            painter.setFont(ui_font(14))
            painter.setPen(look.colour("text.secondary"))
            below = QRect(rect.left() + 10, rect.bottom() - foot - 4, rect.width() - _BESIDE_REMARK, foot + 2)
            painter.drawText(below, _WRAP, row.remark)
        if on:
            painter.setFont(ui_font(14, 500))
            painter.setPen(look.colour("action.base"))
            right = QRect(rect.right() - 8 - _ACTION, rect.top(), _ACTION - 10, rect.height() - foot)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(right, flags, _("Try it"))
        painter.restore()

    def _paint_typed(self, painter: QPainter, room: QRect, text: str) -> None:
        lines = text.split("\n")
        widest = max(lines, key=len)
        size = 15
        painter.setFont(mono_font(size))
        while size > 11 and painter.fontMetrics().horizontalAdvance(widest) > room.width():
            size -= 1
            painter.setFont(mono_font(size))
        painter.setPen(self._look.colour("text.primary"))
        if painter.fontMetrics().horizontalAdvance(widest) > room.width():
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWrapAnywhere
            painter.drawText(room, int(flags), text)
        else:
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_meaning(self, painter: QPainter, room: QRectF, row: Row) -> None:
        if not row.meaning or not self._look.typesets:
            return
        typeset = typesetting.formula(row.meaning, self._look, 18, "text.primary")
        if typeset is None:
            return
        width, height = typeset.size.width(), typeset.size.height()
        scale = min(1.0, room.width() / width, room.height() / height)
        width, height = width * scale, height * scale
        typeset.renderer.render(painter, QRectF(room.left(), room.center().y() - height / 2, width, height))


class InputsList(QListWidget):
    """All inputs by section. Enter, or a press on a row, tries it."""

    tried = Signal(str)
    """the input that a person wants to try"""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setAccessibleName(_("What can be typed"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setStyleSheet("background: transparent; border: none;")
        self.viewport().setAutoFillBackground(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)  # remarks wrap at another width
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(20)
        self.setItemDelegate(_Rows(look, self))
        look.changed.connect(self.viewport().update)
        for section in sections():
            title = QListWidgetItem(section.title)
            title.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.addItem(title)
            for row in section.rows:
                item = QListWidgetItem(", ".join(part for part in (row.text, row.remark) if part))
                item.setData(_ROW, row)
                self.addItem(item)

    def search(self, words: str) -> bool:
        """Show the inputs that have these words in them, their remark or their section's title; say whether
        there are any."""
        wanted = words.casefold().split()
        title: QListWidgetItem | None = None
        kept = any_kept = False
        for index in range(self.count()):
            item = self.item(index)
            if item.data(_ROW) is None:
                if title is not None:
                    title.setHidden(not kept)
                title, kept = item, False
                continue
            text = f"{title.text() if title is not None else ''} {item.text()}".casefold()
            shown = all(word in text for word in wanted)
            item.setHidden(not shown)
            kept, any_kept = kept or shown, any_kept or shown
        if title is not None:
            title.setHidden(not kept)
        self.scrollToTop()
        return any_kept

    def shown(self) -> list[str]:
        """Return the inputs that are not filtered out."""
        items = [self.item(index) for index in range(self.count())]
        return [item.data(_ROW).text for item in items if item.data(_ROW) is not None and not item.isHidden()]

    def choose_first(self) -> None:
        """Choose the first input that is shown."""
        for index in range(self.count()):
            item = self.item(index)
            if item.data(_ROW) is not None and not item.isHidden():
                self.setCurrentItem(item)
                return

    def _try(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_ROW) is not None:
            self.tried.emit(item.data(_ROW).text)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._try(self.itemAt(event.position().toPoint()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        pointed = event.reason() != QContextMenuEvent.Reason.Keyboard
        inside = self.viewport().mapFromGlobal(event.globalPos())
        item = self.itemAt(inside) if pointed else self.currentItem()
        row: Row | None = item.data(_ROW) if item is not None else None
        if item is None or row is None:
            return
        below = self.viewport().mapToGlobal(self.visualItemRect(item).bottomLeft())
        shown = Formula(row.text, "", row.sympy, row.meaning, "")
        open_menu(formula_menu(shown, self._look, self), event.globalPos() if pointed else below)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.matches(QKeySequence.StandardKey.Copy) and item is not None and item.data(_ROW) is not None:
            copy_text(item.data(_ROW).text)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._try(self.currentItem())
        else:
            super().keyPressEvent(event)
