"""The slope of a curve, drawn below it on the same x-axis as the point moves."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tutor.canvas.frame import name_axes, place_axes, plain_axes, show_window
from tutor.canvas.heading import Heading
from tutor.canvas.labels import Label
from tutor.canvas.style import Style
from tutor.canvas.wording import latex_name, rounded
from tutor.gallery import SlopeScene
from tutor.language import _


class SlopeTrace:
    """The graph of f′ from the left edge to where the point is."""

    def __init__(self, figure: Figure, style: Style, scene: SlopeScene) -> None:
        self._figure, self._style, self._scene = figure, style, scene
        green = style.colour("meaning.derivative")
        self.axes: Axes = plain_axes(figure, style, grid=True)
        self.axes.axhline(0, color=style.colour("window.lineStrong"), linewidth=style.px(1), zorder=1)
        name_axes(self.axes, style, [scene.variable], [style.slot(0)])
        (self.curve,) = self.axes.plot([], [], color=green, linewidth=style.stroke("curve"), animated=True)
        (self.height,) = self.axes.plot(
            [], [], color=green, linewidth=style.px(4.5), solid_capstyle="butt", animated=True
        )
        (self.dot,) = self.axes.plot([], [], "o", color=green, markersize=style.px(8), animated=True)
        (self._zeros,) = self.axes.plot(
            [],
            [],
            "o",
            color=style.colour("window.surface"),
            markeredgecolor=green,
            markeredgewidth=style.px(2),
            markersize=style.px(8),
            animated=True,
        )
        self._name = Label(figure, style, green, 17)
        self._title = Heading(figure, style)
        self._title.say(_("Its slope, drawn as {P} moves"), P=("$P$", ""))
        for order, artist in enumerate(self.moving()):
            artist.set_zorder(3 + order / 100)  # a file is painted in this order as well

    def arrange(
        self, size: tuple[float, float], left: float, bottom: float, room: tuple[float, float], unit: float
    ) -> None:
        """Take so much room (px) at a place of a figure of a size, `unit` px for 1 where that fits."""
        place_axes(self.axes, size, left, bottom, *room)
        self._title.place(left, bottom + room[1] + self._style.px(10))
        x0, x1, low, high = self._scene.slope_window
        span = room[1] / unit
        if 0.55 * (high - low) <= span <= 3 * (high - low):
            # One unit is as high as in the curve above: the rise over a run of 1 is this height.
            middle = (
                (low + high) / 2
                if span >= high - low
                else min(max((low + high) / 2, -0.3 * span), 0.3 * span)
            )
            low, high = middle - span / 2, middle + span / 2
        self._room, self._heights = room, (low, high)
        self.look_along(x0, x1)

    def look_along(self, left: float, right: float) -> None:
        """Show another stretch of the x-axis."""
        show_window(self.axes, (left, right, *self._heights), self._room, self._style.px(95))

    def show(self, visible: bool) -> None:
        """Show the slope, or leave its room to the curve."""
        self.axes.set_visible(visible)
        self._title.show(visible)

    def moving(self) -> Iterable[Artist]:
        """Return the moving artists in the order in which they are painted."""
        yield from (self.curve, self.height, self._zeros, self.dot)
        yield from self._name.artists
        yield from self._title.artists

    def follow(self, x: float, slope: float) -> None:
        """Draw as far as x, where the slope is `slope` (NaN where there is none)."""
        scene = self._scene
        upto = scene.slope_x <= x
        self.curve.set_data(np.append(scene.slope_x[upto], x), np.append(scene.slope_y[upto], slope))
        reached = [level for level in scene.levels if level <= x]
        self._zeros.set_data(reached, [0.0] * len(reached))
        shown = math.isfinite(slope)
        for part in (self.height, self.dot):
            part.set_visible(shown)
        self._name.show(shown)
        if not shown:
            return
        self.height.set_data([x, x], [0.0, slope])
        self.dot.set_data([x], [slope])
        self._name.say(f"${latex_name(scene.name)}'$", f"({rounded(x)})")
        box, ratio = self.axes.bbox, self._figure.dpi / 72.0
        px, py = self.axes.transData.transform((x, slope))
        gap = self._style.px(10) * ratio
        beside_right = px + 8 * gap < box.x1
        above = slope >= 0
        self._name.place(
            px + (gap if beside_right else -gap), py + (gap if above else -gap),
            float(not beside_right), float(not above), box,
        )  # fmt: skip
