"""Where P is: a name and an editable field."""

from __future__ import annotations

import math
import re

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from tutor.board import Formula
from tutor.language import _
from tutor.ui.formula_view import FormulaView
from tutor.ui.look import Look, mono_font, text_scale

_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_WIDEST = 240
"""px of the field at most; a point of many coordinates is longer, and moves along in it"""
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_SPACE = 6
"""px between words and the name beside them"""
_ENTRY = re.compile(rf"\s*({_NUMBER})\s*(?:/\s*({_NUMBER}))?\s*")


def read_point(text: str, count: int) -> tuple[float, ...] | None:
    """Return the `count` numbers typed, e.g. of "(1, -1/2)"; None where they are not that."""
    parts = text.replace("\N{MINUS SIGN}", "-").strip().strip("()").split(",")
    if len(parts) != count:
        return None
    values = []
    for part in parts:
        entry = _ENTRY.fullmatch(part)
        if entry is None:
            return None
        over = float(entry.group(2) or 1)
        if over == 0:
            return None
        values.append(float(entry.group(1)) / over)
    return tuple(values) if all(math.isfinite(value) for value in values) else None


def shown_number(value: float) -> str:
    """Return a number as it stands in a field: three decimals, more where it is small."""
    rounded = round(value, 3) if abs(value) >= 0.01 else value
    return f"{rounded:.6g}".replace("-", "\N{MINUS SIGN}")


def written_point(point: tuple[float, ...]) -> str:
    """Return a point as it is shown in the field: "(1, −0.5)", or "1" for one coordinate."""
    shown = [shown_number(value) for value in point]
    return shown[0] if len(shown) == 1 else f"({', '.join(shown)})"


def name_markup(name: str) -> str:
    """Return a point's name as Typst math: "x, y" and "x₁" are letters, what is longer is a word."""

    def written(part: re.Match[str]) -> str:
        letter, index = part[1], part[2].translate(_LOWERED)
        if len(letter) > 1:
            return f'"{part[0]}"'
        return f"{letter}_{index}" if index else letter

    return re.sub(r"([^\W₀-₉]+)([₀-₉]*)", written, name)


class PointField(QWidget):
    """The name, "P =" or "x =", and the numbers, which can be typed over."""

    typed = Signal(object)
    """a tuple of numbers"""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._point: tuple[float, ...] = ()
        self._kind: tuple[int, float] = (0, 0.0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.before, self.after = QLabel(), QLabel()
        self.before.setContentsMargins(0, 0, _SPACE, 0)
        self.after.setContentsMargins(_SPACE, 0, 0, 0)
        for words in (self.before, self.after):
            words.setProperty("kind", "secondary")
        self.name = FormulaView(look, 19, display=False)
        for widget in (self.before, self.name, self.after):
            row.addWidget(widget)
        self.field = QLineEdit()
        self.field.setProperty("kind", "point")
        self.field.setToolTip(_("Type numbers, for example 1, −1/2, then press Enter"))
        self.field.returnPressed.connect(self._read)
        self.field.editingFinished.connect(self._left)
        self.field.textEdited.connect(lambda _text: self._mark(False))
        row.addWidget(self.field)

    def show_point(
        self, name: str, point: tuple[float, ...], spoken: str = "", *, held: bool = False
    ) -> None:
        """Show where the point is; what is being typed is left alone. `spoken` says what the field is for,
        where that is not a point's place; `held` that its one number is what a variable is held at."""
        self._point = point
        shown, markup = self.name.formula(), name_markup(name)
        if held:
            before, after = _("Hold {name} at").split("{name}")
            named = Formula(name, name, name, f"#held(${markup}$)", name)
        else:
            before = after = ""
            named = Formula(
                f"{name} =", f"{name} =", name, f"{markup} =", _("{name} equals").format(name=name)
            )
        if named != shown:
            for label, words in ((self.before, before), (self.after, after)):
                label.setText(words.strip())
                label.setVisible(bool(words.strip()))
            self.name.set_formula(named)
            self.field.setAccessibleName(spoken or _("Place of the point, {name}").format(name=name))
        if not (self.field.hasFocus() and self.field.isModified()):
            self._restore()

    def _left(self) -> None:
        if not self.field.hasFocus():  # also said when Enter is pressed
            self._restore()

    def _restore(self) -> None:
        text = written_point(self._point)
        self._mark(False)
        if self.field.text() != text:
            self.field.setText(text)
        self._fit(text)

    def _fit(self, text: str) -> None:
        """Make room for what is written; a field that has grown stays, or the bar would twitch in a drag."""
        widest = max(text, written_point(tuple(-9.99 for _value in self._point)), key=len)
        wanted = min(QFontMetrics(mono_font(15)).horizontalAdvance(widest) + 14, _WIDEST)
        kind = (len(self._point), text_scale())
        if kind != self._kind or wanted > self.field.width():
            self._kind = kind
            self.field.setFixedWidth(wanted)
        self.field.setCursorPosition(0)

    def _read(self) -> None:
        point = read_point(self.field.text(), len(self._point))
        if point is None:
            self._mark(True)
        else:
            self.field.setModified(False)
            self.typed.emit(point)

    def _mark(self, wrong: bool) -> None:
        if self.field.property("wrong") != ("true" if wrong else "false"):
            self.field.setProperty("wrong", "true" if wrong else "false")
            self.field.style().unpolish(self.field)
            self.field.style().polish(self.field)

    def give_up(self) -> bool:
        """Forget what is being typed; return False where nothing is."""
        typing = self.field.hasFocus() and self.field.isModified()
        if typing:
            self._restore()
        return typing
