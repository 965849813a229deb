"""Space on flat axes: a box seen from far away, so that parallel lines stay parallel.

A parallel projection needs no more than two dot products a point; with every artist flat, what hides what
is said by the order of painting, and moving ones can be blitted like all others.
"""

from __future__ import annotations

import math

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgb

from tutor.canvas.style import Style
from tutor.gallery import Window

ELEVATION = 26.0
LOWEST, STEEPEST = 5.0, 85.0
"""Degrees of elevation between which the box can be turned: it is always seen from above."""
SMALLEST, LARGEST = 0.4, 8.0
"""How small and how large the box can be seen, 1 being its size at first."""
SUN = np.array([-0.35, -0.25, 0.9]) / math.sqrt(0.35**2 + 0.25**2 + 0.9**2)
"""The direction of the light."""


class Space:
    """A box of `window` × `heights` seen from `azimuth` (degrees from the first axis towards the second)
    and `elevation` (degrees above the floor); `tall` is its height as a share of its width."""

    azimuth: float
    elevation: float

    def __init__(
        self, axes: Axes, window: Window, heights: tuple[float, float], azimuth: float, tall: float = 0.72
    ) -> None:
        self.axes = axes
        left, right, bottom, top = window
        self.low = np.array([left, bottom, heights[0]])
        self.high = np.array([right, top, heights[1]])
        self._size = np.array([1.0, 1.0, tall])
        self._first = (azimuth, ELEVATION)
        self.azimuth, self.elevation = self._first
        self._zoom = 1.0

    @property
    def seen_from(self) -> tuple[float, float, float]:
        """Azimuth, elevation, and how much larger than at first the box is seen."""
        return self.azimuth, self.elevation, self._zoom

    def see_from(self, place: tuple[float, ...]) -> None:
        """Go to where `seen_from` was."""
        self.azimuth, self.elevation, self._zoom = place

    def zoom_by(self, factor: float) -> None:
        """See the box larger (above 1) or smaller."""
        self._zoom = min(max(self._zoom * factor, SMALLEST), LARGEST)

    @property
    def _directions(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Unit vectors to the right, up the page, and towards the eye, in the box's own units."""
        a, e = math.radians(self.azimuth), math.radians(self.elevation)
        right = np.array([-math.sin(a), math.cos(a), 0.0])
        up = np.array([-math.sin(e) * math.cos(a), -math.sin(e) * math.sin(a), math.cos(e)])
        return right, up, _towards(a, e)

    def openness(self, points: np.ndarray, azimuth: float) -> float:
        """Return how much of a surface through `points` (rows, columns, 3) is turned to an eye at `azimuth`:
        from 0, where it is seen edge-on, to 1, where the eye looks straight at it."""
        boxed = self.boxed(points)
        normals = np.cross(boxed[1:, 1:] - boxed[:-1, :-1], boxed[1:, :-1] - boxed[:-1, 1:]).reshape(-1, 3)
        normals = normals[np.isfinite(normals).all(axis=1)]
        area = float(np.linalg.norm(normals, axis=1).sum())
        turned = np.abs(normals @ _towards(math.radians(azimuth), math.radians(ELEVATION))).sum()
        return float(turned) / area if area > 0 else 0.0

    def boxed(self, points: np.ndarray) -> np.ndarray:
        """Return points (…, 3) in the box's own units: its middle is 0, its sides run from −1 to 1."""
        scaled: np.ndarray = (2 * (points - self.low) / (self.high - self.low) - 1) * self._size
        return scaled

    def project(self, points: np.ndarray) -> np.ndarray:
        """Return where points (…, 3) are on the flat axes: (…, 2)."""
        right, up, _towards = self._directions
        flat: np.ndarray = self.boxed(np.asarray(points, dtype=float)) @ np.column_stack([right, up])
        return flat

    def nearness(self, points: np.ndarray) -> np.ndarray:
        """Return how near points (…, 3) are to the eye; the larger the nearer."""
        near: np.ndarray = self.boxed(points) @ self._directions[2]
        return near

    @property
    def towards_eye(self) -> np.ndarray:
        """A step (3,) from any point straight towards the eye, in the units of the points."""
        step: np.ndarray = self._directions[2] * (self.high - self.low) / (2 * self._size)
        return step

    def turn(self, across: float, up: float) -> None:
        """Turn the box by degrees; it stays upright and is never seen from below."""
        self.azimuth = (self.azimuth - across + 180.0) % 360.0 - 180.0
        self.elevation = min(max(self.elevation - up, LOWEST), STEEPEST)

    def fill(self, room: tuple[float, float], margin: float, tall: tuple[float, float]) -> None:
        """Make the box as high as `room` px allow beside its full width, from the lower to the upper of two
        shares of that width. The room in height is lost otherwise where it is narrow."""
        half_width, raised, upright = self._halves(*self._first)
        room_for_height = (room[1] / 2 - margin) / max(room[0] / 2 - margin, 1.0) * half_width
        lowest, highest = tall
        self._size[2] = min(max((room_for_height - raised) / upright, lowest), highest)

    def fit(self, room: tuple[float, float], margin: float) -> None:
        """Set the axes' limits for `room` px so that the box stays `margin` px inside. Turned, it keeps the
        size that it has at first, and is smaller only where it would not fit."""
        unit = max(min(self._unit(*angles, room, margin) for angles in (self._first, self._angles)), 1.0)
        unit *= self._zoom
        self.axes.set_xlim(-room[0] / 2 / unit, room[0] / 2 / unit)
        self.axes.set_ylim(-room[1] / 2 / unit, room[1] / 2 / unit)

    def _unit(self, azimuth: float, elevation: float, room: tuple[float, float], margin: float) -> float:
        """Return how many px a unit of the box has where it just fits."""
        half_width, raised, upright = self._halves(azimuth, elevation)
        half_height = raised + float(self._size[2]) * upright
        return min((room[0] / 2 - margin) / half_width, (room[1] / 2 - margin) / half_height)

    @staticmethod
    def _halves(azimuth: float, elevation: float) -> tuple[float, float, float]:
        """Return half of the box's width on the page, half of its floor's height there, and half of what a
        box as high as it is wide adds to that."""
        a, e = math.radians(azimuth), math.radians(elevation)
        half_width = abs(math.sin(a)) + abs(math.cos(a))
        return half_width, half_width * math.sin(e), math.cos(e)

    def holds(self, points: np.ndarray) -> np.ndarray:
        """Say of each of the points (…, 3) whether it is in the box, or nearly so."""
        spare = 0.02 * (self.high - self.low)
        inside: np.ndarray = ((points >= self.low - spare) & (points <= self.high + spare)).all(axis=-1)
        return inside

    def look_from(self, azimuth: float) -> None:
        """Go to where the box is seen from at first."""
        self._first = (azimuth, ELEVATION)
        self.azimuth, self.elevation = self._first
        self._zoom = 1.0

    @property
    def _angles(self) -> tuple[float, float]:
        return self.azimuth, self.elevation

    def front(self, axis: int) -> float:
        """Return the end of an axis (0 or 1) that is nearer to the eye, as its coordinate."""
        towards = self._directions[2]
        return float(self.high[axis] if towards[axis] > 0 else self.low[axis])

    def back(self, axis: int) -> float:
        """Return the end of an axis that is farther from the eye."""
        return float(self.low[axis] + self.high[axis] - self.front(axis))


def _towards(azimuth: float, elevation: float) -> np.ndarray:
    """Return the unit vector towards an eye at two angles, in radians."""
    return np.array(
        [
            math.cos(elevation) * math.cos(azimuth),
            math.cos(elevation) * math.sin(azimuth),
            math.sin(elevation),
        ]
    )


class Mesh:
    """A surface z = f(x, y) as shaded quadrilaterals, those farther away painted first.

    It is two collections, `behind` and `before`: what cuts the surface is painted between them.
    """

    def __init__(self, axes: Axes, style: Style, zorder: float = 2) -> None:
        light, dark = (np.array(to_rgb(style.mixed("plot.contourFillLowHigh", share))) for share in (0, 1))
        line = np.array(to_rgb(style.colour("plot.contourLine")))
        self._light, self._dark = 0.4 * light + 0.6 * dark, 0.35 * dark + 0.65 * line
        edge = 0.75 * line + 0.25 * np.array(to_rgb(style.colour("text.tertiary")))
        self.behind, self.before = (
            PolyCollection(
                [], edgecolors=[(*edge, 0.75)], linewidths=style.px(0.7), animated=True, zorder=zorder + part
            )
            for part in (0, 1)
        )
        for half in (self.behind, self.before):
            axes.add_collection(half, autolim=False)

    def show(
        self,
        space: Space,
        points: np.ndarray,
        side: np.ndarray | None = None,
        ghost: float = 1.0,
        torn: np.ndarray | None = None,
    ) -> None:
        """Show the surface through `points` (rows, columns, 3), NaN where there is none; not the
        quadrilaterals (rows − 1, columns − 1) that are `torn`.

        `side` (rows − 1, columns − 1) is above 0 for the quadrilaterals that are painted before what
        cuts the surface; `ghost` is their opacity.
        """
        points = points.copy()
        height = points[..., 2]
        low, high = space.low[2], space.high[2]
        outside = (height < low) | (height > high)
        points[..., 2] = np.clip(height, low, high)
        corners = np.stack([points[:-1, :-1], points[:-1, 1:], points[1:, 1:], points[1:, :-1]], axis=2)
        cut = np.stack([outside[:-1, :-1], outside[:-1, 1:], outside[1:, 1:], outside[1:, :-1]], axis=2)
        seen = np.isfinite(corners).all(axis=(2, 3)) & ~cut.all(axis=2)
        if torn is not None:
            seen &= ~torn
        sides = np.zeros(seen.shape) if side is None else side
        for half, wanted, alpha in ((self.behind, sides <= 0, 1.0), (self.before, sides > 0, ghost)):
            shown = corners[seen & wanted]
            shown = shown[np.argsort(space.nearness(shown.mean(axis=1)))]
            half.set_verts(space.project(shown))  # type: ignore[arg-type]  # an array is the faster way
            shades = np.column_stack([self._shades(space, shown), np.full(len(shown), alpha)])
            half.set(facecolor=shades)
            half.set_visible(bool(len(shown)))

    def _shades(self, space: Space, quads: np.ndarray) -> np.ndarray:
        """Return the colour (n, 3) of quadrilaterals (n, 4, 3), from how they lie to the light."""
        boxed = space.boxed(quads)
        normal = np.cross(boxed[:, 2] - boxed[:, 0], boxed[:, 3] - boxed[:, 1])
        length = np.linalg.norm(normal, axis=1)
        lit = np.abs(normal @ SUN) / np.where(length > 0, length, 1.0)
        shades: np.ndarray = self._dark + lit[:, None] * (self._light - self._dark)
        return shades
