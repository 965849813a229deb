"""The secant through two points of a curve, h apart."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.transforms import BboxBase

from tutor.canvas.arrows import dashed
from tutor.canvas.labels import Label
from tutor.canvas.numbers import number
from tutor.canvas.style import Style
from tutor.gallery import SlopeScene
from tutor.language import pgettext


class Secant:
    """A line through (x, f(x)) and (x + h, f(x + h)), with its legs."""

    def __init__(self, axes: Axes, style: Style, scene: SlopeScene) -> None:
        self._axes, self._style, self.scene = axes, style, scene
        green, grey = style.colour("meaning.derivative"), style.colour("text.tertiary")
        (self.line,) = axes.plot(
            [], [], color=green, alpha=0.45, linewidth=style.px(2), animated=True, zorder=3.5
        )
        self._legs = dashed(axes, style, grey)
        self._legs.set_linewidth(style.px(1.5))
        (self._end,) = axes.plot(
            [],
            [],
            "o",
            color=style.colour("window.surface"),
            markeredgecolor=style.colour("meaning.function_curve"),
            markeredgewidth=style.px(2),
            markersize=style.px(10),
            animated=True,
            zorder=5,
        )
        figure: Any = axes.figure
        self._h = Label(figure, style, style.colour("text.secondary"), 17)
        self._h.say("$h$")
        self._name = Label(figure, style, style.colour("text.secondary"), 14)
        self._name.say(pgettext("line", "secant"))

    def moving(self) -> Iterable[Artist]:
        """Return the moving artists in the order in which they are painted."""
        yield from (self._legs, self.line, self._end)
        yield from (*self._name.artists, *self._h.artists)

    def follow(self, x: float, h: float, largest: float) -> None:
        """Draw the secant from x to x + h; `largest` is the greatest h there is."""
        scene, end = self.scene, x + h
        start, height = number(scene.f(x)), number(scene.f(end))
        shown = math.isfinite(start + height)
        for part in (self.line, self._legs, self._end):
            part.set_visible(shown)
        to_pixels, box = self._axes.transData.transform, self._axes.bbox
        ratio = self._axes.figure.dpi / 72.0
        wide = h * box.width / (scene.window[1] - scene.window[0])
        self._h.show(shown and wide > self._style.px(26) * ratio)
        self._name.show(shown and wide > self._style.px(40) * ratio)
        if not shown:
            return
        over, slope = 0.45 * largest, (height - start) / h
        self.line.set_data([x - over, end + over], [start - over * slope, height + over * slope])
        self._legs.set_data([x, end, end], [start, start, height])
        self._end.set_data([end], [height])
        gap, up = self._style.px(9) * ratio, height >= start
        mx, my = to_pixels(((x + end) / 2, start))
        self._h.place(mx, my - gap if up else my + gap, 0.5, float(up), box)
        sx, sy = to_pixels((end, height))
        self._name.place(sx + gap, sy - gap if up else sy + gap, 0.0, float(up), box)

    def make_room(self, taken: Iterable[BboxBase]) -> None:
        """Leave a name out where one of the tangent's stands."""
        shut = list(taken)
        for label in (self._h, self._name):
            if label.get_visible() and any(label.box.overlaps(other) for other in shut):
                label.show(False)
