"""The chain rule: the tree above, the path over the level curves of f below."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.transforms import IdentityTransform

from tutor.board import PathsScene
from tutor.canvas.arrows import Arrow, cut_to, dragged_dot, unit
from tutor.canvas.contours import LevelMap, draw_map, label_levels
from tutor.canvas.frame import clear_of_caption, fitted, name_axes, place_axes, plain_axes, show_window
from tutor.canvas.labels import Label, least_covered
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
        if scene.contour is None:
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
        tree_height = height if scene.contour is None else self._tree_height(height)
        place_axes(self._tree_axes, (width, height), 0, height - tree_height, width, tree_height)
        self._tree_room = (width, tree_height)
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
        """Return the room for the tree above the map; crossing edges need more of it."""
        crossed = len(self.scene.tree[-1]) > 1
        share, most = (0.5, 300.0) if crossed else (TREE_SHARE, TREE_HEIGHT)
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
        first, second = (latex_name(name) for name in scene.contour.variables)
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
        at = pixels[shown[int(0.97 * (shown.size - 1))]]
        x, y = axes.transData.inverted().transform(at)
        arguments = ", ".join(latex_name(name) for name in scene.tree[-1])
        where = f"({arguments})" if len(scene.tree[-1]) > 1 else f"({variable})"
        label = axes.annotate(
            f"$({first}{where}, {second}{where})$",
            (x, y),
            (-style.px(12), style.px(10)),
            ha="right",
            va="bottom",
            textcoords="offset points",
            fontsize=style.px(17),
            color=style.colour("text.primary"),
            zorder=4,
        )
        extent = label.get_window_extent()
        if extent.x0 < box.x0:
            label.set_position((style.px(14), -style.px(10)))
            label.set_horizontalalignment("left")
            label.set_verticalalignment("top")
            extent = label.get_window_extent()
        return [
            [extent.x0 + share * extent.width, extent.y0 + extent.height / 2] for share in (0.1, 0.5, 0.9)
        ]

    # The point ---------------------------------------------------------------------------------

    @property
    def axes(self) -> Axes:
        return self._map_axes or self._tree_axes

    @property
    def clip(self) -> Clip:
        return (self.scene.range,)

    def anchor_at(self, parameter: float) -> tuple[float, float]:
        """Return the place on the map for a value of the input, NaN where there is no map."""
        if self.scene.contour is None:
            return math.nan, math.nan
        return number(self.scene.inner[0](parameter)), number(self.scene.inner[1](parameter))

    @property
    def anchor(self) -> tuple[float, float]:
        return self.anchor_at(self.point[0])

    def taken_to(self, x: float, y: float) -> Point:
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
        if self.scene.contour is None:
            return
        yield self.gradient.patch
        yield self.velocity.patch
        yield from self._gradient_label.artists
        yield from self._velocity_label.artists
        yield self.dot

    def follow(self) -> None:
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
        self._tree.draw(*self._tree_room, Look(self.scene.variable, self._branch))

    @property
    def _branch(self) -> str | None:
        names = {name for column in self.scene.tree[1:-1] for name in column}
        return self.focus.branch if self.focus.branch in names else None

    # Words -------------------------------------------------------------------------------------

    def describe(self) -> str:
        scene = self.scene
        words = _("The paths from {f} to {x}: {edges}.").format(
            f=plain_name(scene.tree[0][0]), x=plain_name(scene.variable), edges=self._tree.words()
        )
        if scene.contour is None:
            return words
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
        words = _("At {x} = {value}, {f} changes {rate} times as fast as {x}.").format(
            x=plain_name(scene.variable),
            value=rounded(self.point[0]),
            f=plain_name(scene.tree[0][0]),
            rate=rounded(rate),
        )
        return Readout(formula, words, slider)
