"""The slope in every direction: u is turned like a dial, D_u f is ∇f's shadow on it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import chain

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgb
from matplotlib.patches import Polygon

from tutor.canvas.arrows import (
    Arrow,
    cut_to,
    dashed,
    dragged_dot,
    right_angle,
    rings,
    room_ahead,
    round_factor,
    unit,
)
from tutor.canvas.direction_names import beside_arc, place_gradient_name
from tutor.canvas.frame import place_axes, plain_axes, round_ticks, show_window
from tutor.canvas.labels import Label
from tutor.canvas.level_picture import LevelPicture
from tutor.canvas.numbers import number, round_step
from tutor.canvas.picture import Point
from tutor.canvas.pictures import picture_of
from tutor.canvas.placing import along, along_corners, place_clear, round_about
from tutor.canvas.readout import Readout, Slider
from tutor.canvas.saying import Saying, saying
from tutor.canvas.tangents import gradient_at
from tutor.canvas.wording import (
    equals,
    latex_name,
    plain_name,
    rounded,
    typst_column,
    typst_name,
    typst_number,
)
from tutor.gallery.direction import DirectionScene
from tutor.language import _

MARGINS = (66.0, 26.0, 20.0, 50.0)
"""left, right, top, bottom of the map, in px"""
BELOW = 0.3
"""The share of the height for the slope over the angle."""
DIAL = 0.33
"""The dial's radius is at most this share of the plot's shorter side, and a round number: 1 where it can."""
ARC = 0.36
"""the radius of the arc for θ, as a share of the dial's"""
NOTCHES = 24
LONGEST = 0.62


