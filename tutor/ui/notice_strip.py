"""Under the top bar: what a person should know about their files, or about how Nabla ended the last time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tutor.language import _
from tutor.ui.buttons import IconButton, word_button
from tutor.ui.look import Look
from tutor.ui.marks import Mark


class NoticeStrip(QWidget):
    """A line for each notice, until it is put away."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._lines: dict[str, QWidget] = {}
        self.setObjectName("noticeStrip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 2, 16, 3)
        self._column.setSpacing(0)
        self.hide()

    def notices(self) -> list[str]:
        """Return what is being said."""
        return list(self._lines)

    def say(self, words: str, action: str = "", pressed: Callable[[], object] | None = None) -> None:
        """Add a notice, with something to press if `action` names it."""
        if words in self._lines:
            return
        line = QWidget()
        line.setAccessibleName(words)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(Mark(self._look, "information", "meaning.yourAnswer_text"))
        label = QLabel(words)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        row.addWidget(label, 1)
        if pressed is not None:
            row.addWidget(word_button(action, pressed, "link"))
        row.addWidget(IconButton(self._look, "close", _("Put this away"), lambda: self.unsay(words), "quiet"))
        self._lines[words] = line
        self._column.addWidget(line)
        self.show()

    def unsay(self, words: str) -> None:
        """Put a notice away."""
        line = self._lines.pop(words, None)
        if line is not None:
            line.hide()
            line.deleteLater()
        self.setVisible(bool(self._lines))
