"""A curve in the plane: the point (f₁(t), f₂(t)) on its way, with its velocity."""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Iterable
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from tutor.canvas.arrows import Arrow, dashed, dragged_dot, room_ahead, round_factor, unit
from tutor.canvas.frame import clear_of_caption, fitted, name_axes, place_axes, plain_axes, show_window
from tutor.canvas.labels import Label
from tutor.canvas.numbers import number, round_step
from tutor.canvas.picture import Clip, Picture, Point
from tutor.canvas.pictures import picture_of
from tutor.canvas.placing import along, beside, place_clear, round_about
from tutor.canvas.readout import Readout, Slider
from tutor.canvas.saying import saying
from tutor.canvas.wording import (
    equals,
    latex_name,
    latex_number,
    plain_name,
    rounded,
    typst_column,
    typst_name,
    typst_number,
    typst_row,
)
from tutor.gallery.curve import CurveScene
from tutor.language import _
from tutor.sampling import path_with_gaps

MARGINS = (66.0, 26.0, 22.0, 52.0)
"""left, right, top, bottom, in px"""
SAMPLES = 900
LONGEST = 0.45
"""The longest arrow, as a share of the plot's shorter side."""
FADED = 0.25


class CurvePictureBase(Picture):
    """What curves in the plane and in space have in common; `flat` says where a point is on the page."""

    scene: CurveScene

    def build(self) -> None:
        style, scene = self.style, self.scene
        purple, ink = style.colour("meaning.velocity"), style.colour("meaning.function_curve")
        self._axes = plain_axes(self.figure, style)
        self._parameters, self._path = path_with_gaps(scene.f, np.linspace(*scene.range, SAMPLES))
        (self.curve,) = self._axes.plot([], [], color=ink, linewidth=style.stroke("curve"), zorder=3)
        (self._rings,) = self._axes.plot(
            [], [], "o", color=style.settings["axes.facecolor"], markeredgecolor=ink, zorder=4,
            markeredgewidth=style.px(2), markersize=style.px(7),
        )  # fmt: skip
        self.components = [dashed(self._axes, style, style.colour("text.secondary")) for _row in scene.rows]
        self.arrow = Arrow(self._axes, style, purple)
        self.dot = dragged_dot(self._axes, style)
        self._label = Label(self.figure, style, purple, 19)
        self._label.say(rf"${latex_name(scene.name)}'$")
        self._still: list[Any] = []

    @abstractmethod
    def flat(self, points: np.ndarray) -> np.ndarray:
        """Return where points (…, n) are on the axes, (…, 2)."""

    def _show_path(self) -> None:
        """Draw the way, with a ring at whole values of the input."""
        for text in self._still:
            text.remove()
        self._still = []
        self.curve.set_data(*self.flat(self._path).T)
        low, high = self.scene.range
        step = max(round_step((high - low) / 5), 1.0)
        values = np.arange(math.ceil(low / step), math.floor(high / step) + 1) * step
        places = self.flat(np.column_stack([program(values) for program in self.scene.f]))
        box = self._axes.bbox
        kept: list[tuple[np.ndarray, np.ndarray]] = []
        pixels = self._axes.transData.transform(places)
        room = self.style.px(46) * self.figure.dpi / 72.0
        known = self._path[np.isfinite(self._path).all(axis=1)]
        middle = known.mean(axis=0) if len(known) else np.zeros(self._path.shape[1])
        centre = self._axes.transData.transform(self.flat(middle))
        for value, place, pixel in zip(values, places, pixels, strict=True):
            seen = bool(np.isfinite(pixel).all()) and box.contains(*pixel)
            if not seen or any(math.dist(pixel, other) < room for _place, other in kept):
                continue
            kept.append((place, pixel))
            self._still.append(self._axes.annotate(
                f"${latex_name(self.scene.variable)} = {latex_number(float(value))}$",
                tuple(place), tuple(self._beside(value, centre)), textcoords="offset points",
                ha="center", va="center", fontsize=self.style.px(15), zorder=4,
                color=self.style.colour("text.secondary"),
            ))  # fmt: skip
        self._rings.set_data(*zip(*(place for place, _pixel in kept), strict=True) if kept else ((), ()))

    def _beside(self, t: float, centre: np.ndarray) -> np.ndarray:
        """Return where, in px from a place of the curve, its name stands: beside it, on the outer side."""
        step = 1e-3 * (self.scene.range[1] - self.scene.range[0])
        before, after = (
            self._axes.transData.transform(self.flat(self.place(t + shift))) for shift in (-step, step)
        )
        ahead = np.array(unit(*(after - before))) if np.isfinite(after - before).all() else np.zeros(2)
        normal = np.array([-ahead[1], ahead[0]])
        if normal @ ((before + after) / 2 - centre) < 0:
            normal = -normal
        return self.style.px(1.0) * normal * (30.0, 17.0)

    # The point ---------------------------------------------------------------------------------

    @property
    def axes(self) -> Axes:
        return self._axes

    @property
    def point_name(self) -> str:
        return self.scene.variable

    @property
    def invitation(self) -> str:
        return _("Drag the point along the curve")

    @property
    def clip(self) -> Clip:
        return (self.scene.range,)

    def place(self, t: float) -> np.ndarray:
        """Return F(t), shape (n,)."""
        return np.array([number(program(t)) for program in self.scene.f])

    def speed(self, t: float) -> np.ndarray:
        """Return F′(t), shape (n,)."""
        return np.array([number(program(t)) for program in self.scene.velocity])

    @property
    def anchor(self) -> tuple[float, float]:
        x, y = self.flat(self.place(self.point[0]))
        return float(x), float(y)

    def taken_to(self, x: float, y: float) -> Point:
        far = np.hypot(*(self.flat(self._path) - (x, y)).T)
        if not np.isfinite(far).any():
            return self.point
        # Where the curve crosses itself the point goes on as it went.
        far = far + 0.02 * np.nanmax(far) * np.abs(self._parameters - self.point[0])
        return (float(self._parameters[int(np.nanargmin(far))]),)

    def moving(self) -> Iterable[Artist]:
        yield from self.components
        yield self.arrow.patch
        yield from self._label.artists
        yield self.dot

    def _choose_factor(self, reach: float) -> None:
        """Draw the velocity at its true length where that is easy to see, else at a round multiple."""
        self.factor = round_factor(float(np.linalg.norm(self.speed(self.scene.start))), reach)
        self._reach = reach

    def follow(self) -> None:
        (t,) = self.point
        here, velocity = self.place(t), self.speed(t)
        size = float(np.linalg.norm(velocity))
        shown = self.factor * velocity * (min(1.0, self._reach / (self.factor * size)) if size > 0 else 1.0)
        defined = bool(np.isfinite(here + velocity).all())
        self.dot.set_data(*([part] for part in self.anchor))
        tip = here + shown
        ends = self.flat(np.array([here, tip]))
        seen = defined and self.arrow.put((ends[0, 0], ends[0, 1]), (ends[1, 0], ends[1, 1]))
        self.arrow.patch.set_visible(seen)
        self._label.show(seen)
        corner = here.copy()
        for index, line in enumerate(self.components):
            # Along one axis after the other, from the point to the arrow's tip.
            first = corner.copy()
            corner[index] = tip[index]
            line.set_data(*self.flat(np.array([first, corner])).T)
            line.set_visible(seen)
        if seen:
            start, end = self._axes.transData.transform(ends)
            self._place_label(start, end)

    def _place_label(self, start: np.ndarray, end: np.ndarray) -> None:
        """Name the velocity beyond its arrow's tip, or where that covers something, beside it."""
        gap = self.style.px(16) * self.figure.dpi / 72.0
        ahead = unit(*(end - start))
        tip, foot = (float(end[0]), float(end[1])), (float(start[0]), float(start[1]))
        spots = [
            (tip[0] + gap * ahead[0], tip[1] + gap * ahead[1], 0.5, 0.5),
            *beside(foot, tip, (ahead[1], -ahead[0]), 0.6 * gap, self._axes.bbox),
            *round_about(*tip, 0.6 * gap),
        ]
        parts = [self._axes.transData.transform(line.get_xydata()).tolist() for line in self.components]
        lines = np.vstack([along(foot, tip), *(along(first, last) for first, last in parts)])
        taken = [text.get_window_extent() for text in self._axes.texts]
        place_clear(self._label, spots, lines, taken, self._axes.bbox)

    def stress(self) -> None:
        row = self.focus.row if self.focus.row is not None and self.focus.row < len(self.components) else None
        for index, line in enumerate(self.components):
            strong = row == index
            green, grey = self.style.colour("meaning.derivative"), self.style.colour("text.secondary")
            line.set_color(green if strong else grey)
            line.set_linewidth(self.style.stroke("component") * (2.0 if strong else 1.0))
            line.set_alpha(FADED if row is not None and not strong else 1.0)

    # Words -------------------------------------------------------------------------------------

    def describe(self) -> str:
        (t,) = self.point
        return _(
            "The way of the point {f}({t}) as {t} grows. At {t} = {value} it is at ({place}), and its"
            " velocity is ({velocity})."
        ).format(
            f=plain_name(self.scene.name),
            t=plain_name(self.scene.variable),
            value=rounded(t),
            place=", ".join(rounded(float(part)) for part in self.place(t)),
            velocity=", ".join(rounded(float(part)) for part in self.speed(t)),
        )

    def readout(self) -> Readout:
        (t,) = self.point
        slider = Slider(self.scene.variable, *self.scene.range, t, plays=1)
        velocity = [float(part) for part in self.speed(t)]
        prime = typst_name(self.scene.name + "'")
        left = f"velocity({prime}({typst_number(t)}))"
        if not np.isfinite(velocity).all():
            return Readout(left, _("Here there is no velocity: the derivative is not defined."), slider)
        write = typst_column if len(velocity) == 2 else typst_row  # three do not fit under the picture
        column = write([typst_number(part) for part in velocity], ("velocity",) * len(velocity))
        words = _("The velocity points along the curve; its length, {speed}, is the speed.")
        said = saying(words, {"speed": rounded(float(np.linalg.norm(velocity)))}, speed="velocity")
        return Readout(f"{left} {equals(t, *velocity)} {column}", said.text, slider, said=said.typst)


