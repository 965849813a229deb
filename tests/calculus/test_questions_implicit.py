"""Implicit differentiation. The result is checked once more here, against the curve itself: mpmath solves
the equation for y beside the point, and the slope between is the slope."""

from __future__ import annotations

from typing import Any

import mpmath
import pytest
import sympy

from tests.calculus.reading_answers import as_sympy, equal
from tests.calculus.walked import DETAILS, walked
from tutor.calculus import QuestionError, explain, reading_of
from tutor.calculus.meaning import Meaning
from tutor.calculus.numeric import evaluate
from tutor.calculus.verification import Verification
from tutor.notation.expression import (
    TWO,
    Call,
    Derivative,
    Equation,
    FunctionDerivative,
    Negative,
    Power,
    Product,
    Sum,
    Symbol,
    integer,
)
from tutor.notation.problem import Ask, Definition, Problem
from tutor.notation.reading import read, read_expression
from tutor.practice import check


def equation(typed: str, letters: str = "xy") -> Problem:
    """Return the problem that the equation states."""
    left, right = (read_expression(side, tuple(letters)) for side in typed.split("="))
    main = Definition("F", None, Sum((left, Negative(right))), named=False)
    names = tuple(letters)
    return Problem(typed, main, (), names, names, Ask("implicit"), equation=Equation((left, right)))


CIRCLE = equation("x^2 + y^2 = 25")

CURVES = [
    ("x^2 + y^2 = 25", "xy", "", "-x/y"),
    ("x^2 + y^2 = 25", "xy", "y", "-y/x"),
    ("x^3 + y^3 = 6 x y", "xy", "", "(2*y - x**2)/(y**2 - 2*x)"),
    ("sin(x y) = x + y", "xy", "", "(1 - y*cos(x*y))/(x*cos(x*y) - 1)"),
    ("x e^y = y^2", "xy", "", "-exp(y)/(x*exp(y) - 2*y)"),
    ("ln(x + y) = y", "xy", "", "1/(x + y - 1)"),
    ("sqrt(x) + sqrt(y) = 4", "xy", "", "-sqrt(y)/sqrt(x)"),
    ("x/y = y - 1", "xy", "", "y/(x + y**2)"),
    ("x^2/a^2 + y^2/b^2 = 1", "abxy", "", "-b**2*x/(a**2*y)"),
    ("y = x^2", "xy", "", "2*x"),
    ("u^2 + v^2 = 1", "uv", "", "-u/v"),
    ("x^2 + y^2 + z^2 = 1", "xyz", "", "-x/z"),
    ("x^2 + y^2 + z^2 = 1", "xyz", "y", "-y/z"),
    ("x y z = e^z", "xyz", "y", "x*z/(exp(z) - x*y)"),
]


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize(("typed", "letters", "wrt", "expected"), CURVES)
def test_slope(typed: str, letters: str, wrt: str, expected: str, detail: str) -> None:
    walkthrough = walked(equation(typed, letters), "implicit", tuple(wrt), detail=detail)
    assert equal(as_sympy(walkthrough.result.formula.sympy), as_sympy(expected))


@pytest.mark.parametrize(
    ("typed", "near"),
    [("x^2 + y^2 = 25", (3, 4)), ("x^3 + y^3 = 6 x y", (3, 3)), ("x e^y = y^2", (1, -0.7))],
)
def test_slope_of_the_curve_itself(typed: str, near: tuple[float, float]) -> None:
    problem = equation(typed)
    x0, start = near

    def height(x: Any) -> Any:
        return mpmath.findroot(
            lambda y: evaluate(problem.main.body, {"x": x, "y": y}, Meaning()), start, tol=1e-30
        )

    with mpmath.workdps(50):
        step = mpmath.mpf("1e-12")
        slope = (height(x0 + step) - height(x0 - step)) / (2 * step)
        result = as_sympy(walked(problem, "implicit").result.formula.sympy)
        x, y = sympy.symbols("x y", real=True)
        value = result.evalf(30, subs={x: x0, y: sympy.Float(str(height(x0)), 50)})
        assert abs(mpmath.mpf(str(value)) - slope) < 1e-12


