"""A surface in space as the image of a plane: the two columns of the Jacobian are tangent to it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import ClassVar

import numpy as np
from matplotlib.artist import Artist
from matplotlib.colors import to_rgb
from matplotlib.patches import Polygon

from tutor.canvas.arrows import Arrow, dragged_dot, round_factor, unit
from tutor.canvas.frame import place_axes, plain_axes
from tutor.canvas.labels import Label
from tutor.canvas.numbers import number
from tutor.canvas.picture import Clip, Point
from tutor.canvas.pictures import picture_of
from tutor.canvas.readout import Readout
from tutor.canvas.saying import saying
from tutor.canvas.space import Mesh
from tutor.canvas.spatial import SpatialPicture
from tutor.canvas.upright import Upright
from tutor.canvas.wording import (
    equals,
    latex_name,
    plain_name,
    rounded,
    typst_matrix,
    typst_name,
    typst_number,
)
from tutor.gallery.patch import PatchScene
from tutor.language import _

FINE, ROUGH = 31, 15
LONGEST = 0.4
AZIMUTH = 32.0
TALL = 0.8
FADED = 0.3


@picture_of(PatchScene)
class PatchPicture(SpatialPicture):
    """One colour for an input: its line through P and its column of the Jacobian."""

    scene: PatchScene
    margin: ClassVar[float] = 40
    azimuth = AZIMUTH

    def build(self) -> None:
        style, scene = self.style, self.scene
        green = style.colour("meaning.derivative")
        self._axes = plain_axes(self.figure, style)
        self.open_space(scene.window, scene.heights, TALL, scene.rows[:2])
        self._upright = Upright(self._axes, style, scene.rows[2])
        self.mesh = Mesh(self._axes, style)
        self._lines = [
            self._axes.plot([], [], color=style.slot(index), linewidth=style.px(2), animated=True)[0]
            for index in (0, 1)
        ]
        self.parallelogram = Polygon(
            np.zeros((4, 2)), closed=True, facecolor=(*to_rgb(green), 0.3), edgecolor=green,
            linewidth=style.px(1.6), animated=True,
        )  # fmt: skip
        self._axes.add_patch(self.parallelogram)
        self.arrows = [Arrow(self._axes, style, style.slot(index)) for index in (0, 1)]
        self.dot = dragged_dot(self._axes, style)
        self._labels = [Label(self.figure, style, style.slot(index), 17, veiled=False) for index in (0, 1)]
        for label, variable in zip(self._labels, scene.variables, strict=True):
            label.say(rf"$\partial {latex_name(scene.name)}/\partial {latex_name(variable)}$")
        self._caption = self.figure.text(
            0, 0, "", ha="right", va="bottom", color=style.colour("text.secondary"), fontsize=style.px(14)
        )
        self._stack()

    def arrange(self, width: float, height: float) -> None:
        edge = self.style.px(14)
        self._room = (width - 2 * edge, height - 2 * edge)
        place_axes(self._axes, (width, height), edge, edge, *self._room)
        left, right, bottom, top = self.scene.window
        self._reach = LONGEST * min(right - left, top - bottom)
        longest = float(np.linalg.norm(self.jacobian(self.scene.start), axis=0).max())
        self.factor = round_factor(longest, self._reach)
        words = _("Arrows are drawn at {factor} × their length").format(factor=rounded(self.factor, 4))
        self._caption.set_text("" if self.factor == 1.0 else words)
        self._caption.set_position((1 - edge / width, self.style.px(6) / height))
        self._turned()

    def _turned(self) -> None:
        super()._turned()
        self._upright.show(self._space, self._room)
        left, right, bottom, top = self.scene.domain
        count = ROUGH if self._rough else FINE
        self._grid = np.meshgrid(np.linspace(left, right, count), np.linspace(bottom, top, count))
        points = self.value(*self._grid)
        points[~self._space.holds(points)] = np.nan
        self.mesh.show(self._space, points)

    # The point ---------------------------------------------------------------------------------

    @property
    def clip(self) -> Clip:
        left, right, bottom, top = self.scene.domain
        return ((left, right), (bottom, top))

    def value(self, x: np.ndarray | float, y: np.ndarray | float) -> np.ndarray:
        """Return F, shape (…, 3)."""
        return np.stack([program(x, y) for program in self.scene.f], axis=-1)

    def jacobian(self, point: Point) -> np.ndarray:
        """Return J at a point, shape (3, 2)."""
        return np.array([[number(entry(*point)) for entry in row] for row in self.scene.jacobian])

    @property
    def anchor(self) -> tuple[float, float]:
        x, y = self._space.project(self.value(*self.point))
        return float(x), float(y)

    def taken_to(self, x: float, y: float) -> Point:
        left, right, bottom, top = self.scene.domain
        first, second = np.meshgrid(np.linspace(left, right, 121), np.linspace(bottom, top, 121))
        away = np.hypot(*np.moveaxis(self._space.project(self.value(first, second)) - (x, y), -1, 0))
        if not np.isfinite(away).any():
            return self.point
        # Where the surface lies over itself on the page the point stays on the sheet it is on.
        stay = np.hypot(first - self.point[0], second - self.point[1])
        best = int(np.nanargmin(away + 0.05 * stay / (right - left)))
        return float(first.flat[best]), float(second.flat[best])

    def moving(self) -> Iterable[Artist]:
        yield from (self.mesh.behind, self.mesh.before, *self._lines, self.parallelogram)
        yield from (arrow.patch for arrow in self.arrows)
        yield self.dot
        yield from self._labels

    def follow(self) -> None:
        here, jacobian = self.value(*self.point), self.jacobian(self.point)
        left, right, bottom, top = self.scene.domain
        for index, line in enumerate(self._lines):
            along = np.linspace(*((left, right) if index == 0 else (bottom, top)), 80)
            fixed = np.full(80, self.point[1 - index])
            points = self.value(along, fixed) if index == 0 else self.value(fixed, along)
            # Through a pole it would run out of the box on one side and come back on the other.
            points[~self._space.holds(points)] = np.nan
            line.set_data(*self._space.project(points).T)
        self.dot.set_data(*([part] for part in self.anchor))
        defined = bool(np.isfinite(here).all() and np.isfinite(jacobian).all())
        self.parallelogram.set_visible(defined)
        size = float(np.linalg.norm(jacobian, axis=0).max()) if defined else 0.0
        sides = self.factor * jacobian.T * (min(1.0, self._reach / (self.factor * size)) if size > 0 else 1.0)
        flat = self._space.project(
            np.array([here, here + sides[0], here + sides.sum(axis=0), here + sides[1]])
        )
        if defined:
            self.parallelogram.set_xy(flat)
        gap = self.style.px(20) * self.figure.dpi / 72.0
        for index, (arrow, label) in enumerate(zip(self.arrows, self._labels, strict=True)):
            start, tip = flat[0], flat[1 if index == 0 else 3]
            seen = defined and arrow.put((start[0], start[1]), (tip[0], tip[1]))
            arrow.patch.set_visible(seen)
            label.show(seen)
            if seen:
                a, b = self._axes.transData.transform([start, tip])
                ahead = unit(*(b - a))
                label.place(
                    b[0] + gap * ahead[0], b[1] + gap * ahead[1], 0.5 - 0.5 * ahead[0], 0.5, self._axes.bbox
                )

    def stress(self) -> None:
        spoken = self.focus.variable
        for name, arrow in zip(self.scene.variables, self.arrows, strict=True):
            arrow.patch.set_alpha(FADED if spoken in self.scene.variables and spoken != name else 1.0)

    # Words -------------------------------------------------------------------------------------

    @property
    def area(self) -> float:
        """The area of the parallelogram that a unit square becomes."""
        first, second = self.jacobian(self.point).T
        return float(np.linalg.norm(np.cross(first, second)))

    def describe(self) -> str:
        first, second = self.jacobian(self.point).T
        words = _(
            "The surface {F}({x}, {y}) in space. At P = ({px}, {py}) the vector ({a}) is tangent to it in the"
            " direction of {x}, and ({b}) in that of {y}."
        )
        return words.format(
            F=plain_name(self.scene.name),
            x=plain_name(self.scene.variables[0]),
            y=plain_name(self.scene.variables[1]),
            px=rounded(self.point[0]),
            py=rounded(self.point[1]),
            a=", ".join(rounded(float(part)) for part in first),
            b=", ".join(rounded(float(part)) for part in second),
        )

    def readout(self) -> Readout:
        jacobian = self.jacobian(self.point)
        x, y = (typst_number(value) for value in self.point)
        left = f"J_{typst_name(self.scene.name)} lr(({x}, {y}))"
        if not np.isfinite(jacobian).all():
            return Readout(left, _("Here the Jacobian is not defined."))
        matrix = typst_matrix([[typst_number(entry) for entry in row] for row in jacobian])
        words = _("Its columns are tangent to the surface. A unit square becomes an area of {area}.")
        if math.isclose(self.area, 0, abs_tol=5e-3):
            words = _("The columns point the same way, or one is zero: there is no tangent plane here.")
        shown = f"{left} {equals(*self.point, *jacobian.flat)} {matrix}"
        said = saying(words, {"area": rounded(self.area)}, area="derivative")
        return Readout(shown, said.text, said=said.typst)
