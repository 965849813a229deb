"""A layout that sets widgets in rows and wraps them like words."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Places its widgets from left to right and begins a new row where the width ends. The rows begin at
    the left, or end at the right where it is `flush_right`."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8, *, flush_right: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._flush_right = flush_right
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def in_one_row(self) -> QSize:
        """Return the size of all widgets side by side."""
        hints = [item.sizeHint() for item in self._items]
        gaps = self._gap * max(len(hints) - 1, 0)
        return QSize(
            sum(hint.width() for hint in hints) + gaps, max((hint.height() for hint in hints), default=0)
        )

    def _rows(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        rows: list[list[tuple[QLayoutItem, QSize]]] = []
        taken = 0
        for item in self._items:
            hint = item.sizeHint()
            if not rows or taken + hint.width() > width:
                rows.append([])
                taken = 0
            rows[-1].append((item, hint))
            taken += hint.width() + self._gap
        return rows

    def _place(self, rect: QRect, *, move: bool) -> int:
        y = rect.y()
        for row in self._rows(rect.width()):
            over = rect.width() - sum(hint.width() for _item, hint in row) - self._gap * (len(row) - 1)
            x = rect.x() + (max(over, 0) if self._flush_right else 0)
            for item, hint in row:
                if move:
                    item.setGeometry(QRect(QPoint(x, y), hint))
                x += hint.width() + self._gap
            y += max(hint.height() for _item, hint in row) + self._gap
        return max(y - self._gap - rect.y(), 0)
