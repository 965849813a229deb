"""Number lines side by side, one for each input, whose dots can be dragged."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from tutor.canvas.arrows import dragged_dot
from tutor.canvas.style import Style
from tutor.canvas.wording import latex_name, rounded

GAP = 34.0
"""px between two lines, where the second one's name stands"""


class NumberTracks:
    """Lines in axes whose data are logical px."""

    def __init__(
        self, axes: Axes, style: Style, names: Sequence[str], ranges: Sequence[tuple[float, float]]
    ) -> None:
        self._axes, self._style = axes, style
        self._ranges = ranges
        self.active = 0
        """which input is dragged"""
        self._ends: list[tuple[float, float]] = [(0.0, 1.0)] * len(names)
        self._height = 0.0
        grey, small = style.colour("text.secondary"), style.px(12)
        self._lines = [
            axes.plot([], [], color=style.colour("window.lineStrong"), linewidth=style.px(2), zorder=1)[0]
            for _name in names
        ]
        self._names = [
            axes.text(0, 0, f"${latex_name(name)}$", fontsize=style.px(18), ha="right", va="center")
            for name in names
        ]
        if 1 < len(names) <= 3:
            for index, text in enumerate(self._names):
                text.set_color(style.slot(index))
        self._numbers = [
            [axes.text(0, 0, rounded(end), fontsize=small, color=grey, ha="center", va="top") for end in pair]
            for pair in ranges
        ]
        self._dots = [dragged_dot(axes, style) for _name in names]

    def arrange(self, left: float, right: float, height: float) -> None:
        """Stand side by side between two places, at a height, in px."""
        gap, count = self._style.px(GAP), len(self._lines)
        wide = min((right - left) / count, self._style.px(420))
        self._height = height
        for index, line in enumerate(self._lines):
            low, high = left + index * wide + gap, left + (index + 1) * wide - self._style.px(12)
            self._ends[index] = (low, high)
            line.set_data([low, high], [height, height])
            self._names[index].set_position((low - self._style.px(14), height))
            for text, x in zip(self._numbers[index], (low, high), strict=True):
                text.set_position((x, height - self._style.px(9)))

    def place(self, point: Sequence[float], index: int | None = None) -> tuple[float, float]:
        """Return where the dot of an input stands, of the active one if none is named."""
        chosen = self.active if index is None else index
        (low, high), (x0, x1) = self._ranges[chosen], self._ends[chosen]
        share = min(max((point[chosen] - low) / (high - low), 0.0), 1.0)
        return x0 + share * (x1 - x0), self._height

    def value_at(self, x: float) -> float:
        """Return the active input's value at a place, a round one."""
        (low, high), (x0, x1) = self._ranges[self.active], self._ends[self.active]
        return round(low + min(max((x - x0) / (x1 - x0), 0.0), 1.0) * (high - low), 2)

    def take(self, point: Sequence[float], at: np.ndarray, reach: float) -> bool:
        """Make the dot near a place the active one; say whether there is one."""
        for index in range(len(self._dots)):
            if math.dist(self.place(point, index), at) <= reach:
                self.active = index
                return True
        return False

    def choose_next(self, step: int) -> None:
        """Make another dot the active one."""
        self.active = (self.active + step) % len(self._dots)

    def moving(self) -> Iterable[Artist]:
        """Return the dots."""
        return self._dots

    def follow(self, point: Sequence[float]) -> None:
        """Bring the dots to the values."""
        for index, dot in enumerate(self._dots):
            x, y = self.place(point, index)
            dot.set_data([x], [y])
            dot.set_markersize(self._style.point_size * (1.0 if index == self.active else 0.75))
