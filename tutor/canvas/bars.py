"""The gradient of a function of many inputs at a point: one bar for each input."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from matplotlib.artist import Artist
from matplotlib.patches import Rectangle

from tutor.canvas.at_point import AtPoint
from tutor.canvas.labels import Label
from tutor.canvas.matrix import signed
from tutor.canvas.pictures import picture_of
from tutor.canvas.readout import Readout
from tutor.canvas.saying import saying
from tutor.canvas.wording import (
    equals,
    latex_name,
    plain_name,
    rounded,
    typst_name,
    typst_number,
    typst_row,
)
from tutor.gallery.matrix import BarsScene
from tutor.language import _

SLOTS = ("slotA", "slotB", "slotC")
MARGINS = (64.0, 34.0, 96.0, 92.0)
"""left, right, top, bottom, in px"""
WIDEST = 90.0


@picture_of(BarsScene)
class BarsPicture(AtPoint):
    """The longest bar is the input that changes f most."""

    def build(self) -> None:
        super().build()
        style, scene = self.style, self.scene
        colours = [style.slot(index) for index in range(len(scene.variables))]
        self.bars = [Rectangle((0, 0), 1, 1, facecolor=colour, animated=True) for colour in colours]
        for bar in self.bars:
            self._axes.add_patch(bar)
        (self._zero,) = self._axes.plot(
            [], [], color=style.colour("window.lineStrong"), linewidth=style.px(1.5)
        )
        self.values = [Label(self.figure, style, colour, 18, veiled=False) for colour in colours]
        self._names = [
            self._axes.text(
                0, 0, f"${latex_name(name)}$", ha="center", va="center", fontsize=style.px(20), color=colour
            )
            for name, colour in zip(scene.variables, colours, strict=True)
        ]

    def lay(self) -> None:
        width, height = self.room
        left, right, top, bottom = (self.style.px(margin) for margin in MARGINS)
        self._step = (width - left - right) / len(self.bars)
        self._left, self._wide = left, min(0.55 * self._step, self.style.px(WIDEST))
        self._middle = bottom + (height - top - bottom) / 2
        self._reach = (height - top - bottom) / 2
        self._zero.set_data([left, width - right], [self._middle, self._middle])
        for index, name in enumerate(self._names):
            name.set_position((self._centre(index), bottom - self.style.px(44)))

    def _centre(self, index: int) -> float:
        return float(self._left + (index + 0.5) * self._step)

    def stress(self) -> None:
        spoken = self.focus.variable if self.focus.variable in self.scene.variables else None
        for name, bar, text in zip(self.scene.variables, self.bars, self._names, strict=True):
            bar.set_alpha(0.3 if spoken is not None and name != spoken else 1.0)
            text.set_fontsize(self.style.px(25 if name == self.scene.variables[self.index] else 20))

    def moving(self) -> Iterable[Artist]:
        yield from self.bars
        yield from self.values
        yield from super().moving()

    def follow(self) -> None:
        (values,) = self.derivatives()
        largest = float(np.nanmax(np.abs(values))) if np.isfinite(values).any() else 0.0
        gap = self.style.px(16)
        for index, (value, bar, label) in enumerate(zip(values, self.bars, self.values, strict=True)):
            length = float(value) / largest * self._reach if largest > 0 and math.isfinite(value) else 0.0
            x = self._centre(index)
            bar.set_bounds(x - self._wide / 2, self._middle, self._wide, length)
            label.say("", signed(float(value)))
            beyond = self._middle + length + (gap if length >= 0 else -gap)
            label.place(*self.pixels(x, beyond), 0.5, 0.5)
        self.head(rf"$\nabla {latex_name(self.scene.name)}$", self._left, self.room[1] - self.style.px(34))

    # Words -------------------------------------------------------------------------------------

    def describe(self) -> str:
        (values,) = self.derivatives()
        return _("The gradient of {f} at P = {place} as bars: {entries}.").format(
            f=plain_name(self.scene.name),
            place=self.place_in_words(),
            entries=", ".join(
                f"{plain_name(name)} {rounded(float(value))}"
                for name, value in zip(self.scene.variables, values, strict=True)
            ),
        )

    def readout(self) -> Readout:
        (values,) = self.derivatives()
        place = ", ".join(map(typst_number, self.point))
        left = f"derivative(nabla {typst_name(self.scene.name)}({place}))"
        if not np.isfinite(values).all():
            return Readout(left, _("Here the gradient is not defined."), self.slider)
        entries = [float(value) for value in values]
        roles = tuple(SLOTS[index % len(SLOTS)] for index in range(len(entries)))
        row = typst_row([typst_number(entry) for entry in entries], roles)
        strongest = self.scene.variables[int(np.argmax(np.abs(values)))]
        words = _("Here {x} changes {f} most.")
        if not np.abs(values).max() > 1e-12:
            words = _("The gradient is zero here: a level place.")
        shown = f"{equals(*self.point, *entries)} {row}"
        brief = f"derivative(nabla {typst_name(self.scene.name)}) {shown}"
        said = saying(words, {"x": plain_name(strongest), "f": plain_name(self.scene.name)})
        return Readout(f"{left} {shown}", said.text, self.slider, brief=brief, said=said.typst)
