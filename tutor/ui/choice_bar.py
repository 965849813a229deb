"""The views of a picture, as buttons above it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from tutor.board import Formula
from tutor.ui.buttons import TypesetButton
from tutor.ui.flow_layout import FlowLayout
from tutor.ui.look import Look

if TYPE_CHECKING:
    from tutor.canvas import Choice


_GAP = 6


class ChoiceBar(QWidget):
    """A row of typeset buttons, of several rows where it has less room than it asks for. Those of one group
    exclude each other, the others are switches."""

    chosen = Signal(str)
    """the name of the choice a person pressed"""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._buttons: dict[str, TypesetButton] = {}
        self._shown: tuple[tuple[str, str], ...] = ()
        self._groups: dict[str, QButtonGroup] = {}
        self._flow = FlowLayout(self, _GAP, flush_right=True)

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Show what there is to choose from, with what is chosen now."""
        shown = tuple((choice.name, choice.label) for choice in choices)
        if shown != self._shown:
            self._shown = shown
            self._build(choices)
        for choice in choices:
            self._buttons[choice.name].setChecked(choice.chosen)

    def _build(self, choices: Sequence[Choice]) -> None:
        for button in self._buttons.values():
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons.clear()
        for group in self._groups.values():
            group.deleteLater()
        self._groups.clear()
        for choice in choices:
            label = Formula(choice.words, "", "", choice.label, choice.words)
            button = TypesetButton(self._look, label, choice.words)
            if choice.group:
                if choice.group not in self._groups:
                    self._groups[choice.group] = QButtonGroup(self)
                self._groups[choice.group].addButton(button)
            button.clicked.connect(lambda _checked=False, name=choice.name: self.chosen.emit(name))
            self._buttons[choice.name] = button
            self._flow.addWidget(button)

    def button(self, name: str) -> TypesetButton:
        """Return the button of a choice."""
        return self._buttons[name]

    def buttons(self) -> list[TypesetButton]:
        """Return the buttons in the order offered."""
        return list(self._buttons.values())

    def sizeHint(self) -> QSize:
        return self._flow.in_one_row()

    def minimumSizeHint(self) -> QSize:
        return self._flow.minimumSize()
