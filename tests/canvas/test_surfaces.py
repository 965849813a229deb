"""The pictures in space, the dial and the descent show what calculus says."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from tests.galleries import gallery_of
from tests.shares import shared
from tutor.board import Focus
from tutor.canvas import Picture, fitting, picture_for
from tutor.gallery import SliceScene, SlopeScene
from tutor.theme import theme

LECTURE = "f(x, y) = x^2 y + y"


def picture(text: str, ask: str, title: str) -> Any:
    found = gallery_of(text, ask)
    figure = Figure(figsize=(743 / 72, 599 / 72), dpi=72)
    FigureCanvasAgg(figure)
    return picture_for(found.scenes[found.titles.index(title)], theme("light"), figure)


def drawn_slope(line: Any) -> float:
    (x0, x1), (y0, y1) = line.get_data()
    return float((y1 - y0) / (x1 - x0))


@pytest.mark.parametrize("at", [(1.0, 1.0), (-0.5, 0.3), (0.7, 2.0)])
@pytest.mark.parametrize("along", ["x", "y"])
def test_the_slope_of_the_cut_is_the_partial_derivative(at: tuple[float, float], along: str) -> None:
    shown = picture(LECTURE, "partial", "Slice")
    shown.set_focus(Focus(variable=along))
    shown.move_to(at)
    x, y = at
    wanted = 2 * x * y if along == "x" else x * x + 1
    assert drawn_slope(shown.flat_tangent) == pytest.approx(wanted, rel=1e-9)
    across, heights = shown.flat_cut.get_data()
    cut = across**2 * y + y if along == "x" else x * x * across + across
    np.testing.assert_allclose(heights, cut, rtol=1e-12)


def test_the_cut_in_space_is_the_flat_cut() -> None:
    shown = picture(LECTURE, "partial", "Slice")
    across, heights = shown.flat_cut.get_data()
    inside = (heights >= shown.scene.heights[0]) & (heights <= shown.scene.heights[1])
    places = np.column_stack([across, np.full(len(across), shown.point[1]), heights])[inside]
    flat = np.array(shown.cut.get_data()).T[inside]
    np.testing.assert_allclose(flat, shown._space.project(places), atol=1e-12)


@pytest.mark.parametrize(("room", "filled"), [((300, 320), (252, 272)), ((300, 900), (252, None))])
def test_the_box_of_a_cut_takes_the_room_there_is(
    room: tuple[int, int], filled: tuple[float, float | None]
) -> None:
    """All of the width, and of the height as long as the box is not a tower."""
    shown = picture(LECTURE, "partial", "Slice")
    space = shown._space
    space.fill(room, 24, (0.72, 1.1))
    space.fit(room, 24)
    corners = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)])
    page = space.project(space.low + (corners + 1) / 2 * (space.high - space.low))
    left, right = space.axes.get_xlim()
    across, down = np.ptp(page, axis=0) * room[0] / (right - left)
    assert across == pytest.approx(filled[0])
    assert down == pytest.approx(filled[1]) if filled[1] is not None else down < 0.6 * room[1]


@pytest.mark.parametrize("at", [(1.0, 1.0), (-1.0, 1.0)])
def test_the_name_of_the_point_keeps_off_the_tangent(at: tuple[float, float]) -> None:
    """Where it rises and where it falls, in space and flat."""
    shown = picture("e^(-x^2 - y^2)", "partial", "Slice")
    shown.move_to(at)
    for line, name in ((shown.tangent, "point"), (shown.flat_tangent, "flat point")):
        (first, last) = line.axes.transData.transform(np.column_stack(line.get_data()))
        points = first + np.linspace(0, 1, 200)[:, None] * (last - first)
        box = shown._labels[name].box.padded(-2)
        assert not any(box.contains(x, y) for x, y in points)


def test_the_slider_holds_the_other_variable() -> None:
    shown = picture(LECTURE, "partial", "Slice")
    slider = shown.readout().slider
    assert slider.name == "y"
    shown.slide(0.5)
    assert shown.point == (1.0, 0.5)
    shown.choose("y")
    assert shown.readout().slider.name == "x"
    shown.slide(0.25)
    assert shown.point == (0.25, 0.5)


STEPS = [
    (Focus(), "Contour"),
    (Focus(variable="x"), "Slice"),
    (Focus(variable="y"), "Slice"),
]


@pytest.mark.parametrize(("focus", "title"), STEPS)
def test_the_picture_belongs_to_the_step(focus: Focus, title: str) -> None:
    found = gallery_of(LECTURE, "gradient")
    assert found.titles[fitting(found.scenes, focus, found.default)] == title


@pytest.mark.parametrize("at", [(1.0, 1.0), (-0.5, 0.3), (1.5, -1.2)])
def test_the_tangent_plane_has_the_slopes_of_the_gradient(at: tuple[float, float]) -> None:
    shown = picture(LECTURE, "tangent", "Surface")
    shown.move_to(at)
    x, y = at
    corners = shown._patch(shown._at(at), *shown._gradient(at))
    plane = x * x * y + y + 2 * x * y * (corners[:, 0] - x) + (x * x + 1) * (corners[:, 1] - y)
    np.testing.assert_allclose(corners[:, 2], plane, atol=1e-12)
    np.testing.assert_allclose(shown.plane.get_xy()[:4], shown._space.project(corners), atol=1e-12)


@pytest.mark.parametrize("at", [(1.0, 1.0), (-0.5, 0.3)])
def test_the_arrow_in_the_floor_points_along_the_gradient(at: tuple[float, float]) -> None:
    shown = picture(LECTURE, "tangent", "Surface")
    shown.move_to(at)
    x, y = at
    start, end = (np.array(place) for place in shown.arrow.ends)
    floor = shown._space.low[2]
    step = 1e-3 * np.array([2 * x * y, x * x + 1])
    flat = shown._space.project(np.array([[x, y, floor], [x + step[0], y + step[1], floor]]))
    np.testing.assert_allclose(start, flat[0], atol=1e-12)
    ahead, wanted = end - start, flat[1] - flat[0]
    np.testing.assert_allclose(ahead / np.hypot(*ahead), wanted / np.hypot(*wanted), atol=1e-9)


def test_turning_moves_the_picture_not_the_point() -> None:
    shown = picture(LECTURE, "tangent", "Surface")
    shown.draw()
    before, point, anchor = np.array(shown.figure.canvas.buffer_rgba()), shown.point, shown.anchor
    shown.turn(60, 10)
    shown.draw()
    assert shown.point == point
    assert shown.anchor != pytest.approx(anchor)
    assert (np.array(shown.figure.canvas.buffer_rgba()) != before).any()
    shown.reset()
    shown.draw()
    np.testing.assert_array_equal(np.array(shown.figure.canvas.buffer_rgba()), before)


@pytest.mark.parametrize("text", ["x + y", "max(x, y)", "2x - y", "f(x, y) = x", "f(x, y) = y", LECTURE])
def test_no_surface_is_seen_edge_on_at_first(text: str) -> None:
    """Its area on the page is a fair share of its floor's, and the gradient in the floor is not behind it."""
    shown = picture(text, "gradient", "Surface")
    left, right, bottom, top = shown.scene.window
    x, y = np.meshgrid(np.linspace(left, right, 41), np.linspace(bottom, top, 41))
    z = np.clip(shown.scene.f(x, y), *shown.scene.heights)
    page = shown._space.project(np.stack([x, y, z], axis=-1))
    across, down = page[1:, 1:] - page[:-1, :-1], page[1:, :-1] - page[:-1, 1:]
    seen = 0.5 * np.abs(across[..., 0] * down[..., 1] - across[..., 1] * down[..., 0]).sum()
    floor = 4 * math.sin(math.radians(26))
    assert seen > 0.4 * floor
    if text != LECTURE:  # whose view is the lecture's own
        foot = shown._space.project(np.array([*shown.scene.start, shown._space.low[2]]))
        assert np.hypot(*(page - foot).T).min() > 0.05


