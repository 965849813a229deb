"""A student's derivative against the slope: the numbers, the words, and where they differ most."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from tutor.canvas import picture_for
from tutor.engine.worker import REQUESTS
from tutor.gallery import Gallery
from tutor.theme import theme

WRONG = ("sin(x^2)", "derivative", (), "cos(x^2)")


@cache
def compared(text: str, ask: str, wrt: tuple[str, ...], answer: str) -> Any:
    return REQUESTS["compare"](text=text, ask=ask, wrt=wrt, answer=answer)


def picture(
    case: tuple[str, str, tuple[str, ...], str] = WRONG,
    size: tuple[int, int] = (600, 480),
    name: str = "light",
    scale: float = 1.0,
) -> Any:
    figure = Figure(figsize=(size[0] / 72, size[1] / 72), dpi=72)
    FigureCanvasAgg(figure)
    (scene,) = compared(*case).scenes
    return picture_for(scene, theme(name), figure, scale)


def pixels(shown: Any) -> np.ndarray:
    return np.array(shown.figure.canvas.buffer_rgba())


@pytest.mark.parametrize("x", [1.0, -0.7, 0.3])
def test_both_values_are_drawn_where_the_point_is(x: float) -> None:
    shown = picture()
    shown.move_to((x,))
    slope, yours = (mark.get_ydata()[0] for mark in shown.marks)
    assert slope == pytest.approx(2 * x * math.cos(x * x), rel=1e-9)
    assert yours == pytest.approx(math.cos(x * x), rel=1e-9)
    (left, right), (low, high) = shown.tangent.get_data()
    assert (high - low) / (right - left) == pytest.approx(slope)


def test_the_words_say_both_numbers() -> None:
    shown = picture()
    assert shown.readout().words == "At x = 1 yours is 0.54, the slope is 1.08."
    shown.move_to((0.0,))
    assert shown.readout().words == "At x = 0 yours is 1, the slope is 0."


def test_they_differ_nowhere_more_than_where_it_is_marked() -> None:
    shown = picture()
    x = np.linspace(shown.scene.window[0], shown.scene.window[1], 4001)
    slope, gap = 2 * x * np.cos(x * x), np.abs(2 * x - 1) * np.abs(np.cos(x * x))
    seen = (slope >= shown.scene.window[2]) & (slope <= shown.scene.window[3])
    worst = shown.scene.worst
    assert abs(2 * worst - 1) * abs(math.cos(worst**2)) == pytest.approx(gap[seen].max(), rel=0.02)
    assert list(shown.worst.get_xdata()) == [worst, worst]


@pytest.mark.parametrize("answer", ["cos(x^2)", "2x cos(x^2) + 3", "100"])
def test_the_rings_where_they_differ_most_are_whole_or_away(answer: str) -> None:
    """Each is drawn all around its value, also at the edge of the plot, unless the value lies beyond it."""
    shown = picture(("sin(x^2)", "derivative", (), answer))
    bottom, top = shown.scene.window[2:]
    values = [value for value in shown.worst.get_ydata() if bottom <= value <= top]
    shown.figure.canvas.draw()
    ringed = pixels(shown).astype(int)
    shown.rings.set_visible(False)
    shown.figure.canvas.draw()
    drawn = np.abs(ringed - pixels(shown)).sum(axis=2) > 0
    radius, height = 6, drawn.shape[0]
    places = shown.rings.axes.transData.transform([(shown.scene.worst, value) for value in values])
    assert len(places)
    for x, y in places:
        ring = drawn[round(height - y) - 8 : round(height - y) + 8, round(x) - 8 : round(x) + 8]
        across, down = np.flatnonzero(ring.any(axis=0)), np.flatnonzero(ring.any(axis=1))
        assert np.ptp(across) >= 2 * radius - 2
        assert np.ptp(down) >= 2 * radius - 2
        drawn[round(height - y) - 8 : round(height - y) + 8, round(x) - 8 : round(x) + 8] = False
    assert not drawn.any()


CASES = [
    (("f(x, y) = x^2 y + y", "gradient", (), "[2x y, x^2]"), "f", "y", 1.0, (2.0, 1.0)),
    (("f(x, y) = x^2 y + y", "gradient", (), "[x y, x^2 + 1]"), "f", "x", 1.0, (2.0, 1.0)),
    (("f(x, y) = x^2 y", "partial", ("y",), "2x"), "f", "y", 1.0, (1.0, 2.0)),
    (("f(x, y) = x^2 y", "hessian", (), "[[2y, x], [2x, 0]]"), "f_x", "y", 1.0, (2.0, 1.0)),
    (("F(x, y) = (x^2 y, 5x + sin y)", "jacobian", (), "[[2x y, x^2], [5, 2]]"), "f_2", "y", 0.0, (1.0, 2.0)),
    (("f(g, h) = g^2 h + h; g = 3x; h = x^2", "chain", (), "2g h * 3 + g^2"), "f", "x", 1.0, (38.0, 27.0)),
    (("F(t) = (t^2, t^3)", "derivative", (), "[2t, 3t]"), "f_2", "t", 2.0, (12.0, 6.0)),
]


@pytest.mark.parametrize(("case", "name", "variable", "at", "values"), CASES)
def test_the_part_that_is_wrong_is_drawn(
    case: tuple[str, str, tuple[str, ...], str],
    name: str,
    variable: str,
    at: float,
    values: tuple[float, float],
) -> None:
    (scene,) = compared(*case).scenes
    assert (scene.curve.name, scene.curve.variable) == (name, variable)
    assert (float(scene.curve.derivative(at)), float(scene.answer(at))) == pytest.approx(values)


def test_what_is_held_is_said() -> None:
    shown = picture(CASES[0][0])
    assert shown.scene.held == (("x", 1.0),)
    assert "x = 1" in shown._titles[0].text


@pytest.mark.parametrize(
    "case",
    [
        ("sin x", "derivative", (), "cos x"),
        ("7", "derivative", (), "0"),
        ("x^2 + y^2 = 25", "implicit", (), "x"),
        ("f(x, y) = x y", "gradient", (), "[y, x, 0]"),
        ("x^2", "derivative", (), "q(x)"),
        ("x^2", "derivative", (), "[1, 2]"),
        ("f(x, y) = x y", "partial", ("x",), "y"),
    ],
)
def test_no_picture_but_no_error(case: tuple[str, str, tuple[str, ...], str]) -> None:
    found = compared(*case)
    assert isinstance(found, Gallery)
    if case[3] != "q(x)":
        assert found.scenes == ()


@pytest.mark.parametrize(
    "case",
    [
        ("1/x", "derivative", (), "-1/x"),
        ("abs x", "derivative", (), "1"),
        ("ln x", "derivative", (), "1/x^2"),
    ],
)
def test_a_point_without_a_value_is_said(case: tuple[str, str, tuple[str, ...], str]) -> None:
    shown = picture(case)
    shown.move_to((0.0,))
    shown.draw()
    assert "the slope is not defined" in shown.readout().words


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("size", "scale"), [((743, 599), 1.0), ((503, 540), 1.0), ((900, 800), 1.7)])
def test_it_draws_at_every_size(name: str, size: tuple[int, int], scale: float) -> None:
    shown = picture(WRONG, size, name, scale)
    shown.draw()
    assert len(np.unique(pixels(shown)[::3, ::3, :3].astype(int) @ [1, 256, 65536])) > 20


def test_a_blitted_frame_is_the_same_as_a_full_redraw() -> None:
    shown = picture()
    shown.draw()
    before = pixels(shown)
    shown.move_to((-1.5,))
    shown.blit()
    moved = pixels(shown)
    assert (moved != before).any()
    shown.draw()
    np.testing.assert_array_equal(pixels(shown), moved)
