"""Arrows, right angles, points and other small moving things."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch

from tutor.canvas.style import Style
from tutor.gallery import Window

SHORTEST = 5.0
"""px; a shorter arrow is not drawn, its head would point anywhere."""


class Arrow:
    """An arrow in the data of some axes."""

    def __init__(self, axes: Axes, style: Style, colour: str, zorder: float = 5) -> None:
        self._axes = axes
        self.patch = FancyArrowPatch(
            (0, 0),
            (1, 1),
            arrowstyle=style.arrow_style,
            mutation_scale=1,
            color=colour,
            linewidth=style.stroke("arrow"),
            shrinkA=style.px(8),
            shrinkB=0,
            capstyle="butt",
            joinstyle="miter",
            zorder=zorder,
            animated=True,
        )
        axes.add_patch(self.patch)
        self.ends: tuple[tuple[float, float], tuple[float, float]] = ((0.0, 0.0), (1.0, 1.0))

    def put(self, start: tuple[float, float], end: tuple[float, float]) -> bool:
        """Place the arrow; say whether it is long enough to be seen."""
        self.ends = (start, end)
        self.patch.set_positions(start, end)
        a, b = self._axes.transData.transform([start, end])
        length = math.dist(a, b) * 72.0 / self._axes.figure.dpi
        seen = math.isfinite(length) and length > SHORTEST + self.patch.shrinkA
        self.patch.set_visible(seen)
        return seen


def rings(axes: Axes, style: Style, colour: str, size: float = 8, width: float = 2) -> Line2D:
    """Return hollow points, as many as it is given places."""
    (made,) = axes.plot(
        [], [], "o", color=style.colour("window.surface"), markeredgecolor=colour,
        markeredgewidth=style.px(width), markersize=style.px(size), animated=True,
    )  # fmt: skip
    return made


def dragged_dot(axes: Axes, style: Style) -> Line2D:
    """Return the point that is dragged."""
    (dot,) = axes.plot(
        [],
        [],
        "o",
        color=style.colour("plot.dragPoint"),
        markeredgecolor=style.colour("plot.dragPointRing"),
        markeredgewidth=style.px(2),
        markersize=style.point_size,
        clip_on=False,
        animated=True,
        zorder=6,
    )
    return dot


def dashed(axes: Axes, style: Style, colour: str) -> Line2D:
    """Return a moving dashed line, of the kind that components are drawn with."""
    (line,) = axes.plot(
        [],
        [],
        color=colour,
        linewidth=style.stroke("component"),
        linestyle=style.dashes(),
        dash_capstyle="butt",
        animated=True,
        zorder=4,
    )
    return line


def right_angle(
    axes: Axes, at: tuple[float, float], direction: tuple[float, float], side: float
) -> np.ndarray:
    """Return the three inner corners of a right-angle mark of `side` canvas pixels, in data, between
    the direction (dx, dy) of the data and what is square to it (clockwise)."""
    origin = axes.transData.transform(at)
    ahead = axes.transData.transform((at[0] + direction[0], at[1] + direction[1])) - origin
    length = math.hypot(*ahead)
    if not length > 0:
        return np.full((3, 2), np.nan)
    ahead = ahead / length * side
    across = np.array([ahead[1], -ahead[0]])
    corners = origin + np.array([ahead, ahead + across, across])
    placed: Any = axes.transData.inverted().transform(corners)
    return np.asarray(placed)


def round_factor(size: float, reach: float) -> float:
    """Return by what to multiply an arrow of a length so that it is easy to see and at most `reach`
    long: 1 wherever that will do, else a round number."""
    if not size > 0 or not math.isfinite(size) or not reach > 0 or 0.16 * reach < size <= reach:
        return 1.0
    power = 10.0 ** math.floor(math.log10(reach / size))
    return max(k * power for k in (1, 2, 5, 10) if k * power * size <= reach * (1 + 1e-9))


def room_ahead(view: Window, place: tuple[float, float], ahead: tuple[float, float], most: float) -> float:
    """Return how far it is from a place to the edge of what is in sight, in a direction of length 1; `most`
    where there is no direction, or no edge so near."""
    left, right, bottom, top = view
    edges = ((left, right), (bottom, top))
    ways = [
        ((high if step > 0 else low) - at) / step
        for at, step, (low, high) in zip(place, ahead, edges, strict=True)
        if abs(step) > 1e-9
    ]
    return min([*ways, most])


def cut_to(dx: float, dy: float, reach: float) -> tuple[float, float]:
    """Return the vector, or one of the same direction that is `reach` long where it is longer."""
    size = math.hypot(dx, dy)
    if not math.isfinite(size):
        return 0.0, 0.0
    share = min(1.0, reach / size) if size > 0 else 1.0
    return dx * share, dy * share


def unit(dx: float, dy: float) -> tuple[float, float]:
    """Return the direction at length 1, (0, 0) for no direction."""
    length = math.hypot(dx, dy)
    return (dx / length, dy / length) if length > 0 and math.isfinite(length) else (0.0, 0.0)