@pytest.mark.parametrize("degrees", [0.0, 45.0, 105.0, 200.0, 315.0])
def test_the_shadow_on_the_dial_is_the_directional_derivative(degrees: float) -> None:
    shown = picture(LECTURE, "directional", "Direction")
    shown.slide(degrees)
    u = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    slope = 2 * u[0] + 2 * u[1]  # the gradient at (1, 1) is (2, 2)
    assert shown.slope == pytest.approx(slope, abs=1e-12)
    (x0, x1), (y0, y1) = shown.shadow.get_data()
    assert ((x1 - x0) * u[0] + (y1 - y0) * u[1]) / shown._factor == pytest.approx(slope, abs=1e-9)
    angles, slopes = shown.wave.get_data()
    assert slopes.max() == pytest.approx(math.hypot(2, 2), rel=1e-3)
    assert np.interp(degrees, angles, slopes) == pytest.approx(slope, abs=2e-3)


def test_the_direction_of_the_problem_is_shown() -> None:
    shown = picture("f(x, y) = x^2 y + y; u = (3, 4)", "directional", "Direction")
    assert shown.u == pytest.approx((0.6, 0.8))


def test_the_descent_walks_against_the_gradient() -> None:
    shown = picture("x^2/2 + 4y^2", "gradient", "Descent")
    assert shown.point == (-4.0, 1.5)
    place, walked = np.array([-4.0, 1.5]), shown.walk(shown.point)
    assert len(walked) == 13
    for step in walked:
        np.testing.assert_allclose(step, place, atol=1e-12)
        place = place - 0.22 * np.array([place[0], 8 * place[1]])
    assert shown.scene.valley.largest_rate == 0.25
    assert shown.readout().slider.mark == 0.25


