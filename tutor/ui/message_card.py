"""The amber card under the editor: what could not be read, and how to mend it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tutor.board import Mend, Misreading, QuestionMisfit
from tutor.language import _
from tutor.ui.buttons import word_button
from tutor.ui.flow_layout import FlowLayout
from tutor.ui.look import Look
from tutor.ui.marks import Mark


class MessageCard(QFrame):
    """A message, its place and hint, and buttons that mend the text."""

    mended = Signal(str)
    """the whole text as it would then read"""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "amber")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 16, 14)
        row.setSpacing(12)
        row.addWidget(Mark(look, "alert", "meaning.yourAnswer_text"), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(6)
        head = QHBoxLayout()
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        head.addWidget(self.message, 1)
        self.place = QLabel()
        self.place.setProperty("kind", "amber")
        head.addWidget(self.place, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self.hint = QLabel()
        self.hint.setProperty("kind", "secondary")
        self.hint.setWordWrap(True)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self.hint)
        self._mends = QWidget()
        self._flow = FlowLayout(self._mends)
        column.addWidget(self._mends)
        row.addLayout(column, 1)
        self.hide()

    def show_misreading(self, misreading: Misreading) -> None:
        """Say what could not be read."""
        several = misreading.line > 1 or "\n" in misreading.input
        place = _("Line {line}, column {column}") if several else _("Column {column}")
        self._say(
            misreading.message,
            misreading.hint,
            place.format(line=misreading.line, column=misreading.column),
            misreading.mends,
        )

    def show_misfit(self, misfit: QuestionMisfit) -> None:
        """Say why the question does not fit."""
        self._say(misfit.message, misfit.hint, "", ())

    def _say(self, message: str, hint: str, place: str, mends: tuple[Mend, ...]) -> None:
        self.message.setText(message)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.place.setText(place)
        self.place.setVisible(bool(place))
        self.setAccessibleName(" ".join(part for part in (place, message, hint) if part))
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for mend in mends:
            self._flow.addWidget(word_button(mend.label, partial(self.mended.emit, mend.text)))
        self._mends.setVisible(bool(mends))
        self.show()