@picture_of(CurveScene)
class CurvePicture(CurvePictureBase):
    """Equal units on both axes, so that the velocity is tangent to the curve."""

    def build(self) -> None:
        super().build()
        grey = self.style.colour("text.secondary")
        self._axes.grid(True)
        name_axes(self._axes, self.style, self.scene.rows, [grey] * 2)
        self._caption = self.figure.text(0, 0, "", ha="right", va="bottom", color=grey)
        self._caption.set_fontsize(self.style.px(14))

    def flat(self, points: np.ndarray) -> np.ndarray:
        return np.asarray(points)

    def arrange(self, width: float, height: float) -> None:
        left, right, top, bottom = (self.style.px(margin) for margin in MARGINS)
        room = (width - left - right, height - top - bottom)
        place_axes(self._axes, (width, height), left, bottom, *room)
        view = fitted(self.scene.window, room)
        show_window(self._axes, view, room, self.style.px(95))
        self._axes.yaxis.set_label_coords(-self.style.px(36) / room[0], 0.5)
        start, speed = self.place(self.scene.start), self.speed(self.scene.start)
        reach = LONGEST * min(view[1] - view[0], view[3] - view[2])
        ahead = room_ahead(view, (float(start[0]), float(start[1])), unit(*map(float, speed)), reach)
        self._choose_factor(min(reach, 0.95 * ahead) if np.isfinite(ahead) else reach)
        words = _("The arrow is drawn at {factor} × its length").format(factor=rounded(self.factor, 4))
        self._caption.set_text("" if self.factor == 1.0 else words)
        self._caption.set_position((1 - right / width, self.style.px(6) / height))
        clear_of_caption(self._axes, self._caption, self.style.px(27) / room[1])
        self._show_path()
        self.stress()

    def stress(self) -> None:
        super().stress()
        for index, axis in enumerate((self._axes.xaxis, self._axes.yaxis)):
            strong = self.focus.row == index
            axis.label.set_color(self.style.colour("meaning.derivative" if strong else "text.secondary"))
