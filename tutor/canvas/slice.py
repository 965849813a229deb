"""A surface cut where one variable is held: the cut in space, and the same cut seen flat, whose slope is
the partial derivative."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon

from tutor.board import Focus
from tutor.canvas.arrows import dashed, dragged_dot
from tutor.canvas.frame import place_axes, plain_axes, show_window
from tutor.canvas.heading import Heading
from tutor.canvas.labels import Label
from tutor.canvas.numbers import round_step
from tutor.canvas.picture import UNFIT, Point
from tutor.canvas.pictures import picture_of
from tutor.canvas.placing import along, dot_box, place_clear, round_about
from tutor.canvas.readout import Choice, Readout, Slider
from tutor.canvas.saying import saying
from tutor.canvas.slope_names import place_numbers
from tutor.canvas.space import Mesh
from tutor.canvas.spatial import HeightPicture
from tutor.canvas.tangents import gradient_at
from tutor.canvas.wording import equals, latex_name, plain_name, rounded, typst_name, typst_number
from tutor.gallery import SliceScene
from tutor.language import _
from tutor.sampling import surface_points, with_gaps

FINE, ROUGH = 33, 17
"""Lines of the mesh each way: at rest, and while the picture turns."""
ALONG = 121
"""Samples of the cut."""
GHOST = 0.3
AZIMUTHS = (-72.0, 18.0)
"""From where the cut along the first, and along the second variable is seen: it runs to the right."""
SIDE_BY_SIDE = 400.0
"""px of width from which the flat cut stands beside the surface, not below."""
TALL = (0.72, 1.1)
"""The least and the largest height of the box as a share of its width."""


@picture_of(SliceScene)
class SlicePicture(HeightPicture):
    """What is held is grey; the slope of the cut is the partial derivative."""

    scene: SliceScene
    margin: ClassVar[float] = 24

    @classmethod
    def suits(cls, scene: SliceScene, focus: Focus) -> int:
        """At ∂/∂x the cut along x belongs to the step."""
        return 2 if focus.variable in scene.variables and focus.row is None else 0

    def build(self) -> Iterator[None]:
        style, scene = self.style, self.scene
        ink, green = style.colour("meaning.function_curve"), style.colour("meaning.derivative")
        self._along = 0
        self._shown_focus = self.focus
        self._axes = plain_axes(self.figure, style)
        self.open_space(scene.window, scene.heights, TALL[0], scene.variables)
        self.mesh = Mesh(self._axes, style)
        self._plane = Polygon(
            np.zeros((4, 2)),
            closed=True,
            facecolor=style.colour("meaning.heldConstant_fill"),
            edgecolor=style.colour("text.tertiary"),
            linewidth=style.px(1),
            alpha=0.86,
            animated=True,
        )
        self._axes.add_patch(self._plane)
        self.cut, self.tangent, self.dot = self._drawn_on(self._axes, ink, green)
        yield
        self._flat = plain_axes(self.figure, style, grid=True)
        self.flat_cut, self.flat_tangent, self.flat_dot = self._drawn_on(self._flat, ink, green)
        self.run = dashed(self._flat, style, style.slot(0))
        (self.rise,) = self._flat.plot(
            [], [], color=green, linewidth=style.px(4.5), solid_capstyle="butt", animated=True
        )
        yield
        self._headings = (Heading(self.figure, style, held=True), Heading(self.figure, style))
        self._headings[1].say(_("The cut, seen flat"))
        self._labels = {
            "point": Label(self.figure, style, ink, 20, veiled=False),
            "flat point": Label(self.figure, style, ink, 20),
            "run": Label(self.figure, style, style.slot(0)),
            "rise": Label(self.figure, style, green),
            "held": Label(self.figure, style, style.colour("text.secondary"), 17),
        }
        for key in ("point", "flat point"):
            self._labels[key].say("$P$")
        self._stack()
        self._window = self._flat_window()

    def _drawn_on(self, axes: Axes, ink: str, green: str) -> tuple[Any, Any, Any]:
        """Return the curve, its tangent and the point on one of the two axes."""
        style = self.style
        (curve,) = axes.plot([], [], color=ink, linewidth=style.stroke("curve"), animated=True)
        (tangent,) = axes.plot([], [], color=green, linewidth=style.stroke("slope"), animated=True)
        return curve, tangent, dragged_dot(axes, style)

    # Which cut ---------------------------------------------------------------------------------

    @property
    def _held(self) -> int:
        return 1 - self._along

    @property
    def azimuth(self) -> float:
        return AZIMUTHS[self._along]

    def choices(self) -> tuple[Choice, ...]:
        roles = ("slotA", "slotB")
        return tuple(
            Choice(
                name,
                f"partial \\/ partial {roles[index]}({typst_name(name)})"
                if index != self._along
                else f"partial \\/ partial {typst_name(name)}",
                _("The cut along {x}").format(x=plain_name(name)),
                index == self._along,
                "along",
            )
            for index, name in enumerate(self.scene.variables)
        )

    def choose(self, name: str) -> None:
        if name in self.scene.variables:
            self._cut_along(self.scene.variables.index(name))
            self.fit()

    def stress(self) -> None:
        # Once for each step: afterwards the cut is the person's to choose.
        if self.focus.variable in self.scene.variables and self.focus is not self._shown_focus:
            self._cut_along(self.scene.variables.index(self.focus.variable))
        self._shown_focus = self.focus

    def _cut_along(self, along: int) -> None:
        if along != self._along:
            self._along = along
            self._space.look_from(self.azimuth)
            self._window = self._flat_window()
            self.run.set_color(self.style.slot(along))
            self._labels["run"].recolour(self.style.slot(along))
            self._size = UNFIT

    def slide(self, value: float) -> None:
        point = list(self.point)
        point[self._held] = value
        self._rough = True
        self.move_to(point)

    # Room --------------------------------------------------------------------------------------

    def arrange(self, width: float, height: float) -> None:
        px = self.style.px
        beside = width >= px(SIDE_BY_SIDE)
        head, edge = px(44), px(14)
        if beside:
            flat_width = min(0.36 * width, px(330))
            self._room = (width - flat_width - px(70), height - head - edge)
            place_axes(self._axes, (width, height), edge, edge, *self._room)
            flat_height = min(height - head - px(82), 1.5 * flat_width)
            flat_room = (flat_width - px(24), flat_height)
            low = (height - head - flat_height) / 2 + px(8)
            place_axes(self._flat, (width, height), width - flat_width, low, *flat_room)
            heads = ((px(28), height - px(16)), (width - flat_width - px(26), height - px(16)))
        else:
            flat_height, foot = 0.25 * height, px(58)
            below = foot + flat_height + px(38)
            self._room = (width, height - below - px(28))
            place_axes(self._axes, (width, height), 0, below, *self._room)
            flat_room = (width - px(80), flat_height)
            place_axes(self._flat, (width, height), px(56), foot, *flat_room)
            heads = ((px(20), height - px(12)), (px(20), below - px(6)))
        self._space.fill(self._room, px(self.margin), TALL)
        for heading, (x, y) in zip(self._headings, heads, strict=True):
            heading.place(x, y - px(13))
        show_window(self._flat, self._window, flat_room, px(80))
        variable = self.scene.variables[self._along]
        self._flat.set_xlabel(
            f"${latex_name(variable)}$", color=self.style.slot(self._along), labelpad=self.style.px(2)
        )
        self._flat.set_ylabel("$z$", rotation=0, va="center", labelpad=self.style.px(10))
        self._turned()

    def _flat_window(self) -> tuple[float, float, float, float]:
        """Return the window of the flat cut: the same for every held value, so that slopes compare."""
        low, high = self.scene.window[2 * self._along : 2 * self._along + 2]
        bottom, top = self.scene.flat_heights[self._along]
        margin = 0.06 * (top - bottom)
        return low, high, bottom - margin, top + margin

    # The point ---------------------------------------------------------------------------------

    @property
    def anchor(self) -> tuple[float, float]:
        x, y = self._space.project(self._place(self.point[self._along]))
        return float(x), float(y)

    def _place(self, along: float | np.ndarray) -> np.ndarray:
        """Return places (…, 3) of the cut, cut off at the box's top and bottom."""
        along = np.asarray(along, dtype=float)
        held = np.full(along.shape, self.point[self._held])
        flat = (along, held) if self._along == 0 else (held, along)
        z = self.scene.f(*flat)
        return np.stack([*flat, np.clip(np.nan_to_num(z, nan=self._space.low[2]), *self.scene.heights)], -1)

    def hit(self, event_x: float, event_y: float) -> bool:
        self._on_flat = self._flat.bbox.contains(event_x, event_y)
        if self._on_flat:
            x, y = self._flat.transData.transform(self._flat_anchor)
            reach = self.style.px(20) * self.figure.dpi / 72.0
            return math.hypot(event_x - x, event_y - y) <= reach
        return super().hit(event_x, event_y)

    def drag(self, event_x: float, event_y: float) -> None:
        self._rough = True
        if self._on_flat:
            x, _y = self._flat.transData.inverted().transform((event_x, event_y))
            self.move_to(self._with_along(float(x)))
        else:
            super().drag(event_x, event_y)

    def taken_to(self, x: float, y: float) -> Point:
        """Return the place of the cut that is nearest to the pointer: the held variable stays."""
        low, high = self.scene.window[2 * self._along : 2 * self._along + 2]
        samples = np.linspace(low, high, 4 * ALONG)
        away = np.hypot(*(self._space.project(self._place(samples)) - (x, y)).T)
        return self._with_along(float(samples[int(np.argmin(away))]))

    def _with_along(self, value: float) -> Point:
        point = list(self.point)
        point[self._along] = value
        return tuple(point)

    @property
    def _slope(self) -> float:
        return gradient_at(self.scene, self.point)[self._along]

    @property
    def _flat_anchor(self) -> tuple[float, float]:
        bottom, top = self._window[2:]
        z = self.height
        return self.point[self._along], min(max(z, bottom), top) if math.isfinite(z) else bottom

    def moving(self) -> Iterable[Artist]:
        yield self.mesh.behind
        yield self._plane
        yield self.mesh.before
        yield self.cut
        yield self.tangent
        yield self.dot
        yield from (self.flat_cut, self.run, self.rise, self.flat_tangent, self.flat_dot)
        for label in self._labels.values():
            yield from label.artists
        for heading in self._headings:
            yield from heading.artists

    def follow(self) -> None:
        space, scene, along, held = self._space, self.scene, self._along, self._held
        low, high = scene.window[2 * along : 2 * along + 2]
        samples, z = with_gaps(self._along_cut, np.linspace(low, high, ALONG))
        self.flat_cut.set_data(samples, z)
        hidden = ~np.isfinite(z) | (z < space.low[2]) | (z > space.high[2])
        flat = np.insert(samples[:, None], held, self.point[held], axis=1)
        self.cut.set_data(*space.project(np.column_stack([flat, np.where(hidden, np.nan, z)])).T)
        self._follow_mesh()
        corners = np.array(
            [(low, space.low[2]), (high, space.low[2]), (high, space.high[2]), (low, space.high[2])]
        )
        plane = np.insert(corners, held, self.point[held], axis=1)
        self._plane.set_xy(space.project(plane))
        self.dot.set_data(*[[value] for value in self.anchor])
        self.flat_dot.set_data(*[[value] for value in self._flat_anchor])
        self._follow_tangent()
        self._say_held(plane)

    def _along_cut(self, along: np.ndarray) -> np.ndarray:
        """Return the heights of the cut."""
        held = np.full(along.shape, self.point[self._held])
        return self.scene.f(*((along, held) if self._along == 0 else (held, along)))

    def _follow_mesh(self) -> None:
        """Show the surface in two halves, with a line of the mesh exactly where it is cut."""
        count = ROUGH if self._rough else FINE
        left, right, bottom, top = self.scene.window
        grids = [np.linspace(left, right, count), np.linspace(bottom, top, count)]
        held = self.point[self._held]
        grid = grids[self._held]
        nearest = int(np.argmin(np.abs(grid - held)))
        if 0 < nearest < count - 1:
            grid[nearest] = held
        points, torn = surface_points(self.scene.f, *grids)
        middle = (points[:-1, :-1, self._held] + points[1:, 1:, self._held]) / 2 - held
        towards = self._space.towards_eye[self._held]
        self.mesh.show(self._space, points, middle * (1 if towards > 0 else -1), GHOST, torn)

    def _follow_tangent(self) -> None:
        x, z, slope = self.point[self._along], self.height, self._slope
        seen = math.isfinite(z) and math.isfinite(slope)
        for part in (self.tangent, self.flat_tangent, self.run, self.rise):
            part.set_visible(seen)
        for key in ("run", "rise"):
            self._labels[key].show(seen)
        if not seen:
            self._name_point(())
            return
        left, right, bottom, top = self._window
        wide, high = right - left, top - bottom
        # The tangent reaches a fifth of the picture to each side, as it is drawn.
        steep = abs(slope) * wide / high
        reach = 0.3 * wide / math.hypot(1.0, steep)
        ends = np.array([x - reach, x + reach])
        heights = z + slope * (ends - x)
        self.flat_tangent.set_data(ends, heights)
        line = np.insert(np.column_stack([ends, heights]), self._held, self.point[self._held], axis=1)
        self.tangent.set_data(*self._space.project(line).T)
        self._name_point(((self._axes, self.tangent), (self._flat, self.flat_tangent)))
        self._follow_run(x, z, slope)

    def _name_point(self, tangents: tuple[tuple[Axes, Line2D], ...]) -> None:
        """Write P beside the point in space, and in the flat cut, where it covers none of the tangents."""
        gap = self.style.px(9) * self.figure.dpi / 72.0
        lines = [np.empty((0, 2))]
        for axes, line in tangents:
            first, last = axes.transData.transform(np.column_stack(line.get_data()))
            lines.append(along(tuple(first), tuple(last)))
        taken = np.vstack(lines)
        for key, axes, anchor, side in (
            ("point", self._axes, self.anchor, (1, -1)),
            ("flat point", self._flat, self._flat_anchor, (-1, 1)),
        ):
            x, y = axes.transData.transform(anchor)
            spots = round_about(x, y, gap, side)
            place_clear(self._labels[key], spots, taken, [dot_box(x, y, 0.7 * gap)], axes.bbox)

    def _follow_run(self, x: float, z: float, slope: float) -> None:
        left, right, _bottom, _top = self._window
        run = 1.0 if 2.5 <= right - left <= 10 else round_step((right - left) / 5)
        if x + run > right:
            run = -run
        rise = slope * run
        self.run.set_data([x, x + run], [z, z])
        self.rise.set_data([x + run, x + run], [z, z + rise])
        to_pixels = self._flat.transData.transform
        self._labels["run"].say("", rounded(run))
        self._labels["rise"].say("", rounded(rise))
        cut = to_pixels(np.column_stack(self.flat_cut.get_data()))
        place_numbers(
            (self._labels["run"], self._labels["rise"]),
            *to_pixels([(x, z), (x + run, z), (x + run, z + rise)]),
            lines=np.vstack(
                [cut[np.isfinite(cut).all(axis=1)], to_pixels(np.column_stack(self.flat_tangent.get_data()))]
            ),
            gap=self.style.px(9) * self.figure.dpi / 72.0,
            within=self._flat.bbox,
            taken=[self._labels["flat point"].box],
        )

    def _say_held(self, plane: np.ndarray) -> None:
        """Write what is held on the plane and above the picture."""
        name, value = self.scene.variables[self._held], self.point[self._held]
        corner = self._axes.transData.transform(self._space.project(plane[3]))
        gap = self.style.px(8) * self.figure.dpi / 72.0
        self._labels["held"].say(f"${latex_name(name)} =$", rounded(value))
        self._labels["held"].place(corner[0] + gap, corner[1] - gap, 0.0, 1.0, self._axes.bbox)
        self._headings[0].say(_("Cut the surface at {y}"), y=(f"${latex_name(name)} =$", rounded(value)))

    # Words -------------------------------------------------------------------------------------

    @property
    def invitation(self) -> str:
        return ""

    def _names(self) -> dict[str, str]:
        return {
            "f": plain_name(self.scene.name),
            "x": plain_name(self.scene.variables[self._along]),
            "y": plain_name(self.scene.variables[self._held]),
            "at": rounded(self.point[self._along]),
            "held": rounded(self.point[self._held]),
            "slope": rounded(self._slope),
        }

    def describe(self) -> str:
        return _(
            "The surface of {f}, cut at {y} = {held}. Along the cut only {x} varies; at {x} = {at} its slope"
            " is {slope}, the partial derivative with respect to {x}."
        ).format(**self._names())

    def readout(self) -> Readout:
        scene, along, held = self.scene, self._along, self._held
        roles = ("slotA", "slotB")
        entries = [
            f"{roles[index]}({typst_number(value)})" if index == along else f"held({typst_number(value)})"
            for index, value in enumerate(self.point)
        ]
        variable = f"{roles[along]}({typst_name(scene.variables[along])})"
        left = f"(partial {typst_name(scene.name)})/(partial {variable}) ({entries[0]}, {entries[1]})"
        low, high = scene.window[2 * held : 2 * held + 2]
        slider = Slider(scene.variables[held], low, high, self.point[held], plays=1, held=True)
        slope = self._slope
        if not math.isfinite(slope):
            return Readout(left, _("Here the cut has no tangent: the slope is not defined."), slider)
        words = _("{y} is held at {held}; only {x} varies. The slope of the cut is {slope}.")
        formula = f"{left} = {scene.partials[along].typst} {equals(*self.point, slope)}"
        said = saying(words, self._names(), y="held", held="held", x=roles[along], slope="derivative")
        return Readout(f"{formula} derivative({typst_number(slope)})", said.text, slider, said=said.typst)
