"""Help: what to type and what it means, which keys there are, and the way back to the lecture."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tutor.language import _
from tutor.ui.buttons import IconButton, word_button
from tutor.ui.look import Look, size_of, ui_family
from tutor.ui.segmented import Segmented

if TYPE_CHECKING:
    from tutor.ui.editing.inputs_list import InputsList

_WIDEST = 720
_GAP = 12


class HelpSheet(QFrame):
    """A sheet over the picture, closed with Esc. Its lists are made when it is opened first."""

    lecture_wanted = Signal()
    try_wanted = Signal(str)
    """what to put into the editor"""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("kind", "card")
        self.setAccessibleName(_("Help"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 12, 12)
        column.setSpacing(10)
        head = QHBoxLayout()
        heading = QLabel(_("Help"))
        heading.setProperty("kind", "heading")
        head.addWidget(heading, 1)
        self.pages = Segmented(_("Help"), [("inputs", _("What to type")), ("keys", _("Keys"))])
        self.pages.choose("inputs")
        self.pages.chosen.connect(self.show_page)
        head.addWidget(self.pages)
        self.closing = IconButton(look, "close", _("Close help"), self.hide, "quiet")
        head.addWidget(self.closing)
        column.addLayout(head)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        foot = word_button(_("Show the lecture: five examples in order"), self._lecture)
        column.addWidget(foot, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    @cached_property
    def inputs(self) -> InputsList:
        """What can be typed, with a field to search in it."""
        from tutor.ui.editing.inputs_list import InputsList

        inputs = InputsList(self._look)
        inputs.tried.connect(self._try)
        return inputs

    @cached_property
    def search(self) -> QLineEdit:
        search = QLineEdit()
        search.setPlaceholderText(_("Search, for example: root, gradient, cases"))
        search.setAccessibleName(_("Search in what can be typed"))
        search.setClearButtonEnabled(True)
        search.setStyleSheet(f'font-family: "{ui_family()}"; font-size: 15px;')
        search.textChanged.connect(self._search)
        return search

    def _fill(self) -> None:
        """Make the pages."""
        from tutor.ui.key_hints import ALL_KEYS, KeyHints

        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.inputs, 1)
        self._nothing = QLabel(_("Nothing here has these words in it."))
        self._nothing.setProperty("kind", "secondary")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._nothing.hide()
        column.addWidget(self._nothing, 1)
        self._stack.addWidget(page)
        keys = QWidget()
        column = QVBoxLayout(keys)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(KeyHints(ALL_KEYS))
        column.addStretch(1)
        area = QScrollArea()
        area.setAccessibleName(_("Keys"))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(keys)
        self._stack.addWidget(area)

    def show_page(self, page: str) -> None:
        """Show "inputs" or "keys"."""
        self.pages.choose(page)
        self._stack.setCurrentIndex(1 if page == "keys" else 0)

    def _search(self, words: str) -> None:
        found = self.inputs.search(words)
        self.inputs.setVisible(found)
        self._nothing.setVisible(not found)

    def _try(self, text: str) -> None:
        self.hide()
        self.try_wanted.emit(text)

    def _lecture(self) -> None:
        self.hide()
        self.lecture_wanted.emit()

    def open(self) -> None:
        """Show the sheet at the right, below the top bar, over the picture."""
        if self._stack.count() == 0:
            self._fill()
        window = self.window()
        top = size_of("topBar") + 8
        width = min(_WIDEST, max(440, window.width() // 2 - 2 * _GAP))
        self.setGeometry(window.width() - width - _GAP, top, width, window.height() - top - _GAP)
        newly = self.isHidden()
        self.show()
        self.raise_()
        if newly:
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        down = event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if down and self.search.hasFocus():
            self.inputs.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.inputs.choose_first()
        else:
            super().keyPressEvent(event)
