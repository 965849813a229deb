"""y = f(x) with a draggable point, its tangent and the rise over a run of one."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.transforms import IdentityTransform

from tutor.canvas.arrows import dashed, dragged_dot
from tutor.canvas.frame import name_axes, place_axes, plain_axes, show_window
from tutor.canvas.labels import Label, least_covered, mathematics
from tutor.canvas.picture import Clip, Picture, Point, Readout, number, picture_of, round_step
from tutor.canvas.tangents import slope_at
from tutor.canvas.wording import equals, latex_name, plain_name, rounded, typst_name, typst_number
from tutor.gallery import SlopeScene
from tutor.language import _, pgettext

MARGINS = (56.0, 20.0, 24.0, 50.0)
"""left, right, top, bottom, in px"""


@picture_of(SlopeScene)
class SlopePicture(Picture):
    """The tangent is the derivative: what is green here is green in the formulas."""

    scene: SlopeScene

    def build(self) -> None:
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
        self.rise = dashed(self._axes, style, green)
        (self.tangent,) = self._axes.plot(
            [], [], color=green, linewidth=style.stroke("slope"), animated=True, zorder=4
        )
        self.dot = dragged_dot(self._axes, style)
        self._run_label = Label(self.figure, style, style.slot(0))
        self._rise_label = Label(self.figure, style, green)
        self._point_label = Label(self.figure, style, ink, 20)
        self._point_label.say("$P$")
        self._tangent_label = Label(self.figure, style, green, 15, weight="bold")
        self._tangent_label.say(pgettext("line", "tangent"))

    def arrange(self, width: float, height: float) -> None:
        left, right, top, bottom = (self.style.px(margin) for margin in MARGINS)
        room = (width - left - right, height - top - bottom)
        place_axes(self._axes, (width, height), left, bottom, *room)
        show_window(self._axes, self.scene.window, room, self.style.px(125))
        self._arm = self.style.px(min(210.0, 0.32 * min(room) / self.style.scale))
        self._name_curve()

    def _name_curve(self) -> None:
        """Write the function's name beside its curve, where it covers neither curve nor tangent."""
        scene, label = self.scene, self._curve_label
        label.set_text(self._curve_name())
        box = self._axes.bbox
        curve = self._axes.transData.transform(np.column_stack([scene.x, scene.y]))
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
        best: tuple[float, np.ndarray] | None = None
        for place in pixels[:: max(1, len(pixels) // 45)]:
            score, low = least_covered(size, place, gap, covered, (), box)
            # Away from P, and high up, where it reads like a heading.
            score -= 2.0 * min(math.dist(low + size / 2, start) / box.width, 0.4)
            score -= 3.0 * (low[1] - box.y0) / box.height
            if best is None or score < best[0]:
                best = (score, low)
        assert best is not None
        label.set_position((round(best[1][0] + 2), round(best[1][1] + 2)))

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
        if not shown.startswith("$") or "=" in shown:
            return shown
        return f"${start} = {shown[1:-1]}$"

    @property
    def axes(self) -> Axes:
        return self._axes

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
        return slope_at(self.scene, *self.point)

    @property
    def _run(self) -> float:
        left, right, *_rest = self.scene.window
        return 1.0 if 2.5 <= right - left <= 14 else round_step((right - left) / 5)

    def moving(self) -> Iterable[Artist]:
        return (
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
        for artist in (self.run, self.rise, self.tangent):
            artist.set_visible(has_tangent)
        self._run_label.show(has_tangent)
        self._rise_label.show(has_tangent)
        self._tangent_label.show(has_tangent)
        if not has_tangent:
            self._point_label.place(px - 14 * ratio, py + 14 * ratio, 1, 0, box)
            return
        run = self._run
        if x + run > self.scene.window[1]:
            run = -run
        rise = slope * run
        self.run.set_data([x, x + run], [y, y])
        self.rise.set_data([x + run, x + run], [y, y + rise])
        direction = to_pixels((x + 1, y + slope)) - to_pixels((x, y))
        # Past the end of the run, so that the rise stands on the tangent.
        reach = max(self._arm * ratio / float(np.hypot(*direction)), 1.12 * abs(run))
        self.tangent.set_data([x - reach, x + reach], [y - slope * reach, y + slope * reach])
        self._place_labels(x, y, run, rise, reach, slope)

    def _place_labels(self, x: float, y: float, run: float, rise: float, reach: float, slope: float) -> None:
        to_pixels, box = self._axes.transData.transform, self._axes.bbox
        gap = self.style.px(10) * self.figure.dpi / 72.0
        px, py = to_pixels((x, y))
        side = 1 if run > 0 else -1
        upward = rise >= 0
        self._run_label.say("", rounded(run))
        below = to_pixels((x + 0.8 * run, y))
        self._run_label.place(below[0], below[1] - gap if upward else below[1] + gap, 0.5, float(upward), box)
        self._rise_label.say("", rounded(rise))
        middle = to_pixels((x + run, y + 0.5 * rise))
        middle[1] = min(max(middle[1], box.y0), box.y1)
        self._rise_label.place(middle[0] + side * gap, middle[1], float(side < 0), 0.5, box)
        self._point_label.place(
            px - side * gap, py + (gap if upward else -gap), float(side > 0), float(not upward), box
        )
        end = to_pixels((x + side * 0.9 * reach, y + side * 0.9 * reach * slope))
        self._tangent_label.place(end[0] - side * 1.5 * gap, end[1], float(side > 0), 0.5, box)

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
        slope = self._slope
        left = f"derivative({typst_name(self.scene.name)}'({typst_number(x)}))"
        if not math.isfinite(slope):
            return Readout(left, _("There is no tangent at this place: the slope is not defined."))
        formula = f"{left} {equals(x, slope)} {typst_number(slope)}"
        if abs(slope) < 0.005:
            words = _("At P the curve is level: its tangent is horizontal.")
        elif slope > 0:
            words = _("At P the curve rises as steeply as its tangent: {rise} up for every {run} across.")
        else:
            words = _("At P the curve falls as steeply as its tangent: {rise} down for every {run} across.")
        return Readout(formula, words.format(**self._names()))
