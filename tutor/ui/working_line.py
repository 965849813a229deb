"""A line over the foot of the picture while pictures are computed for long: what, for how long, Cancel."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from tutor.language import N_, _, pgettext
from tutor.ui.bridge import Bridge
from tutor.ui.busy import PATIENCE, Spinner, clock
from tutor.ui.buttons import word_button
from tutor.ui.foot_line import FootLine
from tutor.ui.look import Look

DOING: Final = {
    "scenes": N_("Computing the pictures"),
    "scene": N_("Computing this part of the picture"),
    "compare": N_("Drawing your answer beside the slope"),
}
"""What is done, in words, by the request's name, which is its channel as well."""


class WorkingLine(FootLine):
    """Appears when a request for pictures takes longer than 300 ms."""

    cancelled = Signal(str)
    """the channel that is to be given up"""

    def __init__(self, look: Look, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._bridge = bridge
        self._spinner = Spinner(look)
        self.row.insertWidget(0, self._spinner)
        self.row.addStretch(1)
        self.cancel = word_button(pgettext("button", "Cancel"), self.give_up, "link")
        self.row.addWidget(self.cancel)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(PATIENCE)
        self._delay.timeout.connect(self._begin)
        self._tick = QTimer(self)
        self._tick.setInterval(80)
        self._tick.timeout.connect(self._say)
        bridge.changed.connect(self._follow)

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

    def _begin(self) -> None:
        self._say()
        self._tick.start()
        self.appear()

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
