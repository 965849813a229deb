"""The chain rule's picture: edges to press, one lower part for each input, the graph with its slope."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from tests.shares import shared
from tutor import typeset
from tutor.board import Focus
from tutor.canvas import picture_for
from tutor.gallery import PathsScene
from tutor.notation.reading import read
from tutor.scenes.paths import paths_scene
from tutor.theme import theme

LECTURE = "f(g, h) = g^2 h + h; g = 3x; h = x^2"
TWO = "z(u, v) = u^2 v + v; u = s t; v = s + t^2"
DEEP = "z(u, v) = u v; u = p + q; v = p q; p = x^2; q = sin x"
THREE = "f(p, q, r) = p q r; p = x; q = x^2; r = x^3"
VECTOR = "F(u, v) = (u v, u + v); u = 3x; v = x^2"
DIRECT = "f(x, g) = x g; g = x^2"


@cache
def scene_of(text: str) -> PathsScene:
    """The maker alone: the other pictures of the question take their time."""
    return paths_scene(read(text))


def picture(text: str, size: tuple[int, int] = (743, 599)) -> Any:
    figure = Figure(figsize=(size[0] / 72, size[1] / 72), dpi=72)
    FigureCanvasAgg(figure)
    return picture_for(scene_of(text), theme("light"), figure)


def pixels(shown: Any) -> np.ndarray:
    return np.array(shown.figure.canvas.buffer_rgba())


WHOLE: list[tuple[str, int, Callable[..., float]]] = [
    (LECTURE, 0, lambda x: 36 * x**3 + 2 * x),
    (TWO, 0, lambda s, t: 2 * s * t * (s + t * t) * t + (s * t) ** 2 + 1),
    (TWO, 1, lambda s, t: 2 * s * t * (s + t * t) * s + ((s * t) ** 2 + 1) * 2 * t),
    (THREE, 0, lambda x: 6 * x**5),
    (VECTOR, 0, lambda x: 9 * x * x),
    (VECTOR, 1, lambda x: 3 + 2 * x),
    (DIRECT, 0, lambda x: 3 * x * x),
    (
        DEEP,
        0,
        lambda x: (
            (2 * x + math.cos(x)) * x * x * math.sin(x)
            + (x * x + math.sin(x)) * (2 * x * math.sin(x) + x * x * math.cos(x))
        ),
    ),
]


@pytest.mark.parametrize(("text", "way", "wanted"), WHOLE)
def test_the_slope_drawn_is_the_derivative(text: str, way: int, wanted: Callable[..., float]) -> None:
    shown = picture(text)
    if way:
        shown.choose(str(way))
    shown.choose("graph")
    for at in ((0.5, 1.5), (1.25, -0.75)):
        place = at[: len(shown.point)]
        shown.move_to(place)
        assert shown.along.rate(shown.moved) == pytest.approx(wanted(*place), abs=1e-9)
        x, y = shown.below.tangent.get_data()
        assert (y[1] - y[0]) / (x[1] - x[0]) == pytest.approx(wanted(*place), rel=1e-9, abs=1e-9)
        assert np.interp(shown.moved, x, y) == pytest.approx(shown.below.anchor(shown.moved)[1], abs=1e-9)


def test_gradient_and_velocity_are_those_of_the_input_that_moves() -> None:
    shown = picture(TWO)
    assert shown.point == (1.0, 2.0)
    shown.choose("along")
    assert shown.readout().formula == "(partial z)/(partial s) = slotA(20 dot 2) + slotB(5 dot 1) = 45"
    shown.choose("1")
    assert shown.readout().formula == "(partial z)/(partial t) = slotA(20 dot 1) + slotB(5 dot 4) = 40"
    assert "t = 2 and s = 1, z changes 40 times" in shown.readout().words
    for arrow, vector in ((shown.below.gradient, (20, 5)), (shown.below.velocity, (1, 4))):
        drawn = np.subtract(*arrow.ends[::-1])
        np.testing.assert_allclose(drawn / np.hypot(*drawn), np.array(vector) / np.hypot(*vector))


def test_what_is_held_can_be_moved_and_stays() -> None:
    shown = picture(TWO)
    shown.choose("along")
    shown.slide(1.5)
    assert shown.point == (1.5, 2.0)
    shown.choose("1")
    shown.slide(1.0)
    assert shown.point == (1.5, 1.0)
    before = shown.below.anchor(1.0)
    shown.move_to((0.5, 1.0))
    assert shown.below.anchor(1.0) != before
    np.testing.assert_allclose(shown.below.anchor(1.0), (0.5, 1.5))
    shown.reset()
    assert shown.point == (1.0, 2.0)


def test_the_lower_part_follows_the_step() -> None:
    shown = picture(TWO)
    shown.set_focus(Focus(variable="t"))
    assert shown.way.variable == "t"
    shown.set_focus(Focus(variable="u", branch="u"))
    assert shown.way.variable == "t"
    shown.set_focus(Focus(variable="s", branch="u"))
    assert shown.way.variable == "s"
    assert [choice.name for choice in shown.choices() if choice.chosen] == ["0", "terms"]


def test_a_row_lights_its_component() -> None:
    shown = picture(VECTOR)
    assert shown.scene.tree == (("f_1", "f_2"), ("u", "v"), ("x",))
    shown.set_focus(Focus(variable="v", row=1))
    assert shown.way.output == "f_2"
    bands = [line for line in shown._tree_axes.lines if line.get_zorder() == 1]
    assert len(bands) == 1


def on(shown: Any, x: float, y: float) -> str:
    return str(shown.pressed(*shown._tree_axes.transData.transform((x, y))))


@pytest.mark.parametrize("text", [LECTURE, TWO, DEEP, THREE, VECTOR, DIRECT])
def test_every_edge_can_be_pressed(text: str) -> None:
    shown = picture(text)
    tree = shown._tree
    for edge in shown.scene.edges:
        box = tree.label_box(edge)
        assert on(shown, (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2) == edge.name
        first, *_rest = tree._visible(edge)
        assert on(shown, *first) == edge.name
        assert edge.label.text.startswith(f"{edge.name} = ")
    for place in tree._places.values():
        assert on(shown, *place) == ""
    assert shown.pressed(400, 20) == ""


def test_edges_are_chosen_by_the_keys() -> None:
    shown = picture(LECTURE)
    shown.draw()
    names = [edge.name for edge in shown.scene.edges]
    assert shown.entered() == ""
    before = pixels(shown)
    found = []
    for _edge in range(len(names) + 1):
        shown.nudge(0, -1)
        found.append(shown.entered())
    assert found == [*names, names[0]]
    assert "Press Enter" in shown.describe()
    shown.blit()
    assert (pixels(shown) != before).any()
    shown.nudge(0, 1)
    assert shown.entered() == names[-1]


@pytest.mark.parametrize(
    ("text", "view"),
    [(LECTURE, "graph"), (TWO, "along"), (TWO, "graph"), (THREE, "along"), (VECTOR, "along")],
)
def test_a_blitted_frame_is_the_same_as_a_full_redraw(text: str, view: str) -> None:
    shown = picture(text, (503, 540))
    shown.choose(view)
    shown.draw()
    before = pixels(shown)
    shown.slide(0.25)
    shown.blit()
    moved = pixels(shown)
    assert (moved != before).any()
    shown.draw()
    np.testing.assert_array_equal(pixels(shown), moved)


@pytest.mark.parametrize("text", [LECTURE, TWO, THREE])
def test_the_point_is_dragged_along_the_graph(text: str) -> None:
    shown = picture(text)
    shown.choose("graph")
    held = shown.point[1:]
    x, y = shown.axes.transData.transform(shown.anchor)
    assert shown.hit(x, y)
    shown.drag(x - 40, y + 5)
    assert shown.axes.transData.transform(shown.anchor)[0] == pytest.approx(x - 40)
    assert shown.point[1:] == held


ODD = [
    "f(g, h) = g/h; g = tan x; h = x",
    "f(g, h) = ln(g) + h; g = -x^2; h = 2",
    "f(g, h) = g h; g = 3; h = 4",
    "f(g) = |g|; g = x",
    "f(g, h) = floor(g) + h; g = x; h = 1/x",
    "f(g, h) = sqrt(1 - g^2 - h^2); g = x; h = 2x",
    "w(u, v, r) = u v r; u = s t; v = s; r = t",
    "f(g, h) = 10^(g h); g = x; h = x",
]


@pytest.mark.parametrize("text", shared(ODD, 2, lambda _text: ()))
def test_odd_functions_are_drawn_without_a_complaint(text: str) -> None:
    shown = picture(text, (503, 540))
    for choice in [choice.name for choice in shown.choices()]:
        shown.choose(choice)
        for value in (*shown.way.range, 0.0, 0.7):
            shown.slide(value)
            assert shown.describe() and shown.readout().words
            assert all(map(math.isfinite, shown.point))
        shown.draw()


def test_no_line_joins_the_sides_of_a_pole() -> None:
    shown = picture("f(g, h) = g/h; g = x; h = x^2")
    shown.choose("graph")
    curve = shown.below._heights
    x = shown.along.parameters
    joined = np.isfinite(curve[:-1]) & np.isfinite(curve[1:]) & (x[:-1] < 0) & (x[1:] > 0)
    assert not joined.any()


def test_where_there_is_no_value_there_is_no_slope() -> None:
    shown = picture("f(g, h) = ln(g) + h; g = -x^2; h = 2")
    assert shown.readout().words == "Here the derivative is not defined."
    shown.choose("graph")
    assert not shown.below.tangent.get_visible()


def test_the_sum_below_the_tree_has_a_term_for_each_path() -> None:
    shown = picture(TWO)
    assert shown.below is None
    plain = shown.symbols().formula
    assert plain.count("slotA") == plain.count("slotB")
    assert "_tint" not in plain
    shown.set_focus(Focus(variable="s", branch="v"))
    for markup in (shown.symbols().formula, shown.readout().formula):
        assert "slotB_tint" in markup
        assert "slotA_tint" not in markup
        assert typeset.svg(markup, "dark", 24)
    assert "z changes 45 times as fast" in shown.describe()
    shown.choose("along")
    assert shown.symbols() is None
    assert picture(LECTURE).symbols() is None  # there the path is what is seen first
