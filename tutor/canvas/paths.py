"""The chain rule: the tree above, the path over the level curves of f below."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform

from tutor.board import PathsScene
from tutor.canvas.arrows import Arrow, cut_to, dragged_dot, unit
from tutor.canvas.contours import LevelMap, draw_map, label_levels
from tutor.canvas.frame import clear_of_caption, fitted, name_axes, place_axes, plain_axes, show_window
from tutor.canvas.labels import Label, least_covered
from tutor.canvas.number_lines import NumberLines
from tutor.canvas.picture import Clip, Picture, Point, Readout, Slider, number, picture_of
from tutor.canvas.tree import Look, Tree
from tutor.canvas.wording import (
    equals,
    latex_name,
    plain_name,
    rounded,
    typst_column,
    typst_name,
    typst_number,
)
from tutor.language import _

MARGINS = (67.0, 22.0, 18.0, 50.0)
"""left, right, top, bottom of the map, in px"""
TREE_SHARE = 0.4
TREE_HEIGHT = 250.0
SAMPLES = 1200
LONGEST = 0.85
FACTORS = (1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 1e-3, 1e-4)


@picture_of(PathsScene)
class PathsPicture(Picture):
    """One colour for a branch: its edges, its axis, its term."""

    scene: PathsScene

    def build(self) -> None:
        style, scene = self.style, self.scene
        self._tree_axes = plain_axes(self.figure, style)
        self._tree_axes.set_axis_off()
        self._tree = Tree(self._tree_axes, style, scene.tree, scene.edges)
        self._parameters = np.linspace(*scene.range, SAMPLES)
        self._path = np.array([program(self._parameters) for program in scene.inner[:2]])
        self._map_axes: Axes | None = None
        self._still: list[Any] = []
        self._lines: NumberLines | None = None
        if scene.contour is None:
            if scene.quantities:
                self._lines = NumberLines(self.figure, style, scene)
            return
        axes = self._map_axes = plain_axes(self.figure, style)
        line = style.colour("window.line")
        self._rule = Line2D([0, 1], [0, 0], color=line, linewidth=style.px(1))
        self.figure.add_artist(self._rule)
        self._caption = self.figure.text(
            0, 0, "", ha="right", va="bottom", color=style.colour("text.secondary"), fontsize=style.px(14)
        )
        ink = style.colour("meaning.function_curve")
        axes.plot(*self._path, color=ink, linewidth=style.stroke("curve"), zorder=3)
        self.gradient = Arrow(axes, style, style.colour("meaning.derivative"))
        self.velocity = Arrow(axes, style, style.colour("meaning.velocity"))
        self.dot = dragged_dot(axes, style)
        self._gradient_label = Label(self.figure, style, style.colour("meaning.derivative"), 19, on_map=True)
        self._gradient_label.say(rf"$\nabla {latex_name(scene.contour.name)}$")
        self._velocity_label = Label(self.figure, style, style.colour("meaning.velocity"), 19, on_map=True)
        self._velocity_label.say(r"$\boldsymbol{v}'$")

    def arrange(self, width: float, height: float) -> None:
        style, scene = self.style, self.scene
        alone = scene.contour is None and self._lines is None
        tree_height = height if alone else self._tree_height(height)
        place_axes(self._tree_axes, (width, height), 0, height - tree_height, width, tree_height)
        self._tree_room = (width, tree_height)
        if self._lines is not None:
            place_axes(self._lines.axes, (width, height), 0, 0, width, height - tree_height)
            self._lines.arrange(width, height - tree_height)
        if scene.contour is None or self._map_axes is None:
            return
        axes = self._map_axes
        self._rule.set_ydata([1 - tree_height / height] * 2)
        left, right, top, bottom = (style.px(margin) for margin in MARGINS)
        room = (width - left - right, height - tree_height - top - bottom)
        place_axes(axes, (width, height), left, bottom, *room)
        self.view = fitted(scene.contour.window, room)
        for artist in self._still:
            artist.remove()
        self._still = []
        before = set(axes.get_children())
        level_map = LevelMap(scene.contour, self.view)
        draw_map(axes, scene.contour, level_map, style)
        show_window(axes, self.view, room, style.px(80))
        name_axes(axes, style, scene.contour.variables, [style.slot(0), style.slot(1)])
        axes.yaxis.set_label_coords(-style.px(34) / room[0], 0.5)
        self._reach = LONGEST * min(self.view[1] - self.view[0], self.view[3] - self.view[2])
        self._choose_factor(width, height)
        clear_of_caption(axes, self._caption, style.px(26) / room[1])
        taken = self._mark_parameters(axes)
        taken += self._name_path(axes)
        taken += self._start_pixels(axes).tolist()
        label_levels(axes, scene.contour, level_map, style, taken)
        self._still += [child for child in axes.get_children() if child not in before]

    def _tree_height(self, height: float) -> float:
        """Return the room for the tree above the map; many, crossing and long edges need more."""
        column = {name: index for index, names in enumerate(self.scene.tree) for name in names}
        sizes = [len(names) for names in self.scene.tree]
        crossed = any(min(pair) > 1 for pair in pairwise(sizes))
        long = sum(column[edge.target] - column[edge.source] > 1 for edge in self.scene.edges) > 1
        share, most = (0.5, 300.0) if crossed or long or max(sizes) > 2 else (TREE_SHARE, TREE_HEIGHT)
        return min(share * height, self.style.px(most))

    def _choose_factor(self, width: float, height: float) -> None:
        """Draw both arrows at their true lengths where they fit at the start, else at one round part."""
        vectors = np.array([self._gradient(self.scene.start), self._velocity(self.scene.start)])
        here = np.array(self.anchor_at(self.scene.start))
        left, right, bottom, top = self.view
        edge = 0.06 * (top - bottom)
        self._factor = 1.0
        if not np.isfinite(vectors).all():
            return
        for self._factor in FACTORS:
            tips = here + self._factor * vectors
            inside = (tips > (left + edge, bottom + edge)).all() and (tips < (right - edge, top - edge)).all()
            if inside and np.hypot(*vectors.T).max() * self._factor <= self._reach:
                break
        words = _("Arrows are drawn at {factor} × their length").format(factor=rounded(self._factor, 4))
        self._caption.set_text("" if self._factor == 1.0 else words)
        self._caption.set_position((1 - self.style.px(MARGINS[1]) / width, self.style.px(6) / height))

    def _start_pixels(self, axes: Axes) -> np.ndarray:
        """Return pixels (n, 2) that the path and, at first, the arrows cover."""
        here = np.array(self.anchor_at(self.scene.start))
        ends = [
            cut_to(self._factor * dx, self._factor * dy, self._reach)
            for dx, dy in (self._gradient(self.scene.start), self._velocity(self.scene.start))
        ]
        arrows = [here + np.linspace(0, 1.1, 8)[:, None] * np.array(end) for end in ends]
        covered = np.vstack([self._path.T[:: SAMPLES // 80], *arrows])
        pixels: np.ndarray = axes.transData.transform(covered[np.isfinite(covered).all(axis=1)])
        return pixels

    def _mark_parameters(self, axes: Axes) -> list[Any]:
        """Put a ring on the path at whole values of the input, and return their places in pixels."""
        scene, style = self.scene, self.style
        low, high = scene.range
        places: list[Any] = []
        names: list[Any] = []
        ratio = self.figure.dpi / 72.0
        covered = self._start_pixels(axes)
        for value in range(math.ceil(low + 1e-9), math.floor(high + 1e-9) + 1):
            x, y = self.anchor_at(float(value))
            inside = self.view[0] < x < self.view[1] and self.view[2] < y < self.view[3]
            if not inside:
                continue
            spot = axes.transData.transform((x, y)).tolist()
            if any(math.dist(spot, other) < style.px(60) * ratio for other in places):
                continue
            axes.plot(
                [x],
                [y],
                "o",
                color=style.settings["axes.facecolor"],
                markeredgewidth=style.px(2),
                zorder=4,
                markeredgecolor=style.colour("meaning.function_curve"),
                markersize=style.px(7),
            )
            label = self.figure.text(
                0,
                0,
                f"${latex_name(scene.variable)} = {value}$",
                fontsize=style.px(15),
                color=style.colour("text.secondary"),
                va="bottom",
                transform=IdentityTransform(),
            )
            extent = label.get_window_extent()
            size = np.array([extent.width, extent.height])
            _score, low_left = least_covered(
                size, np.array(spot), style.px(7) * ratio, covered, (), axes.bbox
            )
            label.set_position((round(low_left[0]), round(low_left[1])))
            self._still.append(label)
            places.append(spot)
            names.append((low_left + size / 2).tolist())
        return [*places, *names]

    def _name_path(self, axes: Axes) -> list[Any]:
        """Write (g(x), h(x)) beside the path, near its upper end, and return where."""
        scene, style = self.scene, self.style
        if scene.contour is None:
            return []
        variable = latex_name(scene.variable)
        pixels = axes.transData.transform(self._path.T)
        box = axes.bbox
        margin = style.px(50) * self.figure.dpi / 72.0
        inside = np.isfinite(pixels).all(axis=1) & (
            np.abs(pixels[:, 0] - box.x0 - box.width / 2) < box.width / 2 - margin
        )
        inside &= np.abs(pixels[:, 1] - box.y0 - box.height / 2) < box.height / 2 - margin
        shown = np.nonzero(inside)[0]
        if not shown.size:
            return []
        arguments = ", ".join(latex_name(name) for name in scene.tree[-1])
        where = f"({arguments})" if len(scene.tree[-1]) > 1 else f"({variable})"
        first, second = (
            latex_name(name) + ("" if name in scene.tree[-1] else where) for name in scene.contour.variables
        )
        label = axes.annotate(
            f"$({first}, {second})$",
            (0.0, 0.0),
            (-style.px(12), style.px(10)),
            ha="right",
            va="bottom",
            textcoords="offset points",
            fontsize=style.px(17),
            color=style.colour("text.primary"),
            zorder=4,
        )
        names = [text.get_window_extent() for text in self._still if isinstance(text, Text)]
        for share in (0.97, 0.88, 0.78, 0.65, 0.5, 0.35):
            at = pixels[shown[int(share * (shown.size - 1))]]
            label.xy = tuple(axes.transData.inverted().transform(at).tolist())
            label.set(position=(-style.px(12), style.px(10)), ha="right", va="bottom")
            extent = label.get_window_extent()
            if extent.x0 < box.x0:
                label.set(position=(style.px(14), -style.px(10)), ha="left", va="top")
                extent = label.get_window_extent()
            if not any(extent.overlaps(name) for name in names):
                break
        return [
            [extent.x0 + share * extent.width, extent.y0 + extent.height / 2] for share in (0.1, 0.5, 0.9)
        ]

    # The point ---------------------------------------------------------------------------------

    @property
    def axes(self) -> Axes:
        if self._lines is not None:
            return self._lines.axes
        return self._map_axes or self._tree_axes

    @property
    def clip(self) -> Clip:
        return (self.scene.range,)

    def anchor_at(self, parameter: float) -> tuple[float, float]:
        """Return the place of the dragged point for a value of the input, NaN where there is none."""
        if self._lines is not None:
            return self._lines.anchor(parameter)
        if self.scene.contour is None:
            return math.nan, math.nan
        return number(self.scene.inner[0](parameter)), number(self.scene.inner[1](parameter))

    @property
    def anchor(self) -> tuple[float, float]:
        return self.anchor_at(self.point[0])

    def taken_to(self, x: float, y: float) -> Point:
        if self._lines is not None:
            return (self._lines.taken_to(x),)
        if self.scene.contour is None:
            return self.point
        far = np.hypot(self._path[0] - x, self._path[1] - y)
        return (float(self._parameters[int(np.nanargmin(far))]),) if np.isfinite(far).any() else self.point

    def _gradient(self, parameter: float) -> tuple[float, float]:
        contour = self.scene.contour
        assert contour is not None
        place = self.anchor_at(parameter)
        return number(contour.gradient[0](*place)), number(contour.gradient[1](*place))

    def _velocity(self, parameter: float) -> tuple[float, float]:
        first, second = self.scene.inner_derivatives[:2]
        return number(first(parameter)), number(second(parameter))

    def moving(self) -> Iterable[Artist]:
        if self._lines is not None:
            yield from self._lines.moving()
        if self.scene.contour is None:
            return
        yield self.gradient.patch
        yield self.velocity.patch
        yield from self._gradient_label.artists
        yield from self._velocity_label.artists
        yield self.dot

    def follow(self) -> None:
        if self._lines is not None:
            self._lines.follow(self.point[0])
        if self.scene.contour is None:
            return
        x, y = self.anchor
        self.dot.set_data([x], [y])
        ratio = self.figure.dpi / 72.0
        gap = self.style.px(14) * ratio
        vectors = (self._gradient(self.point[0]), self._velocity(self.point[0]))
        ends = []
        for arrow, label, (dx, dy) in zip(
            (self.gradient, self.velocity), (self._gradient_label, self._velocity_label), vectors, strict=True
        ):
            dx, dy = cut_to(self._factor * dx, self._factor * dy, self._reach)
            seen = arrow.put((x, y), (x + dx, y + dy))
            label.show(seen)
            ends.append(unit(dx, dy))
        # Each name stands on the side of its arrow that is turned away from the other arrow.
        turn = 1.0 if ends[0][0] * ends[1][1] - ends[0][1] * ends[1][0] >= 0 else -1.0
        for arrow, label, ahead, side in (
            (self.gradient, self._gradient_label, ends[0], -turn),
            (self.velocity, self._velocity_label, ends[1], turn),
        ):
            tip = self.axes.transData.transform(arrow.ends[1])
            away = (-side * ahead[1], side * ahead[0])
            px = tip[0] - 1.4 * gap * ahead[0] + 1.7 * gap * away[0]
            py = tip[1] - 1.4 * gap * ahead[1] + 1.7 * gap * away[1]
            label.place(px, py, 0.5, 0.5, self.axes.bbox)

    def stress(self) -> None:
        branch = self._branch
        asked = self.focus.variable if self.focus.variable in self.scene.tree[-1] else None
        variable = asked or self.scene.variable
        target = self.focus.variable if branch is not None else None
        self._tree.draw(*self._tree_room, Look(variable, branch, target))

    @property
    def _branch(self) -> str | None:
        names = {edge.target for edge in self.scene.edges if edge.source in self.scene.tree[0]}
        names |= {name for column in self.scene.tree[1:-1] for name in column}
        return self.focus.branch if self.focus.branch in names else None

    # Words -------------------------------------------------------------------------------------

    def describe(self) -> str:
        scene = self.scene
        words = _("The paths from {f} to {x}: {edges}.").format(
            f=plain_name(scene.tree[0][0]), x=plain_name(scene.variable), edges=self._tree.words()
        )
        if scene.contour is None:
            return " ".join((words, self._speed(self._lines.rate(self.point[0])))) if self._lines else words
        gradient, velocity = self._gradient(self.point[0]), self._velocity(self.point[0])
        return (
            words
            + " "
            + _(
                "At {x} = {value} the gradient is ({gx}, {gy}), the velocity ({vx}, {vy}) and their product"
                " {rate}."
            ).format(
                x=plain_name(scene.variable),
                value=rounded(self.point[0]),
                gx=rounded(gradient[0]),
                gy=rounded(gradient[1]),
                vx=rounded(velocity[0]),
                vy=rounded(velocity[1]),
                rate=rounded(gradient[0] * velocity[0] + gradient[1] * velocity[1]),
            )
        )

    def readout(self) -> Readout:
        scene = self.scene
        low, high = scene.range
        slider = Slider(scene.variable, low, high, self.point[0])
        f, x = typst_name(scene.tree[0][0]), typst_name(scene.variable)
        d = "partial" if len(scene.tree[-1]) > 1 else "d"
        name = f"({d} {f})/({d} {x})"
        if self._lines is not None and scene.outer:
            rate = self._lines.rate(self.point[0])
            if not math.isfinite(rate):
                return Readout(name, _("Here the derivative is not defined."), slider)
            return Readout(f"{self._lines.terms(self.point[0])} = {name}", self._speed(rate), slider)
        if scene.contour is None:
            return Readout(name, _("One term for each path; the terms are added up."), slider)
        gradient, velocity = self._gradient(self.point[0]), self._velocity(self.point[0])
        terms = [a * b for a, b in zip(gradient, velocity, strict=True)]
        rate = sum(terms)
        if not math.isfinite(rate):
            return Readout(name, _("Here the derivative is not defined."), slider)
        vectors = " dot ".join(
            typst_column([typst_number(part) for part in vector], (role, role))
            for vector, role in ((gradient, "derivative"), (velocity, "velocity"))
        )
        second = typst_number(terms[1])
        total = f"{typst_number(terms[0])} + {second if terms[1] >= 0 else f'({second})'}"
        first_sign, second_sign = equals(*gradient, *velocity, *terms), equals(*terms, rate)
        formula = f"{vectors} {first_sign} {total} {second_sign} {typst_number(rate)} = {name}"
        return Readout(formula, self._speed(rate), slider)

    def _speed(self, rate: float) -> str:
        return _("At {x} = {value}, {f} changes {rate} times as fast as {x}.").format(
            x=plain_name(self.scene.variable),
            value=rounded(self.point[0]),
            f=plain_name(self.scene.tree[0][0]),
            rate=rounded(rate),
        )
