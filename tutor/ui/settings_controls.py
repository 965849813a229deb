"""The controls of the settings panel, one for each kind of setting."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QIcon,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QWidget,
)

from tutor.language import _
from tutor.storage.settings import Amount, Choice, Setting, Switch
from tutor.theme import theme
from tutor.ui import typesetting
from tutor.ui.look import Look, parsed_colour, ui_font
from tutor.ui.readout_bar import ParameterSlider
from tutor.ui.segmented import Segment, Segmented

_SAMPLE = 16
"""px of a typeset sample"""


class Control(QWidget):
    """What changes one setting. `chosen` carries the new value; `show_value` shows one without it."""

    chosen = Signal(object)

    def show_value(self, value: object) -> None:
        """Show a value; nothing is emitted."""
        raise NotImplementedError


class SwitchControl(Control):
    """On or off, with a sentence that says what on means."""

    def __init__(self, look: Look, setting: Switch) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.switch = Toggle(look, _(setting.title))
        self.switch.clicked.connect(lambda on: self.chosen.emit(on))
        row.addWidget(self.switch)
        words = QLabel(_(setting.hint))
        words.setWordWrap(True)
        row.addWidget(words, 1)

    def show_value(self, value: object) -> None:
        self.switch.setChecked(bool(value))


class Toggle(QAbstractButton):
    """A switch: its knob is at the right and its track is filled when it is on."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(44, 24)
        self.setProperty("ringRadius", 12)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        track = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(self._look.colour("action.base" if on else "text.tertiary"), 1.5))
        painter.setBrush(self._look.colour("action.base" if on else "window.surface"))
        painter.drawRoundedRect(track, 11, 11)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("action.onAction" if on else "text.tertiary"))
        painter.drawEllipse(QPointF(32 if on else 12, 12), 7.5, 7.5)
        painter.end()


