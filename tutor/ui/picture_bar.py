"""Above a picture: the tabs, its views, the place of its point, and what can be done with it.

Nothing here is ever squeezed or cut. Where not all of it finds room in one row, the invitation gives way
first, then the buttons go into the menu of the last one, then the views take a row of their own, where the
point joins them if it must; and last of all the tabs that do not fit go into a menu.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QLabel, QWidget

from tutor.language import N_, _
from tutor.ui.buttons import IconButton
from tutor.ui.choice_bar import ChoiceBar
from tutor.ui.look import Look, size_of, text_scale
from tutor.ui.more_tabs import MoreTabs
from tutor.ui.point_field import PointField
from tutor.ui.segmented import Segment

if TYPE_CHECKING:
    from tutor.canvas import Picture

SHARE = N_("Save or copy the picture")
MORE = N_("More: the axes, put everything back, save the picture")
_NARROW = 560
"""px of panel below which the bar is set closer."""
_GAP = 8
"""px between two controls"""
_ABOVE = 10
"""px above the views in a row of their own"""


class PictureBar(QWidget):
    """One row, or two. What of it is in sight and where is decided in `arrange` alone."""

    picked = Signal(int)
    """the picture that a person chose"""
    reset_pressed = Signal()
    ranges_pressed = Signal()
    share_pressed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._first_row = QWidget(self)
        self._first_row.setObjectName("tabBar")
        self._first_row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._group = QButtonGroup(self)
        self._tabs: list[Segment] = []
        self.more = MoreTabs(look, self)
        self.more.picked.connect(self.picked)
        self.choices = ChoiceBar(look, self)
        self.invitation = QLabel(self)
        self.invitation.setProperty("kind", "caption")
        self.point = PointField(look, self)
        self.reset = IconButton(look, "reset", _("Put everything back"), self.reset_pressed.emit, "quiet")
        self.ranges = IconButton(look, "axes", _("What the axes show (R)"), self.ranges_pressed.emit, "quiet")
        self.share = IconButton(look, "share", _(SHARE), self.share_pressed.emit, "quiet")
        for button in (self.reset, self.ranges, self.share):
            button.setParent(self)
        self._wanted: dict[QWidget, bool] = {}
        for widget in (self.more, *self._controls()):
            widget.hide()
        self.setFixedHeight(size_of("tabBar") + 1)

    def _controls(self) -> tuple[QWidget, ...]:
        """Return what stands at the right, from left to right."""
        return (self.choices, self.invitation, self.point, self.reset, self.ranges, self.share)

    # What there is -----------------------------------------------------------------------------

    def set_titles(self, titles: Sequence[str]) -> None:
        """Offer these pictures."""
        for button in self._tabs:
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        self._tabs = []
        for index, title in enumerate(titles):
            tab = Segment(title, self)
            tab.setProperty("kind", "tab")
            tab.setCheckable(True)
            tab.setCursor(Qt.CursorShape.PointingHandCursor)
            tab.setAccessibleName(_("Picture: {title}").format(title=title))
            tab.clicked.connect(lambda _checked=False, index=index: self.picked.emit(index))
            self._group.addButton(tab)
            self._tabs.append(tab)
        self._order_keys()
        self.arrange()

    def titles(self) -> list[str]:
        """Return the titles of all pictures, also of those whose tab is in the menu."""
        return [tab.text() for tab in self._tabs]

    def choose(self, index: int) -> None:
        """Show which picture is in front; nothing is emitted."""
        if self._tabs:
            self._tabs[index].setChecked(True)
            self.arrange()

    def offer(self, picture: Picture | None, *, ranges: bool, share: bool) -> None:
        """Take the picture in front, None for none; say whether it has axes, and whether it can be saved."""
        there = picture is not None
        if picture is not None:
            before = self.choices.buttons()
            self.choices.show_choices(picture.choices())
            if self.choices.buttons() != before:
                self._order_keys()
            self.invitation.setText(picture.invitation)
        wanted: dict[QWidget, bool] = {
            self.choices: bool(there and self.choices.buttons()),
            self.invitation: there and bool(self.invitation.text()),
            self.point: there and bool(picture is not None and picture.point),
            self.reset: there,
            self.ranges: there and ranges,
            self.share: there and share,
        }
        if wanted != self._wanted:
            self._wanted = wanted
            self.arrange()

    @property
    def folded(self) -> tuple[IconButton, ...]:
        """The buttons that have found no room, for the menu of the last one."""
        return tuple(
            button
            for button in (self.ranges, self.reset)
            if self._wanted.get(button, False) and button.isHidden()
        )

    def keys(self) -> list[QWidget]:
        """Return the controls in the order in which the Tab key comes to them."""
        buttons: list[QWidget] = [self.reset, self.ranges, self.share]
        return [*self._tabs, self.more, *self.choices.buttons(), self.point.field, *buttons]

    def _order_keys(self) -> None:
        for before, after in pairwise(self.keys()):
            QWidget.setTabOrder(before, after)

    # Where it is -------------------------------------------------------------------------------

    def arrange(self) -> None:
        """Give every control its place, as large as it asks to be."""
        narrow = self.width() < _NARROW * text_scale()
        left, right, between = (14, 6, 6) if narrow else (28, 12, 20)
        room = self.width() - left - right
        above, below = self._rows(room - self._width(self._tabs, between) - 2 * _GAP, room)
        for widget in self._controls():
            widget.setVisible(widget in above or widget in below)
        self._mark_menu()
        height = size_of("tabBar")
        self._first_row.setGeometry(0, 0, self.width(), height + 1)
        taken = self._width(above, _GAP)
        self._place_tabs(left, room - taken - 2 * _GAP, between)
        x = self.width() - right - taken
        for widget in above:
            x = self._put(widget, x, 0, height)
        if not below:
            self.setFixedHeight(height + 1)
            return
        # The views end where the last icon's drawing does; the point stands where the tabs begin.
        across = room - (0 if narrow else 8)
        tall = size_of("button")
        if self.choices in below:
            beside = (
                0 if below == [self.choices] else self._width(below, _GAP) - self.choices.sizeHint().width()
            )
            tall = self.choices.heightForWidth(across - beside)
            self.choices.setGeometry(left + beside, height + 1 + _ABOVE, across - beside, tall)
        x = left
        for widget in below:
            if widget is not self.choices:
                x = self._put(widget, x, height + 1 + _ABOVE, tall)
        self.setFixedHeight(height + 1 + _ABOVE + tall)

    @staticmethod
    def _put(widget: QWidget, x: int, top: int, height: int) -> int:
        """Place a control in a row, and return where the next one begins."""
        hint = widget.sizeHint()
        widget.setGeometry(QRect(x, top + (height - hint.height()) // 2, hint.width(), hint.height()))
        return x + hint.width() + _GAP

    def _rows(self, room: int, across: int) -> tuple[list[QWidget], list[QWidget]]:
        """Return what stands in `room` px beside the tabs, and in a row of its own, `across` px wide."""
        offered = [widget for widget in self._controls() if self._wanted.get(widget, False)]
        folds: list[QWidget] = [self.ranges, self.reset] if self.share in offered else []
        less = [set(), *({self.invitation, *folds[:count]} for count in range(len(folds) + 1))]
        views: set[QWidget] = {self.choices} if self.choices in offered else set()
        lower: list[set[QWidget]] = [
            set(),
            views,
            views | {self.invitation, self.point},
            views | {self.point},
        ]
        for down in lower:
            for left_out in less:
                above = [widget for widget in offered if widget not in left_out | down]
                below = [widget for widget in offered if widget in down]
                if self.point in down and self._width(below, _GAP) > across:
                    continue
                if self._width(above, _GAP) <= room:
                    return above, below
        fewest = [widget for widget in offered if widget not in less[-1] | views]
        return fewest, [widget for widget in offered if widget in views]

    @staticmethod
    def _width(widgets: Sequence[QWidget], gap: int) -> int:
        return sum(widget.sizeHint().width() + gap for widget in widgets) - (gap if widgets else 0)

    def _place_tabs(self, left: int, room: int, between: int) -> None:
        """Set the tabs from the left; the one in front is among them, what finds no room is in the menu."""
        count = len(self._tabs)
        shown = list(range(count))
        if self._width(self._tabs, between) > room:
            room -= self.more.sizeHint().width() + between
            front = next((index for index, tab in enumerate(self._tabs) if tab.isChecked()), 0)
            while len(shown) > 1 and self._width([self._tabs[index] for index in shown], between) > room:
                shown.remove(max(index for index in shown if index != front))
        for index, tab in enumerate(self._tabs):
            tab.setVisible(index in shown)
        rest = [index for index in range(count) if index not in shown]
        self.more.offer([(index, self._tabs[index].text()) for index in rest])
        self.more.setVisible(bool(rest))
        x = left
        for widget in [*(self._tabs[index] for index in shown), *([self.more] if rest else [])]:
            hint = widget.sizeHint()
            widget.setGeometry(x, 0, hint.width(), size_of("tabBar"))
            x += hint.width() + between

    def _mark_menu(self) -> None:
        """Let the last button say what its menu holds."""
        folded = bool(self.folded)
        self.share.set_icon("more" if folded else "share")
        self.share.set_name(_(MORE) if folded else _(SHARE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.arrange()

    def event(self, event: QEvent) -> bool:
        # A control asks for another size: its text, the size of text, or a formula has changed.
        if event.type() == QEvent.Type.LayoutRequest:
            self.arrange()
        return super().event(event)
