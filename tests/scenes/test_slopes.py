"""Slopes for which there is no formula are taken from the function's values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mpmath
import numpy as np
import pytest

from tests.galleries import gallery_of
from tutor.notation.reading import read
from tutor.scenes import gallery
from tutor.scenes.derivatives import derivative_program
from tutor.scenes.gallery import TOO_SLOW


def _by_order(order: Any) -> Any:
    return mpmath.diff(lambda n: mpmath.besselj(n, 2), order)


SLOPES: list[tuple[str, Callable[[Any], Any]]] = [
    ("zeta(x)", lambda x: mpmath.zeta(x, derivative=1)),
    ("airyai(x)", lambda x: mpmath.airyai(x, derivative=1)),
    ("airybi(x)", lambda x: mpmath.airybi(x, derivative=1)),
    ("airyai(x^2)", lambda x: 2 * x * mpmath.airyai(x * x, derivative=1)),
    ("x airyai(-x)", lambda x: mpmath.airyai(-x) - x * mpmath.airyai(-x, derivative=1)),
    ("besselj(x, 2)", _by_order),
    ("lowergamma(x, 2)", lambda s: mpmath.diff(lambda t: mpmath.gammainc(t, 0, 2), s)),
]


@pytest.mark.parametrize(("text", "slope"), SLOPES)
@pytest.mark.parametrize("x", [2.0, 3.7, -1.3, 9.5])
def test_the_slope_at_the_point_is_the_derivative(text: str, slope: Callable[[Any], Any], x: float) -> None:
    program = derivative_program(read(text).main.body, "x", ("x",))
    assert float(program(x)) == pytest.approx(float(slope(mpmath.mpf(x))), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(("text", "slope"), SLOPES[1:6])
def test_so_is_the_slope_that_is_drawn(text: str, slope: Callable[[Any], Any]) -> None:
    [scene, *_graph] = gallery_of(text, "derivative").scenes
    assert scene.x.size >= 1000
    low, high = scene.slope_window[2:]
    seen = (scene.slope_y > low) & (scene.slope_y < high)
    assert seen.sum() > 300
    for k in np.nonzero(seen)[0][5::83]:
        right = float(slope(mpmath.mpf(float(scene.slope_x[k]))))
        assert scene.slope_y[k] == pytest.approx(right, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("text", ["airyai(x)", "besselj(x, 2)"])
def test_a_coarse_picture_has_the_frame_of_the_fine_one(text: str) -> None:
    coarse, fine = gallery(read(text), "derivative", (), coarse=True), gallery_of(text, "derivative")
    assert coarse.coarse and not fine.coarse
    assert coarse.scenes[0].x.size < fine.scenes[0].x.size
    assert coarse.scenes[0].window == pytest.approx(fine.scenes[0].window, rel=1e-9)
    assert coarse.scenes[0].start == fine.scenes[0].start


@pytest.mark.parametrize("text", ["besselj(x, x)", "f(x, y) = besselj(x, y)"])
def test_a_slope_that_takes_too_long_says_so(text: str) -> None:
    shown = gallery(read(text), "gradient" if "y" in text else "derivative")
    assert (shown.titles, shown.note) == ((), TOO_SLOW)


def test_the_order_of_a_polygamma_function_has_no_slope() -> None:
    assert "no numbers" in gallery_of("polygamma(x, 2)", "derivative").note
