"""Slopes for which there is no formula are taken from the function's values."""

from __future__ import annotations

import mpmath
import pytest

from tests.galleries import gallery_of
from tutor.notation.reading import read
from tutor.scenes.derivatives import derivative_program


@pytest.mark.parametrize("x", [2.0, 3.7, -1.3, 40.0])
def test_the_slope_of_zeta_is_its_derivative(x: float) -> None:
    program = derivative_program(read("zeta(x)").main.body, "x", ("x",))
    assert float(program(x)) == pytest.approx(float(mpmath.zeta(x, derivative=1)), rel=1e-8, abs=1e-10)


@pytest.mark.parametrize(("text", "titles"), [("zeta(x)", ("Slope",)), ("airyai(x)", ())])
def test_a_picture_of_it_is_offered_where_it_is_quick_enough(text: str, titles: tuple[str, ...]) -> None:
    gallery = gallery_of(text, "derivative")
    assert gallery.titles == titles
    assert titles or gallery.note
