"""The keys that matter, as caps with words."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tutor.language import N_, _

ROW = 36
"""px that one key and its meaning take."""

FIRST_KEYS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("→",), N_("Next step")),
    (("Ctrl", "L"), N_("Type your own function")),
    (("Ctrl", "2"), N_("Practise what you have just seen")),
    (("F5",), N_("Show it to a room")),
)
ALL_KEYS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("→",), N_("Next step")),
    (("←",), N_("Step back")),
    (("Home",), N_("First step")),
    (("End",), N_("Last step")),
    (("Ctrl", "L"), N_("Type your own function")),
    (("Ctrl", "1"), N_("Explore")),
    (("Ctrl", "2"), N_("Practise what you have just seen")),
    (("F5",), N_("Show it to a room")),
    (("V",), N_("Next view of the picture, before a room")),
    (("+",), N_("Move the picture's slider up, − down, before a room")),
    (("Tab",), N_("Choose an edge of the tree, before a room; Enter shows its derivation, Esc leads back")),
    (("Esc",), N_("Close, stop, or leave")),
    (("Ctrl", "."), N_("Symbols that type for you")),
    (("Ctrl", "Space"), N_("Complete what is being typed")),
    (("Tab",), N_("Next box to fill, or next control")),
    (("Alt", "↑"), N_("Problem typed before")),
    (("Alt", "↓"), N_("Problem typed after it")),
    (("Ctrl", "Z"), N_("Undo what was typed")),
    (("F1",), N_("This list")),
)


class KeyHints(QWidget):
    """A table of keys and what they do."""

    def __init__(
        self, keys: Sequence[tuple[tuple[str, ...], str]] = FIRST_KEYS, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 0)
        column.setSpacing(0)
        self._rows: list[QWidget] = []
        for caps, meaning in keys:
            line = QWidget()
            line.setFixedHeight(ROW)
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            keyed = QWidget()
            keyed.setFixedWidth(96 if all(len(cap) < 5 for caps, _meaning in keys for cap in caps) else 120)
            pressed = QHBoxLayout(keyed)
            pressed.setContentsMargins(0, 0, 0, 0)
            pressed.setSpacing(4)
            for cap in caps:
                key = QLabel("⌘" if cap == "Ctrl" and sys.platform == "darwin" else cap)
                key.setProperty("kind", "keycap")
                key.setFixedHeight(26)
                key.setMinimumWidth(28)
                pressed.addWidget(key)
                key.setAlignment(Qt.AlignmentFlag.AlignCenter)
            pressed.addStretch(1)
            row.addWidget(keyed)
            row.addWidget(QLabel(_(meaning)), 1)
            column.addWidget(line)
            self._rows.append(line)

    def show_rows(self, room: int) -> None:
        """Show as many rows as fit into `room` px."""
        for index, row in enumerate(self._rows):
            row.setVisible((index + 1) * ROW <= room)
