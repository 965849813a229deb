"""The look in force: which palette, which fonts, and whether formulas can be typeset yet."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo

from tutor.theme import Theme, measures, theme

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon, QPixmap

_RGBA = re.compile(r"rgba\((\d+),\s*(\d+),\s*(\d+),\s*(\d+)\)")

GUTTER = 12
"""px at the right of a column in which a scroll bar comes and goes without moving anything."""

_scale = 1.0
"""How large text is, 1 as designed; one for the program, like its palette."""


def size_of(name: str) -> int:
    """Return a length of the design in logical px, e.g. `size_of("topBar")`."""
    return int(measures()["size"][name])


def font_size(name: str) -> int:
    """Return a text size of the window in px, e.g. `font_size("heading")`."""
    return int(measures()["fontSize"]["window"][name])


class Look(QObject):
    """The palette in force. Painted widgets read it and repaint when `changed` says so."""

    changed = Signal()

    def __init__(self, name: str = "light", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme(name)
        self.reduced_motion = False
        """whether what moves by itself should stand still instead"""
        self.typesets = False
        """False until the window has painted: Typst is not loaded before."""

    @property
    def name(self) -> str:
        return self._theme.name

    @property
    def theme(self) -> Theme:
        return self._theme

    def set_theme(self, name: str) -> None:
        """Take the palette "light", "dark" or "contrast"."""
        self.set(name, round(text_scale() * 100), self.reduced_motion)

    def set(self, name: str, text_size: int, reduced_motion: bool) -> None:
        """Take a palette, a size of text in percent, and whether things move by themselves."""
        global _scale
        before = (self.name, _scale, self.reduced_motion)
        self._theme, _scale, self.reduced_motion = theme(name), text_size / 100, reduced_motion
        if before != (self.name, _scale, self.reduced_motion):
            self.changed.emit()

    def begin_typesetting(self) -> None:
        """Allow formulas to be typeset from now on."""
        if not self.typesets:
            self.typesets = True
            self.changed.emit()

    def colour(self, key: str) -> QColor:
        """Return a colour of the palette, e.g. `colour("text.primary")`."""
        return parsed_colour(self._theme.colour(key))

    def icon(self, name: str, key: str = "text.primary") -> QIcon:
        """Return an icon in a colour of the palette; disabled, it is in the disabled text's colour."""
        from tutor.ui.icons import icon

        return icon(name, self._theme.colour(key), self._theme.colour("window.disabledText"))

    def pixmap(self, name: str, key: str = "text.primary", size: int = 20, ratio: float = 2.0) -> QPixmap:
        """Return one icon as a picture of `size` logical px."""
        from tutor.ui.icons import icon_pixmap  # not before the first paint

        return icon_pixmap(name, self._theme.colour(key), size, ratio)


class Grounded(Look):
    """The look of pictures that lie on another ground than the window's surface; it follows the window's."""

    def __init__(self, look: Look, ground: str, parent: QObject | None = None) -> None:
        super().__init__(look.name, parent)
        self._look, self._ground = look, ground
        look.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self._theme = self._look.theme.on(self._ground)
        self.reduced_motion, self.typesets = self._look.reduced_motion, self._look.typesets
        self.changed.emit()


def parsed_colour(text: str) -> QColor:
    """Return the colour written as "#RRGGBB" or "rgba(r,g,b,a)" with a from 0 to 255."""
    rgba = _RGBA.fullmatch(text)
    return QColor(*(int(part) for part in rgba.groups())) if rgba else QColor(text)


def text_scale() -> float:
    """Return how large text is, 1 as designed."""
    return _scale


@cache
def ui_family() -> str:
    """Return the family for words: Inter where it is installed, else the system's own."""
    if QFontInfo(QFont("Inter")).family() == "Inter":  # listing all families takes much longer
        return "Inter"
    from PySide6.QtGui import QFontDatabase

    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


@cache
def mono_family() -> str:
    """Return the family for what is typed: JetBrains Mono where it is installed, else the system's own."""
    if QFontInfo(QFont("JetBrains Mono")).family() == "JetBrains Mono":
        return "JetBrains Mono"
    from PySide6.QtGui import QFontDatabase

    return QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()


def ui_font(size: int | None = None, weight: int = 400) -> QFont:
    """Return the font for words, `size` in px as designed: it follows the size of text chosen."""
    font = QFont(ui_family())
    font.setPixelSize(round((size or font_size("body")) * _scale))
    font.setWeight(QFont.Weight(weight))
    return font


def mono_font(size: int | None = None) -> QFont:
    """Return the font for what is typed, `size` in px as designed: it follows the size of text chosen."""
    font = QFont(mono_family())
    font.setPixelSize(round((size or font_size("editor")) * _scale))
    font.setStyleHint(QFont.StyleHint.Monospace)
    return font