RATES = [(0.1, "a part of the way"), (0.2, "overshoots"), (0.26, "too large")]


@pytest.mark.parametrize(("rate", "words"), RATES)
def test_what_the_step_size_does_is_said(rate: float, words: str) -> None:
    shown = picture("x^2/2 + 4y^2", "gradient", "Descent")
    shown.slide(rate)
    assert words in shown.readout().words


VALLEYS = [
    ("x^2 + x y + y^2 - 3x", (2.0, -1.0), (3.0, 1.0)),
    ("(x - 1)^2 + (y + 1)^2", (1.0, -1.0), (2.0, 2.0)),
    ("x^2 - y^2", None, None),
    ("x + y", None, None),
]


@pytest.mark.parametrize(("text", "place", "curvatures"), VALLEYS)
def test_the_valley_is_found_where_there_is_one(text: str, place: Any, curvatures: Any) -> None:
    valley = picture(text, "gradient", "Descent").scene.valley
    if place is None:
        assert valley is None
        return
    assert valley.place == pytest.approx(place)
    assert valley.curvatures == pytest.approx(curvatures)


HARD = [
    "x/(x^2 + y^2)",
    "sqrt(1 - x^2 - y^2)",
    "max(x, y)",
    "e^(-x^2 - y^2)",
    "x^3 - 3 x y^2",
    "10^(x y)",
    "ln(x) + y",
    "floor(x) + y",
    "0 x + 0 y + 7",
]


@pytest.mark.parametrize("text", shared(HARD, 2, lambda _text: ()))
def test_pictures_of_difficult_functions_are_drawn_without_a_complaint(text: str) -> None:
    found = gallery_of(f"f(x, y) = {text}", "gradient")
    assert found.titles[:4] == ("Slice", "Surface", "Contour", "Descent")
    for scene in found.scenes:
        figure = Figure(figsize=(503 / 72, 540 / 72), dpi=72)
        FigureCanvasAgg(figure)
        shown: Picture = picture_for(scene, theme("dark"), figure)
        shown.draw()
        for low, high in ((0.1, 0.9), (0.7, 0.2)):
            (x0, x1), (y0, y1) = shown.clip
            shown.move_to((x0 + low * (x1 - x0), y0 + high * (y1 - y0)))
            shown.blit()
            assert shown.describe() and shown.readout().words
        if isinstance(scene, SliceScene):
            shown.choose("y")
            shown.draw()


CORNERS = [
    ("|x|", (0.0,)),
    ("|x^2 - 1|", (-1.0, 1.0)),
    ("max(x, x^2)", (0.0, 1.0)),
    ("sqrt(|x|)", (0.0,)),
    ("x^2", ()),
    ("tan x", ()),
    ("1/x", ()),
    ("floor(x)", ()),
    ("x if x < 0 else x + 1", ()),
    ("sin(1/x)", ()),
]


@pytest.mark.parametrize(("text", "corners"), CORNERS)
def test_places_without_a_derivative_are_marked(text: str, corners: tuple[float, ...]) -> None:
    found = gallery_of(text, "derivative").scenes
    scene = next(each for each in found if isinstance(each, SlopeScene))
    assert scene.corners == pytest.approx(corners, abs=1e-7)


@pytest.mark.parametrize("x", [-1.5, 0.4, 1.0])
@pytest.mark.parametrize("h", [1.0, 0.1, 0.01])
def test_the_secant_goes_through_both_points_and_the_trace_ends_at_the_slope(x: float, h: float) -> None:
    shown = picture("x^3/3 - x", "derivative", "Slope")
    shown.move_to((x,))
    shown.slide(h)
    f = lambda t: t**3 / 3 - t  # noqa: E731
    assert drawn_slope(shown.secant.line) == pytest.approx((f(x + h) - f(x)) / h, rel=1e-9)
    traced, slopes = shown.trace.curve.get_data()
    assert (traced[-1], slopes[-1]) == pytest.approx((x, x * x - 1))
    np.testing.assert_allclose(slopes, traced**2 - 1, atol=1e-9)