class AmountControl(Control):
    """A slider between a small and a large letter, with the number beside it."""

    def __init__(self, look: Look, setting: Amount) -> None:
        super().__init__()
        self._setting = setting
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        small, large = QLabel("A"), QLabel("A")
        small.setStyleSheet("font-size: 15px;")
        large.setStyleSheet("font-size: 24px;")
        self.slider = ParameterSlider(look)
        self.slider.setAccessibleName(_(setting.title))
        self.slider.setRange(int(setting.lowest) // setting.step, int(setting.highest) // setting.step)
        self.slider.setMinimumSize(140, 24)
        self.slider.setMaximumWidth(240)
        self.number = QLabel()
        self.number.setProperty("kind", "caption")
        row.addWidget(small)
        row.addWidget(self.slider, 1)
        row.addWidget(large)
        row.addSpacing(8)
        row.addWidget(self.number)
        row.addStretch(1)
        self.slider.valueChanged.connect(self._slid)

    def _slid(self, notch: int) -> None:
        value = notch * self._setting.step
        self._say(value)
        self.chosen.emit(value)

    def _say(self, value: int) -> None:
        self.number.setText(_(self._setting.unit).format(value=value))
        self.slider.setAccessibleDescription(self.number.text())

    def show_value(self, value: object) -> None:
        assert isinstance(value, int)
        self.slider.blockSignals(True)
        self.slider.setValue(value // self._setting.step)
        self.slider.blockSignals(False)
        self._say(value)


class ChoiceControl(Control):
    """A few words to choose from, with typeset samples where there are any."""

    def __init__(self, look: Look, setting: Choice, values: tuple[str, ...]) -> None:
        super().__init__()
        self._look = look
        self._samples = dict(zip(values, setting.samples, strict=False))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        labels = [_(label) for label in setting.labels]
        self.segments = Segmented(_(setting.title), tuple(zip(values, labels, strict=True)))
        self.segments.chosen.connect(lambda value: self.chosen.emit(value))
        row.addWidget(self.segments)
        row.addStretch(1)
        if self._samples:
            look.changed.connect(self._typeset)
            self._typeset()

    def _typeset(self) -> None:
        """Set the samples right of the words; in place of words that are only the sample spelt out."""
        if not self._look.typesets:
            return
        for value, markup in self._samples.items():
            button = self.segments.button(value)
            icon, size = _sample(markup, self._look, self.devicePixelRatioF())
            if icon is None:
                continue
            button.setIcon(icon)
            button.setIconSize(size)
            if button.text().replace(" ", "") == markup.replace(" ", ""):
                button.setText("")
            else:
                button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the sample after the word

    def show_value(self, value: object) -> None:
        self.segments.choose(str(value))


def _sample(markup: str, look: Look, ratio: float) -> tuple[QIcon | None, QSize]:
    """Return a typeset sample as an icon, lit where its button is on, and its size."""
    icon, size = QIcon(), QSize()
    for state, colour in ((QIcon.State.On, "text.primary"), (QIcon.State.Off, "text.secondary")):
        typeset = typesetting.formula(markup, look, _SAMPLE, colour, display=False)
        if typeset is None:
            return None, size
        size = typeset.size.toSize()
        pixmap = QPixmap(size * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        typeset.renderer.render(painter, QRectF(0, 0, size.width(), size.height()))
        painter.end()
        icon.addPixmap(pixmap, QIcon.Mode.Normal, state)
    return icon, size


class PaletteChoice(Control):
    """The palettes, each as a small picture of the window in it."""

    def __init__(self, look: Look, setting: Choice, values: tuple[str, ...]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._group = QButtonGroup(self)
        self.cards: dict[str, PaletteCard] = {}
        for value, label in zip(values, setting.labels, strict=True):
            card = PaletteCard(look, value, _(label), _(setting.title))
            card.clicked.connect(lambda _checked=False, value=value: self.chosen.emit(value))
            self._group.addButton(card)
            self.cards[value] = card
            row.addWidget(card, 1)
        row.addStretch(0)

    def show_value(self, value: object) -> None:
        card = self.cards[str(value)]
        card.setChecked(True)
        self.setFocusProxy(card)


class PaletteCard(Segment):
    """One palette: a picture of the window, a radio mark, its name; "system" is two palettes."""

    def __init__(self, look: Look, value: str, label: str, title: str) -> None:
        super().__init__(label)
        self._look = look
        self._palettes = ("light", "dark") if value == "system" else (value, value)
        self.setCheckable(True)
        self.setProperty("kind", "palette")
        self.setProperty("ringRadius", 10)
        self.setAccessibleName(f"{title}: {label}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(158, 128)

    def minimumSizeHint(self) -> QSize:
        return QSize(92, 128)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, on = self._look, self.isChecked()
        if on or self.underMouse():
            painter.setPen(QPen(look.colour("action.base" if on else "window.lineStrong"), 2 if on else 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        room = QRectF(4, 4, self.width() - 8, 76)
        frame = QPainterPath()
        frame.addRoundedRect(room, 8, 8)
        painter.setClipPath(frame)
        first, second = self._palettes
        _paint_window(painter, room, first)
        if second != first:
            half = QPainterPath()
            cut = room.left() + room.width() * 0.6
            half.addPolygon(
                QPolygonF(
                    [
                        QPointF(cut, room.top()),
                        room.topRight(),
                        room.bottomRight(),
                        QPointF(cut - room.width() * 0.2, room.bottom()),
                    ]
                )
            )
            painter.setClipPath(frame.intersected(half))
            _paint_window(painter, room, second)
        painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.colour("action.base" if on else "window.lineStrong"), 1.5 if on else 1))
        painter.drawRoundedRect(room, 8, 8)
        self._paint_radio(painter, on)
        painter.end()

    def _paint_radio(self, painter: QPainter, on: bool) -> None:
        centre = QPointF(18, 104)
        painter.setPen(QPen(self._look.colour("action.base" if on else "text.tertiary"), 1.5))
        painter.drawEllipse(centre, 7.5, 7.5)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.colour("action.base"))
            painter.drawEllipse(centre, 4, 4)
        painter.setPen(self._look.colour("text.primary"))
        room = QRectF(32, 82, self.width() - 33, 44)
        wrapped = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
        for size in range(15, 10, -1):  # the largest that fits
            painter.setFont(ui_font(size, 600 if on else 400))
            if room.contains(painter.boundingRect(room, wrapped, self.text())):
                break
        painter.drawText(room, wrapped, self.text())


def _paint_window(painter: QPainter, room: QRectF, palette: str) -> None:
    """Paint a small picture of the window in a palette: bar, card, curve with its tangent."""
    colours = theme(palette)

    def colour(key: str) -> QColor:
        return parsed_colour(colours.colour(key))

    def bar(x: float, y: float, width: float, key: str, height: float = 4) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(key))
        painter.drawRoundedRect(QRectF(room.left() + x, room.top() + y, width, height), 2, 2)

    middle = room.width() * 0.53
    painter.fillRect(room, colour("window.surface"))
    painter.fillRect(
        QRectF(room.left(), room.top() + 14, middle, room.height() - 14),
        colour("window.bg"),
    )
    painter.setPen(QPen(colour("window.line"), 1))
    painter.drawLine(room.topLeft() + QPointF(0, 14), room.topRight() + QPointF(0, 14))
    painter.drawLine(room.topLeft() + QPointF(middle, 14), room.bottomLeft() + QPointF(middle, 0))
    bar(8, 5, room.width() * 0.18, "text.primary")
    painter.setPen(QPen(colour("window.lineStrong"), 1))
    painter.setBrush(colour("window.surface"))
    painter.drawRoundedRect(QRectF(room.left() + 8, room.top() + 22, middle - 16, 42), 4, 4)
    inner = middle - 30
    bar(15, 30, inner, "text.primary")
    bar(15, 40, inner * 0.4, "meaning.slotA")
    bar(15 + inner * 0.5, 40, inner * 0.4, "meaning.slotB")
    bar(15, 50, inner * 0.7, "action.base", 6)
    left, right = room.left() + middle + 7, room.right() - 7
    curve = QPainterPath(QPointF(left, room.bottom() - 16))
    curve.cubicTo(
        QPointF(left + (right - left) * 0.6, room.bottom() - 16),
        QPointF(left + (right - left) * 0.35, room.top() + 26),
        QPointF(right, room.top() + 24),
    )
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour("meaning.function_curve"), 1.6))
    painter.drawPath(curve)
    painter.setPen(QPen(colour("meaning.derivative"), 2.2))
    centre = curve.pointAtPercent(0.5)
    painter.drawLine(centre - QPointF(9, -11), centre + QPointF(9, -11))


def control_for(look: Look, setting: Setting, values: tuple[str, ...]) -> Control:
    """Return the control for a setting of any kind; `values` are what a choice can be."""
    if isinstance(setting, Switch):
        return SwitchControl(look, setting)
    if isinstance(setting, Amount):
        return AmountControl(look, setting)
    assert isinstance(setting, Choice)
    return (PaletteChoice if setting.pictured else ChoiceControl)(look, setting, values)
