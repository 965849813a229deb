"""A line over the foot of the picture while pictures are computed for long: what, for how long, Cancel."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from tutor.language import N_, _, pgettext
from tutor.ui.bridge import Bridge
from tutor.ui.busy import PATIENCE, Spinner, clock
from tutor.ui.buttons import word_button
from tutor.ui.look import Look

DOING: Final = {
    "scenes": N_("Computing the pictures"),
    "scene": N_("Computing this part of the picture"),
    "compare": N_("Drawing your answer beside the slope"),
}
"""What is done, in words, by the request's name, which is its channel as well."""


class WorkingLine(QWidget):
    """Appears when a request for pictures takes longer than 300 ms.

    It lies over its parent, so that the picture need not be drawn in another size.
    """

    cancelled = Signal(str)
    """the channel that is to be given up"""

    def __init__(self, look: Look, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._bridge = bridge
        self._panel = parent
        self._bottom = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 6, 16, 6)
        row.setSpacing(12)
        self._spinner = Spinner(look)
        row.addWidget(self._spinner)
        self.words = QLabel()
        self.words.setProperty("kind", "caption")
        row.addWidget(self.words, 1)
        self.cancel = word_button(pgettext("button", "Cancel"), self.give_up, "link")
        row.addWidget(self.cancel)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(PATIENCE)
        self._delay.timeout.connect(self._appear)
        self._tick = QTimer(self)
        self._tick.setInterval(80)
        self._tick.timeout.connect(self._say)
        bridge.changed.connect(self._follow)
        self.hide()

    def place(self, bottom: int) -> None:
        """Lie with the lower edge at a height of the parent."""
        self._bottom = bottom
        width, height = self._panel.width(), self.sizeHint().height()
        self.setGeometry(1, bottom - height, width - 1, height)

    def give_up(self) -> bool:
        """Give up what is under way; say whether the line was in sight."""
        work = self._bridge.work(*DOING)
        if self.isHidden() or work is None:
            return False
        self.cancelled.emit(work.name)
        return True

    def _follow(self) -> None:
        if self._bridge.work(*DOING) is None:
            self._delay.stop()
            self._tick.stop()
            self.hide()
        elif self.isHidden() and not self._delay.isActive():
            self._delay.start()

    def _appear(self) -> None:
        self._say()
        self._tick.start()
        self.place(self._bottom)
        self.show()
        self.raise_()

    def _say(self) -> None:
        work = self._bridge.work(*DOING)
        if work is None:
            return
        self._spinner.turn()
        self._spinner.update()
        self.words.setText(
            _("{what} · {time} · stops by itself at {end}").format(
                what=_(DOING[work.name]), time=clock(work.elapsed), end=clock(work.deadline)
            )
        )
        self.setAccessibleName(_(DOING[work.name]))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("window.surface"))
        painter.setPen(self._look.colour("window.line"))
        painter.drawLine(0, 0, self.width(), 0)
        painter.end()
