"""A student's derivative beside the slope of the curve, and what lies between them."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.transforms import Bbox, BboxBase, IdentityTransform

from tutor.canvas.arrows import dragged_dot
from tutor.canvas.frame import name_axes, place_axes, plain_axes, show_window
from tutor.canvas.heading import Heading
from tutor.canvas.labels import VEIL, least_covered, mathematics
from tutor.canvas.numbers import number
from tutor.canvas.picture import Clip, Picture, Point
from tutor.canvas.pictures import picture_of
from tutor.canvas.readout import Readout
from tutor.canvas.saying import Saying, saying
from tutor.canvas.tangents import slope_at
from tutor.canvas.wording import latex_name, latex_number, plain_name, rounded
from tutor.gallery.compare import CompareScene
from tutor.language import _

MARGINS = (56.0, 20.0, 42.0, 50.0)
"""left, right, top, bottom, in px"""
BETWEEN = 62.0
UPPER = 0.38
"""The share of the height that the curve takes."""


@picture_of(CompareScene)
class ComparePicture(Picture):
    """Green is the slope, amber and dashed is what the student says it is."""

    scene: CompareScene

    def build(self) -> None:
        style, scene, curve = self.style, self.scene, self.scene.curve
        green, amber = style.colour("meaning.derivative"), style.colour("meaning.yourAnswer_line")
        self._amber_words = style.colour("meaning.yourAnswer_text")
        ink, strong = style.colour("meaning.function_curve"), style.colour("window.lineStrong")
        self._above = plain_axes(self.figure, style, grid=True)
        self._axes = plain_axes(self.figure, style, grid=True)
        name_axes(self._axes, style, [curve.variable], [style.slot(0)])
        for axes in (self._above, self._axes):
            axes.axhline(0, color=strong, linewidth=style.px(1), zorder=1)
        self._above.plot(curve.x, curve.y, color=ink, linewidth=style.stroke("curve"), zorder=3)
        self.between = self._axes.fill_between(
            scene.x, scene.slope_y, scene.answer_y, color=amber, alpha=0.16, linewidth=0, zorder=2
        )
        (self.slope,) = self._axes.plot(
            curve.slope_x, curve.slope_y, color=green, linewidth=style.stroke("curve"), zorder=3
        )
        (self.answer,) = self._axes.plot(
            scene.x, scene.answer_y, color=amber, linewidth=style.stroke("curve"), zorder=4,
            linestyle=(0, (5, 3)),
        )  # fmt: skip
        self._show_worst()
        (self.tangent,) = self._above.plot(
            [], [], color=green, linewidth=style.stroke("slope"), animated=True, zorder=4
        )
        self._upright = [
            axes.axvline(
                scene.start, color=style.colour("plot.dragPoint"), alpha=0.5, linewidth=style.px(1.5),
                animated=True,
            )
            for axes in (self._above, self._axes)
        ]  # fmt: skip
        self.dot = dragged_dot(self._above, style)
        self.marks = [
            self._axes.plot(
                [], [], "o", color=colour, markersize=style.px(9), animated=True, zorder=6, clip_on=False
            )[0]
            for colour in (green, amber)
        ]
        self._name_things(green)

    def _show_worst(self) -> None:
        """Join the two values where they differ most, with a ring around each that is in the picture."""
        scene, grey = self.scene, self.style.colour("text.secondary")
        values = [number(program(scene.worst)) for program in (scene.curve.derivative, scene.answer)]
        (self.worst,) = self._axes.plot(
            [scene.worst] * 2, values, color=grey, linewidth=self.style.px(1.6), linestyle=(0, (1.5, 2)),
            zorder=5,
        )  # fmt: skip
        # Whole also at the edge of the plot, where it often is.
        ringed = [value for value in values if self._in_picture(value)]
        (self.rings,) = self._axes.plot(
            [scene.worst] * len(ringed), ringed, "o", color=grey, markerfacecolor="none", zorder=5,
            markersize=self.style.px(11), markeredgewidth=self.style.px(1.6), clip_on=False,
        )  # fmt: skip

    def _in_picture(self, value: float) -> bool:
        """Say whether a slope lies between the bottom and the top of the lower plot."""
        *_sides, bottom, top = self.scene.window
        return bottom <= value <= top

    def _name_things(self, green: str) -> None:
        style, ink = self.style, self.style.colour("text.primary")
        self._titles = (Heading(self.figure, style, held=True), Heading(self.figure, style))
        self._say_titles()
        veil = style.settings["axes.facecolor"]  # where there is no room, no line runs through the letters
        self._names = [
            self.figure.text(
                0, 0, words, fontsize=style.px(14), color=colour, fontweight=weight, va="bottom",
                transform=IdentityTransform(), zorder=6,
                bbox={"boxstyle": "square,pad=0.1", "facecolor": veil, "edgecolor": "none", "alpha": VEIL},
            )
            for words, colour, weight in (
                (_("slope of the curve"), green, "bold"),
                (_("your answer"), self._amber_words, "bold"),
                (_("differ most"), style.colour("text.secondary"), "normal"),
                (self._curve_name(), ink, "normal"),
            )
        ]  # fmt: skip
        self._names[3].set_fontsize(style.px(16))

    def _say_titles(self) -> None:
        above, below = self._titles
        held = r",\;\, ".join(
            f"{latex_name(name)} = {latex_number(value)}" for name, value in self.scene.held
        )
        if held:
            above.say(_("The curve at {held}, and its tangent"), held=(f"${held}$", ""))
        else:
            above.say(_("The curve and its tangent"))
        below.say(_("Its slope, and your answer"))

    def _curve_name(self) -> str:
        shown, curve = mathematics(self.scene.curve.label), self.scene.curve
        if not shown.startswith("$") or "=" in shown or len(shown) > 60 or self.scene.held:
            return ""
        return f"${latex_name(curve.name)}({latex_name(curve.variable)}) = {shown[1:-1]}$"

    def arrange(self, width: float, height: float) -> None:
        left, right, top, bottom = (self.style.px(margin) for margin in MARGINS)
        between = self.style.px(BETWEEN)
        wide, high = width - left - right, height - top - bottom - between
        upper = UPPER * high
        place_axes(self._above, (width, height), left, height - top - upper, wide, upper)
        place_axes(self._axes, (width, height), left, bottom, wide, high - upper)
        show_window(self._above, self.scene.curve.window, (wide, upper), self.style.px(95))
        show_window(self._axes, self.scene.window, (wide, high - upper), self.style.px(95))
        self._above.xaxis.set_ticklabels([])
        for title, y in zip(self._titles, (height - top, bottom + high - upper), strict=True):
            title.place(left, y + self.style.px(10))
        self._arm = self.style.px(70)
        self._place_names()

    def _place_names(self) -> None:
        """Write each name where its line is and the others are not."""
        scene, curve = self.scene, self.scene.curve
        lower, upper = self._axes, self._above
        lines = [
            lower.transData.transform(np.column_stack([scene.x, values]))
            for values in (scene.slope_y, scene.answer_y)
        ]
        first, last = (number(program(scene.worst)) for program in (curve.derivative, scene.answer))
        heights = np.linspace(first, last, 8)
        mark = lower.transData.transform(np.column_stack([np.full(8, scene.worst), heights]))
        above = upper.transData.transform(np.column_stack([curve.x, curve.y]))
        drawn = np.vstack([*lines, mark])
        taken: list[Bbox] = []
        for text, line, others, box in (
            (self._names[0], lines[0], drawn, lower.bbox),
            (self._names[1], lines[1], drawn, lower.bbox),
            (self._names[2], mark, drawn, lower.bbox),
            (self._names[3], above, above, upper.bbox),
        ):
            inside = line[np.isfinite(line).all(axis=1) & _inside(box, line)]
            text.set_visible(bool(len(inside)))
            if not len(inside) or not text.get_text():
                continue
            extent = text.get_window_extent()
            size = np.array([extent.width, extent.height]) + 4
            gap = self.style.px(8) * self.figure.dpi / 72.0
            spots = inside[:: max(1, len(inside) // 40)]
            covered = others[np.isfinite(others).all(axis=1)]
            _score, low = min(
                (least_covered(size, spot, gap, covered, taken, box) for spot in spots),
                key=lambda found: found[0],
            )
            text.set_position((round(low[0] + 2), round(low[1] + 2)))
            taken.append(Bbox([low, low + size]))

    # The point ---------------------------------------------------------------------------------

    @property
    def axes(self) -> Axes:
        return self._above

    @property
    def point_name(self) -> str:
        return self.scene.curve.variable

    @property
    def invitation(self) -> str:
        return _("Drag the point, or type")

    @property
    def clip(self) -> Clip:
        left, right, *_rest = self.scene.window
        return ((left, right),)

    @property
    def anchor(self) -> tuple[float, float]:
        _left, _right, bottom, top = self.scene.curve.window
        (x,) = self.point
        y = number(self.scene.curve.f(x))
        return x, min(max(y, bottom), top) if math.isfinite(y) else bottom

    def taken_to(self, x: float, y: float) -> Point:
        return (x,)

    def moving(self) -> Iterable[Artist]:
        titles = (label for title in self._titles for label in title.artists)
        return (*self._upright, self.tangent, *self.marks, self.dot, *titles)

    def _values(self) -> tuple[float, float]:
        """Return the slope at the point, and what the student's formula says."""
        return slope_at(self.scene.curve, *self.point), number(self.scene.answer(*self.point))

    def follow(self) -> None:
        (x,) = self.point
        y, (slope, yours) = number(self.scene.curve.f(x)), self._values()
        self.dot.set_data([self.anchor[0]], [self.anchor[1]])
        for line in self._upright:
            line.set_xdata([x, x])
        for mark, value in zip(self.marks, (slope, yours), strict=True):
            mark.set_data([x], [value])
            mark.set_visible(self._in_picture(value))
        has_tangent = math.isfinite(y + slope)
        self.tangent.set_visible(has_tangent)
        if has_tangent:
            to_pixels = self._above.transData.transform
            ahead = float(np.hypot(*(to_pixels((x + 1, y + slope)) - to_pixels((x, y)))))
            reach = self._arm * self.figure.dpi / 72.0 / ahead
            self.tangent.set_data([x - reach, x + reach], [y - slope * reach, y + slope * reach])

    # Words -------------------------------------------------------------------------------------

    def describe(self) -> str:
        most = _("They differ most at {x} = {worst}.").format(
            x=plain_name(self.scene.curve.variable), worst=rounded(self.scene.worst)
        )
        return f"{self._in_words().text} {most}"

    def _in_words(self) -> Saying:
        slope, yours = self._values()
        names = {
            "x": plain_name(self.scene.curve.variable),
            "value": rounded(self.point[0]),
            "yours": rounded(yours),
            "slope": rounded(slope),
        }
        if not math.isfinite(slope):
            return saying(_("At {x} = {value} the slope is not defined."), names)
        if not math.isfinite(yours):
            words = _("At {x} = {value} the slope is {slope}, and your answer has no value.")
        else:
            words = _("At {x} = {value} yours is {yours}, the slope is {slope}.")
        return saying(words, names, slope="derivative", yours="yours")

    def readout(self) -> Readout:
        said = self._in_words()
        return Readout("", said.text, said=said.typst)


def _inside(box: BboxBase, points: np.ndarray) -> np.ndarray:
    """Say of each of the points (n, 2) whether it lies in a box."""
    return np.asarray(((points >= box.min) & (points <= box.max)).all(axis=1))
