"""The settings, in place of the picture: the derivation beside them shows every change at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from tutor.language import _
from tutor.storage.settings import GROUPS, Setting, Settings, Switch, declarations
from tutor.ui.buttons import IconButton, word_button
from tutor.ui.keeping import Keeping
from tutor.ui.look import Look, size_of
from tutor.ui.settings_controls import Control, control_for

_TITLE = 136
"""px for the titles at the left of the controls"""
_NARROW = 640
"""px of panel below which hints stand below the controls"""
_BETWEEN = 16
"""px between a title and its control"""


class SettingsPanel(QWidget):
    """Built from the settings' declarations. What is changed holds at once and is saved."""

    closed = Signal()

    def __init__(self, look: Look, keeping: Keeping, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keeping = keeping
        self._language = keeping.settings.language
        self.setObjectName("canvasPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Settings"))
        self.controls: dict[str, Control] = {}
        self.hints: dict[str, QLabel] = {}
        self._rows: list[QBoxLayout] = []
        self._titled: list[tuple[QBoxLayout, QLabel, QBoxLayout]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head(look))
        column.addWidget(self._body(look), 1)
        column.addWidget(self._foot())
        keeping.settings_changed.connect(self._show)
        self._show(keeping.settings)
        look.changed.connect(self._arrange)
        self.hide()

    def _head(self, look: Look) -> QWidget:
        bar = QWidget()
        bar.setObjectName("tabBar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar.setFixedHeight(size_of("tabBar") + 1)
        row = QHBoxLayout(bar)
        row.setContentsMargins(32, 0, 16, 1)
        heading = QLabel(_("Settings"))
        heading.setProperty("kind", "heading")
        row.addWidget(heading)
        row.addStretch(1)
        self._words = QLabel(_("The page on the left shows every change at once"))
        self._words.setProperty("kind", "caption")
        row.addWidget(self._words)
        row.addSpacing(8)
        row.addWidget(IconButton(look, "close", _("Close the settings"), self.close_settings, "quiet"))
        return bar

    def _body(self, look: Look) -> QWidget:
        content = QWidget()
        self._column = column = QVBoxLayout(content)
        column.setSpacing(12)
        settings = declarations()
        for number, group in enumerate(GROUPS):
            if number:
                rule = QFrame()
                rule.setProperty("kind", "rule")
                rule.setFixedHeight(1)
                column.addSpacing(2)
                column.addWidget(rule)
                column.addSpacing(2)
            heading = QLabel(_(group))
            heading.setProperty("kind", "strong")
            column.addWidget(heading)
            for name, (setting, values) in settings.items():
                if setting.group == group:
                    control = self.controls[name] = control_for(look, setting, values)
                    control.chosen.connect(partial(self._keeping.change, name))
                    column.addLayout(self._row(name, setting, control))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(content)
        return area

    def _row(self, name: str, setting: Setting, control: Control) -> QBoxLayout:
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(_BETWEEN)
        beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        if not getattr(setting, "pictured", False):
            title = QLabel(_(setting.title))
            title.setFixedWidth(_TITLE)
            title.setWordWrap(True)
            row.addWidget(title)
            self._titled.append((row, title, beside))
        beside.setSpacing(4)
        beside.addWidget(control, 1)
        hint = QLabel("" if isinstance(setting, Switch) or not setting.hint else _(setting.hint))
        hint.setProperty("kind", "caption")
        hint.setVisible(bool(hint.text()))
        self.hints[name] = hint
        beside.addWidget(hint)
        self._rows.append(beside)
        row.addLayout(beside, 1)
        return row

    def _foot(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("readoutBar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(bar)
        row.setContentsMargins(32, 12, 32, 12)
        row.setSpacing(16)
        self.reset = word_button(_("Reset all"), self._keeping.reset, "strong")
        row.addWidget(self.reset)
        row.addStretch(1)
        saved = QLabel(_("Saved as you go"))
        saved.setProperty("kind", "caption")
        row.addWidget(saved)
        self.done = word_button(_("Done"), self.close_settings, "primary")
        row.addWidget(self.done)
        return bar

    # Showing -----------------------------------------------------------------------------------

    def _show(self, settings: Settings, _name: str = "") -> None:
        for name, control in self.controls.items():
            control.show_value(getattr(settings, name))
        again = settings.language != self._language
        self.remark("language", _("Holds once Nabla is started again") if again else "")

    def remark(self, name: str, words: str) -> None:
        """Say something about a setting, beside its control."""
        self.hints[name].setText(words)
        self.hints[name].setVisible(bool(words))

    def open(self) -> None:
        """Show the panel, with the focus in it."""
        self.show()
        next(iter(self.controls.values())).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_settings(self) -> None:
        """Put the panel away."""
        self.hide()
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put hints below their controls, and titles above them, where there is no room beside them."""
        narrow = self.width() < _NARROW
        self._words.setVisible(not narrow)
        side = 20 if narrow else 32
        self._column.setContentsMargins(side, 14, side, 14)
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        for row in self._rows:
            row.setDirection(down if narrow else right)
        room = self.width() - 2 * side - self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        widest = max(beside.minimumSize().width() for _row, _title, beside in self._titled)
        tight = _TITLE + _BETWEEN + widest > room
        for row, title, _beside in self._titled:
            row.setDirection(down if tight else right)
            row.setSpacing(4 if tight else _BETWEEN)
            title.setFixedWidth(room if tight else _TITLE)
