"""Buttons: with a word, with an icon, or with a typeset label."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QWidget

from tutor.ui import typesetting
from tutor.ui.look import Look, font_size, size_of, ui_font

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPaintEvent

    from tutor.board import Formula


def word_button(label: str, pressed: Callable[[], object], kind: str = "") -> QPushButton:
    """Return a button with a word; `kind` is "primary", "strong", "link" or "" (bordered)."""
    button = QPushButton(label)
    button.setProperty("kind", kind)
    button.setAccessibleName(label)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.clicked.connect(lambda _checked=False: pressed())
    return button


class IconButton(QPushButton):
    """A square button with an icon, which follows the theme; `name` is spoken and shown as a tool tip."""

    def __init__(
        self, look: Look, icon: str, name: str, pressed: Callable[[], object], kind: str = "icon"
    ) -> None:
        super().__init__()
        self._look = look
        self._icon = icon
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_name(name)
        self.clicked.connect(lambda _checked=False: pressed())
        look.changed.connect(self.update)

    def set_name(self, name: str) -> None:
        """Say what the button does."""
        self.setAccessibleName(name)
        self.setToolTip(name)

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        # Painted here, since a QIcon is drawn in all its sizes and states before it is ever seen.
        colour = "text.secondary" if self.isEnabled() else "window.disabledText"
        size = size_of("icon")
        place = QRectF((self.width() - size) / 2, (self.height() - size) / 2, size, size)
        pixmap = self._look.pixmap(self._icon, colour, size, max(2.0, self.devicePixelRatioF()))
        painter = QPainter(self)
        painter.drawPixmap(place, pixmap, QRectF(pixmap.rect()))
        painter.end()


class TypesetButton(QAbstractButton):
    """A checkable button whose label is typeset, for the questions offered."""

    def __init__(self, look: Look, label: Formula, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._label = label
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._again)

    @property
    def label(self) -> Formula:
        return self._label

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        from tutor.ui.formula_menu import formula_menu, open_menu

        open_menu(formula_menu(self._label, self._look, self), event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            from tutor.ui.formula_menu import copy_formula

            copy_formula(self._label)
        else:
            super().keyPressEvent(event)

    def _again(self) -> None:
        self.updateGeometry()
        self.update()

    def _colour(self) -> str:
        if not self.isEnabled():
            return "window.disabledText"
        return "action.onAction" if self.isChecked() else "text.primary"

    def _typeset(self, colour: str) -> typesetting.Typeset | None:
        if not self._look.typesets:
            return None
        return typesetting.formula(
            self._label.typst, self._look, font_size("formulaButton"), colour, display=False
        )

    def sizeHint(self) -> QSize:
        typeset = self._typeset("text.primary")
        if typeset is not None:
            width = typeset.size.width()
        else:
            width = self.fontMetrics().horizontalAdvance(self._label.text)
        return QSize(max(52, int(width) + 26), size_of("button"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            fill, line = "window.disabledFill", "window.line"
        elif self.isChecked():
            fill = line = "action.hover" if self.underMouse() else "action.base"
        else:
            fill = "window.sunken" if self.isDown() else "window.surface"
            line = "text.tertiary" if self.underMouse() else "window.lineStrong"
        painter.setBrush(self._look.colour(fill))
        painter.setPen(QPen(self._look.colour(line), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        typeset = self._typeset(self._colour())
        if typeset is not None:
            width, height = typeset.size.width(), typeset.size.height()
            scale = min(1.0, (self.height() - 6) / max(height, 1.0))
            width, height = width * scale, height * scale
            place = QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)
            typeset.renderer.render(painter, place)
        else:
            painter.setFont(ui_font())
            painter.setPen(self._look.colour(self._colour()))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._label.text)
        painter.end()
