"""y = f(x) with a draggable point, its tangent and the rise over a run of one."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.transforms import BboxBase, IdentityTransform

from tutor.canvas.arrows import dashed, dragged_dot
from tutor.canvas.frame import name_axes, place_axes, plain_axes, show_window
from tutor.canvas.gaps import gaps_of_curve
from tutor.canvas.labels import Label, least_covered_each, mathematics
from tutor.canvas.numbers import number, round_step
from tutor.canvas.picture import Clip, Picture, Point
from tutor.canvas.pictures import picture_of
from tutor.canvas.readout import Readout, Slider
from tutor.canvas.saying import saying
from tutor.canvas.secant import Secant
from tutor.canvas.slope_names import name_line, place_names, seen_of
from tutor.canvas.slope_trace import SlopeTrace
from tutor.canvas.tangents import slope_at
from tutor.canvas.wording import equals, latex_name, plain_name, rounded, typst_name, typst_number
from tutor.gallery import SlopeScene, Window
from tutor.language import _, pgettext
from tutor.program import Program

MARGINS = (56.0, 20.0, 24.0, 50.0)
"""left, right, top, bottom, in px"""
BETWEEN = 62.0
"""px between the curve and its slope below it: the ticks of one, the title of the other."""
LOWEST = 400.0
"""px of height from which there is room for the slope below the curve."""
_LOOKED_AT = 600
"""points of the curve that its name keeps clear of"""
FRACTION = re.compile(r"(?<!\^\{)\\frac")
"""A fraction that is no exponent's: mathtext writes its parts small unless told otherwise."""
NEAREST = 0.01
"""The least h of the secant, as a share of its largest."""


