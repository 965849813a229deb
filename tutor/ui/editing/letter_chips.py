"""Which letters vary and which are held constant: a chip for each that can change sides."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from tutor.board import Switch
from tutor.language import _
from tutor.ui.flow_layout import FlowLayout
from tutor.ui.look import Look, ui_font

_HEIGHT = 28


class LetterChip(QAbstractButton):
    """A letter and its part, e.g. "a constant"; pressed, it changes sides."""

    def __init__(self, look: Look, switch: Switch, slot: str) -> None:
        super().__init__()
        self._look = look
        self._slot = slot
        self.switch = switch
        part = _("{letter} varies") if switch.variable else _("{letter} constant")
        self.setText(part.format(letter=switch.letter))
        self.setAccessibleName(switch.label)
        self.setToolTip(switch.label)
        self.setProperty("ringRadius", 14)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def _lead(self) -> int:
        return 12 if self.switch.variable else 28

    def sizeHint(self) -> QSize:
        width = QFontMetrics(ui_font(14, 500)).horizontalAdvance(self.text())
        return QSize(width + self._lead() + 13, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, held = self._look, not self.switch.variable
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = "text.tertiary" if self.underMouse() else "window.lineStrong"
        painter.setPen(QPen(look.colour(line), 1))
        painter.setBrush(look.colour("meaning.heldConstant_fill" if held else "window.surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 14, 14)
        if held:
            pixmap = look.pixmap("pin", "text.secondary", 14, max(2.0, self.devicePixelRatioF()))
            painter.drawPixmap(QRectF(10, 7, 14, 14), pixmap, QRectF(pixmap.rect()))
        painter.setFont(ui_font(14, 500))
        key = (
            "meaning.heldConstant_text" if held else f"meaning.{self._slot}" if self._slot else "text.primary"
        )
        painter.setPen(look.colour(key))
        painter.drawText(
            self.rect().adjusted(self._lead(), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        painter.end()


class LetterChips(QWidget):
    """The chips of a reading, in a row that wraps."""

    switched = Signal(str)
    """the whole text such that the letter is on the other side"""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._shown: tuple[Switch, ...] = ()
        self._flow = FlowLayout(self)
        self.setAccessibleName(_("Letters"))
        self.hide()

    def show_switches(self, switches: Sequence[Switch], slots: dict[str, str], listed: bool) -> None:
        """Offer these, unless there is nothing to choose: every letter varies, and there is only one, or
        they were `listed` by the student."""
        held = any(not each.variable for each in switches)
        wanted = tuple(switches) if held or (len(switches) > 1 and not listed) else ()
        if wanted != self._shown:
            self._shown = wanted
            while (item := self._flow.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
            for switch in wanted:
                chip = LetterChip(self._look, switch, slots.get(switch.letter, ""))
                chip.clicked.connect(lambda _checked=False, text=switch.text: self.switched.emit(text))
                self._flow.addWidget(chip)
            self.updateGeometry()
        self.setVisible(bool(wanted))

    def chips(self) -> list[LetterChip]:
        """Return the chips in their order."""
        return [chip for chip in self.findChildren(LetterChip) if not chip.isHidden()]
