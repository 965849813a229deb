"""Level curves of f with the gradient at a draggable point."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

import numpy as np
from matplotlib.artist import Artist
from matplotlib.transforms import BboxBase

from tutor.canvas.arrows import Arrow, cut_to, dashed, dragged_dot, right_angle, round_factor, unit
from tutor.canvas.field import GradientField
from tutor.canvas.frame import clear_of_caption
from tutor.canvas.labels import Label
from tutor.canvas.level_picture import LevelPicture
from tutor.canvas.numbers import number
from tutor.canvas.picture import Point
from tutor.canvas.pictures import picture_of
from tutor.canvas.placing import along, beside, dot_box, place_clear, round_about
from tutor.canvas.readout import Readout
from tutor.canvas.saying import saying
from tutor.canvas.tangents import gradient_at, words_at
from tutor.canvas.wording import (
    equals,
    latex_name,
    plain_name,
    rounded,
    typst_column,
    typst_name,
    typst_number,
)
from tutor.gallery import ContourScene, Window
from tutor.language import _

MARGINS = (73.0, 33.0, 26.0, 54.0)
"""left, right, top, bottom, in px"""
LONGEST = 0.6
"""An arrow is drawn at most this part of the plot's shorter side long."""
FADED = 0.3
BESIDE = ((0, 1), (0, -1), (-1, 0), (1, 0))
"""Where f = … is tried at a place of its curve: above it first"""


