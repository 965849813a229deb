"""Pictures show what calculus says, everywhere the point goes, and say it in words."""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from matplotlib.backend_bases import ResizeEvent
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from tests.galleries import gallery_of
from tests.shares import rotating
from tutor.board import Focus
from tutor.canvas import Picture, picture_for
from tutor.canvas.frame import tick_labels
from tutor.canvas.wording import rounded
from tutor.theme import theme

PROBLEMS = {
    "slope": ("sin(x^2)", "derivative"),
    "contour": ("f(x, y) = x^2 y + y", "gradient"),
    "paths": ("f(g, h) = g^2 h + h; g = 3x; h = x^2", "chain"),
    "mapping": ("F(x, y) = (x^2 - y, x y)", "jacobian"),
    "slice": ("f(x, y) = x^2 y + y", "partial"),
    "surface": ("f(x, y) = x^2 y + y", "tangent"),
    "direction": ("f(x, y) = x^2 y + y", "directional"),
    "descent": ("x^2/2 + 4y^2", "gradient"),
    "graph": ("f(g, h) = g^2 h + h; g = 3x; h = x^2", "chain"),
    "curve": ("F(t) = (t cos t, sin 2t)", "jacobian"),
    "spacecurve": ("F(t) = (cos t, sin t, t)", "jacobian"),
    "patch": ("F(u, v) = (u, v, u v)", "jacobian"),
    "matrix": ("F(x, y, z, w) = (x y, y z, z w, w x)", "jacobian"),
    "bars": ("f(x, y, z) = x y z", "gradient"),
    "tree": ("f(u, v, w) = u v + w; u = cos t; v = sin t; w = t^2", "chain"),
}


def picture(kind: str, size: tuple[int, int] = (600, 480), name: str = "light", scale: float = 1.0) -> Any:
    text, ask = PROBLEMS[kind]
    figure = Figure(figsize=(size[0] / 72, size[1] / 72), dpi=72)
    FigureCanvasAgg(figure)
    shown = gallery_of(text, ask)
    scene = next(
        (one for one in shown.scenes if kind == type(one).__name__.removesuffix("Scene").lower()), None
    )
    return picture_for(scene or shown.scenes[shown.default], theme(name), figure, scale)


def pixels(shown: Picture) -> np.ndarray:
    canvas: Any = shown.figure.canvas
    return np.array(canvas.buffer_rgba())


@pytest.mark.parametrize(
    ("kind", "name", "size"), rotating(PROBLEMS, ["light", "dark"], [(743, 599), (503, 540)], every=3)
)
def test_every_picture_draws(kind: str, name: str, size: tuple[int, int]) -> None:
    shown = picture(kind, size, name)
    shown.draw()
    image = pixels(shown)
    assert image.shape == (size[1], size[0], 4)
    assert len(np.unique(image[::3, ::3, :3].astype(int) @ [1, 256, 65536])) > 20


@pytest.mark.parametrize("kind", PROBLEMS)
def test_projector_sizes_draw(kind: str) -> None:
    shown = picture(kind, (900, 800), scale=1.7)
    shown.draw()
    assert shown.style.settings["font.size"] == pytest.approx(1.7 * 14)


def gradient(x: float, y: float) -> tuple[float, float]:
    return 2 * x * y, x * x + 1


@pytest.mark.parametrize("at", [(1.0, 1.0), (0.5, 0.25), (-0.5, 1.0)])
def test_the_arrow_is_the_gradient(at: tuple[float, float]) -> None:
    shown = picture("contour")
    shown.move_to(at)
    start, end = shown.arrow.ends
    np.testing.assert_allclose(start, at)
    np.testing.assert_allclose(np.subtract(end, start), gradient(*at), atol=1e-12)
    np.testing.assert_allclose(shown.components[0].get_xdata(), [at[0], at[0] + 2 * at[0] * at[1]])
    np.testing.assert_allclose(shown.components[1].get_ydata(), [at[1], at[1] + at[0] ** 2 + 1])


def test_a_long_arrow_is_cut_but_keeps_its_direction() -> None:
    shown = picture("contour")
    shown.move_to((3.0, 3.0))
    start, end = shown.arrow.ends
    drawn, true = np.subtract(end, start), np.array(gradient(3.0, 3.0))
    assert np.hypot(*drawn) < np.hypot(*true) / 3
    np.testing.assert_allclose(drawn / np.hypot(*drawn), true / np.hypot(*true))


