"""The numbers at the point, below the picture: a slider where there is a parameter, a formula, words."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSlider, QSpacerItem, QWidget

from tutor.board import Formula
from tutor.language import _
from tutor.ui.formula_view import FormulaView
from tutor.ui.look import Look, font_size, size_of
from tutor.ui.segmented import ARROWS

_NOTCHES = 1000


class ParameterSlider(QSlider):
    """A slider that keeps the arrow keys to itself while it has the focus."""

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in ARROWS
        ):
            event.accept()
            return True
        return super().event(event)


class ReadoutBar(QWidget):
    """Shows a picture's readout. `slid` carries the parameter's new value."""

    slid = Signal(float)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("readoutBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(size_of("plotReadout"))
        self._range = (0.0, 1.0)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 6, 16, 6)
        row.setSpacing(12)
        self.parameter = FormulaView(look, 18, display=False)
        self.parameter.setMinimumWidth(72)
        row.addWidget(self.parameter)
        self.slider = ParameterSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, _NOTCHES)
        self.slider.setPageStep(_NOTCHES // 20)
        self.slider.setSingleStep(_NOTCHES // 100)
        self.slider.setMinimumWidth(90)
        self.slider.setMaximumWidth(160)
        self.slider.setFixedHeight(40)
        self.slider.valueChanged.connect(self._slide)
        row.addWidget(self.slider)
        self._gap = QSpacerItem(0, 0)
        row.addSpacerItem(self._gap)
        self.formula = FormulaView(look, font_size("formulaReadout"))
        self.formula.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row.addWidget(self.formula)
        self.words = QLabel()
        self.words.setProperty("kind", "secondary")
        self.words.setWordWrap(True)
        row.addWidget(self.words, 1)
        self.show_readout(None)

    def show_readout(self, readout: Any) -> None:
        """Show a `Readout`, or nothing."""
        slider = readout.slider if readout is not None else None
        self.parameter.setVisible(slider is not None)
        self.slider.setVisible(slider is not None)
        if slider is not None:
            self._range = (slider.lowest, slider.highest)
            shown = f"{round(slider.value, 2):g}".replace("-", "\N{MINUS SIGN}")
            text = f"{slider.name} = {shown}"
            self.parameter.set_formula(Formula(text, text, text, text, text))
            self.slider.setAccessibleName(_("Value of {name}").format(name=slider.name))
            if not self.slider.isSliderDown():
                blocked = QSignalBlocker(self.slider)
                length = max(slider.highest - slider.lowest, 1e-12)
                self.slider.setValue(round((slider.value - slider.lowest) / length * _NOTCHES))
                blocked.unblock()
        markup = readout.formula if readout is not None else ""
        words = readout.words if readout is not None else ""
        self.formula.set_formula(Formula(words, "", "", markup, words) if markup else None)
        self.formula.setVisible(bool(markup))
        self.words.setText(words)
        self.setAccessibleName(words)
        self._fit_words()

    def _fit_words(self) -> None:
        """Leave the words out where a formula and a slider need the room; the tool tip has them."""
        shown = (self.parameter, self.slider, self.formula)
        taken = sum(12 + widget.sizeHint().width() for widget in shown if not widget.isHidden())
        room = self.width() - 40 - taken
        self.words.setVisible(bool(self.words.text()) and room >= 190)
        stretch = QSizePolicy.Policy.Expanding if self.words.isHidden() and self.slider.isVisible() else None
        self._gap.changeSize(0, 0, stretch or QSizePolicy.Policy.Minimum)
        self.setToolTip(self.words.text() if self.words.isHidden() else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_words()

    def _slide(self, notch: int) -> None:
        low, high = self._range
        self.slid.emit(low + (high - low) * notch / _NOTCHES)
