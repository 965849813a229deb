"""The path over the level curves of f: its velocity and the gradient at the point of the moment."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import chain, product
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import BboxBase, IdentityTransform

from tutor.canvas.along import SAMPLES, Along
from tutor.canvas.arrows import Arrow, cut_to, dragged_dot, unit
from tutor.canvas.contours import LevelMap, draw_map, label_levels
from tutor.canvas.frame import (
    clear_of_caption,
    fit_caption,
    fitted,
    name_axes,
    place_axes,
    plain_axes,
    show_window,
)
from tutor.canvas.labels import Label, least_covered
from tutor.canvas.placing import place_clear, round_about
from tutor.canvas.style import Style
from tutor.canvas.wording import latex_name, plain_name, rounded
from tutor.gallery import ContourScene, Window
from tutor.language import _

MARGINS = (67.0, 22.0, 18.0, 50.0)
"""left, right, top, bottom of the map, in px"""
LONGEST = 0.85
SHORTEST = 34.0
"""px of length from which an arrow is easy to see"""
FACTORS = (1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 1e-3, 1e-4)

NOWHERE = np.empty((0, 2))


class PathMap:
    """A map of f over its two inner functions, with the path that the input takes through it."""

    def __init__(
        self, figure: Figure, style: Style, inputs: tuple[str, ...], along: Along, contour: ContourScene
    ) -> None:
        self.figure, self.style, self.along, self.contour = figure, style, along, contour
        self._inputs = inputs
        self._path = along.path()
        self._still: list[Any] = []
        self._names: list[BboxBase] = []
        self.axes: Axes = plain_axes(figure, style)
        line = style.colour("window.line")
        self._rule = Line2D([0, 1], [0, 0], color=line, linewidth=style.px(1))
        figure.add_artist(self._rule)
        self._caption = figure.text(
            0, 0, "", ha="right", va="bottom", color=style.colour("text.secondary"), fontsize=style.px(14)
        )
        ink = style.colour("meaning.function_curve")
        self.axes.plot(*self._path, color=ink, linewidth=style.stroke("curve"), zorder=3)
        self.gradient = Arrow(self.axes, style, style.colour("meaning.derivative"))
        self.velocity = Arrow(self.axes, style, style.colour("meaning.velocity"))
        self.dot = dragged_dot(self.axes, style)
        self._gradient_label = Label(figure, style, style.colour("meaning.derivative"), 19, on_map=True)
        self._gradient_label.say(rf"$\nabla {latex_name(contour.name)}$")
        self._velocity_label = Label(figure, style, style.colour("meaning.velocity"), 19, on_map=True)
        self._velocity_label.say(r"$\boldsymbol{v}'$")

    # Places ---------------------------------------------------------------------------------------

    def arrange(self, figure_size: tuple[float, float], height: float) -> None:
        """Draw the still part into the lowest `height` px of a figure of so many logical px."""
        style, axes = self.style, self.axes
        self._rule.set_ydata([height / figure_size[1]] * 2)
        left, right, top, bottom = (style.px(margin) for margin in MARGINS)
        room = (figure_size[0] - left - right, height - top - bottom)
        place_axes(axes, figure_size, left, bottom, *room)
        self.view = fitted(self._window(), room)
        for artist in self._still:
            artist.remove()
        self._still = []
        before = set(axes.get_children())
        level_map = LevelMap.of_scene(self.contour, self.view)
        draw_map(axes, self.contour, level_map, style)
        show_window(axes, self.view, room, style.px(80))
        name_axes(axes, style, self.contour.variables, [style.slot(0), style.slot(1)])
        axes.yaxis.set_label_coords(-style.px(34) / room[0], 0.5)
        self._reach = LONGEST * min(self.view[1] - self.view[0], self.view[3] - self.view[2])
        self._choose_factors(*figure_size)
        clear_of_caption(axes, self._caption, style.px(26) / room[1])
        taken = self._mark_parameters()
        taken += self._name_path()
        taken += self._start_pixels().tolist()
        label_levels(axes, self.contour, level_map, style, taken)
        self._still += [child for child in axes.get_children() if child not in before]
        self._names = [text.get_window_extent() for text in self._still if isinstance(text, Text)]

    def _window(self) -> Window:
        """Return the map's window, wide enough for most of the path that there is now."""
        left, right, bottom, top = self.contour.window
        x, y = (values[np.isfinite(values)] for values in self._path)
        if x.size and y.size:
            left, right = min(left, np.quantile(x, 0.1)), max(right, np.quantile(x, 0.9))
            bottom, top = min(bottom, np.quantile(y, 0.1)), max(top, np.quantile(y, 0.9))
        return float(left), float(right), float(bottom), float(top)

    def _choose_factors(self, width: float, height: float) -> None:
        """Draw both arrows at their true lengths where they fit at the start, else at a round part of it:
        the same part for both, unless one of them would be too short to be seen."""
        here = np.array(self.anchor(self.along.start))
        vectors = np.array(self._vectors(self.along.start))
        self._factors = [self._fitting(here, vector) for vector in vectors]
        least = min(self._factors)
        unit_px = self.axes.bbox.width / (self.view[1] - self.view[0]) * 72.0 / self.figure.dpi
        if all(least * float(np.hypot(*vector)) * unit_px > self.style.px(SHORTEST) for vector in vectors):
            self._factors = [least, least]
        first, second = (rounded(factor, 4) for factor in self._factors)
        words = _("Arrows are drawn at {factor} × their length").format(factor=first)
        if first != second:
            words = _("∇{f} is drawn at {first} × its length, v′ at {second} ×").format(
                f=plain_name(self.contour.name), first=first, second=second
            )
        self._caption.set_text("" if self._factors == [1.0, 1.0] else words)
        self._caption.set_position((1 - self.style.px(MARGINS[1]) / width, self.style.px(6) / height))
        fit_caption(self._caption, width - self.style.px(2 * MARGINS[1]))

    def _fitting(self, here: np.ndarray, vector: np.ndarray) -> float:
        """Return the largest of `FACTORS` at which an arrow stays inside the map."""
        left, right, bottom, top = self.view
        edge = 0.06 * (top - bottom)
        for factor in FACTORS if np.isfinite(vector).all() else ():
            tip = here + factor * vector
            inside = (tip > (left + edge, bottom + edge)).all() and (tip < (right - edge, top - edge)).all()
            if inside and np.hypot(*vector) * factor <= self._reach:
                return factor
        return 1.0

    def _start_pixels(self, *, path: bool = True) -> np.ndarray:
        """Return pixels (n, 2) that the path, unless it is left out, and at first the arrows cover."""
        here = np.array(self.anchor(self.along.start))
        ends = [
            cut_to(factor * dx, factor * dy, self._reach)
            for factor, (dx, dy) in zip(self._factors, self._vectors(self.along.start), strict=True)
        ]
        arrows = np.vstack([here + np.linspace(0, 1.1, 12)[:, None] * np.array(end) for end in ends])
        covered = np.vstack([self._path.T[:: SAMPLES // 80], arrows]) if path else arrows
        pixels: np.ndarray = self.axes.transData.transform(covered[np.isfinite(covered).all(axis=1)])
        return pixels

    def _mark_parameters(self) -> list[Any]:
        """Put a ring on the path at whole values of the input, and return their places in pixels."""
        style, axes = self.style, self.axes
        variable = latex_name(self.along.way.variable)
        low, high = self.along.way.range
        places: list[Any] = []
        names: list[Any] = []
        ratio = self.figure.dpi / 72.0
        covered = self._start_pixels()
        for value in range(math.ceil(low + 1e-9), math.floor(high + 1e-9) + 1):
            x, y = self.anchor(float(value))
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
                f"${variable} = {value}$",
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

    def _name_path(self) -> list[Any]:
        """Write (g(x), h(x)) beside the path, near its upper end, and return where."""
        style, axes = self.style, self.axes
        variable = latex_name(self.along.way.variable)
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
        arguments = ", ".join(latex_name(name) for name in self._inputs)
        where = f"({arguments})" if len(self._inputs) > 1 else f"({variable})"
        first, second = (
            latex_name(name) + ("" if name in self._inputs else where) for name in self.contour.variables
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
        arrows = self._start_pixels(path=False)
        above = {"position": (-style.px(12), style.px(10)), "ha": "right", "va": "bottom"}
        below = {"position": (style.px(14), -style.px(10)), "ha": "left", "va": "top"}
        for share, side in product((0.97, 0.88, 0.78, 0.65, 0.5, 0.35), (above, below)):
            at = pixels[shown[int(share * (shown.size - 1))]]
            label.xy = tuple(axes.transData.inverted().transform(at).tolist())
            label.set(**side)
            extent = label.get_window_extent()
            outside = extent.x0 < box.x0 or extent.x1 > box.x1 or extent.y0 < box.y0 or extent.y1 > box.y1
            crossed = ((arrows > extent.min) & (arrows < extent.max)).all(axis=1).any()
            if not outside and not crossed and not any(extent.overlaps(name) for name in names):
                break
        return [
            [extent.x0 + share * extent.width, extent.y0 + extent.height / 2] for share in (0.1, 0.5, 0.9)
        ]

    def anchor(self, x: float) -> tuple[float, float]:
        """Return the place of the dragged point for a value of the input, NaN where there is none."""
        first, second = self.along.inner(x)
        return first, second

    def taken_to(self, x: float, y: float) -> float:
        """Return the input's value where the path is nearest to a place of the axes, NaN without a path."""
        far = np.hypot(self._path[0] - x, self._path[1] - y)
        return float(self.along.parameters[int(np.nanargmin(far))]) if np.isfinite(far).any() else math.nan

    # The moving part ------------------------------------------------------------------------------

    def _vectors(self, x: float) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return the gradient and the velocity at a value of the input."""
        (gx, gy), (vx, vy) = self.along.gradient(x), self.along.velocity(x)
        return (gx, gy), (vx, vy)

    def moving(self) -> Iterator[Artist]:
        """Yield what moves, in the order in which it is painted."""
        yield self.gradient.patch
        yield self.velocity.patch
        yield from self._gradient_label.artists
        yield from self._velocity_label.artists
        yield self.dot

    def follow(self, x: float) -> None:
        """Bring everything to a value of the input."""
        here = self.anchor(x)
        self.dot.set_data([here[0]], [here[1]])
        ratio = self.figure.dpi / 72.0
        gap = self.style.px(14) * ratio
        ends = []
        for factor, arrow, label, (dx, dy) in zip(
            self._factors,
            (self.gradient, self.velocity),
            (self._gradient_label, self._velocity_label),
            self._vectors(x),
            strict=True,
        ):
            dx, dy = cut_to(factor * dx, factor * dy, self._reach)
            seen = arrow.put(here, (here[0] + dx, here[1] + dy))
            label.show(seen)
            ends.append(unit(dx, dy))
        # Each name stands on the side of its arrow that is turned away from the other arrow.
        turn = 1.0 if ends[0][0] * ends[1][1] - ends[0][1] * ends[1][0] >= 0 else -1.0
        names: list[BboxBase] = list(self._names)
        for arrow, label, ahead, side in (
            (self.gradient, self._gradient_label, ends[0], -turn),
            (self.velocity, self._velocity_label, ends[1], turn),
        ):
            tip = self.axes.transData.transform(arrow.ends[1])
            away = (-side * ahead[1], side * ahead[0])
            # Where another name is in the way: beyond the tip, or on the other side, or farther off.
            beside_tip = [
                (
                    tip[0] + gap * (onward * ahead[0] + aside * away[0]),
                    tip[1] + gap * (onward * ahead[1] + aside * away[1]),
                    0.5,
                    0.5,
                )
                for onward, aside in ((-1.4, 1.7), (1.2, 0.4), (-1.4, -1.7))
            ]
            spots = chain(beside_tip, round_about(float(tip[0]), float(tip[1]), gap))
            names.append(place_clear(label, spots, NOWHERE, names, self.axes.bbox))

    # The numbers ----------------------------------------------------------------------------------

    def in_words(self, x: float) -> str:
        """Say how large the two vectors are, and what their product is."""
        gradient, velocity = self._vectors(x)
        return _(
            "At {x} = {value} the gradient is ({gx}, {gy}), the velocity ({vx}, {vy}) and their product"
            " {rate}."
        ).format(
            x=plain_name(self.along.way.variable),
            value=rounded(x),
            gx=rounded(gradient[0]),
            gy=rounded(gradient[1]),
            vx=rounded(velocity[0]),
            vy=rounded(velocity[1]),
            rate=rounded(self.along.rate(x)),
        )