@picture_of(DirectionScene)
class DirectionPicture(LevelPicture):
    """u is purple, ∇f and its shadow are green; the dial is turned by its knob or by the slider."""

    scene: DirectionScene

    def build(self) -> None:
        style, scene = self.style, self.scene
        ink, green = style.colour("plot.currentLevelCurve"), style.colour("meaning.derivative")
        purple = style.colour("meaning.velocity")
        self.angle = scene.angle
        self._turning_dial = False
        self.make_map()
        self.level_curve = self.add_level_curve()
        self._dial = Polygon(
            np.zeros((4, 2)),
            closed=True,
            facecolor=(*to_rgb(style.colour("window.surface")), 0.55),
            edgecolor=purple,
            linewidth=style.px(1.4),
            animated=True,
        )
        self._axes.add_patch(self._dial)
        self._notches = LineCollection([], colors=purple, linewidths=style.px(1), alpha=0.7, animated=True)
        self._axes.add_collection(self._notches, autolim=False)
        (self._line,) = self._axes.plot([], [], color=purple, linewidth=style.px(1), alpha=0.6, animated=True)
        (self._arc,) = self._axes.plot([], [], color=purple, linewidth=style.px(1.4), animated=True)
        (self.shadow,) = self._axes.plot(
            [], [], color=green, linewidth=style.px(9), alpha=0.35, solid_capstyle="butt", animated=True
        )
        (self._square,) = self._axes.plot([], [], color=ink, linewidth=style.px(1.2), animated=True)
        self._drop = dashed(self._axes, style, style.colour("text.secondary"))
        self.gradient = Arrow(self._axes, style, green)
        self.direction = Arrow(self._axes, style, purple)
        self._foot = rings(self._axes, style, green)
        self.dot = dragged_dot(self._axes, style)
        self.knob = dragged_dot(self._axes, style)
        self.knob.set_markersize(style.px(10))
        self._slopes = plain_axes(self.figure, style)
        self._slopes.axhline(0, color=style.colour("window.lineStrong"), linewidth=style.px(1), zorder=1)
        self._slopes.yaxis.set_animated(True)
        (self.wave,) = self._slopes.plot([], [], color=green, linewidth=style.stroke("curve"), animated=True)
        (self._steepest,) = self._slopes.plot(
            [], [], color=style.colour("text.tertiary"), linewidth=style.px(1), linestyle=(0, (2, 2)),
            animated=True,
        )  # fmt: skip
        (self._now,) = self._slopes.plot([], [], color=purple, linewidth=style.px(1.4), animated=True)
        self._marks = rings(self._slopes, style, green)
        (self._here,) = self._slopes.plot([], [], "o", color=green, markersize=style.px(8), animated=True)
        name = latex_name(scene.contour.name)
        self._title = self.figure.text(
            0, 0, _("Slope in every direction"), va="bottom", fontsize=style.px(15), fontweight="bold"
        )
        self._title.set_color(style.colour("text.primary"))
        self._labels = {
            "gradient": Label(self.figure, style, green, 19, on_map=True),
            "u": Label(self.figure, style, purple, 19, on_map=True),
            "angle": Label(self.figure, style, purple, 16, on_map=True),
            "shadow": Label(self.figure, style, green, 16, on_map=True),
            "point": Label(self.figure, style, ink, 20, on_map=True),
            "now": Label(self.figure, style, green, 16),
            "steepest": Label(self.figure, style, style.colour("text.secondary"), 15),
            "level": Label(self.figure, style, style.colour("text.secondary"), 14),
        }
        self._labels["angle"].say(r"$\theta$")
        self._labels["level"].say(_("0 along the level curve"))
        self._labels["gradient"].say(rf"$\nabla {name}$")
        self._labels["u"].say(r"$\boldsymbol{u}$")
        self._labels["point"].say("$P$")
        self._stack(3, 0.01)

    # Room --------------------------------------------------------------------------------------

    def arrange(self, width: float, height: float) -> None:
        style = self.style
        left, right, top, bottom = (style.px(margin) for margin in MARGINS)
        below, foot = max(BELOW * height, style.px(110)), style.px(30)
        self._slopes_room = (width - left - right, below - foot - style.px(34))
        place_axes(self._slopes, (width, height), left, foot, *self._slopes_room)
        self._title.set_position((left / width, (below - style.px(22)) / height))
        room = (width - left - right, height - below - top - bottom)
        with self.map_drawn((width, height), (left, below + bottom), room):
            self._axes.xaxis.set_label_coords(0.5, -style.px(26) / room[1])
            self._axes.yaxis.set_label_coords(-style.px(32) / room[0], 0.5)
            short = min(self.view[1] - self.view[0], self.view[3] - self.view[2])
            self.radius, self._reach = round_step(DIAL * short), LONGEST * short
            # One unit of u is the dial's radius where ∇f then fits, so that shadow and arrow compare.
            gradient = self._gradient(self.scene.start)
            ahead = room_ahead(self.view, self.scene.start, unit(*gradient), self._reach)
            self._factor = round_factor(math.hypot(*gradient), min(self._reach, 0.95 * ahead))
            dx, dy = cut_to(self._factor * gradient[0], self._factor * gradient[1], self._reach)
            (x, y), inner = self.scene.start, dx * self.u[0] + dy * self.u[1]
            shadow = (x + inner * self.u[0], y + inner * self.u[1])
            corners = along_corners([(x, y), (x + dx, y + dy), shadow, (x, y)])
            self.label_map(self._axes.transData.transform(corners[np.isfinite(corners).all(axis=1)]).tolist())

    # The point and the dial --------------------------------------------------------------------

    @property
    def u(self) -> tuple[float, float]:
        """The direction, of length 1."""
        return math.cos(self.angle), math.sin(self.angle)

    @property
    def slope(self) -> float:
        """D_u f at the point."""
        gx, gy = self._gradient(self.point)
        return gx * self.u[0] + gy * self.u[1]

    def _gradient(self, point: Point) -> tuple[float, float]:
        return gradient_at(self.scene.contour, point)

    @property
    def _knob(self) -> tuple[float, float]:
        return self.point[0] + self.radius * self.u[0], self.point[1] + self.radius * self.u[1]

    def hit(self, event_x: float, event_y: float) -> bool:
        x, y = self._axes.transData.transform(self._knob)
        near = math.hypot(event_x - x, event_y - y) <= self.style.px(18) * self.figure.dpi / 72.0
        on_slopes = self._slopes.bbox.contains(event_x, event_y)
        self._turning_dial = near or on_slopes
        return self._turning_dial or super().hit(event_x, event_y)

    def drag(self, event_x: float, event_y: float) -> None:
        if not self._turning_dial:
            super().drag(event_x, event_y)
        elif self._slopes.bbox.y1 >= event_y:
            degrees, _slope = self._slopes.transData.inverted().transform((event_x, event_y))
            self.slide(float(degrees))
        else:
            x, y = self._axes.transData.inverted().transform((event_x, event_y))
            self.slide(math.degrees(math.atan2(y - self.point[1], x - self.point[0])) % 360.0)

    def slide(self, value: float) -> None:
        self.angle = math.radians(min(max(value, 0.0), 360.0))
        self.follow()

    def reset(self) -> None:
        self.angle = self.scene.angle
        super().reset()

    def moving(self) -> Iterable[Artist]:
        yield from (self.level_curve, self._dial, self._notches, self._line, self._arc)
        yield from (self.shadow, self._square)
        yield from (self._drop, self.gradient.patch, self.direction.patch, self._foot, self.dot, self.knob)
        yield from (self._slopes.yaxis, self._steepest, self.wave, self._now, self._marks, self._here)
        for label in self._labels.values():
            yield from label.artists

    def follow(self) -> None:
        x, y = self.anchor
        ux, uy = self.u
        gx, gy = self._gradient(self.point)
        self.level_curve.set_path(self.map.path(number(self.scene.contour.f(x, y))))
        around = np.linspace(0, math.tau, 73)
        ring = np.column_stack([np.cos(around), np.sin(around)])
        self._dial.set_xy((x, y) + self.radius * ring)
        spokes = ring[:-1:3]
        inner = np.where(np.arange(NOTCHES) % 2 == 0, 0.88, 0.94)[:, None]
        notches = np.stack([(x, y) + self.radius * inner * spokes, (x, y) + self.radius * spokes], axis=1)
        self._notches.set_segments(list(notches))
        far = 4 * self._reach
        self._line.set_data([x - far * ux, x + far * ux], [y - far * uy, y + far * uy])
        self.knob.set_data([self._knob[0]], [self._knob[1]])
        self.dot.set_data([x], [y])
        self._follow_angle(x, y)
        self.direction.put((x, y), self._knob)
        self._follow_gradient(gx, gy)
        self._follow_slopes(gx, gy)
        self._follow_labels(gx, gy)

    def _follow_angle(self, x: float, y: float) -> None:
        """Draw θ: a ray along the first axis, and an arc from it to u."""
        turned = np.linspace(0.0, self.angle, 40)
        arc = ARC * self.radius * np.column_stack([np.cos(turned), np.sin(turned)])
        ray = [(0.6 * self.radius, 0.0), (0.0, 0.0)]
        self._arc.set_data(*(np.array([(x, y)]) + np.vstack([ray, [(math.nan, math.nan)], arc])).T)

    def _follow_gradient(self, gx: float, gy: float) -> None:
        """Draw ∇f and its shadow on the line of u, at one scale."""
        x, y = self.anchor
        dx, dy = cut_to(self._factor * gx, self._factor * gy, self._reach)
        seen = self.gradient.put((x, y), (x + dx, y + dy)) and math.isfinite(gx + gy)
        self.gradient.patch.set_visible(seen)
        along = dx * self.u[0] + dy * self.u[1]
        foot = (x + along * self.u[0], y + along * self.u[1])
        self.shadow.set_data([x, foot[0]], [y, foot[1]])
        self._foot.set_data([foot[0]], [foot[1]])
        self._drop.set_data([x + dx, foot[0]], [y + dy, foot[1]])
        away = unit(x + dx - foot[0], y + dy - foot[1])
        length = math.dist(*self._axes.transData.transform([(x + dx, y + dy), foot]))
        cornered = seen and length > self.style.px(24) * self.figure.dpi / 72.0
        if cornered:
            side = self.style.px(11) * self.figure.dpi / 72.0
            self._square.set_data(*right_angle(self._axes, foot, away, side).T)
        self._square.set_visible(cornered)
        for part in (self.shadow, self._foot, self._drop):
            part.set_visible(seen)
        self._foot_at = foot

    def _follow_slopes(self, gx: float, gy: float) -> None:
        size = math.hypot(gx, gy)
        defined = math.isfinite(size)
        for part in (self.wave, self._steepest, self._marks, self._here):
            part.set_visible(defined)
        self._labels["level"].show(defined and size > 1e-9)
        degrees = math.degrees(self.angle)
        reach = 1.25 * size if defined and size > 1e-12 else 1.0
        show_window(self._slopes, (0.0, 360.0, -reach, reach), self._slopes_room, self.style.px(52))
        self._slopes.set_xticks(range(0, 361, 45), [f"{angle}°" for angle in range(0, 361, 45)])
        ticks = round_ticks(-reach, reach, self._slopes_room[1], self.style.px(36))
        self._slopes.set_yticks(ticks, [rounded(float(tick), 6) for tick in ticks])
        self._now.set_data([degrees, degrees], [-reach, reach])
        if not defined:
            return
        angles = np.linspace(0.0, 360.0, 181)
        self.wave.set_data(angles, gx * np.cos(np.radians(angles)) + gy * np.sin(np.radians(angles)))
        self._steepest.set_data([0, 360], [size, size])
        steepest = math.degrees(math.atan2(gy, gx)) % 360.0
        level = sorted((steepest + quarter) % 360.0 for quarter in (90.0, 270.0))
        self._marks.set_data([steepest, *level], [size, 0.0, 0.0])
        self._here.set_data([degrees], [self.slope])

    def _follow_labels(self, gx: float, gy: float) -> None:
        labels, ratio = self._labels, self.figure.dpi / 72.0
        gap, box = self.style.px(10) * ratio, self._axes.bbox
        transform = self._axes.transData.transform
        px, py = transform(self.anchor)
        seen = self.gradient.patch.get_visible()
        kx, ky = transform(self._knob)
        normal = np.array([-(ky - py), kx - px]) / (math.hypot(kx - px, ky - py) or 1.0)
        tip = np.array(transform(self.gradient.ends[1]))
        if normal @ (tip - (px, py)) > 0:
            normal = -normal
        mx, my = np.array([0.45 * px + 0.55 * kx, 0.45 * py + 0.55 * ky]) - 1.5 * gap * normal
        labels["u"].place(mx, my, 0.5, 0.5, box)
        labels["point"].place(px - 1.2 * gap, py - 1.2 * gap, 1.0, 1.0, box)
        for key in ("gradient", "shadow"):
            labels[key].show(seen)
        slope = self.slope
        if seen:
            taken = [labels["u"].box, labels["point"].box]
            place_gradient_name(labels["gradient"], (px, py), tip, gap=gap, within=box, taken=taken)
            name = latex_name(self.scene.contour.name)
            labels["shadow"].say(rf"$D_{{\boldsymbol{{u}}}} {name} =$", rounded(slope))
            fx, fy = transform(self._foot_at)
            first = (fx + 1.2 * gap * normal[0], fy + 1.2 * gap * normal[1], float(normal[0] < 0), 0.5)
            lines = along((px, py), (float(tip[0]), float(tip[1])))
            spots = chain([first], round_about(fx, fy, gap))
            place_clear(labels["shadow"], spots, lines, [*taken, labels["gradient"].box], box)
        reach = ARC * math.dist((px, py), (kx, ky))
        labels["angle"].show(self.angle > 0.5 and reach > self.style.px(22) * ratio)
        lines = np.vstack([along((px, py), (kx, ky)), along((px, py), (float(tip[0]), float(tip[1])))])
        taken = [labels[key].box for key in ("u", "gradient") if labels[key].get_visible()]
        place_clear(labels["angle"], beside_arc((px, py), reach, self.angle), lines, taken, box)
        box = self._slopes.bbox
        labels["now"].show(math.isfinite(slope))
        labels["steepest"].show(math.isfinite(slope))
        if math.isfinite(slope):
            labels["now"].say("", rounded(slope))
            x, y = self._slopes.transData.transform((math.degrees(self.angle), slope))
            labels["now"].place(x + gap, y + gap, 0.0, 0.0, box)
            name = latex_name(self.scene.contour.name)
            labels["steepest"].say(rf"$\Vert \nabla {name} \Vert =$", rounded(math.hypot(gx, gy)))
            x, y = self._slopes.transData.transform((225.0, math.hypot(gx, gy)))
            labels["steepest"].place(x, y, 0.5, 0.5, None)
            if labels["level"].get_visible():
                self._place_level(gap)

    def _place_level(self, gap: float) -> None:
        """Say beside a zero of the slope what it means, where the curve leaves room; else not at all."""
        transform, box = self._slopes.transData.transform, self._slopes.bbox
        wave = transform(np.column_stack(self.wave.get_data()))
        zeros = transform(np.column_stack(self._marks.get_data()))[1:].tolist()
        spots = [
            (x + side * gap, y + up * 0.7 * gap, float(side < 0), float(up < 0))
            for x, y in zeros
            for side, up in ((1, 1), (-1, 1), (1, -1), (-1, -1))
        ]
        taken = [self._labels[key].box for key in ("now", "steepest")]
        placed = place_clear(self._labels["level"], spots, wave, taken, box)
        crossed = ((wave > placed.min) & (wave < placed.max)).all(axis=1).any()
        self._labels["level"].show(not crossed and not any(placed.overlaps(other) for other in taken))

    # Words -------------------------------------------------------------------------------------

    @property
    def invitation(self) -> str:
        return _("Turn the dial, or drag P")

    def describe(self) -> str:
        return _(
            "Level curves of {f} with a dial for the direction u at P = ({x}, {y}). At {angle}° the slope of"
            " {f} is {slope}; the steepest slope is {steepest}."
        ).format(
            f=plain_name(self.scene.contour.name),
            x=rounded(self.point[0]),
            y=rounded(self.point[1]),
            angle=rounded(math.degrees(self.angle), 0),
            slope=rounded(self.slope),
            steepest=rounded(math.hypot(*self._gradient(self.point))),
        )

    def readout(self) -> Readout:
        slider = Slider("θ", 0.0, 360.0, math.degrees(self.angle), plays=1, around=True)
        name = typst_name(self.scene.contour.name)
        left = f"D_velocity(bold(u)) {name}"
        gx, gy = self._gradient(self.point)
        slope = self.slope
        if not math.isfinite(slope):
            return Readout(left, _("Here the gradient is not defined."), slider)
        gradient = typst_column([typst_number(gx), typst_number(gy)], ("derivative", "derivative"))
        u = typst_column([typst_number(part) for part in self.u], ("velocity", "velocity"))
        formula = f"{left} = {gradient} dot {u} {equals(slope)} derivative({typst_number(slope)})"
        brief = f"{left} {equals(slope)} derivative({typst_number(slope)})"
        said = self._in_words(gx, gy)
        return Readout(formula, said.text, slider, brief=brief, said=said.typst)

    def _in_words(self, gx: float, gy: float) -> Saying:
        size, slope = math.hypot(gx, gy), self.slope
        if size < 1e-9:
            return saying(_("The gradient is zero here: the slope is 0 in every direction."), {})
        between = math.degrees(math.acos(min(max(slope / size, -1.0), 1.0)))
        names = {"angle": rounded(between, 0), "size": rounded(size)}
        if between < 0.5:
            return saying(_("u points along the gradient: this is the steepest slope there is."), {})
        if abs(between - 90) < 0.5:
            return saying(_("u points along the level curve: the slope is 0."), {})
        if between > 179.5:
            return saying(_("u points against the gradient: this is the steepest way down."), {})
        words = _("u and the gradient form an angle of {angle}°: the slope is {size} · cos {angle}°.")
        return saying(words, names)
