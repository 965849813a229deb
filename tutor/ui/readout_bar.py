"""The numbers at the point, below the picture: a slider where there is a parameter, a formula, words."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QPointF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSlider, QSpacerItem, QStyle, QWidget

from tutor.board import Formula, Sentence
from tutor.language import _
from tutor.ui.buttons import IconButton
from tutor.ui.formula_view import FormulaView
from tutor.ui.look import Look, font_size, size_of, text_scale
from tutor.ui.point_field import PointField
from tutor.ui.segmented import ARROWS
from tutor.ui.sentence_view import SentenceView
from tutor.ui.slider_player import SliderPlayer

_NOTCHES = 1000
_NARROW = 560
"""px of bar below which its ends are set closer"""
_SHRINK = 0.8
"""by what a formula is drawn smaller before its brief form takes its place"""
_WORDS = 190
"""px that the words take at least, or they are left out"""


class ParameterSlider(QSlider):
    """A slider that keeps the arrow keys to itself while it has the focus. A value worth noticing gets a
    notch below the groove."""

    def __init__(self, look: Look) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._look = look
        self._mark: float | None = None

    def set_mark(self, share: float | None) -> None:
        """Mark a share of the range, from 0 to 1."""
        if share != self._mark:
            self._mark = share
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._mark is None or not 0 <= self._mark <= 1:
            return
        handle = self.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, None, self)
        x = handle / 2 + self._mark * (self.width() - handle)
        painter = QPainter(self)
        painter.setPen(QPen(self._look.colour("text.secondary"), 1.5))
        middle = self.height() / 2
        painter.drawLine(QPointF(x, middle + 6), QPointF(x, middle + 14))
        painter.end()

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in ARROWS
        ):
            event.accept()
            return True
        return super().event(event)


class WordsBeside(SentenceView):
    """Words that take the room beside the numbers. A layout that asks for their size hears nothing of their
    lines: it asks for several widths that they never get, and each would be typeset."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, font_size("body"), colour="text.secondary")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        return False


