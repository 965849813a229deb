"""z = f(x, y) in space: the tangent plane at a draggable point, and ∇f in the floor below it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import ClassVar

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgb
from matplotlib.patches import Polygon

from tutor.canvas.arrows import Arrow, cut_to, dashed, dragged_dot, rings, round_factor, unit
from tutor.canvas.contours import LevelMap
from tutor.canvas.frame import place_axes, plain_axes
from tutor.canvas.labels import Label
from tutor.canvas.numbers import number
from tutor.canvas.picture import Point
from tutor.canvas.pictures import picture_of
from tutor.canvas.placing import along, beside, place_clear
from tutor.canvas.readout import Readout
from tutor.canvas.saying import saying
from tutor.canvas.space import Mesh
from tutor.canvas.spatial import HeightPicture
from tutor.canvas.tangents import gradient_at, words_at
from tutor.canvas.wording import (
    equals,
    latex_name,
    plain_name,
    typst_column,
    typst_name,
    typst_number,
)
from tutor.gallery import SurfaceScene
from tutor.language import _
from tutor.sampling import surface_points

FINE, ROUGH = 41, 19
"""Lines of the mesh each way: at rest, and while the picture turns."""
NEAREST = 81
"""Places each way among which the one nearest to the pointer is sought."""
LEVELS = 9
PLANE = 0.3
"""Half the side of the tangent plane's patch, as a share of the window."""
LONGEST = 0.42
DEEP, TALL = 0.45, 0.95
"""How far the floor lies below the surface, as a share of the surface's height; the height of the box."""
AZIMUTH = 28.0
SIDES = (0.0, -90.0, 90.0, 180.0)
"""Degrees by which the box is seen from another side at first, where the surface would be edge-on."""
EDGE_ON = 0.2
"""How much of a surface is turned to the eye where it counts as edge-on (see `Space.openness`)"""


