"""The keys that matter, as caps with words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from tutor.language import N_, _

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
    (("Esc",), N_("Close, stop, or leave")),
    (("F1",), N_("This list")),
)


class KeyHints(QWidget):
    """A table of keys and what they do."""

    def __init__(
        self, keys: Sequence[tuple[tuple[str, ...], str]] = FIRST_KEYS, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 8, 16, 8)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(10)
        grid.setColumnMinimumWidth(0, 72)
        grid.setColumnStretch(1, 1)
        for line, (caps, meaning) in enumerate(keys):
            row = QHBoxLayout()
            row.setSpacing(4)
            for cap in caps:
                key = QLabel(cap)
                key.setProperty("kind", "keycap")
                key.setFixedHeight(26)
                key.setMinimumWidth(28)
                key.setAlignment(Qt.AlignmentFlag.AlignCenter)
                row.addWidget(key)
            row.addStretch(1)
            grid.addLayout(row, line, 0)
            grid.addWidget(QLabel(_(meaning)), line, 1)
