"""Values at a point: exact, with a decimal beside, for every kind of question."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.calculus.walked import DETAILS, walked
from tutor.calculus import QuestionError, explain
from tutor.calculus.questions.points import as_decimal
from tutor.notation.reading import read, read_expression

VALUES = [
    ("x^2", "derivative", {"x": "1/2"}, "1", ""),
    ("x^3", "derivative", {"x": "1/3"}, "1/3", "0.3333"),
    ("sqrt(x)", "derivative", {"x": "2"}, "sqrt(2)/4", "0.3536"),
    ("sin x", "derivative", {"x": "pi/6"}, "sqrt(3)/2", "0.866"),
    ("e^x", "derivative", {"x": "1"}, "e", "2.718"),
    ("x^2 sin x", "derivative", {"x": "pi/3"}, "pi^2/18 + (sqrt(3) pi)/3", "2.362"),
    ("f(x) = a x^2", "derivative", {"x": "1/3"}, "2a/3", ""),
    ("x |x|", "derivative", {"x": "0"}, "0", ""),
    ("f(x, y) = x^2 y", "partial", {"x": "2"}, "4y", ""),
    ("f(x, y) = sqrt(x^2 + y^2)", "gradient", {"x": "1", "y": "1"}, "[sqrt(2)/2, sqrt(2)/2]", "[0.7071, 0"),
    ("f(x, y) = x^2 y", "gradient", {"x": "3"}, "[6y, 9]", ""),
    ("F(x, y) = (e^x y, x)", "jacobian", {"x": "1", "y": "2"}, "[[2e, e], [1, 0]]", "[[5.437, 2.718]"),
    ("f(x, y) = sin(x y)", "hessian", {"x": "1", "y": "pi"}, "[[0, -1], [-1, 0]]", ""),
    ("f(g) = sin g; g = t^2", "chain", {"t": "sqrt(pi)"}, "-2 sqrt(pi)", "−3.545"),
]  # fmt: skip


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize(("typed", "ask", "at", "exact", "decimal"), VALUES)
def test_value(typed: str, ask: str, at: dict[str, str], exact: str, decimal: str, detail: str) -> None:
    last = walked(typed, ask, at=at, detail=detail).steps[-1]
    assert last.after.text == exact
    assert ("As a decimal" in last.why.text) is bool(decimal)
    assert decimal in last.why.text


def test_a_point_in_the_text() -> None:
    problem = replace(read("x^2"), at=(("x", read_expression("3")),))
    assert walked(problem, "derivative").steps[-1].after.text == "6"
    assert walked(problem, "derivative", at={"x": "5"}).steps[-1].after.text == "10"
    assert walked(problem, "tangent").result.equation.text == "y = 6x - 9"


@pytest.mark.parametrize(
    ("typed", "decimal"),
    [
        ("3", ""),
        ("-2", ""),
        ("sqrt(2)", "1.414"),
        ("-pi/3", "−1.047"),
        ("a/3", ""),
        ("[1, 1/3]", "[1, 0.3333]"),
    ],
)
def test_decimal(typed: str, decimal: str) -> None:
    assert as_decimal(read_expression(typed)) == decimal


@pytest.mark.parametrize(
    ("typed", "at", "words"),
    [
        ("|x|", {"x": "0"}, "no value"),
        ("1/x", {"x": "0"}, "no value"),
        ("ln x", {"x": "0"}, "no value"),
        ("x^2", {"t": "0"}, "t does not occur"),
    ],
)
def test_refusal(typed: str, at: dict[str, str], words: str) -> None:
    point = {name: read_expression(value) for name, value in at.items()}
    with pytest.raises(QuestionError) as refusal:
        explain(read(typed), "derivative", at=point)
    assert words in refusal.value.message and refusal.value.hint