def test_the_lines_of_a_circle() -> None:
    shown = [step.line.text for step in walked(CIRCLE, "implicit").steps]
    assert "x^2 + y^2 = x^2 + y(x)^2" in shown
    assert "2x + 2y * dy/dx = 0" in shown
    assert "2y * dy/dx = -2x" in shown
    assert shown[-1] == "dy/dx = -x/y"


def test_a_wrong_derivative_of_a_side_is_found() -> None:
    """Twice the derivative is 0 on the curve as well, so the sides are checked for every y(x)."""
    x, called = Symbol("x"), Call("y", (Symbol("x"),))
    side = Derivative(Sum((Power(x, TWO), Power(called, TWO))), "x")
    slope = FunctionDerivative("y", (1,), (x,))
    witness = Verification((CIRCLE.main.body,), ("x", "y"), Meaning())
    for factor, verdict in ((2, True), (4, False)):
        after = Sum((Product((integer(factor), x)), Product((integer(factor), called, slope))))
        assert witness.step(side, after, {}) is verdict


def test_where_the_slope_exists() -> None:
    divided = next(step for step in walked(CIRCLE, "implicit").steps if step.rule == "divide")
    assert "2y is not 0" in divided.condition.text


def test_the_formula_with_partial_derivatives() -> None:
    assert "-(∂F/∂x)/(∂F/∂y)" in walked(CIRCLE, "implicit").check.text


def test_value_at_a_point_of_the_curve() -> None:
    walkthrough = walked(CIRCLE, "implicit", at={"x": "3", "y": "4"})
    assert walkthrough.steps[-1].after.text == "-3/4"


def test_buttons() -> None:
    def labels(problem: Problem) -> list[str]:
        return [button.label.text for button in reading_of(problem).questions if button.ask == "implicit"]

    assert labels(CIRCLE) == ["dy/dx"]
    assert labels(equation("x y z = 1", "xyz")) == ["∂z/∂x", "∂z/∂y"]
    reading = reading_of(CIRCLE)
    assert reading.questions[reading.default].ask == "implicit"


def test_several_slopes_are_entries() -> None:
    walkthrough = walked(equation("x^2 + y^2 + z^2 = 1", "xyz"), "implicit", ("x", "y"))
    assert [entry.text for entry in walkthrough.result.entries] == ["-x/z", "-y/z"]
    assert walkthrough.wrt == ("x", "y")


def test_answer_is_graded() -> None:
    assert check(CIRCLE, "implicit", (), "dy/dx = -x/y").right
    verdict = check(CIRCLE, "implicit", (), "x/y")
    assert not verdict.right and "x = 1" in verdict.message.text


@pytest.mark.parametrize(
    ("problem", "wrt", "at", "words"),
    [
        (CIRCLE, (), {"x": "3", "y": "3"}, "does not satisfy"),
        (CIRCLE, (), {"x": "5", "y": "0"}, "no value at this point"),
        (CIRCLE, ("q",), {}, "q does not occur"),
        (CIRCLE, ("x", "y"), {}, "has to be the function"),
        (CIRCLE, (), {"q": "1"}, "q does not occur"),
        (equation("x^2 = 4", "x"), (), {}, "two letters"),
        (equation("x^2 = x", "xy"), (), {}, "y does not occur"),
        (read("x^2"), (), {}, "no equation"),
    ],
)
def test_refusal(problem: Problem, wrt: tuple[str, ...], at: dict[str, str], words: str) -> None:
    point = {name: read_expression(value) for name, value in at.items()}
    with pytest.raises(QuestionError) as refusal:
        explain(problem, "implicit", wrt, at=point)
    assert words in refusal.value.message and refusal.value.hint
