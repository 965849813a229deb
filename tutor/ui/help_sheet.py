"""Help: what to type, which keys there are, and the way back to the lecture."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tutor.language import _
from tutor.ui.buttons import IconButton, word_button
from tutor.ui.key_hints import ALL_KEYS, KeyHints
from tutor.ui.look import Look, mono_family


class HelpSheet(QFrame):
    """A sheet over the picture, closed with Esc."""

    lecture_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setAccessibleName(_("Help"))
        self.setFixedWidth(420)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 14, 18)
        column.setSpacing(8)
        head = QHBoxLayout()
        heading = QLabel(_("Help"))
        heading.setProperty("kind", "heading")
        head.addWidget(heading, 1)
        self.closing = IconButton(look, "close", _("Close help"), self.hide, "quiet")
        head.addWidget(self.closing)
        column.addLayout(head)
        words = QLabel(
            _("Type a function the way you would write it. One line each for functions inside it:")
        )
        words.setWordWrap(True)
        column.addWidget(words)
        sample = QLabel("f(g, h) = g^2 h + h\ng = 3x\nh = x^2")
        sample.setTextFormat(Qt.TextFormat.PlainText)
        sample.setStyleSheet(f'font-family: "{mono_family()}"; font-size: 15px; padding: 4px 0 4px 12px;')
        column.addWidget(sample)
        column.addWidget(KeyHints(ALL_KEYS))
        column.addWidget(
            word_button(_("Show the lecture: five examples in order"), self._lecture), 0,
            Qt.AlignmentFlag.AlignLeft,
        )  # fmt: skip
        self.hide()

    def _lecture(self) -> None:
        self.hide()
        self.lecture_wanted.emit()

    def open(self) -> None:
        """Show the sheet at the right, below the top bar."""
        parent = self.window()
        self.adjustSize()
        self.move(parent.width() - self.width() - 12, 64)
        self.show()
        self.raise_()
        self.closing.setFocus(Qt.FocusReason.ShortcutFocusReason)
