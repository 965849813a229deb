"""The derivative from its definition."""

from __future__ import annotations

import pytest

from tests.calculus.reading_answers import as_sympy, equal
from tests.calculus.walked import DETAILS, rules, walked
from tutor.calculus import QuestionError, explain, reading_of
from tutor.calculus.meaning import Meaning
from tutor.calculus.numeric import agree, evaluate
from tutor.notation.expression import ZERO, Call, Limit, Quotient, Symbol
from tutor.notation.reading import read
from tutor.practice import check

LIMITS = [
    ("7", "0"),
    ("3x", "3"),
    ("x^2", "2*x"),
    ("x^3 - 4x + 2", "3*x**2 - 4"),
    ("(x + 1)^2", "2*x + 2"),
    ("a x^2 + b", "2*a*x"),
    ("x/2 - x^4", "Rational(1, 2) - 4*x**3"),
    ("1/x", "-1/x**2"),
    ("1/x^2", "-2/x**3"),
    ("(x + 1)/(x - 1)", "-2/(x - 1)**2"),
    ("-1/(x^2 + 1)", "2*x/(x**2 + 1)**2"),
    ("sqrt(x)", "1/(2*sqrt(x))"),
    ("3 sqrt(2x + 1)", "3/sqrt(2*x + 1)"),
    ("sin x", "cos(x)"),
    ("-2 sin x", "-2*cos(x)"),
    ("cos x", "-sin(x)"),
    ("5 e^x", "5*exp(x)"),
    ("f(h) = h^2", "2*h"),
]


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize(("typed", "expected"), LIMITS)
def test_limit(typed: str, expected: str, detail: str) -> None:
    walkthrough = walked(typed, "limit", detail=detail)
    assert equal(as_sympy(walkthrough.result.formula.sympy), as_sympy(expected))
    assert rules(walkthrough)[:2] == ["definition", "put the function in"]
    assert "limit" in rules(walkthrough)


def test_the_lines_of_a_square() -> None:
    shown = [step.after.text for step in walked("x^2", "limit").steps]
    assert shown == [
        "lim_(h→0) (f(x + h) - f(x))/h",
        "((x + h)^2 - x^2)/h",
        "(x^2 + 2xh + h^2 - x^2)/h",
        "(2xh + h^2)/h",
        "(h * (2x + h))/h",
        "2x + h",
        "2x + 0",
        "2x",
    ]


def test_h_is_not_zero_where_it_is_cancelled() -> None:
    cancelled = next(step for step in walked("x^2", "limit").steps if step.rule == "cancel")
    assert "h is not 0" in cancelled.condition.text


def test_standard_limits_are_quoted() -> None:
    last = next(step for step in walked("sin x", "limit").steps if step.rule == "limit")
    assert "lim_(h→0) sin(h)/h is 1" in last.why.text


def test_the_letter_h_is_free() -> None:
    assert "lim_(k→0)" in walked("f(h) = h^2", "limit").steps[0].after.text


def test_a_limit_has_a_value() -> None:
    h = Symbol("h")
    value = evaluate(Limit(Quotient(Call("sin", (h,)), h), "h", ZERO), {}, Meaning())
    assert agree(value, 1, 1e-20)


def test_value_at_a_point() -> None:
    assert walked("x^2", "limit", at={"x": "3"}).steps[-1].after.text == "6"


def test_wrong_answers_speak_of_x_only() -> None:
    verdict = check(read("x^2"), "limit", (), "3x")
    assert not verdict.right and "h" not in verdict.message.text.split("At ")[1].split(" the")[0]


@pytest.mark.parametrize(("typed", "offered"), [("x^2", True), ("ln x", False), ("x y", False)])
def test_button(typed: str, offered: bool) -> None:
    assert ("Limit" in [button.label.text for button in reading_of(read(typed)).questions]) is offered


@pytest.mark.parametrize(
    ("typed", "words"),
    [("ln x", "too hard"), ("x^9", "too hard"), ("x y", "one input"), ("F(t) = (t, t)", "one input")],
)
def test_refusal(typed: str, words: str) -> None:
    with pytest.raises(QuestionError) as refusal:
        explain(read(typed), "limit")
    assert words in refusal.value.message and refusal.value.hint