@picture_of(ContourScene)
class ContourPicture(LevelPicture):
    """The big arrow is ∇f at its true length where there is room; the small ones only point."""

    scene: ContourScene

    @property
    def contour(self) -> ContourScene:
        return self.scene

    def _at_window(self, window: Window) -> ContourScene:
        return replace(self.scene, window=window)

    def build(self) -> None:
        style = self.style
        ink, green = style.colour("plot.currentLevelCurve"), style.colour("meaning.derivative")
        self.make_map()
        self.field = GradientField(self._axes, style)
        self.level_curve = self.add_level_curve()
        self.components = (dashed(self._axes, style, style.slot(0)), dashed(self._axes, style, style.slot(1)))
        (self.square,) = self._axes.plot([], [], color=ink, linewidth=style.px(1.4), animated=True)
        (self.slice,) = self._axes.plot(
            [], [], color=style.slot(0), linewidth=style.px(2), alpha=0.55, animated=True
        )
        self.arrow = Arrow(self._axes, style, green)
        self.dot = dragged_dot(self._axes, style)
        self._labels = {
            "gradient": Label(self.figure, style, green, 19, on_map=True),
            "first": Label(self.figure, style, style.slot(0), 16, on_map=True),
            "second": Label(self.figure, style, style.slot(1), 16, on_map=True),
            "point": Label(self.figure, style, ink, 20, on_map=True),
            "level": Label(self.figure, style, ink, 16, on_map=True),
        }
        self._labels["point"].say("$P$")
        self._caption = self.figure.text(
            0, 0, "", ha="right", va="bottom", color=style.colour("text.secondary"), fontsize=style.px(14)
        )
        self._factor = 1.0

    def arrange(self, width: float, height: float) -> Iterator[None]:
        style, scene = self.style, self.scene
        left, right, top, bottom = (style.px(margin) for margin in MARGINS)
        room = (width - left - right, height - top - bottom)
        with self.map_drawn((width, height), (left, bottom), room):
            self._axes.yaxis.set_label_coords(-style.px(30) / room[0], 0.5)
            self._reach = LONGEST * min(self.view[1] - self.view[0], self.view[3] - self.view[2])
            self._choose_factor()
            yield
            tip = self._tip_from(scene.start)
            taken = self._axes.transData.transform(np.linspace(scene.start, tip, 5)).tolist()
            corner = (tip[0], scene.start[1])
            taken += self._axes.transData.transform(np.linspace(scene.start, corner, 5)).tolist()
            taken += self._axes.transData.transform(np.linspace(corner, tip, 5)).tolist()
            for piece in self.map.curve(number(scene.f(*scene.start))):
                taken += self._axes.transData.transform(piece[::6]).tolist()
            self.label_map(taken)
            yield
        self.field.lay(scene, self.view, room)
        self._note_numbers()
        words = _("Small arrows show direction only") if self.field else ""
        if self._factor != 1.0:
            words = _("∇{f} is drawn at {factor} × its length").format(
                f=plain_name(scene.name), factor=rounded(self._factor, 3)
            )
        self._caption.set_text(words)
        self._caption.set_position((1 - right / width, style.px(6) / height))
        clear_of_caption(self._axes, self._caption, style.px(27) / room[1])

    def _choose_factor(self) -> None:
        """Draw ∇f at its true length if it is between short and long, else at a round multiple."""
        self._factor = round_factor(math.hypot(*self._gradient(self.scene.start)), self._reach)

    def _note_numbers(self) -> None:
        super()._note_numbers()
        self.field.clear_of(self._numbers)

    def _gradient(self, point: Point) -> tuple[float, float]:
        return gradient_at(self.scene, point)

    def _tip_from(self, point: Point) -> tuple[float, float]:
        """Return where the drawn gradient ends; too long a one is cut, its direction kept."""
        gx, gy = (self._factor * part for part in self._gradient(point))
        dx, dy = cut_to(gx, gy, self._reach)
        return point[0] + dx, point[1] + dy

    def moving(self) -> Iterable[Artist]:
        yield self.level_curve
        yield self.slice
        yield self.square
        yield from self.components
        yield self.arrow.patch
        for label in self._labels.values():
            yield from label.artists
        yield self.dot

    def follow(self) -> None:
        x, y = self.anchor
        level = number(self.scene.f(x, y))
        tip = self._tip_from(self.point)
        self.level_curve.set_path(self.map.path(level))
        self.dot.set_data([x], [y])
        self.components[0].set_data([x, tip[0]], [y, y])
        self.components[1].set_data([tip[0], tip[0]], [y, tip[1]])
        seen = self.arrow.put((x, y), tip)
        for part in (self.square, *self.components):
            part.set_visible(seen)
        ratio = self.figure.dpi / 72.0
        ahead = unit(tip[0] - x, tip[1] - y)
        if seen:
            self.square.set_data(*right_angle(self._axes, (x, y), ahead, self.style.px(16) * ratio).T)
        self._follow_slice()
        self._follow_labels(level, tip, ahead, seen)

    def _follow_slice(self) -> None:
        x, y = self.anchor
        left, right, bottom, top = self.view
        along = self._focused
        self.slice.set_visible(along is not None)
        if along == 0:
            self.slice.set_data([left, right], [y, y])
        elif along == 1:
            self.slice.set_data([x, x], [bottom, top])

    @property
    def _focused(self) -> int | None:
        variable = self.focus.variable
        return self.scene.variables.index(variable) if variable in self.scene.variables else None

    def _follow_labels(
        self, level: float, tip: tuple[float, float], ahead: tuple[float, float], seen: bool
    ) -> None:
        scene, box = self.scene, self._axes.bbox
        ratio = self.figure.dpi / 72.0
        gap = self.style.px(10) * ratio
        (px, py), (tx, ty) = self._axes.transData.transform([self.anchor, tip])
        name = latex_name(scene.name)
        gx, gy = self._gradient(self.point)
        right, up = ahead[0] >= 0, ahead[1] >= 0
        labels = self._labels
        labels["gradient"].say(rf"$\nabla {name}$", f"({rounded(self.point[0])}, {rounded(self.point[1])})")
        labels["first"].say(rf"$\partial {name}/\partial {latex_name(scene.variables[0])} =$", rounded(gx))
        labels["second"].say(rf"$\partial {name}/\partial {latex_name(scene.variables[1])} =$", rounded(gy))
        labels["level"].say(f"${name} =$", rounded(level))
        for key in ("gradient", "first", "second"):
            labels[key].show(seen)
        corner = (tx, py)
        lines = np.vstack([along((px, py), (tx, ty)), along((px, py), corner), along(corner, (tx, ty))])
        taken: list[BboxBase] = [dot_box(px, py, 0.7 * gap)]
        # P's own name is short and belongs close to it; the others have all of their lines to stand beside.
        across, upward = ahead
        back = (
            px - 1.6 * gap * across, py - 1.6 * gap * upward, 0.5 + 0.5 * across, 0.5 + 0.5 * upward,
        )  # fmt: skip
        taken.append(
            place_clear(labels["point"], chain([back], round_about(px, py, 0.9 * gap)), lines, taken, box)
        )
        if seen:
            outer = (1.0 if right else -1.0, 1.0 if up else -1.0)  # away from P along each axis
            square = (-upward, across) if right == up else (upward, -across)
            spots = {
                "first": beside((px, py), corner, (0.0, -outer[1]), gap, box),
                "second": beside(corner, (tx, ty), (outer[0], 0.0), gap, box),
                # The gradient's name stands on the outer side of the arrow, away from the components.
                "gradient": beside((px, py), (tx, ty), square, 0.8 * gap, box),
            }
            for key, part in (("first", abs(tx - px)), ("second", abs(ty - py))):
                labels[key].show(part > 4 * ratio or key == self._focus_key)
            for key, found in spots.items():
                if labels[key].get_visible():
                    near = chain(found, round_about(tx, ty, gap), round_about(px, py, gap))
                    taken.append(place_clear(labels[key], near, lines, taken, box))
        self._place_level_label(level, taken)

    def _place_level_label(self, level: float, taken: list[BboxBase]) -> None:
        """Write f = … at the end of the curve that is nearest to the right edge and not near P, where it is
        clear of the other names."""
        label, box = self._labels["level"], self._axes.bbox
        ratio = self.figure.dpi / 72.0
        vertices = np.asarray(self.level_curve.get_path().vertices)
        label.show(False)
        if not len(vertices):
            return
        curve = pixels = self._axes.transData.transform(vertices[::2])
        margin = self.style.px(14) * ratio
        inside = (
            (pixels[:, 0] > box.x0 + margin)
            & (pixels[:, 0] < box.x1 - margin)
            & (pixels[:, 1] > box.y0 + margin)
            & (pixels[:, 1] < box.y1 - 2 * margin)
        )
        away = np.hypot(*(pixels - self._axes.transData.transform(self.anchor)).T) > 6 * margin
        pixels = pixels[inside & away]
        if not len(pixels):
            return
        ends = pixels[np.argsort(-pixels[:, 0], kind="stable")][:: max(1, len(pixels) // 24)]
        off = 0.6 * margin
        spots = [
            (float(x) + off * dx, float(y) + off * dy, 1.0 if dy else 0.5 - 0.5 * dx, 0.5 - 0.5 * dy)
            for x, y in ends
            for dx, dy in BESIDE
        ]
        apart = [*(other.padded(off) for other in taken), *self._numbers]
        placed = place_clear(label, spots, np.vstack([curve, self.field.points]), apart, box)
        label.show(not any(placed.overlaps(other) for other in taken))

    @property
    def _focus_key(self) -> str:
        return {0: "first", 1: "second"}.get(-1 if self._focused is None else self._focused, "")

    def stress(self) -> None:
        along = self._focused
        strong, plain = 1.8 * self.style.stroke("component"), self.style.stroke("component")
        for index, (part, key) in enumerate(zip(self.components, ("first", "second"), strict=True)):
            faded = along is not None and along != index
            part.set_alpha(FADED if faded else 1.0)
            part.set_linewidth(strong if along == index else plain)
            self._labels[key].fade(FADED if faded else 1.0)
        self.arrow.patch.set_alpha(FADED if along is not None else 1.0)
        self._labels["gradient"].fade(FADED if along is not None else 1.0)
        self.slice.set_color(self.style.slot(along or 0))

    def describe(self) -> str:
        return _(
            "Level curves of {f} over {x} and {y}. At P = ({px}, {py}) the value is {value} and the"
            " gradient ({gx}, {gy})."
        ).format(**words_at(self.scene, self.point))

    def readout(self) -> Readout:
        name = typst_name(self.scene.name)
        x, y = (typst_number(value) for value in self.point)
        gradient = self._gradient(self.point)
        level, size = number(self.scene.f(*self.point)), math.hypot(*gradient)
        left = f"derivative(nabla {name}({x}, {y}))"
        if not all(map(math.isfinite, gradient)):
            return Readout(left, _("Here the gradient is not defined."))
        column = typst_column([typst_number(part) for part in gradient], ("slotA", "slotB"))
        formula = f"{left} {equals(*self.point, *gradient)} {column}"
        if size < 5e-3:
            return Readout(
                formula, _("The gradient is zero: there is no direction of steepest increase here.")
            )
        names = {
            "f": plain_name(self.scene.name),
            "level": rounded(level),
            "sign": "=" if equals(size) == "=" else "≈",
            "size": rounded(size),
        }
        words = _(
            "Points in the direction of steepest increase, at right angles to the level curve"
            " {f} = {level}. Slope there: ‖∇{f}‖ {sign} {size}."
        )
        said = saying(words, names)
        return Readout(formula, said.text, said=said.typst)
