"""F: R² → R²: a unit square at P on the left, its image under F and under the Jacobian on the right."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.patches import Polygon

from tutor.canvas.arrows import Arrow, dashed, dragged_dot
from tutor.canvas.frame import fit_caption, name_axes, place_axes, plain_axes, show_window
from tutor.canvas.heading import Heading
from tutor.canvas.labels import Label
from tutor.canvas.mapping_names import place_names
from tutor.canvas.mapping_plan import RIGHT, Plan, planned
from tutor.canvas.numbers import number
from tutor.canvas.picture import Clip, Picture, Point
from tutor.canvas.pictures import picture_of
from tutor.canvas.readout import Readout, Symbols
from tutor.canvas.row_gradient import RowGradient
from tutor.canvas.saying import saying
from tutor.canvas.wording import (
    equals,
    latex_name,
    plain_name,
    rounded,
    typst_matrix,
    typst_name,
    typst_number,
)
from tutor.gallery import MappingScene
from tutor.language import _

GRID_LINES = 9
FINE = 60
FADED = 0.3
SQUARE = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])


@picture_of(MappingScene)
class MappingPicture(Picture):
    """Equal pixels per unit on both sides, so that areas can be compared."""

    scene: MappingScene

    def build(self) -> Iterator[None]:
        style, scene = self.style, self.scene
        green, ink = style.colour("meaning.derivative"), style.colour("text.primary")
        self._from, self._to = plain_axes(self.figure, style), plain_axes(self.figure, style)
        name_axes(self._from, style, scene.variables, [style.slot(0), style.slot(1)])
        name_axes(self._to, style, scene.rows, [style.colour("text.secondary")] * 2)
        yield
        self._draw_grid()
        yield
        name = latex_name(scene.name)
        self._headings = [Heading(self.figure, style) for _side in range(2)]
        self._headings[0].say(_("Unit square at {P}"), P=("$P$", ""))
        self._headings[1].say(_("Its image under {F} and under {J}"), F=(f"${name}$", ""), J=("$J$", ""))
        self._caption = self.figure.text(
            0, 0, "", ha="right", va="bottom", color=style.colour("text.secondary"), fontsize=style.px(14)
        )
        self.square, self.parallelogram = (self._area(axes, green) for axes in (self._from, self._to))
        (self.outline,) = self._to.plot(
            [], [], color=ink, linewidth=style.stroke("levelCurve"), animated=True
        )
        self.lines = [
            axes.plot([], [], color=style.slot(index), linewidth=style.px(1.8), alpha=0.65, animated=True)[0]
            for axes in (self._from, self._to)
            for index in (0, 1)
        ]
        self.arrows = [
            Arrow(axes, style, style.slot(index)) for axes in (self._from, self._to) for index in (0, 1)
        ]
        for arrow in self.arrows:
            arrow.patch.shrinkA = style.px(5)
        yield
        self.gradient = RowGradient(self.figure, self._from, style, scene)
        self.entries = [dashed(self._to, style, style.slot(index)) for index in (0, 1)]
        self.dot = dragged_dot(self._from, style)
        (self.image,) = self._to.plot(
            [],
            [],
            "o",
            color=ink,
            markersize=style.px(9),
            markeredgewidth=style.px(1.5),
            markeredgecolor=style.colour("plot.dragPointRing"),
            animated=True,
            zorder=6,
        )
        self._labels = {
            "point": Label(self.figure, style, ink, 20),
            "image": Label(self.figure, style, ink, 19),
            "one": Label(self.figure, style, green, 18, veiled=False),
            "area": Label(self.figure, style, green, 18, veiled=False),
            "first": Label(self.figure, style, style.slot(0), 16),
            "second": Label(self.figure, style, style.slot(1), 16),
        }
        self._labels["point"].say("$P$")
        self._labels["image"].say(f"${name}(P)$")
        self._labels["one"].say("", "1")
        self._exact = Label(self.figure, style, ink, 15, veiled=False)
        self._exact.say(_("exact image"))
        for key, variable in zip(("first", "second"), scene.variables, strict=True):
            self._labels[key].say(rf"$\partial {name}/\partial {latex_name(variable)}$")

    def _area(self, axes: Axes, colour: str) -> Polygon:
        area = Polygon(
            SQUARE,
            facecolor=to_rgba(colour, 0.16),
            edgecolor=colour,
            linewidth=self.style.px(2),
            animated=True,
            joinstyle="round",
            zorder=2.5,
            clip_on=axes is self._to,
        )
        axes.add_patch(area)
        return area

    def _draw_grid(self) -> None:
        left, right, bottom, top = self.scene.window
        style: dict[str, Any] = {
            "color": self.style.colour("plot.contourLine"),
            "linewidth": self.style.px(1),
            "zorder": 1,
        }
        for share in np.linspace(0, 1, GRID_LINES):
            across = np.linspace(left, right, FINE), np.full(FINE, bottom + share * (top - bottom))
            upward = np.full(FINE, left + share * (right - left)), np.linspace(bottom, top, FINE)
            for x, y in (across, upward):
                self._from.plot(x, y, clip_on=False, **style)
                self._to.plot(*self._image(x, y), **style)

    def arrange(self, width: float, height: float) -> Iterator[None]:
        style = self.style
        plan = planned(self.scene, style, width, height)
        unit, self._factor = plan.unit, plan.factor
        x0, x1, y0, y1 = self.scene.window
        u0, u1, v0, v1 = self.scene.image_window
        square = (unit * (x1 - x0), unit * (y1 - y0))
        image = (u1 - u0) * unit * self._factor, (v1 - v0) * unit * self._factor
        place_axes(self._from, (width, height), *plan.square, *square)
        place_axes(self._to, (width, height), *plan.image, *image)
        show_window(self._from, self.scene.window, square, style.px(46))
        show_window(self._to, self.scene.image_window, image, style.px(60))
        for axes, room in ((self._from, square), (self._to, image)):
            axes.xaxis.set_label_coords(0.5, -style.px(27) / room[1])
            axes.yaxis.set_label_coords(-style.px(40) / room[0], 0.5)
        yield
        tops = plan.square[1] + unit * (y1 - y0 + 1), plan.image[1] + image[1]
        self._place_headings(width, height, plan, tops)
        words = ""
        if self._factor != 1.0:
            words = _("The right side is drawn at {factor} × the scale of the left side")
            if plan.stacked:
                words = _("The image is drawn at {factor} × the scale of the square")
        self._caption.set_text(words.format(factor=rounded(self._factor, 4)))
        self._caption.set_position((1 - style.px(RIGHT) / width, style.px(6) / height))
        fit_caption(self._caption, width - style.px(2 * RIGHT))

    def _place_headings(self, width: float, height: float, plan: Plan, tops: tuple[float, float]) -> None:
        """Write the headings above their plots: on one line, or on two where they would touch."""
        up = [min(top + self.style.px(16), height - self.style.px(24)) for top in tops]
        across = [plan.square[0], plan.image[0]]
        extents = [heading.width for heading in self._headings]
        if plan.stacked:
            across = [min(across)] * 2
        else:
            up = [max(up)] * 2
            across[1] = min(across[1], width - extents[1] - self.style.px(8))
            if across[0] + extents[0] + self.style.px(16) > across[1]:
                up[0] = min(up[0] + self.style.px(22), height - self.style.px(20))
                up[1] = min(up[1], height - self.style.px(42))
        for heading, x, y in zip(self._headings, across, up, strict=True):
            heading.place(max(x, 8.0), y)

    # The point ---------------------------------------------------------------------------------

    @property
    def axes(self) -> Axes:
        return self._from

    @property
    def clip(self) -> Clip:
        left, right, bottom, top = self.scene.window
        return ((left, right), (bottom, top))

    @property
    def anchor(self) -> tuple[float, float]:
        return self.point[0], self.point[1]

    def taken_to(self, x: float, y: float) -> Point:
        return (x, y)

    def jacobian(self) -> np.ndarray:
        """Return J at the point, shape (2, 2)."""
        return np.array([[number(entry(*self.point)) for entry in row] for row in self.scene.jacobian])

    def _value(self, x: Any, y: Any) -> np.ndarray:
        return np.array([program(x, y) for program in self.scene.f])

    def _image(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Return the image (2, n) of a line, torn where it jumps farther than the picture is wide."""
        image = self._value(x, y)
        u0, u1, v0, v1 = self.scene.image_window
        leaps = np.abs(np.diff(image, axis=1)) > np.array([[u1 - u0], [v1 - v0]])
        image[:, 1:][:, leaps.any(axis=0)] = np.nan
        return image

    def moving(self) -> Iterable[Artist]:
        yield from (self.square, self.parallelogram, *self.lines, self.outline, *self.entries)
        for arrow in self.arrows:
            yield arrow.patch
        yield from self.gradient.moving()
        yield from (self.image, self.dot)
        for label in self._labels.values():
            yield from label.artists
        yield self._exact
        for heading in self._headings:
            yield from heading.artists

    def follow(self) -> None:
        here = np.array(self.anchor)
        value, jacobian = self._value(*here), self.jacobian()
        corners = here + SQUARE
        image = value + SQUARE @ jacobian.T
        defined = bool(np.isfinite(image).all())
        self.square.set_xy(corners)
        self.dot.set_data(*here[:, None])
        self.image.set_data(*value[:, None])
        self.parallelogram.set_visible(defined)
        if defined:
            self.parallelogram.set_xy(image)
        self._follow_lines(here)
        edge = np.linspace(0, 1, FINE // 2)
        around = np.concatenate(
            [
                here + a + edge[:, None] * (b - a)
                for a, b in zip(SQUARE, np.roll(SQUARE, -1, axis=0), strict=True)
            ]
        )
        self.outline.set_data(*self._image(*around.T))
        for index, arrow in enumerate(self.arrows):
            side = index % 2
            if index < 2:
                arrow.put((here[0], here[1]), tuple(here + np.eye(2)[side]))
            elif defined:
                arrow.put((value[0], value[1]), tuple(value + jacobian[:, side]))
            else:
                arrow.patch.set_visible(False)
        self._follow_row(value, jacobian)
        self._follow_labels(here, value, jacobian, defined)

    def _follow_lines(self, here: np.ndarray) -> None:
        """The lines through P along each axis, and their images."""
        left, right, bottom, top = self.scene.window
        level = np.linspace(left, right, FINE), np.full(FINE, here[1])
        upward = np.full(FINE, here[0]), np.linspace(bottom, top, FINE)
        for index, (x, y) in enumerate((level, upward)):
            self.lines[index].set_data(x, y)
            self.lines[2 + index].set_data(*self._image(x, y))

    def _follow_row(self, value: np.ndarray, jacobian: np.ndarray) -> None:
        """At a Jacobian row: its gradient, and what each side of the square adds to that one output."""
        row = self._row
        self.gradient.follow(row, self.anchor, value, jacobian)
        for side, line in enumerate(self.entries):
            line.set_visible(row is not None)
            if row is None:
                continue
            tip = value + jacobian[:, side]
            other = value.copy()
            other[row] = tip[row]
            line.set_data([value[0], other[0]], [value[1], other[1]])

    @property
    def _row(self) -> int | None:
        return self.focus.row if self.focus.row in (0, 1) else None

    def _follow_labels(
        self, here: np.ndarray, value: np.ndarray, jacobian: np.ndarray, defined: bool
    ) -> None:
        labels = self._labels
        ratio = self.figure.dpi / 72.0
        gap = self.style.px(12) * ratio
        box = self._to.bbox
        px, py = self._from.transData.transform(here)
        labels["point"].place(px - gap, py - gap, 1.0, 1.0)
        labels["one"].place(*self._from.transData.transform(here + 0.5))
        for key in ("image", "area", "first", "second"):
            labels[key].show(defined)
        self._exact.show(False)
        if not defined:
            return
        determinant = float(np.linalg.det(jacobian))
        labels["area"].say("", rounded(abs(determinant)))
        to_pixels = self._to.transData.transform
        tips = [value + jacobian[:, side] for side in (0, 1)]
        corner = self._value(*(here + 1.0))
        outline = np.column_stack(self.outline.get_data())
        place_names(
            labels | {"exact": self._exact},
            *(to_pixels(place) for place in (value, *tips, corner, outline)),
            gap=gap,
            within=box,
            around=self.figure.bbox,
            taken=[heading.box for heading in self._headings],
        )

    def stress(self) -> None:
        variable = self.focus.variable
        chosen = self.scene.variables.index(variable) if variable in self.scene.variables else None
        for index, arrow in enumerate(self.arrows):
            faded = (chosen is not None and chosen != index % 2) or self._row is not None
            arrow.patch.set_alpha(FADED if faded else 1.0)
        for index, axis in enumerate((self._to.xaxis, self._to.yaxis)):
            strong = self._row == index
            axis.label.set_color(self.style.colour("meaning.derivative" if strong else "text.secondary"))
            axis.label.set_fontsize(self.style.px(25 if strong else 19))

    # Words -------------------------------------------------------------------------------------

    def describe(self) -> str:
        jacobian = self.jacobian()
        return _(
            "{F} carries a grid over {x} and {y} to its image. At P = ({px}, {py}) the rows of the Jacobian"
            " are ({a}, {b}) and ({c}, {d}); its determinant is {determinant}."
        ).format(
            F=plain_name(self.scene.name),
            x=plain_name(self.scene.variables[0]),
            y=plain_name(self.scene.variables[1]),
            px=rounded(self.point[0]),
            py=rounded(self.point[1]),
            a=rounded(jacobian[0, 0]),
            b=rounded(jacobian[0, 1]),
            c=rounded(jacobian[1, 0]),
            d=rounded(jacobian[1, 1]),
            determinant=rounded(float(np.linalg.det(jacobian))) if np.isfinite(jacobian).all() else "–",
        )

    def symbols(self) -> Symbols:
        scene, name = self.scene, typst_name(self.scene.name)
        row = self._row
        heading = _("Columns: where the sides of the square go")
        if row is not None:
            heading = _("Row {number} is the gradient of {f}").format(
                number=row + 1, f=plain_name(scene.rows[row])
            )
        outer = [
            [f"display((partial {name})/(partial {typst_name(variable)}))" for variable in scene.variables]
        ]
        if row is not None:
            outer = [
                [rf"partial {typst_name(f)}\/partial {typst_name(variable)}" for variable in scene.variables]
                for f in scene.rows
            ]
        matrix = typst_matrix([list(entries) for entries in scene.entries], lit=row)
        named = typst_matrix(outer, lit=row)
        return Symbols(
            heading, f"J_{name} = {named} = {matrix}", f"derivative(det J_{name} = {scene.determinant})"
        )

    def readout(self) -> Readout:
        jacobian = self.jacobian()
        name = f"J_{typst_name(self.scene.name)}"
        x, y = (typst_number(value) for value in self.point)
        if not np.isfinite(jacobian).all():
            return Readout(f"{name} lr(({x}, {y}))", _("Here the Jacobian is not defined."))
        determinant = float(np.linalg.det(jacobian))
        matrix = typst_matrix([[typst_number(entry) for entry in row] for row in jacobian], lit=self._row)
        formula = (
            f"{name} lr(({x}, {y})) {equals(*self.point, *jacobian.flat)} {matrix}"
            f" quad derivative(det {name} {equals(determinant)} {typst_number(determinant)})"
        )
        if math.isclose(determinant, 0, abs_tol=5e-3):
            return Readout(formula, _("The square is pressed flat: its area becomes 0."))
        words = (
            _("Area times {factor}, same turning.")
            if determinant > 0
            else _("Area times {factor}, turned over.")
        )
        said = saying(words, {"factor": rounded(abs(determinant))}, factor="derivative")
        return Readout(formula, said.text, said=said.typst)
