"""Number lines, one below the other: what a small step of the input does to everything that depends on it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from tutor.canvas.along import Along
from tutor.canvas.arrows import Arrow, dragged_dot
from tutor.canvas.frame import fit_caption, place_axes, plain_axes, round_ticks
from tutor.canvas.labels import Label
from tutor.canvas.numbers import round_step
from tutor.canvas.style import Style
from tutor.canvas.wording import latex_name, plain_name, rounded
from tutor.gallery import Edge, Quantity
from tutor.language import _

MARGINS = (64.0, 96.0, 34.0, 48.0)
"""left, right, top, bottom, in px"""
SAMPLES = 200
LIFT = 13.0
"""px by which the arrows of the single paths stand above their number line"""
REACH = 0.3
"""how far a number line goes beyond most of its values, as a share of the stretch where those are"""
STEP = 1 / 8
"""the step of the input, as a share of its line"""


class NumberLines:
    """Axes whose data are logical px, with a line for the input on top and for the function at the foot."""

    def __init__(self, figure: Figure, style: Style, edges: tuple[Edge, ...], along: Along) -> None:
        self._style = style
        self._edges, self._along = edges, along
        self._rows = along.way.quantities
        self.axes: Axes = plain_axes(figure, style)
        self.axes.set_axis_off()
        self._ranges = [self._range(row) for row in self._rows]
        self._step = round_step(STEP * (along.way.range[1] - along.way.range[0]))
        self._room = (1.0, 1.0)
        self._still: list[Any] = []
        self.dot = dragged_dot(self.axes, style)
        self._dots = [self._small_dot(row) for row in self._rows[1:]]
        self._links = [self._link(edge.source, edge.target) for edge in self._linked]
        self._arrows = [Arrow(self.axes, style, self._colour(row)) for row in self._rows]
        self._terms = [Arrow(self.axes, style, style.slot(index)) for index in range(len(self._several))]
        self._labels = [Label(figure, style, self._colour(row), 17) for row in self._rows]

    def _range(self, row: Quantity) -> tuple[float, float]:
        """Return the stretch of a number line that its values need, the rare far ones left out."""
        low, high = self._along.way.range
        if row is self._rows[0]:
            return low, high
        values = self._along.values(row.value, np.linspace(low, high, SAMPLES))
        here = self._along.at(row.value, self._along.start)
        finite = values[np.isfinite(values)]
        if not finite.size:
            return -1.0, 1.0
        q1, q3 = np.quantile(finite, (0.1, 0.9))
        reach = REACH * (q3 - q1)
        low, high = max(finite.min(), q1 - reach), min(finite.max(), q3 + reach)
        if math.isfinite(here):
            low, high = min(low, here), max(high, here)
        spare = 0.1 * (high - low) or 1.0
        return float(low - spare), float(high + spare)

    def _colour(self, row: Quantity) -> str:
        if row is self._rows[-1]:
            return self._style.colour("meaning.derivative")
        return self._style.role(row.slot) if row.slot else self._style.colour("text.secondary")

    def _small_dot(self, row: Quantity) -> Line2D:
        (dot,) = self.axes.plot(
            [], [], "o", color=self._colour(row), markersize=self._style.px(9), animated=True, zorder=6
        )
        return dot

    def _link(self, source: str, target: str) -> Line2D:
        (line,) = self.axes.plot(
            [],
            [],
            color=self._style.colour("window.lineStrong"),
            linewidth=self._style.px(1),
            animated=True,
            zorder=2,
        )
        return line

    @property
    def _linked(self) -> list[Edge]:
        names = [row.name for row in self._rows]
        return [edge for edge in self._edges if edge.source in names and edge.target in names]

    @property
    def _several(self) -> tuple[Any, ...]:
        """The outer derivatives, where there is more than one term to add."""
        outer = self._along.way.outer
        return outer if len(outer) > 1 else ()

    # Places ---------------------------------------------------------------------------------------

    def arrange(self, figure_size: tuple[float, float], height: float) -> None:
        """Draw the still part into the lowest `height` px of a figure of so many logical px."""
        style = self._style
        width = figure_size[0]
        place_axes(self.axes, figure_size, 0, 0, width, height)
        self._room = (width, height)
        self.axes.set_xlim(0, width)
        self.axes.set_ylim(0, height)
        for artist in self._still:
            artist.remove()
        before = set(self.axes.get_children())
        left, right = self._ends
        for index, (row, (low, high)) in enumerate(zip(self._rows, self._ranges, strict=True)):
            y = self._height(index)
            ink = style.colour("window.lineStrong")
            self.axes.plot([left, right], [y, y], color=ink, linewidth=style.px(1.5), zorder=1)
            self.axes.text(
                left - style.px(20), y, f"${latex_name(row.name)}$", color=self._colour(row),
                fontsize=style.px(20), ha="right", va="center",
            )  # fmt: skip
            for place in round_ticks(low, high, right - left, 110.0):
                x = self._across(index, float(place))
                self.axes.plot([x, x], [y - style.px(4), y + style.px(4)], color=ink, linewidth=style.px(1))
                self.axes.text(
                    x, y - style.px(8), rounded(float(place), 6), color=style.colour("text.tertiary"),
                    fontsize=style.px(13), ha="center", va="top",
                )  # fmt: skip
        words = _("The arrows show what a step of {step} in {x} does, at the rates of this place.")
        name = plain_name(self._rows[0].name)  # mathtext would set the words with it, without Chinese
        caption = self.axes.text(
            right + style.px(MARGINS[1] - 16), style.px(8),
            words.format(step=rounded(self._step), x=name),
            color=style.colour("text.secondary"), fontsize=style.px(13), ha="right", va="bottom",
        )  # fmt: skip
        fit_caption(caption, width - style.px(32))
        self._still = [child for child in self.axes.get_children() if child not in before]

    @property
    def _ends(self) -> tuple[float, float]:
        return self._style.px(MARGINS[0]), self._room[0] - self._style.px(MARGINS[1])

    def _height(self, index: int) -> float:
        top, bottom = self._style.px(MARGINS[2]), self._style.px(MARGINS[3]) + self._style.px(18)
        count = max(len(self._rows) - 1, 1)
        return self._room[1] - top - index / count * (self._room[1] - top - bottom)

    def _across(self, index: int, value: float) -> float:
        low, high = self._ranges[index]
        left, right = self._ends
        return left + (value - low) / (high - low) * (right - left)

    def anchor(self, x: float) -> tuple[float, float]:
        """Return where the dragged point stands for a value of the input."""
        return self._across(0, x), self._height(0)

    def taken_to(self, x: float, _y: float) -> float:
        """Return the input's value at a place of the axes."""
        low, high = self._ranges[0]
        left, right = self._ends
        return low + (x - left) / (right - left) * (high - low)

    # The moving part ------------------------------------------------------------------------------

    def moving(self) -> Iterator[Artist]:
        """Yield what moves, in the order in which it is painted."""
        yield from self._links
        yield from (arrow.patch for arrow in (*self._terms, *self._arrows))
        yield from self._dots
        for label in self._labels:
            yield from label.artists
        yield self.dot

    def follow(self, x: float) -> None:
        """Bring everything to a value of the input."""
        values = [self._along.at(row.value, x) for row in self._rows]
        spots: dict[str, tuple[float, float]] = {}
        left, right = self._ends
        box = self.axes.bbox
        for index, (row, value) in enumerate(zip(self._rows, values, strict=True)):
            y = self._height(index)
            at = self._across(index, value)
            inside = math.isfinite(at) and left - 1 <= at <= right + 1
            spots[row.name] = (at, y) if inside else (math.nan, y)
            if index:
                self._dots[index - 1].set_data([spots[row.name][0]], [y])
            end = self._across(index, value + self._along.at(row.rate, x) * self._step)
            self._put(self._arrows[index], spots[row.name], end)
            self._labels[index].say("$=$", rounded(value))
            pixels = self.axes.transData.transform((right + self._style.px(12), y))
            self._labels[index].place(pixels[0], pixels[1], 0.0, 0.5, box)
        self.dot.set_data(*([part] for part in self.anchor(x)))
        for line, edge in zip(self._links, self._linked, strict=True):
            line.set_data(*zip(spots[edge.source], spots[edge.target], strict=True))
        self._follow_terms(x, values[-1])

    def _put(self, arrow: Arrow, start: tuple[float, float], end: float) -> None:
        left, right = self._ends
        if not math.isfinite(start[0] + end):
            arrow.patch.set_visible(False)
            return
        arrow.put(start, (min(max(end, left - 8.0), right + 8.0), start[1]))

    def _follow_terms(self, x: float, value: float) -> None:
        """Lay one arrow for each path end to end: together they reach as far as the whole arrow."""
        if not self._several:
            return
        last = len(self._rows) - 1
        room = self._height(last - 1) - self._height(last) - self._style.px(24)
        gap = min(self._style.px(LIFT), room / len(self._terms))
        lift = self._height(last) + gap
        total = value
        factors = zip(self._along.gradient(x), self._along.velocity(x), strict=True)
        for index, (arrow, (outer, slope)) in enumerate(zip(self._terms, factors, strict=True)):
            term = outer * slope
            self._put(
                arrow,
                (self._across(last, total), lift + index * gap),
                self._across(last, total + term * self._step),
            )
            total += term * self._step
