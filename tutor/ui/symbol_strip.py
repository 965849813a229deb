"""The formulas behind a picture, between it and the numbers: what a point is put into."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tutor.board import Formula
from tutor.ui.formula_view import FormulaView
from tutor.ui.look import Look, font_size

LEAST = 250
"""px of height that the picture keeps: where it would get less, there is no strip"""


class SymbolStrip(QFrame):
    """Shows a picture's `Symbols`."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("symbolStrip")
        self._symbols: Any = None
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 10, 20, 10)
        column.setSpacing(4)
        self.heading = QLabel()
        self.heading.setProperty("kind", "strong")
        column.addWidget(self.heading)
        row = QHBoxLayout()
        row.setSpacing(16)
        self.formula = FormulaView(look, font_size("formulaReadout"))
        self.aside = FormulaView(look, font_size("formulaReadout") - 2)
        row.addWidget(self.formula, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.aside, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)
        self.hide()

    def show_symbols(self, symbols: Any, room: int) -> None:
        """Show the `Symbols` of a picture that has `room` px of height together with the strip; None for
        none."""
        if symbols != self._symbols:
            self._symbols = symbols
            self._write()
        self.setVisible(symbols is not None and room - self.sizeHint().height() >= LEAST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._write()

    def _write(self) -> None:
        """Typeset both formulas, smaller where together they are too wide."""
        symbols = self._symbols
        if symbols is None:
            return
        self.heading.setText(symbols.heading)
        size = font_size("formulaReadout")
        for view, markup, largest in (
            (self.formula, symbols.formula, size),
            (self.aside, symbols.aside, size - 2),
        ):
            view.set_size(largest)
            view.set_formula(Formula(symbols.heading, "", "", markup, symbols.heading) if markup else None)
            view.setVisible(bool(markup))
        wide = self.formula.natural_size()[0] + (self.aside.natural_size()[0] + 16 if symbols.aside else 0)
        room = max(self.width() - 44, 1)
        if wide > room:
            for view, largest in ((self.formula, size), (self.aside, size - 2)):
                view.set_size(largest * room / wide)
