"""The floor under a surface: its frame, ticks and names on the two sides that are nearest to the eye."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.text import Text

from tutor.canvas.frame import round_ticks
from tutor.canvas.space import Space
from tutor.canvas.style import Style
from tutor.canvas.wording import latex_name, rounded


class Floor:
    """Frame, ticks and axes' names of a box's floor; the ticks can be left out while it turns."""

    def __init__(self, axes: Axes, style: Style, variables: Sequence[str]) -> None:
        self._axes, self._style = axes, style
        (self.frame,) = axes.plot(
            [], [], color=style.colour("window.lineStrong"), linewidth=style.px(1), zorder=1
        )
        self._names = tuple(
            axes.text(
                0,
                0,
                f"${latex_name(name)}$",
                ha="center",
                va="center",
                fontsize=style.px(19),
                color=style.slot(index),
            )
            for index, name in enumerate(variables)
        )
        self._ticks: list[Text] = []

    def show(self, space: Space, room: tuple[float, float], *, ticks: bool = True) -> None:
        """Follow the box as it is seen now, in `room` px."""
        (x0, y0, z), (x1, y1, _z) = space.low, space.high
        corners = np.array([(x0, y0, z), (x1, y0, z), (x1, y1, z), (x0, y1, z), (x0, y0, z)])
        self.frame.set_data(*space.project(corners).T)
        for text in self._ticks:
            text.remove()
        self._ticks = []
        unit = (self._axes.get_xlim()[1] - self._axes.get_xlim()[0]) / room[0]
        middle = space.project(np.array([(x0 + x1) / 2, (y0 + y1) / 2, z]))
        for axis, name in enumerate(self._names):
            ends = np.tile([space.front(0), space.front(1), z], (2, 1))
            ends[:, axis] = space.low[axis], space.high[axis]
            flat = space.project(ends)
            along = flat[1] - flat[0]
            length = float(np.hypot(*along)) / unit
            outward = np.array([along[1], -along[0]]) / (float(np.hypot(*along)) or 1.0)
            if outward @ (flat.mean(axis=0) - middle) < 0:
                outward = -outward
            name.set_position(flat.mean(axis=0) + outward * self._style.px(40) * unit)
            if ticks:
                self._write_ticks(space, axis, ends, outward * self._style.px(17) * unit, length)

    def _write_ticks(
        self, space: Space, axis: int, ends: np.ndarray, outward: np.ndarray, length: float
    ) -> None:
        low, high = ends[:, axis]
        for place in round_ticks(low, high, length, self._style.px(58)):
            if axis == 1 and abs(place - space.front(1)) < 0.04 * (high - low):
                continue  # the corner belongs to the first axis
            point = ends[0].copy()
            point[axis] = place
            x, y = space.project(point) + outward
            self._ticks.append(
                self._axes.text(
                    x,
                    y,
                    rounded(float(place), 6),
                    ha="center",
                    va="center",
                    fontsize=self._style.px(14),
                    color=self._style.colour("plot.tickLabel"),
                )
            )
