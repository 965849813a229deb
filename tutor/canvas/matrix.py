"""A Jacobian matrix at a point, as a heat map: the darker, the steeper; a colour for each sign."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from matplotlib.artist import Artist
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from tutor.canvas.at_point import AtPoint
from tutor.canvas.labels import Label
from tutor.canvas.pictures import picture_of
from tutor.canvas.readout import Readout
from tutor.canvas.saying import saying
from tutor.canvas.wording import equals, latex_name, plain_name, rounded, typst_name, typst_number
from tutor.gallery.matrix import MatrixScene
from tutor.language import _

LEFT, RIGHT, TOP, BOTTOM = 70.0, 70.0, 104.0, 62.0
WIDEST, HIGHEST = 150.0, 84.0
FAINT, STRONG = 0.06, 0.62
"""Opacity of the smallest and the largest entry."""


@picture_of(MatrixScene)
class MatrixPicture(AtPoint):
    """Row i is the gradient of f_i; column j says what the j-th input does."""

    def build(self) -> None:
        super().build()
        style, scene = self.style, self.scene
        count, across = len(scene.rows), len(scene.variables)
        self._signs = [
            np.array(to_rgb(style.colour(key))) for key in ("meaning.derivative", "meaning.velocity")
        ]
        self.cells = [
            [Rectangle((0, 0), 1, 1, linewidth=0, animated=True) for _column in range(across)]
            for _row in range(count)
        ]
        for cell in (cell for row in self.cells for cell in row):
            self._axes.add_patch(cell)
        size = 19 if max(count, across) <= 4 else 15
        ink = style.colour("text.primary")
        self.values = [
            [Label(self.figure, style, ink, size, veiled=False) for _c in row] for row in self.cells
        ]
        self._frame = Rectangle(
            (0, 0), 1, 1, fill=False, edgecolor=style.colour("meaning.derivative"), linewidth=style.px(2.5),
            animated=True,
        )  # fmt: skip
        self._axes.add_patch(self._frame)
        self._columns = [self._name(name, style.slot(index)) for index, name in enumerate(scene.variables)]
        self._names = [self._name(name, style.colour("text.secondary")) for name in scene.rows]
        self._gradient = self._name("", style.colour("meaning.derivative"))
        self._legend = self._axes.text(
            0, 0, _("Green, +: the output grows. Purple, −: it falls."), ha="left", va="bottom",
            fontsize=style.px(14), color=style.colour("text.secondary"),
        )  # fmt: skip

    def _name(self, name: str, colour: str) -> Text:
        shown = f"${latex_name(name)}$" if name else ""
        return self._axes.text(
            0, 0, shown, ha="center", va="center", fontsize=self.style.px(19), color=colour
        )

    def lay(self) -> None:
        width, height = self.room
        left, right, top, bottom = (self.style.px(margin) for margin in (LEFT, RIGHT, TOP, BOTTOM))
        count, across = len(self.scene.rows), len(self.scene.variables)
        wide = min((width - left - right) / across, self.style.px(WIDEST))
        high = min((height - top - bottom) / count, self.style.px(HIGHEST))
        x0 = left + (width - left - right - wide * across) / 2
        y0 = height - top - max(0.0, (height - top - bottom - high * count) / 3)
        self._corner, self._cell = (x0, y0), (wide, high)
        gap = self.style.px(1.5)
        for i, row in enumerate(self.cells):
            for j, cell in enumerate(row):
                cell.set_bounds(
                    x0 + j * wide + gap, y0 - (i + 1) * high + gap, wide - 2 * gap, high - 2 * gap
                )
            self._names[i].set_position((x0 - self.style.px(28), y0 - (i + 0.5) * high))
        for j, name in enumerate(self._columns):
            name.set_position((x0 + (j + 0.5) * wide, y0 + self.style.px(20)))
        self._legend.set_position((x0, y0 - count * high - self.style.px(30)))

    def stress(self) -> None:
        row = self._row
        self._frame.set_visible(row is not None)
        self._gradient.set_visible(row is not None)
        for index, name in enumerate(self._names):
            name.set_color(self.style.colour("meaning.derivative" if row == index else "text.secondary"))
        for index, name in enumerate(self._columns):
            name.set_fontsize(self.style.px(24 if index == self.index else 19))
        if row is not None:
            (x0, y0), (wide, high) = self._corner, self._cell
            self._frame.set_bounds(x0, y0 - (row + 1) * high, wide * len(self.scene.variables), high)
            self._gradient.set_text(rf"$\nabla {latex_name(self.scene.rows[row])}$")
            self._gradient.set_position(
                (x0 + wide * len(self.scene.variables) + self.style.px(30), y0 - (row + 0.5) * high)
            )

    @property
    def _row(self) -> int | None:
        row = self.focus.row
        return row if row is not None and row < len(self.scene.rows) else None

    def moving(self) -> Iterable[Artist]:
        for row in self.cells:
            yield from row
        yield self._frame
        for labels in self.values:
            yield from labels
        yield from super().moving()

    def follow(self) -> None:
        values = self.derivatives()
        largest = float(np.nanmax(np.abs(values))) if np.isfinite(values).any() else 0.0
        surface = np.array(to_rgb(self.style.colour("window.surface")))
        (x0, y0), (wide, high) = self._corner, self._cell
        for i, row in enumerate(self.cells):
            for j, cell in enumerate(row):
                value = float(values[i, j])
                share = abs(value) / largest if largest > 0 and np.isfinite(value) else 0.0
                opacity = FAINT + (STRONG - FAINT) * share if share > 0 else 0.03
                colour = self._signs[value < 0] if share > 0 else np.full(3, 0.5)
                red, green, blue = opacity * colour + (1 - opacity) * surface
                cell.set_facecolor((float(red), float(green), float(blue)))
                faded = self._row is not None and self._row != i
                cell.set_alpha(0.45 if faded else 1.0)
                label = self.values[i][j]
                label.say("", signed(value))
                label.place(*self.pixels(x0 + (j + 0.5) * wide, y0 - (i + 0.5) * high), 0.5, 0.5)
        name = latex_name(self.scene.name)
        self.head(f"$J_{{{name}}}$", x0, y0 + self.style.px(56))

    # Words -------------------------------------------------------------------------------------

    def describe(self) -> str:
        rows = [
            _("row {number}, the gradient of {f}: {entries}").format(
                number=index, f=plain_name(name), entries=", ".join(rounded(float(entry)) for entry in row)
            )
            for index, (name, row) in enumerate(zip(self.scene.rows, self.derivatives(), strict=True), 1)
        ]
        return _("The Jacobian matrix of {F} at P = {place}: {rows}.").format(
            F=plain_name(self.scene.name), place=self.place_in_words(), rows="; ".join(rows)
        )

    def readout(self) -> Readout:
        values = self.derivatives()
        name, variable = self.scene.rows[self._row or 0], self.scene.variables[self.index]
        entry = float(values[self._row or 0, self.index])
        left = f"(partial {typst_name(name)})/(partial {typst_name(variable)})"
        if not np.isfinite(entry):
            return Readout(left, _("Here the Jacobian is not defined."), self.slider)
        formula = f"{left} {equals(entry, *self.point)} {typst_number(entry)}"
        if len(self.scene.rows) == len(self.scene.variables) and np.isfinite(values).all():
            determinant = float(np.linalg.det(values))
            shown = f"det J_{typst_name(self.scene.name)} {equals(determinant)} {typst_number(determinant)}"
            formula += f" quad derivative({shown})"
        words = _("A small step in {x} changes {f} {rate} times as much.")
        names = {"x": plain_name(variable), "f": plain_name(name), "rate": rounded(entry)}
        said = saying(words, names)
        return Readout(formula, said.text, self.slider, said=said.typst)


def signed(value: float) -> str:
    """Return a rounded number with its sign, + too; 0 has none."""
    text = rounded(value)
    return f"+{text}" if value > 0 and text not in ("0", "–") else text
