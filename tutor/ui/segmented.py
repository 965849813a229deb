"""A row of choices of which one is on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

from tutor.ui.look import size_of

ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)


class Segment(QPushButton):
    """One choice; while it has the focus the arrow keys move within the row."""

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in ARROWS[:2]
        ):
            event.accept()
            return True
        return super().event(event)


class Segmented(QFrame):
    """A segmented control: `choices` are (key, label) pairs."""

    chosen = Signal(str)
    """the key of the choice a person pressed"""

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "segments")
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, Segment] = {}
        self.setFixedHeight(size_of("segmented"))
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(2)
        for key, label in choices:
            button = Segment(label)
            button.setProperty("kind", "segment")
            button.setProperty("ringRadius", 6)
            button.setCheckable(True)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.setAccessibleName(f"{name}: {label}")
            button.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self._group.addButton(button)
            self._buttons[key] = button
            row.addWidget(button)

    def choose(self, key: str) -> None:
        """Show a choice as the one that is on; nothing is emitted."""
        self._buttons[key].setChecked(True)

    def choice(self) -> str:
        """Return the key of the choice that is on."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def button(self, key: str) -> QPushButton:
        """Return the button of a choice."""
        return self._buttons[key]
