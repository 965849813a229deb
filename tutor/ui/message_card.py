"""The amber card under the editor: what could not be read, and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tutor.board import Misreading, QuestionMisfit
from tutor.language import _, paragraph
from tutor.ui.buttons import word_button
from tutor.ui.flow_layout import FlowLayout
from tutor.ui.look import Look
from tutor.ui.marks import Mark

SHOWN = 3
"""So many mistakes are told at once; the others come when these are mended."""


class MessageCard(QFrame):
    """Messages, each with its place and hint, and buttons that mend the text."""

    mended = Signal(str)
    """the whole text as it would then read"""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._told: tuple[Misreading | QuestionMisfit, ...] = ()
        self.setProperty("kind", "amber")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 14, 16, 14)
        self._column.setSpacing(10)
        self.hide()

    def show_misreadings(self, misreadings: Sequence[Misreading]) -> None:
        """Say what could not be read, from left to right."""
        self._tell(tuple(misreadings[:SHOWN]))

    def show_misfit(self, misfit: QuestionMisfit) -> None:
        """Say why the question does not fit."""
        self._tell((misfit,))

    def _tell(self, wrong: tuple[Misreading | QuestionMisfit, ...]) -> None:
        if wrong != self._told:
            self._told = wrong
            while (item := self._column.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
            said = []
            for index, each in enumerate(wrong):
                if index:
                    rule = QFrame()
                    rule.setProperty("kind", "amberRule")
                    rule.setFixedHeight(1)
                    self._column.addWidget(rule)
                row = self._row(each, alone=len(wrong) == 1)
                said.append(row.accessibleName())
                self._column.addWidget(row)
            self.setAccessibleName(paragraph(*said))
        self.show()

    def _row(self, wrong: Misreading | QuestionMisfit, *, alone: bool) -> QWidget:
        """Return the row of a mistake; beside others, what can be pressed is hint enough."""
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(Mark(self._look, "alert", "meaning.yourAnswer_text"), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(_words(wrong.message, ""), 1)
        place = _place(wrong)
        if place:
            head.addWidget(_words(place, "amber", wraps=False), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        mends = wrong.mends if isinstance(wrong, Misreading) else ()
        if wrong.hint and (alone or not mends):
            column.addWidget(_words(wrong.hint, "secondary"))
        if mends:
            offered = QWidget()
            flow = FlowLayout(offered)
            for mend in mends:
                flow.addWidget(word_button(mend.label, partial(self.mended.emit, mend.text)))
            column.addWidget(offered)
        line.addLayout(column, 1)
        row.setAccessibleName(paragraph(wrong.message, wrong.hint, place))
        return row


def _place(wrong: Misreading | QuestionMisfit) -> str:
    if not isinstance(wrong, Misreading):
        return ""
    several = wrong.line > 1 or "\n" in wrong.input
    place = _("Line {line}, column {column}") if several else _("Column {column}")
    return place.format(line=wrong.line, column=wrong.column)


def _words(text: str, kind: str, *, wraps: bool = True) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wraps)
    if kind:
        label.setProperty("kind", kind)
    return label
