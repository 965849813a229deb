"""Tangent lines and planes."""

from __future__ import annotations

import pytest

from tests.calculus.reading_answers import as_sympy, equal
from tests.calculus.walked import DETAILS, walked
from tutor.calculus import QuestionError, explain, reading_of
from tutor.notation.reading import read, read_expression
from tutor.practice import check

TANGENTS = [
    ("f(x) = x^2", {}, "2*x - 1"),
    ("f(x) = x^2", {"x": "-3"}, "-6*x - 9"),
    ("f(x) = x^2", {"x": "0"}, "0"),
    ("sin x", {"x": "pi/3"}, "x/2 - pi/6 + sqrt(3)/2"),
    ("f(x) = a x^2", {"x": "1"}, "2*a*x - a"),
    ("f(x) = a x^2", {"x": "1", "a": "3"}, "6*x - 3"),
    ("ln(x - 1)", {}, "x - 2"),
    ("e^x", {"x": "1"}, "E*x"),
    ("f(g) = sin g; g = t^2", {"t": "0"}, "0"),
    ("7", {}, "7"),
    ("f(x, y) = x^2 y", {"x": "2", "y": "1"}, "4*x + 4*y - 8"),
    ("f(x, y) = sqrt(x^2 + y^2)", {"x": "1", "y": "1"}, "sqrt(2)*x/2 + sqrt(2)*y/2"),
    ("f(x, y) = x y", {"x": "a"}, "x + a*y - a"),
]


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize(("typed", "at", "expected"), TANGENTS)
def test_tangent(typed: str, at: dict[str, str], expected: str, detail: str) -> None:
    walkthrough = walked(typed, "tangent", at=at, detail=detail)
    assert equal(as_sympy(walkthrough.result.formula.sympy), as_sympy(expected))


def test_slope_height_formula_and_linear_form() -> None:
    walkthrough = walked("f(x) = x^2", "tangent", at={"x": "3"})
    shown = [step.line.text for step in walkthrough.steps]
    assert "f'(3) = 6" in shown and "f(3) = 9" in shown
    assert "y = f(3) + f'(3) (x - 3)" in shown and "y = 9 + 6(x - 3)" in shown
    assert walkthrough.result.equation.text == "y = 6x - 9"


def test_plane_names_its_slopes() -> None:
    shown = [step.line.text for step in walked("f(x, y) = x y", "tangent", at={"x": "2", "y": "3"}).steps]
    assert "z = f(2, 3) + f_x(2, 3) (x - 2) + f_y(2, 3) (y - 3)" in shown


def test_a_choice_of_point_is_told() -> None:
    assert walked("x^2", "tangent").notes[-1] == "No value was given for x, so Nabla took x = 1."
    assert not walked("x^2", "tangent", at={"x": "1"}).notes


def test_the_new_letter_is_not_taken() -> None:
    assert walked("y = x^2", "tangent").result.equation.text == "T = 2x - 1"


def test_answer_is_graded() -> None:
    assert check(read("x^2"), "tangent", (), "y = 2x - 1").right
    assert not check(read("x^2"), "tangent", (), "2x + 1").right


@pytest.mark.parametrize(
    ("typed", "label", "offered"),
    [("x^2", "Tangent", True), ("x y", "Plane", True), ("x y z", "Plane", False)],
)
def test_button(typed: str, label: str, offered: bool) -> None:
    labels = [button.label.text for button in reading_of(read(typed)).questions]
    assert (label in labels) is offered


@pytest.mark.parametrize(
    ("typed", "at", "words"),
    [
        ("|x|", {"x": "0"}, "no value at this point"),
        ("1/x", {"x": "0"}, "no value at this point"),
        ("cbrt(x)", {"x": "0"}, "no value at this point"),
        ("x y z", {}, "one input (a line) or two (a plane)"),
        ("F(t) = (t, t^2)", {}, "no single tangent"),
        ("x^2", {"q": "1"}, "q does not occur"),
    ],
)
def test_refusal(typed: str, at: dict[str, str], words: str) -> None:
    point = {name: read_expression(value) for name, value in at.items()}
    with pytest.raises(QuestionError) as refusal:
        explain(read(typed), "tangent", at=point)
    assert words in refusal.value.message and refusal.value.hint
