"""The row below the editor: the typeset preview, what kind of thing it is, and a pencil while folded."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from tutor.language import _
from tutor.ui.buttons import IconButton
from tutor.ui.editing.preview import Preview
from tutor.ui.look import Look

_BESIDE = 44
"""px that the row leaves free beside the preview and the kind"""


class Understood(QWidget):
    """Shows what was understood. `edit` is what the pencil does."""

    def __init__(self, look: Look, edit: Callable[[], object]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 16, 3)
        row.setSpacing(12)
        self.preview = Preview(look)
        row.addWidget(self.preview, 1)
        self.kind = QLabel()
        self.kind.setProperty("kind", "caption")
        row.addWidget(self.kind)
        self._edit = IconButton(look, "pencil", _("Edit the function"), edit, "quiet")
        self._edit.hide()
        row.addWidget(self._edit)

    def fold(self, folded: bool) -> None:
        """Offer the pencil, where the text itself is out of sight."""
        self._edit.setVisible(folded)

    def fit(self, width: int, folded: bool) -> None:
        """Leave the kind out where the formula needs its room, `width` px in all; the tool tip has it."""
        room = width - _BESIDE - self.kind.sizeHint().width()
        self.kind.setVisible(not folded and self.preview.natural_size()[0] <= room)
        self.preview.setToolTip("" if self.kind.isVisible() else self.kind.text())