@pytest.mark.parametrize("at", [(1.0, 1.0), (0.3, 2.0), (-1.5, 0.4)])
def test_the_level_curve_goes_through_the_point(at: tuple[float, float]) -> None:
    shown = picture("contour")
    shown.move_to(at)
    vertices = np.asarray(shown.level_curve.get_path().vertices)
    x, y = vertices.T
    np.testing.assert_allclose(x**2 * y + y, at[0] ** 2 * at[1] + at[1], rtol=0.02, atol=0.02)
    assert np.hypot(x - at[0], y - at[1]).min() < 0.1


@pytest.mark.parametrize("x", [1.0, -0.7, 0.0, 2.0])
def test_the_tangent_touches_with_the_right_slope(x: float) -> None:
    shown = picture("slope")
    shown.move_to((x,))
    slope = 2 * x * math.cos(x * x)
    xs, ys = shown.tangent.get_data()
    assert (ys[1] - ys[0]) / (xs[1] - xs[0]) == pytest.approx(slope)
    assert np.interp(x, xs, ys) == pytest.approx(math.sin(x * x))
    rise, run = np.ptp(shown.rise.get_ydata()), np.ptp(shown.run.get_xdata())
    assert run == pytest.approx(1.0)
    assert rise == pytest.approx(abs(slope))


@pytest.mark.parametrize("x", [0.5, 0.1, 1.0])
def test_paths_show_gradient_and_velocity(x: float) -> None:
    shown = picture("paths")
    shown.move_to((x,))
    g, h = 3 * x, x * x
    for arrow, vector in ((shown.below.gradient, gradient(g, h)), (shown.below.velocity, (3.0, 2 * x))):
        start, end = arrow.ends
        np.testing.assert_allclose(start, (g, h), atol=1e-12)
        drawn = np.subtract(end, start)
        np.testing.assert_allclose(drawn / np.hypot(*drawn), np.array(vector) / np.hypot(*vector), atol=1e-12)
    rate = 36 * x**3 + 2 * x
    assert shown.readout().formula.endswith(f" {rounded(rate)} = (d f)/(d x)")


@pytest.mark.parametrize("at", [(1.0, 1.0), (0.5, 0.5), (1.5, 0.25)])
def test_the_parallelogram_is_the_jacobian_of_the_square(at: tuple[float, float]) -> None:
    shown = picture("mapping")
    shown.move_to(at)
    x, y = at
    value, jacobian = np.array([x * x - y, x * y]), np.array([[2 * x, -1.0], [y, x]])
    corners = shown.parallelogram.get_xy()[:4]
    wanted = [value, value + jacobian[:, 0], value + jacobian.sum(axis=1), value + jacobian[:, 1]]
    np.testing.assert_allclose(corners, wanted, atol=1e-12)
    outline = np.array(shown.outline.get_data())
    corner = np.array([(x + 1) ** 2 - y - 1, (x + 1) * (y + 1)])
    assert np.hypot(*(outline - corner[:, None])).min() < 1e-9
    assert f"det J_F = {rounded(2 * x * x + y)}" in shown.readout().formula


PLACES: dict[str, tuple[float, ...]] = {
    "slope": (-1.5,),
    "contour": (-1.0, 2.0),
    "paths": (1.2,),
    "mapping": (0.4, 1.6),
    "slice": (0.2, 0.5),
    "surface": (-0.4, 0.6),
    "direction": (-1.0, 2.0),
    "descent": (3.0, -1.0),
    "graph": (1.2,),
}


@pytest.mark.parametrize("kind", PLACES)
def test_a_blitted_frame_is_the_same_as_a_full_redraw(kind: str) -> None:
    shown = picture(kind)
    shown.draw()
    before = pixels(shown)
    start = shown.point
    shown.move_to(PLACES[kind])
    shown.blit()
    moved = pixels(shown)
    assert (moved != before).any()
    shown.draw()
    np.testing.assert_array_equal(pixels(shown), moved)
    shown.move_to(start)
    shown.blit()
    np.testing.assert_array_equal(pixels(shown), before)


@pytest.mark.parametrize("kind", PLACES)
def test_dragging_takes_the_point_along(kind: str) -> None:
    shown = picture(kind)
    shown.draw()
    x, y = shown.axes.transData.transform(shown.anchor)
    assert shown.hit(x + 12, y - 12)
    assert not shown.hit(x + 30, y)
    before = shown.point
    shown.drag(x + 25, y + 12)
    near = shown.axes.transData.transform(shown.anchor)
    assert shown.point != before
    assert abs(near[0] - x - 25) < 15


