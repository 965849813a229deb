"""The directional derivative."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.calculus.reading_answers import as_sympy, equal
from tests.calculus.walked import DETAILS, rules, walked
from tutor.calculus import QuestionError, explain, reading_of
from tutor.notation.expression import Vector
from tutor.notation.problem import Definition
from tutor.notation.reading import read, read_expression

DIRECTIONS = [
    ("f(x, y) = x^2 y", {"u": "(3, 4)"}, "6*x*y/5 + 4*x**2/5"),
    ("f(x, y) = x^2 y", {}, "(2*x*y + x**2)/sqrt(2)"),
    ("f(x, y) = x^2 y", {"u": "(0, -2)"}, "-x**2"),
    ("f(x, y) = x^2 y", {"u": "(1/sqrt(2), 1/sqrt(2))"}, "(2*x*y + x**2)/sqrt(2)"),
    ("f(x, y) = x^2 y", {"u": "(cos t, sin t)"}, "2*x*y*cos(t) + x**2*sin(t)"),
    ("f(x, y, z) = x sin(y z)", {"u": "(1, 2, -2)"}, "(sin(y*z) + 2*x*z*cos(y*z) - 2*x*y*cos(y*z))/3"),
    ("f(u, v) = u v", {"u": "(0, 1)"}, "u"),
    ("(x - u t)/sqrt(1 - u^2/c^2)", {}, None),
]


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize(("typed", "at", "expected"), DIRECTIONS)
def test_direction(typed: str, at: dict[str, str], expected: str | None, detail: str) -> None:
    walkthrough = walked(typed, "directional", at=at, detail=detail)
    if expected is not None:
        assert equal(as_sympy(walkthrough.result.formula.sympy), as_sympy(expected))


def test_normalising_is_a_step() -> None:
    walkthrough = walked("f(x, y) = x^2 y", "directional", at={"u": "(3, 4)"})
    shown = [step.line.text for step in walkthrough.steps]
    assert "‖u‖ = 5" in shown and "u/‖u‖ = [3/5, 4/5]" in shown
    assert "D_u f = [2xy, x^2] · [3/5, 4/5]" in shown


def test_a_unit_vector_stays_as_it_is() -> None:
    walkthrough = walked("f(x, y) = x^2 y", "directional", at={"u": "(3/5, 4/5)"})
    assert "unit vector" not in rules(walkthrough)
    assert "D_u f = ∇f · u" in [step.line.text for step in walkthrough.steps]


def test_value_at_a_point() -> None:
    walkthrough = walked("f(x, y) = x^2 y", "directional", at={"u": "(1, 1)", "x": "1", "y": "1"})
    last = walkthrough.steps[-1]
    assert equal(as_sympy(last.after.sympy), as_sympy("3/sqrt(2)")) and "2.121" in last.why.text


def test_a_direction_defined_beside_the_function() -> None:
    problem = read("f(x, y) = x^2 y")
    direction = Definition("u", None, read_expression("(3, 4)"))
    assert isinstance(direction.body, Vector)
    walkthrough = walked(replace(problem, inner=(direction,)), "directional")
    assert equal(as_sympy(walkthrough.result.formula.sympy), as_sympy("6*x*y/5 + 4*x**2/5"))


def test_a_choice_of_direction_is_told() -> None:
    assert "u = [1, 1]" in walked("x y", "directional").notes[-1]


def test_the_direction_does_not_disturb_other_questions() -> None:
    assert walked("x y", "gradient", at={"u": "(3, 4)"}).result.formula.text == "[y, x]"


def test_button() -> None:
    assert "D_u f" in [button.label.text for button in reading_of(read("x y")).questions]
    assert "D_u f" not in [button.label.text for button in reading_of(read("x^2")).questions]


@pytest.mark.parametrize(
    ("typed", "u", "words"),
    [
        ("x y", "(0, 0)", "zero vector"),
        ("x y", "(1, 2, 3)", "one entry for each"),
        ("x y", "3", "one entry for each"),
        ("x y", "(x, 1)", "must not change"),
        ("F(x, y) = (x, y)", "(1, 1)", "single function"),
    ],
)
def test_refusal(typed: str, u: str, words: str) -> None:
    with pytest.raises(QuestionError) as refusal:
        explain(read(typed), "directional", at={"u": read_expression(u, ("x",))})
    assert words in refusal.value.message and refusal.value.hint


@pytest.mark.parametrize(
    ("typed", "result"),
    [
        ("f(x, y) = x^2 y; u = (3, 4)", "6*x*y/5 + 4*x**2/5"),
        ("u = [0, 2]; f(x, y) = x^2 y", "x**2"),
        ("f(x, y) = x y; u = (3, 4) at (1, 2)", "4*x/5 + 3*y/5"),
    ],
)
def test_a_direction_in_the_text(typed: str, result: str) -> None:
    walkthrough = walked(typed)
    assert walkthrough.ask == "directional" and "u = [" in walkthrough.reading.formula.text
    assert equal(as_sympy(walkthrough.result.formula.sympy), as_sympy(result))