@picture_of(SlopeScene)
class SlopePicture(Picture):
    """The tangent is the derivative: what is green here is green in the formulas."""

    scene: SlopeScene
    _slope_known: tuple[Program, float, float] | None = None

    def build(self) -> Iterator[None]:
        style, scene = self.style, self.scene
        green, ink = style.colour("meaning.derivative"), style.colour("meaning.function_curve")
        self._axes = plain_axes(self.figure, style, grid=True)
        name_axes(self._axes, style, [scene.variable], [style.slot(0)])
        for line in (self._axes.axhline, self._axes.axvline):
            line(0, color=style.colour("window.lineStrong"), linewidth=style.px(1), zorder=1)
        (self.curve,) = self._axes.plot(
            scene.x, scene.y, color=ink, linewidth=style.stroke("curve"), zorder=3
        )
        self._curve_label = self.figure.text(
            0, 0, "", fontsize=style.px(17), color=ink, va="bottom", transform=IdentityTransform()
        )
        self.run = dashed(self._axes, style, style.slot(0))
        (self.rise,) = self._axes.plot(
            [], [], color=green, linewidth=style.px(4.5), solid_capstyle="butt", animated=True, zorder=4
        )
        (self.tangent,) = self._axes.plot(
            [], [], color=green, linewidth=style.stroke("slope"), animated=True, zorder=4
        )
        self.dot = dragged_dot(self._axes, style)
        self._run_label = Label(self.figure, style, style.slot(0))
        self._rise_label = Label(self.figure, style, green)
        self._point_label = Label(self.figure, style, ink, 20)
        self._point_label.say("$P$")
        yield
        self.trace = SlopeTrace(self.figure, style, scene)
        self.secant = Secant(self._axes, style, scene)
        self._upright = [
            axes.axvline(
                scene.start, color=style.colour("plot.dragPoint"), alpha=0.4, linewidth=style.px(1.5),
                animated=True,
            )
            for axes in (self._axes, self.trace.axes)
        ]  # fmt: skip
        self.h = self.largest_h / 2.5
        yield
        self._mark_places()
        self._tangent_label = Label(self.figure, style, green, 15, weight="bold")
        self._tangent_label.say(pgettext("line", "tangent"))

    def _mark_places(self) -> None:
        """Mark level tangents by a short green line, and corners by a ring: no tangent is there."""
        scene, style = self.scene, self.style
        green, grey = style.colour("meaning.derivative"), style.colour("text.secondary")
        half = 0.03 * (scene.window[1] - scene.window[0])
        for place in scene.levels:
            height = number(scene.f(place))
            self._axes.plot(
                [place - half, place + half], [height, height], color=green, alpha=0.7, zorder=2.5,
                linewidth=style.px(2), scalex=False, scaley=False,
            )  # fmt: skip
        for place in scene.corners:
            self._axes.plot(
                [place], [number(scene.f(place))], "o", color=style.colour("window.surface"), zorder=3.2,
                markeredgecolor=grey, markeredgewidth=style.px(2), markersize=style.px(9),
                scalex=False, scaley=False,
            )  # fmt: skip

    @property
    def largest_h(self) -> float:
        """The secant's h at the right end of the slider."""
        left, right, *_rest = self.scene.window
        return round_step(0.35 * (right - left))

    def arrange(self, width: float, height: float) -> Iterator[None]:
        left, right, top, bottom = (self.style.px(margin) for margin in MARGINS)
        wide, high = width - left - right, height - top - bottom
        self._both = height >= self.style.px(LOWEST)
        self.trace.show(self._both)
        low = bottom
        _x0, _x1, y0, y1 = self.scene.window
        if self._both:
            between = self.style.px(BETWEEN)
            _s0, _s1, s0, s1 = self.scene.slope_window
            share = min(max((y1 - y0) / (y1 - y0 + s1 - s0), 0.42), 0.6)
            upper = share * (high - between)
            below = high - between - upper
            low = bottom + below + between
            self.trace.arrange((width, height), left, bottom, (wide, below), upper / (y1 - y0))
            high = upper
            yield
        room = (wide, high)
        place_axes(self._axes, (width, height), left, low, *room)
        self._room, self._between_ticks = room, self.style.px(125 if not self._both else 95)
        show_window(self._axes, self.scene.window, room, self._between_ticks)
        self._axes.xaxis.label.set_visible(not self._both)
        self._arm = self.style.px(min(210.0, 0.32 * min(room) / self.style.scale))
        yield
        self._name_curve()
        self._note_curve()

    def _note_curve(self) -> None:
        """Note where the curve is seen, in pixels (n, 2): names that move keep clear of it."""
        every = max(1, len(self.scene.x) // _LOOKED_AT)
        curve = self._axes.transData.transform(np.column_stack([self.scene.x, self.scene.y])[::every])
        self._seen = curve[np.isfinite(curve).all(axis=1)]

    def _name_curve(self) -> None:
        """Write the function's name beside its curve, where it covers neither curve nor tangent."""
        scene, label = self.scene, self._curve_label
        label.set_text(self._curve_name())
        box = self._axes.bbox
        every = max(1, len(scene.x) // _LOOKED_AT)
        curve = self._axes.transData.transform(np.column_stack([scene.x, scene.y])[::every])
        inside = np.isfinite(curve).all(axis=1) & (curve[:, 1] > box.y0) & (curve[:, 1] < box.y1)
        pixels = curve[inside]
        label.set_visible(bool(len(pixels)))
        if not len(pixels):
            return
        extent = label.get_window_extent()
        size = np.array([extent.width, extent.height]) + 4
        start = self._axes.transData.transform((scene.start, number(scene.f(scene.start))))
        covered = np.vstack(
            [
                *(curve[:-1] + share * np.diff(curve, axis=0) for share in (0, 0.3, 0.6)),
                self._taken_at_start(),
            ]
        )
        covered = covered[np.isfinite(covered).all(axis=1)]
        gap = self.style.px(9) * self.figure.dpi / 72.0
        tried = pixels[:: max(1, len(pixels) // 45)]
        scores, lows = least_covered_each(size, tried, gap, covered, (), box)
        # Away from P, and high up, where it reads like a heading.
        away = np.hypot(*(lows + size / 2 - start).T) / box.width
        scores -= 2.0 * np.minimum(away, 0.4) + 3.0 * (lows[:, 1] - box.y0) / box.height
        low = np.clip(lows[int(scores.argmin())], box.min, np.maximum(box.max - size, box.min))
        label.set_position((round(low[0] + 2), round(low[1] + 2)))

    def _taken_at_start(self) -> np.ndarray:
        """Return pixels (n, 2) that the tangent, the run, the rise and their labels cover at first."""
        x = self.scene.start
        y, slope, run = number(self.scene.f(x)), number(self.scene.derivative(x)), self._run
        if not math.isfinite(y + slope):
            return np.empty((0, 2))
        share = np.linspace(0, 1, 15)[:, None]
        corners = self._axes.transData.transform([(x, y), (x + run, y), (x + run, y + slope * run)])
        start, turn, tip = corners
        ratio = self.figure.dpi / 72.0
        ahead = (tip - start) / (float(np.hypot(*(tip - start))) or 1.0)
        reach = max(self._arm * ratio, float(np.hypot(*(tip - start))))
        tangent = start + np.linspace(-1, 1, 41)[:, None] * ahead * reach
        legs = np.vstack([start + share * (turn - start), turn + share * (tip - turn)])
        beside = legs + self.style.px(24) * ratio * np.array([1.0, -1.0 if slope > 0 else 1.0])
        name = start + self.style.px(20) * ratio * np.array([-1.0, 1.0 if slope > 0 else -1.0])
        far = legs[15:] + self.style.px(48) * ratio * np.array([1.0, 0.0])
        word = start + 0.9 * reach * ahead - self.style.px(16) * ratio * np.array([1.0, 0.0])
        across = np.linspace(-self.style.px(70), 0, 8) * ratio
        words = [
            (word[0] + dx, word[1] + dy * ratio)
            for dx in across
            for dy in (-self.style.px(8), self.style.px(8))
        ]
        return np.vstack([tangent, legs, beside, far, name, words])

    def _curve_name(self) -> str:
        shown = mathematics(self.scene.label)
        start = f"{latex_name(self.scene.name)}({latex_name(self.scene.variable)})"
        if not shown:
            return f"${start}$"
        if not shown.startswith("$") or "=" in shown:
            return shown
        shown = FRACTION.sub(r"\\dfrac", shown)
        return f"${start} = {shown[1:-1]}$"

    @property
    def axes(self) -> Axes:
        return self._axes

    @property
    def view(self) -> Window:
        return self.scene.window

    @property
    def axis_names(self) -> tuple[str, str]:
        return self.scene.variable, "y"

    def look_at(self, window: Window) -> None:
        slopes = (*window[:2], *self.scene.slope_window[2:])
        self.scene = replace(self.scene, window=window, slope_window=slopes)
        self.secant.scene = self.scene
        show_window(self._axes, window, self._room, self._between_ticks)
        self.trace.look_along(*window[:2])
        self._curve_label.set_visible(False)
        self._note_curve()
        self._looked()

    def gaps(self) -> str:
        return gaps_of_curve(self.scene)

    @property
    def point_name(self) -> str:
        return self.scene.variable

    @property
    def clip(self) -> Clip:
        left, right, *_rest = self.scene.window
        return ((left, right),)

    @property
    def anchor(self) -> tuple[float, float]:
        _left, _right, bottom, top = self.scene.window
        (x,) = self.point
        y = number(self.scene.f(x))
        # Where f has no value the handle waits at the bottom, so that it can be taken back.
        return x, min(max(y, bottom), top) if math.isfinite(y) else bottom

    def taken_to(self, x: float, y: float) -> Point:
        return (x,)

    @property
    def _slope(self) -> float:
        x, *_none = self.point
        if self._slope_known is None or self._slope_known[:2] != (self.scene.derivative, x):
            self._slope_known = self.scene.derivative, x, slope_at(self.scene, x)
        return self._slope_known[2]

    @property
    def _run(self) -> float:
        left, right, *_rest = self.scene.window
        return 1.0 if 2.5 <= right - left <= 14 else round_step((right - left) / 5)

    def moving(self) -> Iterable[Artist]:
        below = self.trace.moving() if self._both else ()
        return (
            *self._upright[: 2 if self._both else 1],
            *below,
            *self.secant.moving(),
            self.run,
            self.rise,
            self.tangent,
            *self._run_label.artists,
            *self._rise_label.artists,
            self._tangent_label,
            self.dot,
            *self._point_label.artists,
        )

    def follow(self) -> None:
        (x,) = self.point
        y, slope = number(self.scene.f(x)), self._slope
        self.dot.set_data([self.anchor[0]], [self.anchor[1]])
        to_pixels = self._axes.transData.transform
        box = self._axes.bbox
        ratio = self.figure.dpi / 72.0
        px, py = to_pixels(self.anchor)
        has_tangent = math.isfinite(y) and math.isfinite(slope)
        self.trace.follow(x, slope)
        self.secant.follow(x, self.h, self.largest_h)
        for line in self._upright:
            line.set_xdata([x, x])
        for artist in (self.run, self.rise, self.tangent):
            artist.set_visible(has_tangent)
        self._run_label.show(has_tangent)
        self._rise_label.show(has_tangent)
        self._tangent_label.show(has_tangent)
        if not has_tangent:
            self._point_label.place(px - 14 * ratio, py + 14 * ratio, 1, 0, box)
            self.secant.place_names(self._seen, [self._point_label.box, *self._named])
            return
        run = -self._run  # to the left: the secant has the right side
        if x + run < self.scene.window[0]:
            run = -run
        rise = slope * run
        self.run.set_data([x + run, x], [y + rise, y + rise])
        self.rise.set_data([x, x], [y, y + rise])
        direction = to_pixels((x + 1, y + slope)) - to_pixels((x, y))
        # Past the end of the run, so that the rise stands on the tangent.
        reach = max(self._arm * ratio / float(np.hypot(*direction)), 1.12 * abs(run))
        self.tangent.set_data([x - reach, x + reach], [y - slope * reach, y + slope * reach])
        self._place_labels(x, y, run, rise, reach, slope)

    def slide(self, value: float) -> None:
        self.h = value
        self.follow()

    def reset(self) -> None:
        self.h = self.largest_h / 2.5
        super().reset()

    def _place_labels(self, x: float, y: float, run: float, rise: float, reach: float, slope: float) -> None:
        to_pixels = self._axes.transData.transform
        self._run_label.say("", rounded(abs(run)))
        self._rise_label.say("", rounded(slope * abs(run)))
        side = 1 if run > 0 else -1
        ends = [(x + way * reach, y + way * reach * slope) for way in (side, -side)]
        dot, *corners, near, far = to_pixels([self.anchor, (x, y), (x + run, y + rise), (x, y + rise), *ends])
        lines = np.vstack([self._seen, seen_of(far, near, self._axes.bbox)])
        room: Any = {"gap": self.style.px(10) * self.figure.dpi / 72.0, "within": self._axes.bbox}
        names = self._point_label, self._run_label, self._rise_label
        taken, lines = place_names(names, dot, *corners, lines=lines, taken=self._named, **room)
        others = np.vstack([lines, self.secant.course()])
        name_line(self._tangent_label, near, far, lines=others, taken=taken, **room)
        if self._tangent_label.get_visible():
            taken.append(self._tangent_label.box)
        self.secant.place_names(lines, taken)

    @property
    def _named(self) -> list[BboxBase]:
        """Where the curve's name stands, in pixels."""
        return [self._curve_label.get_window_extent()] if self._curve_label.get_visible() else []

    def describe(self) -> str:
        names = self._names()
        if not math.isfinite(self._slope):
            return _("The graph of {f}. At {x} = {value} it has no tangent.").format(**names)
        return _("The graph of {f}. At {x} = {value} its height is {height} and its slope {slope}.").format(
            **names
        )

    def _names(self) -> dict[str, str]:
        (x,) = self.point
        return {
            "f": plain_name(self.scene.name),
            "x": plain_name(self.scene.variable),
            "value": rounded(x),
            "height": rounded(number(self.scene.f(x))),
            "slope": rounded(self._slope),
            "run": rounded(self._run),
            "rise": rounded(abs(self._slope * self._run)),
        }

    def readout(self) -> Readout:
        (x,) = self.point
        slope, name = self._slope, typst_name(self.scene.name)
        slider = Slider("h", NEAREST * self.largest_h, self.largest_h, self.h, plays=-1)
        prime = typst_name(self.scene.name + "'")
        left = f"derivative({prime}({typst_number(x)}))"
        if not math.isfinite(slope):
            words = _("There is no tangent at this place: the slope is not defined.")
            return Readout(left, words, slider)
        value = f"derivative({typst_number(slope)})"
        shown = brief = f"{left} {equals(x, slope)} {value}"
        chord = (number(self.scene.f(x + self.h)) - number(self.scene.f(x))) / self.h
        if math.isfinite(chord):
            at, h = typst_number(x), typst_number(self.h)
            over = f"({name}({at} + {h}) - {name}({at})) / {h}"
            quotient = f"{equals(x, self.h, chord)} {typst_number(chord)}"
            brief = f"(Delta {name})/h {quotient} -> {shown}"
            shown = f"{over} {quotient} quad --> quad {shown}"
        if abs(slope) < 0.005:
            words = _("At P the curve is level: its tangent is horizontal.")
        elif slope > 0:
            words = _("At P the curve rises as steeply as its tangent: {rise} up for every {run} across.")
        else:
            words = _("At P the curve falls as steeply as its tangent: {rise} down for every {run} across.")
        said = saying(words, self._names(), rise="derivative", run="slotA")
        return Readout(shown, said.text, slider, brief=brief, said=said.typst)
