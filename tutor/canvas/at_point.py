"""What pictures of derivatives in many inputs share: a point that is typed, or moved one input at a time."""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Iterable

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from tutor.board import Focus
from tutor.canvas.frame import place_axes, plain_axes
from tutor.canvas.labels import Label
from tutor.canvas.numbers import number, round_step
from tutor.canvas.picture import Clip, Picture, Point
from tutor.canvas.readout import Choice, Slider
from tutor.canvas.wording import plain_name, rounded, typst_name
from tutor.gallery.matrix import MatrixScene
from tutor.language import _


class AtPoint(Picture):
    """Axes in px, the derivatives at the point, and a slider for the input that moves."""

    scene: MatrixScene

    def build(self) -> None:
        self.index = 0
        self._axes = plain_axes(self.figure, self.style)
        self._axes.set_axis_off()
        self._heading = Label(self.figure, self.style, self.style.colour("text.primary"), 18, veiled=False)

    def arrange(self, width: float, height: float) -> None:
        self.room = (width, height)
        place_axes(self._axes, (width, height), 0, 0, width, height)
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(0, height)
        self.lay()

    @abstractmethod
    def lay(self) -> None:
        """Place what is still in the room there is, in px."""

    def pixels(self, x: float, y: float) -> tuple[float, float]:
        """Return a place in px of the canvas."""
        ratio = self.figure.dpi / 72.0
        return x * ratio, y * ratio

    def derivatives(self) -> np.ndarray:
        """Return the matrix at the point, a row for each output; NaN where an output has no value."""
        values = np.array([[number(entry(*self.point)) for entry in row] for row in self.scene.jacobian])
        heights = np.array([number(program(*self.point)) for program in self.scene.f])
        values[~np.isfinite(heights)] = math.nan
        return values

    # The point ---------------------------------------------------------------------------------

    @property
    def axes(self) -> Axes:
        return self._axes

    @property
    def invitation(self) -> str:
        return _("Type P, or move one input")

    @property
    def clip(self) -> Clip:
        return self.scene.ranges

    @property
    def anchor(self) -> tuple[float, float]:
        return math.nan, math.nan

    def taken_to(self, x: float, y: float) -> Point:
        return self.point

    def slide(self, value: float) -> None:
        self.move_to(value if index == self.index else old for index, old in enumerate(self.point))

    def nudge(self, dx: float, dy: float) -> None:
        """Left and right move the input, up and down take another one."""
        low, high = self.scene.ranges[self.index]
        step = round_step((high - low) / 60.0)
        if dx:
            self.slide(round(self.point[self.index] / step + dx) * step)
        if dy:
            self.choose(self.scene.variables[(self.index - int(np.sign(dy))) % len(self.scene.variables)])

    def choices(self) -> tuple[Choice, ...]:
        return tuple(
            Choice(
                name, typst_name(name), _("Move {x}").format(x=plain_name(name)), index == self.index, "input"
            )
            for index, name in enumerate(self.scene.variables)
        )

    def choose(self, name: str) -> None:
        self.index = self.scene.variables.index(name)
        with self.style.applied():
            self.stress()
            self.follow()
        self.blitter.forget()

    def set_focus(self, focus: Focus) -> None:
        if focus.variable in self.scene.variables:
            self.index = self.scene.variables.index(focus.variable)
        super().set_focus(focus)

    def reset(self) -> None:
        self.index = 0
        super().reset()

    @property
    def slider(self) -> Slider:
        """The slider of the input that moves."""
        low, high = self.scene.ranges[self.index]
        return Slider(self.scene.variables[self.index], low, high, self.point[self.index], plays=1)

    def place_in_words(self) -> str:
        """Return "(1, 2, 0.5)"."""
        return f"({', '.join(rounded(value) for value in self.point)})"

    def moving(self) -> Iterable[Artist]:
        yield self._heading

    def head(self, math_text: str, x: float, y: float) -> None:
        """Write what is shown, with the point: J_F(1, 2)."""
        self._heading.say(math_text, self.place_in_words())
        self._heading.place(*self.pixels(x, y), 0.0, 0.5, self.figure.bbox)
