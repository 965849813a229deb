"""Which pictures a question gets, and the numbers in them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from tests.galleries import gallery_of
from tutor.gallery import ContourScene, Gallery, MappingScene, PathsScene, SlopeScene
from tutor.notation.reading import read
from tutor.scenes import gallery

CHAIN = "f(g, h) = g^2 h + h; g = 3x; h = x^2"
TITLES = [
    ("sin(x^2)", "derivative", ("Slope", "Graph")),
    ("f(x, y) = x^2 y + y", "gradient", ("Slice", "Surface", "Contour", "Descent", "Graph")),
    ("f(x, y) = x^2 y + y", "partial", ("Slice", "Surface", "Contour", "Descent", "Graph")),
    ("f(x, y) = x^2 y + y", "directional", ("Slice", "Surface", "Direction", "Descent")),
    ("x^2 + y^2 = 25", "implicit", ("Contour",)),
    (CHAIN, "chain", ("Paths", "Slope", "Graph")),
    (CHAIN, "gradient", ("Slice", "Surface", "Contour", "Descent", "Graph")),
    ("z(u, v) = u v; u = s t; v = s + t", "chain", ("Paths", "Graph")),
    ("f(u) = u^3; u = sin x", "chain", ("Paths", "Slope", "Graph")),
    ("F(x, y) = (x^2 y, 5x + sin y)", "jacobian", ("Mapping", "Contour of f₁", "Contour of f₂")),
    ("F(t) = (cos t, sin t)", "jacobian", ("Curve", "Slope of f₁", "Slope of f₂")),
    ("f(x, y, z) = x y z", "gradient", ("Gradient",)),
]


def shown(text: str, ask: str) -> Gallery:
    return gallery_of(text, ask)


def opened(text: str, ask: str) -> Any:
    found = shown(text, ask)
    return found.scenes[found.default]


FIRST = [
    ("f(x, y) = x^2 y + y", "gradient", "Contour"),
    ("f(x, y) = x^2 y + y", "hessian", "Contour"),
    ("f(x, y) = x^2 y + y", "partial", "Slice"),
    ("f(x, y) = x^2 y + y", "tangent", "Surface"),
    ("f(x, y) = x^2 y + y", "directional", "Direction"),
    ("sin(x^2)", "derivative", "Slope"),
]


@pytest.mark.parametrize(("text", "ask", "title"), FIRST)
def test_each_question_opens_its_own_picture(text: str, ask: str, title: str) -> None:
    found = shown(text, ask)
    assert found.titles[found.default] == title


@pytest.mark.parametrize(("text", "ask", "titles"), TITLES)
def test_titles(text: str, ask: str, titles: tuple[str, ...]) -> None:
    found = shown(text, ask)
    assert found.titles == titles
    assert len(found.scenes) == len(titles)
    assert bool(found.note) == (not titles)


def test_parameters_are_said_to_count_as_one() -> None:
    found = shown("f(x) = a x^2 + b x", "derivative")
    assert "a, b counts as 1" in found.note
    assert isinstance(found.scenes[0], SlopeScene)
    assert found.scenes[0].f(2.0) == 6.0


# The interesting part of the axis, in words of the function: zeros, peaks, edges, poles.
WINDOWS = [
    ("sin(x^2)", (-math.sqrt(2 * math.pi), math.sqrt(2 * math.pi)), 1.0),
    ("x^3/3 - x", (-math.sqrt(3), math.sqrt(3)), 0.5),
    ("x^2", (-1.0, 1.0), 1.0),
    ("(x - 50)^2", (45.0, 55.0), 54.0),
    ("ln x", (0.1, 2.0), 1.0),
    ("sin x", (-math.pi, math.pi), 1.0),
    ("1/(x^2 - 1)", (-1.5, 1.5), 0.5),
    ("e^x", (-2.0, 2.0), 1.0),
]


@pytest.mark.parametrize(("text", "contained", "start"), WINDOWS)
def test_the_window_contains_what_is_interesting(
    text: str, contained: tuple[float, float], start: float
) -> None:
    scene = opened(text, "derivative")
    assert isinstance(scene, SlopeScene)
    left, right, bottom, top = scene.window
    assert left < contained[0] < contained[1] < right
    assert right - left < 5 * (contained[1] - contained[0])
    assert scene.start == pytest.approx(start)
    assert bottom < float(scene.f(scene.start)) < top


# Heights that must be in sight, and the most that the window may be high: the steep branches run away.
HEIGHTS = [
    ("x^2 e^(-x)", (0.0, 4 / math.e**2), 5.0),
    ("x e^(-x)", (0.0, 1 / math.e), 4.0),
    ("e^(x^2)", (1.0, 3 * math.e), 60.0),
    ("e^x sin x", (-0.3, 7.4), 100.0),
    ("x^6 - 3x^4 + x", (-5.4, 0.4), 40.0),
    ("x^20", (0.0, 21.0), 150.0),
    ("x^x", (math.exp(-1 / math.e), 2.0), 10.0),
    ("x^3", (-17.0, 17.0), 50.0),
    ("arctan(100x)", (-1.5, 1.5), 4.0),
    ("x^4 - 8x^3 + 3", (-429.0, 3.0), 2000.0),
    ("x^2 + 10^6", (1e6, 1e6 + 3), 10.0),
    ("0.000001 x^2", (0.0, 3e-6), 1e-5),
]


@pytest.mark.parametrize(("text", "contained", "most"), HEIGHTS)
def test_the_heights_are_those_around_the_point(
    text: str, contained: tuple[float, float], most: float
) -> None:
    scene = opened(text, "derivative")
    assert isinstance(scene, SlopeScene)
    _left, _right, bottom, top = scene.window
    assert bottom < contained[0] < contained[1] < top
    assert top - bottom < most


@pytest.mark.parametrize("text", ["x^4 - 8x^3 + 3", "x^2 e^(-x)", "e^(-x)", "10^x", "gamma(x)"])
def test_the_first_tangent_is_seen_to_slope(text: str) -> None:
    scene = opened(text, "derivative")
    assert isinstance(scene, SlopeScene)
    left, right, bottom, top = scene.window
    assert 0.15 < abs(float(scene.derivative(scene.start))) * (right - left) / (top - bottom) < 10


def test_the_sine_of_a_square_looks_like_the_first_page() -> None:
    scene = opened("sin(x^2)", "derivative")
    assert isinstance(scene, SlopeScene)
    assert scene.window == pytest.approx((-2.75, 2.75, -1.35, 2.3), abs=0.15)


@pytest.mark.parametrize(
    ("text", "breaks"),
    [("1/x", 1), ("1/(x^2 - 1)", 2), ("arctan(1/x)", 1), ("x^3/3 - x", 0), ("abs(x)", 0), ("sin(20x)", 0)],
)
def test_a_pole_or_a_jump_breaks_the_curve_and_nothing_else_does(text: str, breaks: int) -> None:
    scene = opened(text, "derivative")
    assert isinstance(scene, SlopeScene)
    inside = (scene.x > -2.99) & (scene.x < 2.99)
    gaps = np.isnan(scene.y[inside])
    found = int((gaps[1:] & ~gaps[:-1]).sum())
    assert found == breaks


def test_a_curve_begins_where_its_domain_does() -> None:
    scene = opened("sqrt(x)", "derivative")
    assert isinstance(scene, SlopeScene)
    first = scene.x[np.isfinite(scene.y)][0]
    assert first == pytest.approx(0.0, abs=1e-9)


def test_contour_of_the_lecture() -> None:
    scene = opened("f(x, y) = x^2 y + y", "gradient")
    assert isinstance(scene, ContourScene)
    assert scene.window == pytest.approx((-2.3, 3.9, -1.5, 3.55))
    assert scene.start == (1.0, 1.0)
    assert {-4.0, -1.0, 0.0, 1.0, 4.0, 8.0, 16.0} <= set(scene.levels)
    assert [float(part(1.0, 1.0)) for part in scene.gradient] == [2.0, 2.0]
    x, y = np.meshgrid(scene.x, scene.y)
    np.testing.assert_allclose(scene.values, x**2 * y + y)


def test_levels_do_not_join_over_a_pole() -> None:
    scene = opened("f(x, y) = x/y", "gradient")
    assert isinstance(scene, ContourScene)
    row = int(np.searchsorted(scene.y, 0.0))
    beside = scene.values[row - 1 : row + 1, scene.x > 0.5]
    assert np.isnan(beside).any(axis=0).all()
    assert np.isfinite(scene.values).mean() > 0.9


def test_a_function_of_positive_numbers_is_shown_where_it_lives() -> None:
    scene = opened("f(x, y) = ln x + ln y", "gradient")
    assert isinstance(scene, ContourScene)
    left, right, bottom, top = scene.window
    inside = scene.values[np.ix_((scene.y > bottom) & (scene.y < top), (scene.x > left) & (scene.x < right))]
    assert np.isfinite(inside).mean() > 0.6


def test_paths_of_the_lecture() -> None:
    scene = shown(CHAIN, "chain").scenes[0]
    assert isinstance(scene, PathsScene)
    assert scene.tree == (("f",), ("g", "h"), ("x",))
    assert [(edge.source, edge.target, edge.slot) for edge in scene.edges] == [
        ("f", "g", "slotA"),
        ("f", "h", "slotB"),
        ("g", "x", "slotA"),
        ("h", "x", "slotB"),
    ]
    assert scene.edges[0].label.text.replace(" ", "").endswith("=2gh")
    assert "partial" in scene.edges[0].label.latex
    assert "partial" not in scene.edges[2].label.latex
    (way,) = scene.ways
    assert (way.range, scene.start, way.variable) == ((-1.0, 2.0), (0.5,), "x")
    t = np.linspace(-1, 2, 50)
    np.testing.assert_allclose([program(t) for program in way.inner], [3 * t, t**2], atol=1e-12)
    assert way.contour is not None
    assert way.contour.start == (1.5, 0.25)


def test_several_inputs_and_levels_give_columns() -> None:
    scene = gallery(read("z(u, v) = u^2 v; u = s t; v = s + t^2"), "chain", ("t",)).scenes[0]
    assert isinstance(scene, PathsScene)
    way = scene.ways[scene.first]
    assert (way.variable, scene.tree[-1]) == ("t", ("s", "t"))
    assert float(way.inner_derivatives[1](1.0, 3.0)) == 6.0
    deep = shown("f(g) = g^2; g(h) = sin h; h = x^2", "chain").scenes[0]
    assert isinstance(deep, PathsScene)
    assert deep.tree == (("f",), ("g",), ("h",), ("x",))
    assert float(deep.ways[0].inner[0](2.0)) == pytest.approx(math.sin(4))


def test_mapping_of_the_lecture() -> None:
    scene = shown("F(x, y) = (x^2 y, 5x + sin y)", "jacobian").scenes[0]
    assert isinstance(scene, MappingScene)
    jacobian = [[float(entry(1.0, 1.0)) for entry in row] for row in scene.jacobian]
    np.testing.assert_allclose(jacobian, [[2, 1], [5, math.cos(1)]])
    left, right, bottom, top = scene.image_window
    corners = np.array(
        [[1, 5 + math.sin(1)], [3, 10 + math.sin(1)], [4, 10 + math.sin(1) + math.cos(1)], [8, 10]]
    )
    assert ((corners > (left, bottom)) & (corners < (right, top))).all()


@pytest.mark.parametrize(
    ("text", "start"),
    [("x^2 + y^2 = 25", (3.0, 4.0)), ("x y = 6", (2.0, 3.0)), ("x^2 + y^2 = 25 at (4, -3)", (4.0, -3.0))],
)
def test_an_equation_starts_on_its_curve(text: str, start: tuple[float, float]) -> None:
    scene = gallery(read(text), "implicit").scenes[0]
    assert isinstance(scene, ContourScene)
    assert scene.start == start
    assert float(scene.f(*scene.start)) == 0
    left, right, bottom, top = scene.window
    assert left < start[0] < right and bottom < start[1] < top
    values = scene.f(np.linspace(left, right, 60)[None, :], np.linspace(bottom, top, 60)[:, None])
    assert values.min() < 0 < values.max()


def test_an_equation_without_whole_points_starts_on_its_curve() -> None:
    scene = gallery(read("x^4 + y^4 = 3"), "implicit").scenes[0]
    assert isinstance(scene, ContourScene)
    assert abs(float(scene.f(*scene.start))) < 1e-9


@pytest.mark.parametrize(("text", "start"), [("x^2 at x = 9", 9.0), ("sin(x) at x = -40", -40.0)])
def test_a_point_in_the_text_is_where_the_picture_starts(text: str, start: float) -> None:
    scene = gallery(read(text), "derivative").scenes[0]
    assert isinstance(scene, SlopeScene)
    assert scene.start == start
    assert scene.window[0] < start < scene.window[1]


@pytest.mark.parametrize(
    ("text", "at", "slope"),
    [("max(x, x^2)", 2.0, 4.0), ("x if x < 0 else x^2", -1.0, 1.0), ("|x|", -2.0, -1.0)],
)
def test_pieces_are_drawn_with_their_slopes(text: str, at: float, slope: float) -> None:
    scene = gallery(read(text), "derivative").scenes[0]
    assert isinstance(scene, SlopeScene)
    assert float(scene.derivative(at)) == slope
