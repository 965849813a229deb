"""The dependency tree as data: columns, arrows with their derivatives and colours, and the rates."""

from __future__ import annotations

import numpy as np
import pytest

from tutor.gallery import PathsScene
from tutor.notation.reading import read
from tutor.scenes import gallery
from tutor.scenes.paths import columns, edges

LEVELS = "z(u, v) = u v; u = s + t; v = s t; s = x^2; t = 3x"


def scene(text: str) -> PathsScene:
    shown = gallery(read(text), "chain", ()).scenes[0]
    assert isinstance(shown, PathsScene)
    return shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("f(g) = g^2; g = sin(h); h = x^2", (("f",), ("g",), ("h",), ("x",))),
        (LEVELS, (("z",), ("u", "v"), ("s", "t"), ("x",))),
        ("w(u, v, r) = u v r; u = s t; v = s; r = t", (("w",), ("u", "v", "r"), ("s", "t"))),
        ("f(x, g) = x g; g = x^2", (("f",), ("g",), ("x",))),
        ("f(g, h) = g h; g = x h; h = sin x", (("f",), ("g",), ("h",), ("x",))),
    ],
)
def test_columns(text: str, expected: tuple[tuple[str, ...], ...]) -> None:
    assert columns(read(text)) == expected


def test_an_arrow_that_several_branches_share_has_no_colour() -> None:
    slots = {(edge.source, edge.target): edge.slot for edge in edges(read(LEVELS))}
    assert slots["z", "u"] == slots["u", "s"] == slots["u", "t"] == "slotA"
    assert slots["v", "s"] == "slotB"
    assert slots["s", "x"] == slots["t", "x"] == ""


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("f(x, g) = x g; g = x^2", ["∂f/∂x = g", "∂f/∂g = x", "dg/dx = 2x"]),
        ("f(g) = x g; g = x^2", ["∂f/∂g = x", "∂f/∂x = g", "dg/dx = 2x"]),
        ("f(g, h) = g^2; g = 3x; h = x^2", ["∂f/∂g = 2g", "dg/dx = 3"]),
        ("z(u) = u^2; u = s t", ["dz/du = 2u", "∂u/∂s = t", "∂u/∂t = s"]),
    ],
)
def test_arrows_are_labelled_by_what_the_formulas_contain(text: str, labels: list[str]) -> None:
    assert [edge.label.text for edge in edges(read(text))] == labels


def test_quantities_are_functions_of_the_input() -> None:
    shown = scene("f(g) = g^2; g = sin(h); h = x^2")
    assert [row.name for row in shown.ways[0].quantities] == ["x", "h", "g", "f"]
    values = [float(row.value(0.5)) for row in shown.ways[0].quantities]
    np.testing.assert_allclose(values, [0.5, 0.25, np.sin(0.25), np.sin(0.25) ** 2])
    inner = np.sin(0.25), np.cos(0.25)
    np.testing.assert_allclose(float(shown.ways[0].quantities[-1].rate(0.5)), 2 * inner[0] * inner[1])


def test_terms_add_up_to_the_rate() -> None:
    shown = scene("f(p, q, r) = p q r; p = x; q = x^2; r = x^3")
    (way,) = shown.ways
    inner = [program(1.5) for program in way.inner]
    terms = [
        float(outer(*inner) * slope(1.5))
        for outer, slope in zip(way.outer, way.inner_derivatives, strict=True)
    ]
    rate = float(way.quantities[-1].rate(1.5))
    assert sum(terms) == pytest.approx(rate) == pytest.approx(6 * 1.5**5)


def test_a_function_that_the_input_does_not_reach_has_no_number_lines() -> None:
    assert scene("f(g) = g^2; g = 3").ways[0].quantities == ()


def test_a_vector_has_one_tree_for_all_its_components() -> None:
    shown = scene("F(u, v) = (u v, sin w); u = 3x; v = x^2; w = v")
    assert shown.tree == (("f_1", "f_2"), ("u", "w"), ("v",), ("x",))
    names = [edge.name for edge in shown.edges]
    assert names == ["∂f_1/∂u", "∂f_1/∂v", "du/dx", "dv/dx", "∂f_2/∂w", "dw/dv"]
    assert [way.output for way in shown.ways] == ["f_1", "f_2"]
    rates = [float(way.whole.rate(0.5)) for way in shown.ways if way.whole is not None]
    np.testing.assert_allclose(rates, [9 * 0.25, 2 * 0.5 * np.cos(0.25)])


@pytest.mark.parametrize("text", ["z(u, v) = u^2 v + v; u = s t; v = s + t^2", LEVELS])
def test_every_input_has_its_own_way(text: str) -> None:
    shown = scene(text)
    assert tuple(way.variable for way in shown.ways) == shown.inputs
    for way in shown.ways:
        inner = [float(program(*shown.start)) for program in way.inner]
        slopes = [float(program(*shown.start)) for program in way.inner_derivatives]
        outer = [float(program(*inner)) for program in way.outer]
        assert way.whole is not None
        step, at = 1e-6, list(shown.start)
        index = shown.inputs.index(way.variable)
        ends = []
        for shift in (-step, step):
            at[index] = shown.start[index] + shift
            ends.append(float(way.whole.value(*at)))
        assert np.dot(outer, slopes) == pytest.approx((ends[1] - ends[0]) / (2 * step), rel=1e-6)
        assert way.range[0] < shown.start[index] < way.range[1]


def test_a_point_in_the_text_is_where_the_inputs_start() -> None:
    shown = scene("z(u, v) = u v; u = s t; v = s + t at (3, -1)")
    assert shown.start == (3.0, -1.0)
    assert all(way.range[0] <= value <= way.range[1] for way, value in zip(shown.ways, (3, -1), strict=True))
