"""Derivatives of higher order and mixed ones."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.calculus.reading_answers import as_sympy, equal
from tests.calculus.walked import DETAILS, rules, walked
from tutor.calculus import QuestionError, explain, reading_of
from tutor.notation.problem import Ask
from tutor.notation.reading import read

ORDERS = [
    ("x^4 sin x", "derivative", "x,x", "12*x**2*sin(x) + 8*x**3*cos(x) - x**4*sin(x)"),
    ("x^5", "derivative", "x,x,x", "60*x**2"),
    ("x^2", "derivative", "x,x,x,x,x", "0"),
    ("e^(2x)", "derivative", "x,x,x", "8*exp(2*x)"),
    ("ln x", "derivative", "x,x", "-1/x**2"),
    ("sqrt(x)", "derivative", "x,x", "-x**Rational(-3, 2)/4"),
    ("f(x, y) = x^2 y^3", "partial", "x,y", "6*x*y**2"),
    ("f(x, y) = x^2 y^3", "partial", "y,y", "6*x**2*y"),
    ("f(x, y) = x^3 y^2", "derivative", "y,x,x", "12*x*y"),
    ("e^(x y)", "partial", "x,y,x", "(2*y + x*y**2)*exp(x*y)"),
    ("f(x, y) = x^2 + y", "partial", "x,y", "0"),
    ("f(g) = sin g; g = t^2", "derivative", "t,t", "2*cos(t**2) - 4*t**2*sin(t**2)"),
    ("F(t) = (cos t, t^2)", "derivative", "t,t", "Matrix([-cos(t), 2])"),
    ("[[x^3, 1], [x, sin x]]", "derivative", "x,x", "Matrix([[6*x, 0], [0, -sin(x)]])"),
]


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize(("typed", "ask", "wrt", "expected"), ORDERS)
def test_order(typed: str, ask: str, wrt: str, expected: str, detail: str) -> None:
    letters = tuple(wrt.split(","))
    walkthrough = walked(typed, ask, letters, detail=detail)
    assert walkthrough.wrt == letters
    assert equal(as_sympy(walkthrough.result.formula.sympy), as_sympy(expected))


def test_each_differentiation_is_announced() -> None:
    walkthrough = walked("x^3", "derivative", ("x", "x"))
    again = next(step for step in walkthrough.steps if step.rule == "differentiate again")
    assert again.line.text == "d^2 f/dx^2 = d/dx (3x^2)"
    assert "df/dx = 3x^2" in again.why.text


def test_the_last_letter_comes_first() -> None:
    walkthrough = walked("f(x, y) = x^2 y^3", "partial", ("x", "y"))
    assert walkthrough.steps[0].before.text == "∂/∂y (x^2 y^3)"


def test_the_other_order_is_worked_out_as_well() -> None:
    walkthrough = walked("f(x, y) = x^2 y^3", "partial", ("x", "y"))
    last = walkthrough.steps[-1]
    assert last.rule == "clairaut" and "Clairaut" in last.why.text
    assert last.after.text == walkthrough.result.formula.text
    assert last.steps[0].before.text == "∂/∂x (x^2 y^3)" and last.steps[-1].after.text == "6xy^2"


def test_zero_ends_it() -> None:
    assert rules(walked("x", "derivative", ("x",) * 5))[-1] == "only zeros follow"


@pytest.mark.parametrize(
    ("typed", "label", "wrt"),
    [("x^2", "d^2/dx^2", "x,x"), ("F(t) = (t, t^2)", "d^2/dt^2", "t,t")],
)
def test_button(typed: str, label: str, wrt: str) -> None:
    buttons = {(button.ask, button.wrt): button for button in reading_of(read(typed)).questions}
    assert buttons["derivative", wrt].label.text == label
    assert buttons["derivative", wrt].title.startswith("Second derivative")


@pytest.mark.parametrize(
    ("typed", "ask", "label", "result"),
    [
        ("x^3", Ask("derivative", "x", 3, ("x", "x", "x")), "d^3/dx^3", "6"),
        ("x^3", Ask("derivative", "x", 2), "d^2/dx^2", "6x"),
        ("f(x, y) = x^2 y", Ask("partial", "x", 2, ("x", "y")), "∂^2/∂x∂y", "2x"),
        ("f(x, y) = x^2 y", Ask("partial", "x", 3, ("x", "x", "y")), "∂^3/∂x^2∂y", "2"),
    ],
)
def test_question_in_the_text(typed: str, ask: Ask, label: str, result: str) -> None:
    problem = replace(read(typed), ask=ask)
    reading = reading_of(problem)
    assert reading.questions[reading.default].label.text == label
    assert walked(problem).result.formula.text == result
    assert walked(problem, ask.kind).result.formula.text == result


@pytest.mark.parametrize(
    ("typed", "ask", "wrt", "words"),
    [
        ("x^2", "derivative", ("x", "q"), "q does not occur"),
        ("x^2", "derivative", ("x",) * 61, "up to 60 times"),
        ("f(x, y) = x y", "partial", ("x", "z"), "z does not occur"),
    ],
)
def test_refusal(typed: str, ask: str, wrt: tuple[str, ...], words: str) -> None:
    with pytest.raises(QuestionError) as refusal:
        explain(read(typed), ask, wrt)
    assert words in refusal.value.message and refusal.value.hint
