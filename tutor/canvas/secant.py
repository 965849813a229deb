"""The secant through two points of a curve, h apart."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.transforms import BboxBase

from tutor.canvas.arrows import dashed
from tutor.canvas.labels import Label
from tutor.canvas.numbers import number
from tutor.canvas.placing import along
from tutor.canvas.slope_names import name_line, seen_of
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

    def course(self) -> np.ndarray:
        """Return pixels (n, 2) along what is seen of the line and its legs."""
        if not self.line.get_visible():
            return np.empty((0, 2))
        near, far = self._ends()
        start, turn, end = self._axes.transData.transform(self._legs.get_xydata())
        lines = ((far, near), (start, turn), (turn, end))
        return np.vstack([seen_of(*line, self._axes.bbox) for line in lines])

    def _ends(self) -> np.ndarray:
        """Return the end on the right and the other one, in pixels."""
        ends: np.ndarray = self._axes.transData.transform(self.line.get_xydata())[::-1]
        return ends

    def place_names(self, lines: np.ndarray, taken: Iterable[BboxBase]) -> None:
        """Name the secant beside it, clear of `lines` (n, 2) and of the boxes that are taken (pixels), and
        leave out a name that finds no room there."""
        shut = list(taken)
        if self._h.get_visible():
            self._h.show(not any(self._h.box.overlaps(other) for other in shut))
        if not self._name.get_visible():
            return
        ratio, box = self._axes.figure.dpi / 72.0, self._axes.bbox
        gap = self._style.px(9) * ratio
        near, far = self._ends()
        start, turn, (x, y) = self._axes.transData.transform(self._legs.get_xydata()).tolist()
        up = y >= turn[1]
        at_end = [(x + gap, y - gap if up else y + gap, 0.0, float(up))] if box.contains(x, y) else []
        others = [*shut, self._h.box] if self._h.get_visible() else shut
        drawn = np.vstack([lines, along(start, turn), along(turn, (x, y))])
        name_line(
            self._name, near, far, lines=drawn, gap=gap, within=box, taken=others, first=at_end,
        )  # fmt: skip