@pytest.mark.parametrize("kind", PLACES)
def test_the_point_stays_in_the_picture(kind: str) -> None:
    shown = picture(kind)
    shown.move_to([1e9] * len(shown.point))
    for value, (low, high) in zip(shown.point, shown.clip, strict=True):
        assert low <= value <= high
    shown.move_to([math.nan] * len(shown.point))
    assert all(map(math.isfinite, shown.point))


def test_nudging_goes_to_round_numbers() -> None:
    shown = picture("contour")
    shown.move_to((1.03, 1.0))
    shown.nudge(1, 0)
    assert shown.point == pytest.approx((1.1, 1.0))
    shown.nudge(0, -1)
    assert shown.point[1] < 1.0


@pytest.mark.parametrize("kind", PLACES)
def test_words_follow_the_point(kind: str) -> None:
    shown = picture(kind)
    before = shown.describe(), shown.readout()
    shown.move_to(PLACES[kind])
    assert shown.describe() != before[0]
    assert shown.readout() != before[1]


READOUTS: list[tuple[str, tuple[float, ...], str]] = [
    ("slope", (1.0,), "derivative(f'(1)) approx derivative(1.08)"),
    ("contour", (1.0, 1.0), 'derivative(nabla f(1, 1)) = vec(delim: "[", slotA(2), slotB(2))'),
    ("mapping", (1.0, 1.0), 'mat(delim: "[", slotA(2), slotB(−1) ; slotA(1), slotB(1))'),
    ("paths", (0.5,), "2.25 + 3.25 = 5.5 = (d f)/(d x)"),
]


@pytest.mark.parametrize(("kind", "at", "formula"), READOUTS)
def test_readout(kind: str, at: tuple[float, ...], formula: str) -> None:
    shown = picture(kind)
    shown.move_to(at)
    assert formula in shown.readout().formula


def test_paths_offer_a_slider() -> None:
    slider = picture("paths").readout().slider
    assert (slider.name, slider.lowest, slider.highest, slider.value) == ("x", -1.0, 2.0, 0.5)


FOCUS: list[tuple[str, Focus, Callable[[Any], float]]] = [
    ("contour", Focus(variable="x"), lambda shown: shown.arrow.patch.get_alpha()),
    ("contour", Focus(variable="x"), lambda shown: shown.components[1].get_alpha()),
    ("contour", Focus(variable="y"), lambda shown: shown.components[0].get_alpha()),
    ("mapping", Focus(variable="x"), lambda shown: shown.arrows[3].patch.get_alpha()),
    ("mapping", Focus(row=0), lambda shown: shown.arrows[2].patch.get_alpha()),
]


@pytest.mark.parametrize(("kind", "focus", "alpha"), FOCUS)
def test_focus_leaves_only_what_is_spoken_of(kind: str, focus: Focus, alpha: Callable[[Any], float]) -> None:
    shown = picture(kind)
    shown.set_focus(focus)
    assert alpha(shown) < 0.5
    shown.set_focus(Focus())
    assert alpha(shown) == 1.0


def test_a_branch_lights_its_path() -> None:
    shown = picture("paths")
    shown.draw()
    before = pixels(shown)
    shown.set_focus(Focus(branch="g"))
    shown.draw()
    top = slice(0, 150)
    assert (pixels(shown)[top] != before[top]).any()
    shown.set_focus(Focus(branch="no such name"))
    shown.draw()
    np.testing.assert_array_equal(pixels(shown), before)


def test_a_resized_figure_is_arranged_anew() -> None:
    shown = picture("contour", (743, 599))
    shown.draw()
    view = shown.view
    shown.figure.set_size_inches(400 / 72, 500 / 72)
    ResizeEvent("resize_event", shown.figure.canvas)._process()
    shown.figure.canvas.draw()
    left, right, bottom, top = shown.view
    assert shown.view != view
    box = shown.axes.bbox
    assert box.width / (right - left) == pytest.approx(box.height / (top - bottom))
    assert left < -2.3 + 1e-9
    assert right > 3.9 - 1e-9
    assert bottom < -1.5
    assert top > 3.55


def test_one_figure_shows_one_picture_after_another() -> None:
    figure = Figure(figsize=(6, 5), dpi=72)
    FigureCanvasAgg(figure)
    for kind in ("slope", "contour"):
        text, ask = PROBLEMS[kind]
        found = gallery_of(text, ask)
        shown = picture_for(found.scenes[found.default], theme("light"), figure)
        shown.draw()
        shown.release()
    assert len(figure.axes) == 1