@picture_of(SurfaceScene)
class SurfacePicture(HeightPicture):
    """The plane's slopes along x and y are the two components of the arrow in the floor."""

    scene: SurfaceScene
    margin: ClassVar[float] = 34
    azimuth = AZIMUTH
    """from where the surface can be seen best, once it is built"""

    def build(self) -> None:
        style, scene = self.style, self.scene
        ink, green = style.colour("plot.currentLevelCurve"), style.colour("meaning.derivative")
        self._axes = plain_axes(self.figure, style)
        low, high = scene.heights
        self.open_space(scene.window, (low - DEEP * (high - low), high), TALL, scene.variables)
        self._grids = {rough: self._sampled(count) for rough, count in ((False, FINE), (True, ROUGH))}
        self.azimuth = self._best_azimuth()
        self._space.look_from(self.azimuth)
        self._surface = self._sampled(NEAREST)[0].reshape(-1, 3)
        self._surface = self._surface[np.isfinite(self._surface[:, 2])]
        self._map = LevelMap.of_function(scene.f, scene.window, 101)
        self._levels = LineCollection(
            [], colors=style.colour("plot.contourLine"), linewidths=style.stroke("contour"), zorder=1
        )
        self._axes.add_collection(self._levels, autolim=False)
        self._level = LineCollection(
            [], colors=ink, linewidths=style.stroke("levelCurve"), animated=True, zorder=2
        )
        self._axes.add_collection(self._level, autolim=False)
        self.components = (dashed(self._axes, style, style.slot(0)), dashed(self._axes, style, style.slot(1)))
        self._drop = dashed(self._axes, style, style.colour("text.tertiary"))
        (self._square,) = self._axes.plot([], [], color=ink, linewidth=style.px(1.3), animated=True)
        self._foot = rings(self._axes, style, ink, 8, 1.8)
        self.arrow = Arrow(self._axes, style, green)
        self.mesh = Mesh(self._axes, style)
        self.plane = Polygon(
            np.zeros((4, 2)),
            closed=True,
            facecolor=(*to_rgb(green), 0.34),
            edgecolor=green,
            linewidth=style.px(1.6),
            animated=True,
        )
        self._axes.add_patch(self.plane)
        self.dot = dragged_dot(self._axes, style)
        self._name = Label(self.figure, style, ink, 20, veiled=False)
        self._name.say("$P$")
        self._gradient_name = Label(self.figure, style, green, 19, veiled=False)
        self._gradient_name.say(rf"$\nabla {latex_name(scene.name)}$")
        self._labels = (self._gradient_name, self._name)
        self._stack()

    def _best_azimuth(self) -> float:
        """Return the usual one unless the surface is edge-on from there, as z = x + y is. Then it is the one
        from which most of it is seen, but it does not stand before the gradient in the floor."""
        points = self._grids[True][0].copy()
        points[..., 2] = np.clip(points[..., 2], *self.scene.heights)
        turned = {AZIMUTH + side: self._space.openness(points, AZIMUTH + side) for side in SIDES}
        if turned[AZIMUTH] >= EDGE_ON:
            return AZIMUTH
        return min(turned, key=lambda azimuth: (self._hides_gradient(points, azimuth), -turned[azimuth]))

    def _hides_gradient(self, points: np.ndarray, azimuth: float) -> bool:
        """Say whether the surface through `points` covers the foot of P, or what is uphill of it."""
        self._space.look_from(azimuth)
        left, right, bottom, top = self.scene.window
        uphill = np.array(self._gradient(self.scene.start))
        uphill *= LONGEST * min(right - left, top - bottom) / max(float(np.hypot(*uphill)), 1e-12)
        foot = np.array(self.scene.start)
        floor = self._space.project(self._on_floor(np.array([foot, foot + uphill])))
        surface = self._space.project(points[np.isfinite(points[..., 2])])
        away = np.hypot(*(surface[:, None] - floor).transpose(2, 0, 1))
        # A mesh's width in the box, which is 2 wide.
        return bool((away < 2 / len(points)).any())

    # Room and turning --------------------------------------------------------------------------

    def arrange(self, width: float, height: float) -> None:
        edge = self.style.px(14)
        self._room = (width - 2 * edge, height - 2 * edge)
        place_axes(self._axes, (width, height), edge, edge, *self._room)
        self._turned()

    def drag(self, event_x: float, event_y: float) -> None:
        if not self._rough:
            self._rough = True
            self._grid, self._torn = self._grids[True]
        super().drag(event_x, event_y)

    def _turned(self) -> None:
        super()._turned()
        space, scene = self._space, self.scene
        low, high = scene.heights
        pieces = [
            space.project(self._on_floor(piece))
            for level in np.linspace(low, high, LEVELS + 2)[1:-1]
            for piece in self._map.curve(float(level))
        ]
        self._levels.set_segments(pieces)
        self._grid, self._torn = self._grids[self._rough]
        left, right, bottom, top = scene.window
        self._reach = LONGEST * min(right - left, top - bottom)
        self._factor = round_factor(math.hypot(*self._gradient(scene.start)), self._reach)

    def _sampled(self, count: int) -> tuple[np.ndarray, np.ndarray]:
        left, right, bottom, top = self.scene.window
        return surface_points(self.scene.f, np.linspace(left, right, count), np.linspace(bottom, top, count))

    def _on_floor(self, flat: np.ndarray) -> np.ndarray:
        return np.column_stack([flat, np.full(len(flat), self._space.low[2])])

    # The point ---------------------------------------------------------------------------------

    @property
    def anchor(self) -> tuple[float, float]:
        x, y = self._space.project(self._at(self.point))
        return float(x), float(y)

    def _at(self, point: Point) -> np.ndarray:
        """Return the place on the surface; on the floor where f has no value."""
        z = number(self.scene.f(*point))
        low, high = self.scene.heights
        return np.array([*point, min(max(z, low), high) if math.isfinite(z) else low])

    def taken_to(self, x: float, y: float) -> Point:
        """Return the nearest place of the surface to where the pointer is."""
        grid = self._surface
        if not len(grid):
            return self.point
        away = np.hypot(*(self._space.project(grid) - (x, y)).T)
        # Where the surface folds over itself on the page the point stays on the fold it is on.
        stay = np.hypot(grid[:, 0] - self.point[0], grid[:, 1] - self.point[1])
        left, right, *_rest = self.scene.window
        best = grid[int(np.argmin(away + 0.05 * stay / (right - left)))]
        return float(best[0]), float(best[1])

    def _gradient(self, point: Point) -> tuple[float, float]:
        return gradient_at(self.scene, point)

    def moving(self) -> Iterable[Artist]:
        yield self._level
        yield self._drop
        yield from self.components
        yield self._square
        yield self.arrow.patch
        yield self._foot
        yield self.mesh.behind
        yield self.plane
        yield self.mesh.before
        yield self.dot
        for label in self._labels:
            yield from label.artists

    def follow(self) -> None:
        space, point = self._space, self.point
        at = self._at(point)
        gx, gy = self._gradient(point)
        smooth = math.isfinite(gx + gy)
        self.dot.set_data(*space.project(at[None]).T)
        self._level.set_segments(
            [space.project(self._on_floor(piece)) for piece in self._map.curve(number(self.scene.f(*point)))]
        )
        foot = np.array([*point, space.low[2]])
        self._drop.set_data(*space.project(np.array([at, foot])).T)
        self._foot.set_data(*space.project(foot[None]).T)
        self.plane.set_visible(smooth)
        side = None
        if smooth:
            self.plane.set_xy(space.project(self._patch(at, gx, gy)))
            side = self._side(at, gx, gy)
        self.mesh.show(space, self._grid, side, 0.4, self._torn)
        self._follow_arrow(foot, gx, gy)

    def _patch(self, at: np.ndarray, gx: float, gy: float) -> np.ndarray:
        """Return the corners (4, 3) of the tangent plane's patch, small enough to stay near the box."""
        left, right, bottom, top = self.scene.window
        half = np.array([PLANE * (right - left), PLANE * (top - bottom)]) / 2
        rise = abs(gx) * half[0] + abs(gy) * half[1]
        half = half * min(1.0, 0.45 * (self.scene.heights[1] - self.scene.heights[0]) / max(rise, 1e-300))
        signs = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * half
        return np.column_stack([at[:2] + signs, at[2] + signs @ (gx, gy)])

    def _side(self, at: np.ndarray, gx: float, gy: float) -> np.ndarray:
        """Return on which side of the tangent plane each quadrilateral is; above 0 is the eye's side."""
        grid = self._grid
        above = grid[..., 2] - at[2] - gx * (grid[..., 0] - at[0]) - gy * (grid[..., 1] - at[1])
        middle: np.ndarray = (above[:-1, :-1] + above[1:, 1:] + above[:-1, 1:] + above[1:, :-1]) / 4
        dx, dy, dz = self._space.towards_eye
        return middle if dz - gx * dx - gy * dy > 0 else -middle

    def _follow_arrow(self, foot: np.ndarray, gx: float, gy: float) -> None:
        space = self._space
        dx, dy = cut_to(self._factor * gx, self._factor * gy, self._reach)
        tip = foot + np.array([dx, dy, 0.0])
        corner = foot + np.array([dx, 0.0, 0.0])
        flat = space.project(np.array([foot, corner, tip]))
        seen = math.isfinite(gx + gy) and self.arrow.put(tuple(flat[0]), tuple(flat[2]))
        self.arrow.patch.set_visible(seen)
        self.components[0].set_data(*flat[:2].T)
        self.components[1].set_data(*flat[1:].T)
        for part in (*self.components, self._square):
            part.set_visible(seen)
        self._gradient_name.show(seen)
        box, ratio = self._axes.bbox, self.figure.dpi / 72.0
        px, py = self._axes.transData.transform(self.anchor)
        gap = self.style.px(10) * ratio
        self._name.place(px - gap, py + 0.4 * gap, 1.0, 0.0, box)
        if seen:
            ahead = np.array([*unit(dx, dy), 0.0]) * 0.045 * (space.high - space.low)[:1]
            across = np.array([ahead[1], -ahead[0], 0.0])
            corners = np.array([foot + ahead, foot + ahead + across, foot + across])
            self._square.set_data(*space.project(corners).T)
            start, end = self._axes.transData.transform(flat[[0, 2]])
            # Beside the arrow, away from its components, as long as the floor's numbers are not in the way.
            bend = self._axes.transData.transform(flat[1])
            normal = unit(float(start[1] - end[1]), float(end[0] - start[0]))
            outer = normal if float(np.dot(normal, bend - start)) <= 0 else (-normal[0], -normal[1])
            spots = beside(tuple(start.tolist()), tuple(end.tolist()), outer, gap, box)
            above = self._axes.transData.transform(self.anchor)
            lines = np.vstack([along(tuple(start), tuple(other)) for other in (end, bend, above)])
            taken = [text.get_window_extent() for text in self._axes.texts if text.get_visible()]
            place_clear(self._gradient_name, spots, lines, taken, box)

    # Words -------------------------------------------------------------------------------------

    def describe(self) -> str:
        return _(
            "The surface {z} = {f}({x}, {y}) in space, with its tangent plane at P = ({px}, {py}), where the"
            " height is {value}. The plane rises by {gx} along {x} and by {gy} along {y}."
        ).format(z="z", **words_at(self.scene, self.point))

    def readout(self) -> Readout:
        x, y = (typst_number(value) for value in self.point)
        left = f"derivative(nabla {typst_name(self.scene.name)}({x}, {y}))"
        gradient = self._gradient(self.point)
        if not all(map(math.isfinite, gradient)):
            return Readout(left, _("Here there is no tangent plane: the gradient is not defined."))
        column = typst_column([typst_number(part) for part in gradient], ("slotA", "slotB"))
        words = _("The tangent plane touches at P. Its slopes in {x} and {y} are the two components of ∇{f}.")
        inputs = dict(zip("xy", map(plain_name, self.scene.variables), strict=True))
        said = saying(words, inputs | {"f": plain_name(self.scene.name)}, x="slotA", y="slotB")
        return Readout(f"{left} {equals(*self.point, *gradient)} {column}", said.text, said=said.typst)
