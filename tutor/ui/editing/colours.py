"""The colours of what is typed: a letter has the colour that it has in the formula."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat
from PySide6.QtWidgets import QPlainTextEdit

from tutor.ui.look import Look

_NAME = re.compile(r"[^\W\d_]+(?:_\{?\w+\}?|\d+)?")
_SIGN = re.compile(r"[()\[\]{}=+\-−*·×/÷^|,;<>≤≥]+")


class SlotColours(QSyntaxHighlighter):
    """Colours the letters that have a role in the reading, and steps back with the signs around them."""

    def __init__(self, look: Look, edit: QPlainTextEdit) -> None:
        super().__init__(edit.document())
        self._look = look
        self._slots: Mapping[str, str] = {}
        look.changed.connect(self.rehighlight)

    def set_slots(self, slots: Mapping[str, str]) -> None:
        """Colour these letters, each in its role."""
        if slots != self._slots:
            self._slots = dict(slots)
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        for sign in _SIGN.finditer(text):
            self._colour(sign.start(), sign.end(), "text.secondary")
        for name in _NAME.finditer(text):
            whole = self._slots.get(name.group())
            if whole is not None:
                self._colour(name.start(), name.end(), f"meaning.{whole}")
                continue
            if len(name.group()) > 3:  # a word such as a function's name, no product of letters
                continue
            letters = name.group()
            if all(letter in self._slots for letter in letters):
                for place, letter in enumerate(letters, start=name.start()):
                    self._colour(place, place + 1, f"meaning.{self._slots[letter]}")

    def _colour(self, start: int, end: int, key: str) -> None:
        style = QTextCharFormat()
        style.setForeground(self._look.colour(key))
        self.setFormat(start, end - start, style)
