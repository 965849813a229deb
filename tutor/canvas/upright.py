"""The third axis of a box in space: a post at the corner that is farthest to the left on the page."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from tutor.canvas.space import Space
from tutor.canvas.style import Style
from tutor.canvas.wording import latex_name, rounded


class Upright:
    """The post with the lowest and the highest value, and the name of what it measures."""

    def __init__(self, axes: Axes, style: Style, name: str) -> None:
        self._axes, self._style = axes, style
        (self._post,) = axes.plot(
            [], [], color=style.colour("window.lineStrong"), linewidth=style.px(1), zorder=1
        )
        tick = style.colour("plot.tickLabel")
        self._ends = [
            axes.text(0, 0, "", ha="right", va="center", fontsize=style.px(14), color=tick)
            for _end in range(2)
        ]
        self.name = axes.text(
            0, 0, f"${latex_name(name)}$", ha="center", va="bottom", fontsize=style.px(19),
            color=style.colour("text.secondary"),
        )  # fmt: skip

    def show(self, space: Space, room: tuple[float, float]) -> None:
        """Follow the box as it is seen now, in `room` px."""
        corners = [(x, y) for x in (space.low[0], space.high[0]) for y in (space.low[1], space.high[1])]
        ends = min(
            (np.array([(*corner, space.low[2]), (*corner, space.high[2])]) for corner in corners),
            key=lambda pair: float(space.project(pair)[0, 0]),
        )
        flat = space.project(ends)
        self._post.set_data(*flat.T)
        unit = (self._axes.get_xlim()[1] - self._axes.get_xlim()[0]) / room[0]
        for text, place, height in zip(self._ends, flat, ends[:, 2], strict=True):
            text.set(text=rounded(float(height)), position=(place[0] - self._style.px(8) * unit, place[1]))
        self.name.set_position((flat[1, 0], flat[1, 1] + self._style.px(8) * unit))