def test_the_canvas_needs_neither_sympy_nor_qt_nor_the_engine_room() -> None:
    code = (
        "import sys, tutor.canvas;"
        "print([m for m in sys.modules if m.split('.')[0] in ('sympy', 'PySide6')"
        " or m.startswith(('tutor.scenes', 'tutor.calculus', 'tutor.notation', 'tutor.engine'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"


def test_ticks_that_look_the_same_are_told_apart() -> None:
    assert tick_labels(np.array([1e6, 1e6 + 5, 1e6 + 10])) == ["10⁶", "+5", "+10"]
    assert tick_labels(np.array([-0.5, 0.0, 0.5])) == ["−0.5", "0", "0.5"]


PLACED = [
    "f(x, y) = x^2 y + y",
    "f(x, y) = x",
    "f(x, y) = 0.05x + 0.02y",
    "f(x, y) = x^2 + y^2",
    "f(x, y) = 3",
]
"""∇f longer than the plot, along an axis, short, zero in the middle, zero everywhere"""


@pytest.mark.parametrize("text", PLACED)
def test_the_names_at_p_keep_clear_of_its_lines_and_of_each_other(text: str) -> None:
    figure = Figure(figsize=(482 / 72, 443 / 72), dpi=72)
    FigureCanvasAgg(figure)
    shown_here = gallery_of(text, "gradient")
    shown: Any = picture_for(shown_here.scenes[shown_here.titles.index("Contour")], theme("light"), figure)
    shown.draw()
    left, right, bottom, top = shown.view
    places = [(x, y) for x in (0.03, 0.3, 0.7, 0.97) for y in (0.03, 0.3, 0.7, 0.97)]
    for x, y in places:
        shown.move_to((left + x * (right - left), bottom + y * (top - bottom)))
        names = [label for label in shown._labels.values() if label.get_visible()]
        tip = shown._axes.transData.transform(shown.arrow.ends[1])
        at = shown._axes.transData.transform(shown.anchor)
        bends = [at, tip, (tip[0], at[1]), at] if shown.arrow.patch.get_visible() else [at, at]
        lines = np.vstack([np.linspace(a, b, 50) for a, b in pairwise(bends)])
        for index, label in enumerate(names):
            inner = label.box.padded(-2)
            assert shown._axes.bbox.x0 <= inner.x0
            assert inner.x1 <= shown._axes.bbox.x1
            assert not any(inner.overlaps(other.box.padded(-2)) for other in names[:index])
            if label is not shown._labels["level"]:
                assert not ((lines > inner.min) & (lines < inner.max)).all(axis=1).any()


def test_the_name_of_a_component_stands_off_its_own_dashes() -> None:
    """The window of 1024 × 700, where the arrow's tip is near the edge."""
    shown: Any = picture("contour", (482, 443))
    shown.draw()
    (x, _x), (low, high) = shown.components[1].get_data()
    line = shown._axes.transData.transform([(x, low), (x, high)])
    box = shown._labels["second"].box
    assert not box.x0 < line[0, 0] < box.x1


@pytest.mark.parametrize("kind", ["curve", "spacecurve"])
def test_the_velocity_ends_in_sight_and_its_name_covers_no_other(kind: str) -> None:
    shown: Any = picture(kind, (743, 599))
    shown.draw()
    tip = shown.axes.transData.transform(shown.arrow.ends[1])
    assert shown.axes.bbox.contains(*tip)
    name = shown._label.box.padded(-2)
    assert not any(name.overlaps(text.get_window_extent()) for text in shown.axes.texts)


def test_the_dial_says_which_angle_it_shows() -> None:
    shown: Any = picture("direction", (743, 599))
    for degrees in (40.0, 105.0, 250.0):
        shown.slide(degrees)
        shown.draw()
        arc = np.column_stack(shown._arc.get_data())[3:] - shown.point
        assert math.degrees(math.atan2(*arc[-1][::-1])) % 360 == pytest.approx(degrees)
        box = shown._labels["angle"].box.padded(-2)
        for arrow in (shown.direction, shown.gradient):
            ends = shown.axes.transData.transform(arrow.ends)
            line = np.linspace(*ends, 50)
            assert not ((line > box.min) & (line < box.max)).all(axis=1).any()
