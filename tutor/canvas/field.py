"""The field of small arrows on a map: along the gradient, all of one length, none beside a number."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import BboxBase

from tutor.canvas.style import Style
from tutor.gallery import ContourScene, Window

SPACING = 62.0
"""px from one arrow to the next, about"""
SHAPE = np.array(
    [(-17, -1), (6.6, -1), (5.8, -4.6), (17, 0), (5.8, 4.6), (6.6, 1), (-17, 1), (-17, -1)], dtype=float
)
"""px: the outline of an arrow that points to the right, its middle at (0, 0)"""
CODES = [Path.MOVETO, *[Path.LINETO] * (len(SHAPE) - 2), Path.CLOSEPOLY]
LOOKED_AT = np.array([*((along, 0.0) for along in np.linspace(-17, 17, 9)), (5.8, 4.6), (5.8, -4.6)])
"""px: the points of an arrow that may not come near a number"""
APART = 6.0
"""px around a number within which no arrow is drawn: it would read as one more digit"""


class GradientField:
    """Arrows on a regular grid of what is in sight of a map, where no number stands. They are one path, which
    is painted ten times as fast as a collection of as many arrows."""

    def __init__(self, axes: Axes, style: Style) -> None:
        self._axes, self._style = axes, style
        self._places, self._ahead = np.empty((0, 2)), np.empty((0, 2))
        self.patch = PathPatch(
            Path(np.empty((0, 2))), facecolor=style.colour("meaning.derivative"), alpha=0.42, linewidth=0,
            zorder=2.5,
        )  # fmt: skip
        axes.add_patch(self.patch)
        self.points = np.empty((0, 2))
        """points of the arrows, in pixels of the canvas: a name that moves gives way to them"""

    def lay(self, scene: ContourScene, view: Window, room: tuple[float, float]) -> None:
        """Choose the places of the arrows in a view that is `room` px wide and high."""
        left, right, bottom, top = view
        spacing = self._style.px(SPACING)
        columns, rows = max(int(room[0] // spacing), 2), max(int(room[1] // spacing), 2)
        x = left + (np.arange(columns) + 0.5) * (right - left) / columns
        y = bottom + (np.arange(rows) + 0.5) * (top - bottom) / rows
        x, y = (np.ravel(part) for part in np.meshgrid(x, y))
        gx, gy = (np.broadcast_to(part(x, y), x.shape) for part in scene.gradient)
        size = np.hypot(gx, gy)
        shown = np.isfinite(size + scene.f(x, y)) & (size > 1e-9 * (1 + np.nanmax(size, initial=0.0)))
        self._places = np.column_stack([x, y])[shown]
        self._ahead = np.column_stack([gx, gy])[shown] / size[shown, None]

    def __bool__(self) -> bool:
        """Whether there is any arrow."""
        return len(self._places) > 0

    def clear_of(self, numbers: Iterable[BboxBase]) -> None:
        """Draw the arrows that are not beside numbers, whose boxes are pixels of the canvas."""
        self.points = np.empty((0, 2))
        if not self:
            self.patch.set_path(Path(np.empty((0, 2))))
            return
        to_pixels = self._axes.transData
        middles = to_pixels.transform(self._places)[:, None]
        ratio = self._axes.figure.dpi / 72.0
        boxes = np.array([number.extents for number in numbers]).reshape(-1, 1, 1, 4)
        reach = self._style.px(APART) * ratio
        points = middles + self._turned(LOOKED_AT, ratio)
        beside = (points > boxes[..., :2] - reach) & (points < boxes[..., 2:] + reach)
        drawn = ~beside.all(axis=3).any(axis=(0, 2))
        self.points = points[drawn].reshape(-1, 2)
        corners = (middles + self._turned(SHAPE, ratio))[drawn].reshape(-1, 2)
        codes = CODES * int(drawn.sum())
        self.patch.set_path(Path(to_pixels.inverted().transform(corners), codes or None))

    def _turned(self, shape: np.ndarray, ratio: float) -> np.ndarray:
        """Return points (n, 2) of an arrow, in px, turned into each direction, in pixels (arrows, n, 2)."""
        ahead = self._ahead[:, None] * self._style.px(ratio)
        aside = np.stack([-ahead[..., 1], ahead[..., 0]], axis=-1)
        turned: np.ndarray = shape[:, :1] * ahead + shape[:, 1:] * aside
        return turned
