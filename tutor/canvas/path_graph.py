"""The whole against the moving input, f(g(x), h(x)) over x, with the slope that the chain rule gives."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from tutor.canvas.along import Along
from tutor.canvas.arrows import dashed, dragged_dot
from tutor.canvas.frame import name_axes, place_axes, plain_axes, show_window
from tutor.canvas.labels import Label
from tutor.canvas.numbers import round_step
from tutor.canvas.style import Style
from tutor.canvas.wording import latex_name, plain_name, rounded
from tutor.gallery import Way
from tutor.language import _

MARGINS = (67.0, 22.0, 34.0, 50.0)
"""left, right, top, bottom of the plot, in px"""
FAR = 0.6
"""how far the plot goes beyond the middle of the values, as a share of the stretch where those are"""
ARM = 150.0


class PathGraph:
    """A curve with its tangent and the rise over a run."""

    def __init__(self, figure: Figure, style: Style, inputs: tuple[str, ...], along: Along) -> None:
        self._figure, self._style, self._along = figure, style, along
        green, ink = style.colour("meaning.derivative"), style.colour("meaning.function_curve")
        self.axes: Axes = plain_axes(figure, style, grid=True)
        self._rule = Line2D([0, 1], [0, 0], color=style.colour("window.line"), linewidth=style.px(1))
        figure.add_artist(self._rule)
        for line in (self.axes.axhline, self.axes.axvline):
            line(0, color=style.colour("window.lineStrong"), linewidth=style.px(1), zorder=1)
        self._heights = self._sampled()
        self.axes.plot(along.parameters, self._heights, color=ink, linewidth=style.stroke("curve"), zorder=3)
        name_axes(self.axes, style, [along.way.variable], [style.colour("text.primary")])
        self._title = figure.text(
            0, 0, f"${_written(along.way, inputs)}$", fontsize=style.px(17), color=ink, va="bottom"
        )
        self.run = dashed(self.axes, style, style.colour("text.secondary"))
        (self.rise,) = self.axes.plot(
            [], [], color=green, linewidth=style.px(4.5), solid_capstyle="butt", animated=True, zorder=4
        )
        (self.tangent,) = self.axes.plot(
            [], [], color=green, linewidth=style.stroke("slope"), animated=True, zorder=4
        )
        self.dot = dragged_dot(self.axes, style)
        self._run_label = Label(figure, style, style.colour("text.secondary"), 17)
        self._rise_label = Label(figure, style, green, 17)

    def _sampled(self) -> np.ndarray:
        """Return the heights of the curve, with a gap where neighbours do not belong together: where the
        step between them is not the one that the slope makes, as across a pole or a jump."""
        whole, x = self._along.way.whole, self._along.parameters
        if whole is None:
            return np.full(x.shape, np.nan)
        heights = self._along.values(whole.value, x)
        slopes = self._along.values(whole.rate, x)
        steps = np.diff(heights)
        made = (slopes[1:] + slopes[:-1]) / 2 * np.diff(x)
        low, high = _bulk(heights)
        broken = (np.abs(steps - made) > 0.5 * np.abs(steps)) & (np.abs(steps) > 0.05 * (high - low))
        shown: np.ndarray = np.where(np.append(broken, False), np.nan, heights)
        return shown

    # Places ---------------------------------------------------------------------------------------

    def arrange(self, figure_size: tuple[float, float], height: float) -> None:
        """Take the lowest `height` px of a figure of so many logical px."""
        left, right, top, bottom = (self._style.px(margin) for margin in MARGINS)
        self._rule.set_ydata([height / figure_size[1]] * 2)
        room = (figure_size[0] - left - right, height - top - bottom)
        place_axes(self.axes, figure_size, left, bottom, *room)
        self._title.set_position(
            (left / figure_size[0], (bottom + room[1] + self._style.px(6)) / figure_size[1])
        )
        low, high = _bulk(self._heights)
        here = self._along.height(self._along.start)
        if math.isfinite(here):
            low, high = min(low, here), max(high, here)
        if low <= 0.3 * high or high >= 0.3 * low:
            low, high = (min(low, 0.0), max(high, 0.0)) if low * high > 0 else (low, high)
        spare = 0.08 * (high - low) or 1.0
        self.window = (*self._along.way.range, low - spare, high + spare)
        show_window(self.axes, self.window, room, self._style.px(95))
        self.axes.xaxis.set_label_coords(0.5, -self._style.px(26) / room[1])

    def anchor(self, x: float) -> tuple[float, float]:
        """Return the place of the dragged point; at the foot where the function has no value."""
        _left, _right, low, high = self.window
        y = self._along.height(x)
        return x, min(max(y, low), high) if math.isfinite(y) else low

    def taken_to(self, x: float, _y: float) -> float:
        """Return the input's value at a place of the axes."""
        return x

    # The moving part ------------------------------------------------------------------------------

    def moving(self) -> Iterator[Artist]:
        """Yield what moves, in the order in which it is painted."""
        yield from (self.run, self.rise, self.tangent, self.dot)
        yield from self._run_label.artists
        yield from self._rise_label.artists

    def follow(self, x: float) -> None:
        """Bring everything to a value of the input."""
        y, slope = self._along.height(x), self._along.rate(x)
        self.dot.set_data(*([part] for part in self.anchor(x)))
        defined = math.isfinite(y + slope)
        for artist in (self.run, self.rise, self.tangent):
            artist.set_visible(defined)
        self._run_label.show(defined)
        self._rise_label.show(defined)
        if not defined:
            return
        left, right, *_rest = self.window
        run = 1.0 if 2.5 <= right - left <= 14 else round_step((right - left) / 5)
        side = 1 if x + run <= right else -1
        to_pixels, box = self.axes.transData.transform, self.axes.bbox
        ratio = self._figure.dpi / 72.0
        direction = to_pixels((x + 1, y + slope)) - to_pixels((x, y))
        reach = max(self._style.px(ARM) * ratio / float(np.hypot(*direction)), 1.12 * run)
        self.tangent.set_data([x - reach, x + reach], [y - slope * reach, y + slope * reach])
        end = x + side * run
        self.run.set_data([x, end], [y, y])
        self.rise.set_data([end, end], [y, y + side * slope * run])
        gap = self._style.px(10) * ratio
        down = side * slope < 0
        middle = to_pixels((x + side * run / 2, y))
        self._run_label.say("", rounded(run))
        self._run_label.place(middle[0], middle[1] + (gap if down else -gap), 0.5, float(not down), box)
        self._rise_label.say("", rounded(slope * run))
        middle = to_pixels((end, y + side * 0.5 * slope * run))
        low, high = to_pixels([(end, y), (end, y + slope * run)])[:, 1]
        if abs(high - low) < 3 * gap:  # the tangent would run through a number beside so short a rise
            middle[1] += 1.6 * gap if down else -1.6 * gap
        middle[1] = min(max(middle[1], box.y0), box.y1)
        self._rise_label.place(middle[0] + side * gap, middle[1], float(side < 0), 0.5, box)

    def in_words(self, x: float) -> str:
        """Say how high the curve is and how steep."""
        return _("At {x} = {value} its height is {height} and its slope {slope}.").format(
            x=plain_name(self._along.way.variable),
            value=rounded(x),
            height=rounded(self._along.height(x)),
            slope=rounded(self._along.rate(x)),
        )


def _written(way: Way, inputs: tuple[str, ...]) -> str:
    """Return f(g(x), h(x)) as mathtext."""
    letters = ", ".join(map(latex_name, inputs))
    inner = (latex_name(name) + ("" if name in inputs else f"({letters})") for name in way.names)
    return f"{latex_name(way.output)}({', '.join(inner)})"


def _bulk(heights: np.ndarray) -> tuple[float, float]:
    """Return the lowest and highest of most of the heights, the rare far ones at a pole left out."""
    finite = heights[np.isfinite(heights)]
    if not finite.size:
        return -1.0, 1.0
    q1, q3 = (float(q) for q in np.quantile(finite, (0.15, 0.85)))
    reach = FAR * (q3 - q1)
    low, high = max(float(finite.min()), q1 - reach), min(float(finite.max()), q3 + reach)
    return (low, high) if high > low else (low - 1.0, high + 1.0)