class ReadoutBar(QWidget):
    """Shows a picture's readout. `slid` carries the parameter's new value."""

    slid = Signal(float)
    stepped = Signal(str)
    """one of the two ends of the readout's stepper, as `Picture.choose` takes it"""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("readoutBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self._readout: Any = None
        self._gave_way = False
        self._wordless = False
        self._range = (0.0, 1.0)
        self._around = False
        self._plays = 0
        self._row = row = QHBoxLayout(self)
        row.setSpacing(12)
        self.parameter = PointField(look)
        self.parameter.typed.connect(self._take)
        row.addWidget(self.parameter)
        self.slider = ParameterSlider(look)
        self.slider.setRange(0, _NOTCHES)
        self.slider.setPageStep(_NOTCHES // 20)
        self.slider.setSingleStep(_NOTCHES // 100)
        self.slider.setMinimumWidth(90)
        self.slider.setMaximumWidth(160)
        self.slider.setFixedHeight(40)
        self.slider.valueChanged.connect(self._slide)
        row.addWidget(self.slider)
        self.play = IconButton(look, "play", _("Play the slider"), self._toggle_play, "quiet")
        row.addWidget(self.play)
        self.player = SliderPlayer(self)
        self.player.moved.connect(self._play_on)
        self.player.playing_changed.connect(self._show_playing)
        self._ways = ("", "")
        self.back = IconButton(look, "back", _("Back"), lambda: self.stepped.emit(self._ways[0]))
        self.forward = IconButton(look, "next", _("Forward"), lambda: self.stepped.emit(self._ways[1]))
        self.stage = QLabel()
        self.stage.setProperty("kind", "strong")
        for widget in (self.back, self.forward, self.stage):
            row.addWidget(widget)
        self._gap = QSpacerItem(0, 0)
        row.addSpacerItem(self._gap)
        self.formula = FormulaView(look, font_size("formulaReadout"))
        self.formula.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row.addWidget(self.formula)
        self.words = WordsBeside(look)
        row.addWidget(self.words, 1)
        look.changed.connect(self._refit)
        self.setFixedHeight(size_of("plotReadout"))
        self.show_readout(None)

    def show_readout(self, readout: Any) -> None:
        """Show a `Readout`, or nothing."""
        slider = readout.slider if readout is not None else None
        self.parameter.setVisible(slider is not None)
        self.slider.setVisible(slider is not None)
        self.play.setVisible(slider is not None and slider.plays != 0)
        if slider is None or not slider.plays:
            self.player.stop()
        if slider is not None:
            self._plays = slider.plays
            self._range = (slider.lowest, slider.highest)
            self._around = slider.around
            self._show_parameter(slider)
            self.slider.setAccessibleName(_("Value of {name}").format(name=slider.name))
            length = max(slider.highest - slider.lowest, 1e-12)
            self.slider.set_mark(None if slider.mark is None else (slider.mark - slider.lowest) / length)
            if not self.slider.isSliderDown():
                blocked = QSignalBlocker(self.slider)
                self.slider.setValue(round((slider.value - slider.lowest) / length * _NOTCHES))
                blocked.unblock()
        self._show_stepper(readout.stepper if readout is not None else None)
        self._readout = readout
        words = readout.words if readout is not None else ""
        self.words.set_sentence(Sentence(words, readout.said if readout is not None else "", words))
        self.setAccessibleName(words)
        self._fit()

    def _show_parameter(self, slider: Any) -> None:
        """Show a slider's value: "Hold y at" takes more room than "y ="."""
        spoken = _("Value of {name}, to be typed").format(name=slider.name)
        held = slider.held and self.width() >= _NARROW
        self.parameter.show_point(slider.name, (round(slider.value, 2),), spoken, held=held)

    def begin_anew(self) -> None:
        """Forget what found no room: another picture, or another width, is fitted from the beginning. While
        a point is dragged, what has given way stays away, or the bar would twitch."""
        self._gave_way = False
        self._wordless = False

    def _show_stepper(self, stepper: Any) -> None:
        """Show the two buttons of a `Stepper`, or none."""
        self._ways = (stepper.back, stepper.forward) if stepper is not None else ("", "")
        for widget in (self.back, self.forward, self.stage):
            widget.setVisible(stepper is not None)
        for button, way in zip((self.back, self.forward), self._ways, strict=True):
            button.setEnabled(bool(way))
        self.stage.setText(stepper.words if stepper is not None else "")

    def _fit(self) -> None:
        """Show the formula, its brief form where that one does not fit, and the words where there is room
        for them too; the tool tip has them otherwise."""
        inside = self.parameter.layout()
        if inside is not None:
            inside.activate()  # its width is that of the numbers in it now
        shown = (self.parameter, self.slider, self.play, self.back, self.forward, self.stage)
        widths = (
            max(widget.sizeHint().width(), widget.minimumWidth()) for widget in shown if not widget.isHidden()
        )
        taken = sum(12 + width for width in widths)
        left, right = (14, 8) if self.width() < _NARROW else (24, 16)
        self._row.setContentsMargins(left, 6, right, 6)
        room = self.width() - left - right - taken
        full = self._readout.formula if self._readout is not None else ""
        brief = self._readout.brief if self._readout is not None else ""
        self._gave_way = self._gave_way and bool(brief)
        width = self._write(brief if self._gave_way else full, room)
        if width * _SHRINK > room and brief and not self._gave_way:
            self._gave_way = True
            width = self._write(brief, room)
        if width > room:
            self.formula.set_size(font_size("formulaReadout") * max(room, 1) / width)
        self.formula.setVisible(bool(full))
        rest = round(room - (width + 12 if full else 0))
        self._wordless = self._wordless or rest < _WORDS
        self._wordless = self._wordless or self.words.heightForWidth(rest) > self.height() - 8
        self.words.setVisible(bool(self.words.sentence().text) and not self._wordless)
        stretch = QSizePolicy.Policy.Expanding if self.words.isHidden() and self._has_controls() else None
        self._gap.changeSize(0, 0, stretch or QSizePolicy.Policy.Minimum)
        self.setToolTip(self.words.sentence().text if self.words.isHidden() else "")

    def _write(self, markup: str, room: int) -> float:
        """Typeset a formula and return its width, at most as high as the bar."""
        words = self.words.sentence().text
        self.formula.set_size(font_size("formulaReadout"))
        self.formula.set_formula(Formula(words, "", "", markup, words) if markup else None)
        width, height = self.formula.natural_size()
        most = self.height() - 8
        if height > most:
            self.formula.set_size(font_size("formulaReadout") * most / height)
            width *= most / height
        return width + 1

    def _refit(self) -> None:
        self.setFixedHeight(round(size_of("plotReadout") * max(1.0, text_scale())))
        self.begin_anew()
        self._fit()

    def _has_controls(self) -> bool:
        return not (self.slider.isHidden() and self.stage.isHidden())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.begin_anew()
            if self._readout is not None and self._readout.slider is not None:
                self._show_parameter(self._readout.slider)
        self._fit()

    def _slide(self, notch: int) -> None:
        self.player.stop()
        self._emit(notch / _NOTCHES)

    def _emit(self, share: float) -> None:
        low, high = self._range
        self.slid.emit(low + (high - low) * share)

    def _take(self, point: tuple[float, ...]) -> None:
        """Follow a typed value, as far as the slider goes; an angle goes round."""
        (value,), (low, high) = point, self._range
        if self._around and not low <= value <= high:
            value = low + (value - low) % (high - low)
        self.player.stop()
        self.slid.emit(min(max(value, low), high))

    def _toggle_play(self) -> None:
        if self.player.playing:
            self.player.stop()
        else:
            share = self.slider.value() / _NOTCHES
            start = share if self._plays > 0 else 1 - share
            self.player.start(start, in_steps=self._look.reduced_motion)

    def _play_on(self, share: float) -> None:
        self._emit(share if self._plays > 0 else 1 - share)

    def _show_playing(self, playing: bool) -> None:
        self.play.set_icon("pause" if playing else "play")
        self.play.set_name(_("Stop here") if playing else _("Play the slider"))
