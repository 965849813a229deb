"""The card under the editor for what has two readings: the one taken, and the other to press."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from tutor.board import Alternative, Formula
from tutor.language import _
from tutor.ui import typesetting
from tutor.ui.formula_view import FormulaView
from tutor.ui.look import Look, mono_family, ui_font

SHOWN = 3
"""So many places with two readings are shown; the dots under the text mark all."""

_SIZE = 18


class FormulaChip(QAbstractButton):
    """A formula to press, in the colour of what can be pressed."""

    def __init__(self, look: Look, formula: Formula, name: str) -> None:
        super().__init__()
        self._look = look
        self._formula = formula
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)
        look.changed.connect(self.update)

    def _typeset(self) -> typesetting.Typeset | None:
        if not self._look.typesets:
            return None
        return typesetting.formula(self._formula.typst, self._look, _SIZE, "action.base")

    def sizeHint(self) -> QSize:
        typeset = self._typeset()
        if typeset is None:
            return QSize(self.fontMetrics().horizontalAdvance(self._formula.text) + 26, 44)
        return QSize(
            min(220, max(60, int(typeset.size.width()) + 22)), max(44, int(typeset.size.height()) + 2)
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("action.base" if self.underMouse() else "window.lineStrong"), 1))
        painter.setBrush(look.colour("window.sunken" if self.isDown() else "window.surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        typeset = self._typeset()
        if typeset is None:
            painter.setFont(ui_font())
            painter.setPen(look.colour("action.base"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._formula.text)
        else:
            width, height = typeset.size.width(), typeset.size.height()
            scale = min(1.0, (self.width() - 8) / width)
            width, height = width * scale, height * scale
            place = QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)
            typeset.renderer.render(painter, place)
        painter.end()


class OtherReadings(QFrame):
    """A row for each place: what was typed, how it was read, and the other reading to press."""

    chosen = Signal(str)
    """the whole text such that it is read the other way"""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._shown: tuple[Alternative, ...] = ()
        self.setProperty("kind", "card")
        self.setAccessibleName(_("This can be read in two ways"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 8, 12, 8)
        self._column.setSpacing(6)
        self.hide()

    def show_alternatives(self, text: str, alternatives: Sequence[Alternative]) -> None:
        """Offer the other readings of a text, or none."""
        wanted = tuple(alternatives[:SHOWN])
        if wanted != self._shown:
            self._shown = wanted
            self._fill(text)
        self.setVisible(bool(wanted))

    def _fill(self, text: str) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for index, alternative in enumerate(self._shown):
            if index:
                rule = QFrame()
                rule.setProperty("kind", "rule")
                rule.setFixedHeight(1)
                self._column.addWidget(rule)
            self._column.addWidget(self._line(text, alternative))

    def _line(self, text: str, alternative: Alternative) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        typed = QLabel(text[alternative.start : alternative.end])
        typed.setTextFormat(Qt.TextFormat.PlainText)
        typed.setStyleSheet(f'font-family: "{mono_family()}"; font-size: 16px;')
        typed.setMinimumWidth(60)
        row.addWidget(typed)
        row.addWidget(_caption(_("is")))
        taken = FormulaView(self._look, 20)
        taken.set_formula(alternative.taken)
        row.addWidget(taken, 1)
        row.addWidget(_caption(_("Did you mean")))
        chip = FormulaChip(self._look, alternative.other, alternative.label)
        chip.clicked.connect(lambda _checked=False: self.chosen.emit(alternative.text))
        row.addWidget(chip)
        return line

    def chips(self) -> list[FormulaChip]:
        """Return what can be pressed, in the order of the places."""
        return [chip for chip in self.findChildren(FormulaChip) if not chip.isHidden()]


def _caption(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("kind", "caption")
    return label
