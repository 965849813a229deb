"""Below the preview: which letters vary and which are held, and what else is to be known of a reading."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from tutor.language import paragraph
from tutor.ui.look import Look

if TYPE_CHECKING:
    from tutor.board import Reading
    from tutor.ui.editing.letter_chips import LetterChips

_LISTED = re.compile(r"\s*\w+\s*\([^()]*\)\s*=")
"""a text that says itself which letters are variables"""


class Remarks(QWidget):
    """The letters' chips, and the notes."""

    switched = Signal(str)
    """the whole text such that a letter is on its other side"""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 0, 16, 0)
        self._column.setSpacing(0)
        self.note = QLabel()
        self.note.setProperty("kind", "caption")
        self.note.setWordWrap(True)
        self.note.setContentsMargins(0, 0, 0, 8)
        self.note.hide()
        self._column.addWidget(self.note)
        self.hide()

    @cached_property
    def letters(self) -> LetterChips:
        from tutor.ui.editing.letter_chips import LetterChips

        letters = LetterChips(self._look)
        letters.setContentsMargins(0, 0, 0, 10)
        letters.switched.connect(self.switched)
        self._column.insertWidget(0, letters)
        return letters

    def show_reading(self, reading: Reading | None) -> None:
        """Show what goes with a reading; None where it is not the one in sight."""
        switches = reading.switches if reading is not None else ()
        if switches or "letters" in self.__dict__:
            slots = dict(reading.slots) if reading is not None else {}
            listed = reading is not None and _LISTED.match(reading.input) is not None
            self.letters.show_switches(switches, slots, listed)
        notes = reading.notes if reading is not None else ()
        # The card of other readings and the chips say the same with formulas.
        said = 0 if reading is None else len(reading.alternatives) + bool(reading.parameters and switches)
        self.note.setText(paragraph(*notes))
        self.note.setVisible(len(notes) > said)
        chips = "letters" in self.__dict__ and not self.letters.isHidden()
        self.setVisible(chips or not self.note.isHidden())
