"""The graph of operations computes what calculus does, and says so node by node."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.path import Path

from tests.galleries import gallery_of
from tests.shares import rotating
from tutor.calculus.model import to_sympy
from tutor.canvas import picture_for
from tutor.notation.reading import read
from tutor.scenes import gallery
from tutor.scenes.graph import graph_scene
from tutor.theme import theme

CHAIN = "f(g, h) = g^2 h + h; g = 3x; h = x^2"


def shown(scene: Any, size: tuple[int, int] = (743, 599), name: str = "light", scale: float = 1.0) -> Any:
    figure = Figure(figsize=(size[0] / 72, size[1] / 72), dpi=72)
    FigureCanvasAgg(figure)
    return picture_for(scene, theme(name), figure, scale)


def graph(text: str, ask: str) -> Any:
    found = gallery_of(text, ask)
    return shown(found.scenes[found.titles.index("Graph")])


def test_the_chain_of_the_lecture_runs_forward_and_back() -> None:
    picture = graph(CHAIN, "chain")
    names = [node.name for node in picture.scene.nodes]
    assert dict(zip(names, picture.values, strict=True)) == pytest.approx(
        {"x": 0.5, "g": 1.5, "h": 0.25, "a": 2.25, "b": 0.5625, "f": 0.8125}
    )
    assert dict(zip(names, picture.slopes, strict=True)) == pytest.approx(
        {"x": 5.5, "g": 0.75, "h": 3.25, "a": 0.25, "b": 1.0, "f": 1.0}
    )
    assert picture.readout().formula == ("(d f)/(d x) = slotA(0.75 dot 3) + slotB(3.25 dot 1) = changed(5.5)")


@pytest.mark.parametrize("x", [0.5, -1.25, 2.0, 0.0])
def test_the_derivative_of_the_chain_is_that_of_the_steps(x: float) -> None:
    picture = graph(CHAIN, "chain")
    picture.move_to((x,))
    assert picture.slopes[0] == pytest.approx(36 * x**3 + 2 * x, rel=1e-9, abs=1e-9)


LEAVES = st.sampled_from(["x", "y", "z", "2", "x", "y"])
EXPRESSIONS = st.recursive(
    LEAVES,
    lambda part: st.one_of(
        st.tuples(part, st.sampled_from(["+", "-", "*"]), part).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        st.tuples(st.sampled_from(["sin", "cos", "arctan"]), part).map(lambda t: f"{t[0]}({t[1]})"),
        part.map(lambda inner: f"({inner})^2"),
        part.map(lambda inner: f"1/(2 + ({inner})^2)"),
    ),
    max_leaves=7,
)


@settings(max_examples=10, deadline=None)
@given(EXPRESSIONS, st.tuples(*[st.integers(-8, 8).map(lambda k: k / 4)] * 3))
def test_backward_means_the_partial_derivatives(body: str, point: tuple[float, float, float]) -> None:
    problem = read(f"f(x, y, z) = {body}")
    picture = shown(graph_scene(problem))
    picture.move_to(point)
    whole = to_sympy(problem.main.body)
    by_name = {str(letter): letter for letter in whole.free_symbols}
    values = {by_name[name]: value for name, value in zip("xyz", point, strict=True) if name in by_name}
    for slope, name in zip(picture.slopes, ("x", "y", "z"), strict=False):
        true = whole.diff(by_name[name]).subs(values) if name in by_name else 0
        assert slope == pytest.approx(float(true), rel=1e-9, abs=1e-9)
    assert picture.values[-1] == pytest.approx(float(whole.subs(values)), rel=1e-9, abs=1e-9)


def test_node_by_node_forward_and_then_back() -> None:
    picture = graph(CHAIN, "chain")
    count = len(picture.scene.nodes)
    assert (picture.current, picture.goes_back) == (0, True)
    assert picture.readout().stepper.forward == ""
    seen = [picture.current]
    while picture.readout().stepper.back:
        picture.choose(picture.readout().stepper.back)
        seen.append(picture.current)
    assert seen == [*range(count), *reversed(range(count))]
    assert picture.readout().stepper.words == "Node 1 of 6"
    picture.choose("forward")
    assert picture.readout().formula == "#slotA($g$)=3 x  = changed(1.5)"
    picture.reset()
    assert picture.readout().stepper.words == "Back: node 6 of 6"


def test_what_is_not_computed_yet_is_not_shown() -> None:
    picture = graph("f(x, y) = x^2 y + y", "gradient")
    picture.draw()
    everything = np.array(picture.figure.canvas.buffer_rgba())
    for _node in picture.scene.nodes:
        picture.choose("back")
    picture.draw()
    assert (np.array(picture.figure.canvas.buffer_rgba()) != everything).any()
    assert not any(label.get_visible() for label in picture._slope_labels)
    assert all(label.get_visible() for label in picture._value_labels)


def test_each_input_has_a_value_to_drag() -> None:
    picture = graph("f(x, y) = x^2 y + y", "gradient")
    picture.draw()
    picture.nudge(0, -1)
    x, y = picture.axes.transData.transform(picture.anchor)
    assert picture.hit(x, y)
    picture.drag(x + 20, y)
    assert picture.point[0] == picture.scene.start[0]
    assert picture.point[1] > picture.scene.start[1]


def test_a_typed_value_may_lie_beside_the_track() -> None:
    picture = graph("sin(x^2)", "derivative")
    picture.move_to((10.0,))
    assert picture.slopes[0] == pytest.approx(20 * math.cos(100))


def test_at_a_pole_there_is_no_derivative_but_a_sentence() -> None:
    picture = graph("1/x + x^2", "derivative")
    picture.move_to((0.0,))
    picture.draw()
    assert "not defined" in picture.readout().words


@pytest.mark.parametrize("text", ["sin(x) x^2 + 1/(1+x)", CHAIN, "f(x, y, z) = x y z + sin(x y)/z"])
@pytest.mark.parametrize(("size", "scale"), [((743, 599), 1.0), ((503, 540), 1.0), ((900, 700), 1.7)])
def test_boxes_lie_apart_and_in_the_picture(text: str, size: tuple[int, int], scale: float) -> None:
    found = gallery(read(text), "chain" if ";" in text else "derivative", ())
    titles = (
        found.titles if "Graph" in found.titles else (found := gallery(read(text), "gradient", ())).titles
    )
    picture = shown(found.scenes[titles.index("Graph")], size, "dark", scale)
    plan = picture._plan
    half = np.array(plan.box) / 2
    for index, place in enumerate(plan.places):
        assert (place - half >= 0).all()
        assert (place + half <= size).all()
        for other in plan.places[:index]:
            assert (np.abs(place - other) >= 2 * half).any()


EXAMPLES = [
    ("sin(x^2)", "derivative"),
    ("f(x, y) = x^2 y + y", "gradient"),
    (CHAIN, "chain"),
    ("sin(x) x^2 + 1/(1+x)", "derivative"),
    ("x^2/2 + 4y^2", "gradient"),
    ("f(u, v) = u v + sin u; u = x + y; v = x y", "chain"),
]
ROOMS = [((413, 496), 0.96), ((503, 396), 1.0), ((517, 606), 1.2), ((743, 560), 1.0)]
"""what the presentation and the window leave for a picture, and at which scale"""
PRESENTED = [ROOMS[0], ROOMS[2]]


def overlapping(picture: Any) -> list[tuple[str, str]]:
    """Return the derivatives that an arrow comes close to, and the labels of which one covers another."""
    slopes = picture._slope_labels
    close = [
        (label.text, "arrow")
        for label in slopes
        for course in picture._plan._courses
        if Path(course).intersects_bbox(label.box.padded(1), filled=False)
    ]
    others = [*slopes, *picture._local_labels, *picture._value_labels]
    covered = [
        (label.text, other.text)
        for index, label in enumerate(slopes)
        for other in others[index + 1 :]
        if label.box.padded(-4).overlaps(other.box.padded(-4))
    ]
    return [*close, *covered]


@pytest.mark.parametrize(("example", "room"), rotating(EXAMPLES, ROOMS, every=2))
def test_a_derivative_keeps_clear_of_the_arrows(
    example: tuple[str, str], room: tuple[tuple[int, int], float]
) -> None:
    found = gallery_of(*example)
    picture = shown(found.scenes[found.titles.index("Graph")], room[0], scale=room[1])
    assert overlapping(picture) == []
    picture.nudge(2, 0)
    assert overlapping(picture) == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_letters_are_large_where_the_room_is_narrow(example: tuple[str, str]) -> None:
    found = gallery_of(*example)
    lecture = EXAMPLES.index(example) < 3
    for size, scale in ROOMS if lecture else PRESENTED:
        picture = shown(found.scenes[found.titles.index("Graph")], size, scale=scale)
        for label in (*picture._value_labels, *picture._slope_labels):
            assert label._size >= 0.9 * scale * 16
        assert min(text.get_fontsize() for text in picture._plan._texts) >= 0.87 * scale * 17
