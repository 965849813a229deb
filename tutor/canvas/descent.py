"""Walking downhill: steps of −η∇f over the level curves, and the value of f after each."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
from matplotlib.artist import Artist
from matplotlib.patches import FancyArrowPatch
from matplotlib.transforms import Bbox, BboxBase

from tutor.canvas.arrows import dragged_dot, rings
from tutor.canvas.frame import place_axes, plain_axes, round_ticks, show_window
from tutor.canvas.heading import Heading
from tutor.canvas.labels import Label
from tutor.canvas.level_picture import LevelPicture
from tutor.canvas.numbers import number
from tutor.canvas.picture import Point
from tutor.canvas.pictures import picture_of
from tutor.canvas.placing import along, place_clear
from tutor.canvas.readout import Readout, Slider
from tutor.canvas.saying import Saying, saying
from tutor.canvas.style import SLOTS
from tutor.canvas.wording import (
    equals,
    latex_name,
    latex_number,
    plain_name,
    rounded,
    typst_column,
    typst_name,
    typst_number,
)
from tutor.gallery.descent import DescentScene
from tutor.language import _

STEPS = 12
ARROWS = 5
"""Only the first steps are drawn as arrows; later ones are too short for a head."""
MARGINS = (66.0, 26.0, 20.0, 54.0)
"""left, right, top, bottom of the map, in px"""
FAR = 3.0
"""So many halves of the window from its middle the steps are followed."""
BELOW = 0.27
"""The share of the height for the values of f."""
ABOVE = 0.34
"""of the span of those values, that there is above them: room for a number"""


@picture_of(DescentScene)
class DescentPicture(LevelPicture):
    """The start is dragged; η is the slider."""

    scene: DescentScene

    def build(self) -> Iterator[None]:
        style, contour = self.style, self.scene.contour
        ink, green = style.colour("meaning.function_curve"), style.colour("meaning.derivative")
        self.rate = self.scene.rate
        self.make_map()
        yield
        (self._way,) = self._axes.plot(
            [], [], color=green, linewidth=style.px(2.2), animated=True, clip_on=True
        )
        self._arrows = [
            FancyArrowPatch(
                (0, 0),
                (1, 1),
                arrowstyle=style.arrow_style,
                mutation_scale=0.8,
                color=green,
                linewidth=style.px(2.4),
                shrinkA=style.px(6),
                shrinkB=style.px(3),
                animated=True,
                clip_on=True,
            )
            for _arrow in range(ARROWS)
        ]
        for arrow in self._arrows:
            self._axes.add_patch(arrow)
        yield
        self._places = rings(self._axes, style, green, 7)
        self.dot = dragged_dot(self._axes, style)
        self._values = plain_axes(self.figure, style, grid=True)
        self._values.grid(False, axis="x")
        self._values.yaxis.set_animated(True)
        (self._fall,) = self._values.plot([], [], color=ink, linewidth=style.stroke("curve"), animated=True)
        self._heights = rings(self._values, style, green, 7)
        self._title = Heading(self.figure, style)
        self._title.say(_("{f} after each step"), f=(f"${latex_name(contour.name)}$", ""))
        self._labels = {
            "start": Label(self.figure, style, ink, 15, on_map=True),
            "step": Label(self.figure, style, green, 18, on_map=True),
            "first": Label(self.figure, style, ink, 16),
            "second": Label(self.figure, style, ink, 16),
            "last": Label(self.figure, style, ink, 16),
        }
        self._labels["start"].say(_("start"))
        self._labels["step"].say(rf"$-\eta\,\nabla {latex_name(contour.name)}$")
        self._stack(4, 0.01)

    def arrange(self, width: float, height: float) -> Iterator[None]:
        style = self.style
        left, right, top, bottom = (style.px(margin) for margin in MARGINS)
        below = max(BELOW * height, style.px(90))
        foot = style.px(30)
        values_room = (width - left - right, below - foot - style.px(34))
        place_axes(self._values, (width, height), left, foot, *values_room)
        self._title.place(left, below - style.px(20))
        room = (width - left - right, height - below - top - bottom)
        yield
        with self.map_drawn((width, height), (left, below + bottom), room):
            self._axes.xaxis.set_label_coords(0.5, -style.px(26) / room[1])
            self._axes.yaxis.set_label_coords(-style.px(32) / room[0], 0.5)
            self._draw_valley()
            yield
            taken = self._axes.transData.transform(self.walk(self.scene.start)[:6]).tolist()
            self.label_map(taken)
        self._values_room = values_room
        self._heights_shown: tuple[float, float] | None = None

    def _draw_valley(self) -> None:
        """Draw the directions in which the valley is steepest and flattest, through its lowest place."""
        valley = self.scene.valley
        if valley is None:
            return
        left, right, bottom, top = self.view
        reach, grey = math.hypot(right - left, top - bottom), self.style.colour("text.secondary")
        x, y = valley.place
        for curvature, (dx, dy) in zip(valley.curvatures, valley.directions, strict=True):
            self._axes.plot(
                [x - reach * dx, x + reach * dx],
                [y - reach * dy, y + reach * dy],
                color=grey,
                linewidth=self.style.px(1.2),
                linestyle=(0, (5, 4)),
                zorder=2.6,
                scalex=False,
                scaley=False,
            )
            self._name_direction(curvature, (x, y), (dx, dy))
        self._axes.plot(
            [x], [y], "+", color=self.style.colour("text.primary"), markersize=self.style.px(11),
            markeredgewidth=self.style.px(2), zorder=3, scalex=False, scaley=False,
        )  # fmt: skip

    def _name_direction(
        self, curvature: float, place: tuple[float, float], direction: tuple[float, float]
    ) -> None:
        """Write the eigenvalue near the end of its line, to the right of it or above."""
        _left, right, bottom, top = self.view
        dx, dy = direction if (direction[0], direction[1]) > (0, 0) else (-direction[0], -direction[1])
        if abs(dx) < 1e-6:
            dx, dy = 0.0, 1.0
        wide = (right - place[0]) / dx if dx > 1e-9 else math.inf
        high = (top - place[1]) / dy if dy > 1e-9 else (bottom - place[1]) / dy if dy < -1e-9 else math.inf
        share = 0.86 * min(wide, high)
        self._axes.annotate(
            rf"$\lambda = {latex_number(curvature)}$",
            (place[0] + share * dx, place[1] + share * dy),
            xytext=(self.style.px(8), self.style.px(4)),
            textcoords="offset points",
            ha="left" if abs(dy) > abs(dx) else "right",
            fontsize=self.style.px(16),
            color=self.style.colour("text.secondary"),
            zorder=3,
            bbox={"boxstyle": "round,pad=0.15", "facecolor": self._axes_colour, "edgecolor": "none"},
        )

    @property
    def _axes_colour(self) -> str:
        return self.style.mixed("plot.contourFillLowHigh", 0.3)

    # The walk ----------------------------------------------------------------------------------

    def walk(self, start: Point) -> np.ndarray:
        """Return the places (n + 1, 2) of n ≤ STEPS steps of −η∇f; it ends where ∇f is not defined, and
        far outside the window."""
        gradient = self.scene.contour.gradient
        left, right, bottom, top = self.scene.contour.window
        middle = np.array([left + right, bottom + top]) / 2
        half = np.array([right - left, top - bottom]) / 2
        places = [np.array(start, dtype=float)]
        for _step in range(STEPS):
            x, y = places[-1]
            # A formula for ∇f may have values where f has none.
            here = [self.scene.contour.f, *gradient]
            height, *slopes = (number(program(x, y)) for program in here)
            step = self.rate * np.array(slopes) if math.isfinite(height) else np.array([math.nan, math.nan])
            following = places[-1] - step
            if not np.isfinite(following).all():
                break
            places.append(following)
            if (np.abs(following - middle) > FAR * half).any():
                break
        return np.array(places)

    def slide(self, value: float) -> None:
        self.rate = value
        self.follow()

    def reset(self) -> None:
        self.rate = self.scene.rate
        super().reset()

    def moving(self) -> Iterable[Artist]:
        yield self._way
        yield from self._arrows
        yield self._places
        yield self.dot
        yield self._values.yaxis
        yield self._fall
        yield self._heights
        for label in self._labels.values():
            yield from label.artists
        yield from self._title.artists

    def follow(self) -> None:
        places = self.walk(self.point)
        self._way.set_data(*places.T)
        self._places.set_data(*places[1:].T)
        self.dot.set_data([self.point[0]], [self.point[1]])
        pixels = self._axes.transData.transform(places)
        for index, arrow in enumerate(self._arrows):
            long = index + 1 < len(places) and math.dist(pixels[index], pixels[index + 1]) > self.style.px(26)
            arrow.set_visible(long)
            if long:
                arrow.set_positions(tuple(places[index]), tuple(places[index + 1]))
        heights = np.array([number(self.scene.contour.f(*place)) for place in places])
        self._fall.set_data(np.arange(len(heights)), heights)
        self._heights.set_data(np.arange(len(heights)), heights)
        self._show_values(heights)
        self._place_labels(places, heights)

    def _show_values(self, heights: np.ndarray) -> None:
        finite = heights[np.isfinite(heights)]
        low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
        if not high - low > 1e-12 * max(1.0, abs(high)):
            spare = max(1.0, 0.1 * abs(high))  # of a height of 1e300 a step of 1 is none
            low, high = low - spare, high + spare
        if 0 < low < 0.3 * high:
            low = 0.0
        if self._heights_shown == (low, high):
            return
        window = (-0.35, STEPS + 0.35, low - 0.12 * (high - low), high + ABOVE * (high - low))
        show_window(self._values, window, self._values_room, self.style.px(52))
        self._values.set_xticks(range(STEPS + 1), [str(step) for step in range(STEPS + 1)])
        self._heights_shown = low, high
        ticks = round_ticks(low, high, self._values_room[1], self.style.px(34))
        self._values.set_yticks(ticks, [rounded(float(tick), 6) for tick in ticks])

    def _place_labels(self, places: np.ndarray, heights: np.ndarray) -> None:
        labels, ratio = self._labels, self.figure.dpi / 72.0
        gap, box = self.style.px(10) * ratio, self._axes.bbox
        px, py = self._axes.transData.transform(self.anchor)
        ahead = np.array([0.0, -1.0])
        if len(places) > 1:
            following = self._axes.transData.transform(places[1])
            length = float(np.hypot(*(following - (px, py)))) or 1.0
            ahead = (following - (px, py)) / length
            mx, my = (np.array([px, py]) + following) / 2
            labels["step"].place(mx - 1.4 * gap, my, 1.0, 0.5, box)
        labels["step"].show(len(places) > 1 and bool(np.any(places[1] != places[0])))
        labels["start"].place(
            px, py + (1.4 * gap if ahead[1] < 0.3 else -1.4 * gap), 0.5, float(ahead[1] >= 0.3), box
        )
        self._place_heights(heights, gap)

    def _place_heights(self, heights: np.ndarray, gap: float) -> None:
        """Write the first two heights and the last one, clear of the line through them all; a height that
        would stand on an earlier one is left out."""
        labels, box = self._labels, self._values.bbox
        line = self._values.transData.transform(np.column_stack([np.arange(len(heights)), heights]))
        line = line[np.isfinite(line).all(axis=1)]
        lines = np.vstack([line, *(along(first, last) for first, last in pairwise(line.tolist()))])
        taken: list[BboxBase] = []
        room = Bbox([[box.x0 - gap, box.y0], [box.x1, box.y1 + gap]])
        for key, index in {"first": 0, "last": len(heights) - 1, "second": 1}.items():
            seen = index < len(heights) and math.isfinite(heights[index]) and (key != "last" or index > 4)
            labels[key].show(seen)
            if not seen:
                continue
            labels[key].say("", rounded(float(heights[index])))
            x, y = self._values.transData.transform((index, heights[index]))
            spots = [
                (x + right * gap, y + up * 0.7 * gap, 0.5 - 0.5 * right, 0.5 - 0.5 * up)
                for right, up in ((1, 1), (1, 0), (0, 1), (1, -1), (0, -1), (-1, 1), (-1, -1))
                if (right <= 0 if key == "last" else right >= 0)
            ]
            placed = place_clear(labels[key], spots, lines, taken, room)
            labels[key].show(not any(placed.overlaps(other) for other in taken))
            taken.append(placed)

    # Words -------------------------------------------------------------------------------------

    @property
    def invitation(self) -> str:
        return _("Drag the start, or type")

    def describe(self) -> str:
        places = self.walk(self.point)
        f = self.scene.contour.f
        return _(
            "Steps of −η∇{f} over its level curves, with η = {rate}. From ({x}, {y}), where {f} = {first},"
            " they come to {last} after {count} steps."
        ).format(
            f=plain_name(self.scene.contour.name),
            rate=rounded(self.rate),
            x=rounded(self.point[0]),
            y=rounded(self.point[1]),
            first=rounded(number(f(*self.point))),
            last=rounded(number(f(*places[-1]))),
            count=len(places) - 1,
        )

    def readout(self) -> Readout:
        low, high = self.scene.rates
        valley = self.scene.valley
        largest = valley.largest_rate if valley is not None else None
        slider = Slider("η", low, high, self.rate, mark=largest)
        places = self.walk(self.point)
        left = f"derivative(nabla {typst_name(self.scene.contour.name)})"
        if len(places) < 2:
            return Readout(left, _("Here the gradient is not defined: there is no way down."), slider)
        start, step, end = places[0], (places[0] - places[1]) / (self.rate or 1.0), places[1]
        column = [typst_column([typst_number(float(part)) for part in v], SLOTS) for v in (start, step, end)]
        rate = typst_number(self.rate)
        formula = f"{column[0]} - {rate} dot {column[1]} {equals(*end)} {column[2]}"
        said = self._in_words()
        return Readout(formula, said.text, slider, said=said.typst)

    def _in_words(self) -> Saying:
        valley = self.scene.valley
        if valley is None:
            words = _(
                "Each step goes downhill, at right angles to the level curve. Here there is no valley to"
                " reach."
            )
            return saying(words, {})
        largest, factor = valley.largest_rate, 1 - valley.curvatures[0] * self.rate
        names = {
            "largest": rounded(largest),
            "factor": rounded(factor),
            "curvature": rounded(valley.curvatures[0]),
        }
        if self.rate >= largest:
            words = _(
                "η is too large: near the valley each step goes farther to the other side than the one"
                " before. Below η = {largest} the steps settle."
            )
        elif factor < 0:
            words = _(
                "Each step overshoots the valley: across it, the distance is multiplied by"
                " 1 − {curvature}η = {factor}. From η = {largest} on it no longer settles."
            )
        else:
            words = _(
                "Each step goes a part of the way into the valley. Up to η = {largest} the steps settle."
            )
        return saying(words, names)
