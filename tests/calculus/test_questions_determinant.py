"""The determinant of a Jacobian matrix."""

from __future__ import annotations

import pytest

from tests.calculus.reading_answers import as_sympy, equal
from tests.calculus.walked import DETAILS, walked
from tutor.calculus import QuestionError, explain, reading_of
from tutor.notation.reading import read

SPHERE = "F(r, phi, theta) = (r sin phi cos theta, r sin phi sin theta, r cos phi)"

DETERMINANTS = [
    ("F(x, y) = (x^2 y, 5x + sin y)", "2*x*y*cos(y) - 5*x**2"),
    ("F(r, t) = (r cos t, r sin t)", "r"),
    (SPHERE, "r**2*sin(phi)"),
    ("F(x, y, z) = (x y, y z, x z)", "2*x*y*z"),
    ("F(x, y) = (x + y, 2x + 2y)", "0"),
    ("F(x, y) = (x, a y)", "a"),
]


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize(("typed", "expected"), DETERMINANTS)
def test_determinant(typed: str, expected: str, detail: str) -> None:
    walkthrough = walked(typed, "determinant", detail=detail)
    assert equal(as_sympy(walkthrough.result.formula.sympy), as_sympy(expected))


def test_spherical_coordinates_come_out_short() -> None:
    assert walked(SPHERE, "determinant").result.equation.text == "det J_F = r^2 sin(phi)"


def test_value_at_a_point() -> None:
    walkthrough = walked(SPHERE, "determinant", at={"r": "2", "phi": "pi/4"})
    assert walkthrough.steps[-1].after.text == "2 sqrt(2)"


@pytest.mark.parametrize(
    ("typed", "offered"), [("F(x, y) = (x, y)", True), ("F(x, y) = (x, y, x)", False), ("x y", False)]
)
def test_button(typed: str, offered: bool) -> None:
    assert ("det J" in [button.label.text for button in reading_of(read(typed)).questions]) is offered


@pytest.mark.parametrize(
    ("typed", "words"), [("F(x, y) = (x, y, x y)", "Only a square matrix"), ("x y", "Only a square matrix")]
)
def test_refusal(typed: str, words: str) -> None:
    with pytest.raises(QuestionError) as refusal:
        explain(read(typed), "determinant")
    assert words in refusal.value.message and refusal.value.hint
