"""Tidying: each transform by what it makes of a line."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.calculus.reading_answers import every_step
from tests.shares import rotating
from tutor.calculus import explain
from tutor.calculus.model import to_sympy
from tutor.calculus.tidying.transform import Change
from tutor.calculus.tidying.transforms import (
    TRANSFORMS,
    Transform,
    arranged,
    as_reciprocal,
    as_tangent,
    cancelled,
    cleared,
    collected,
    factored,
    factored_above,
    multiplied_out,
    over_one_bar,
    pythagorean,
    tidied,
    tidy,
    with_absolute_value,
    without_zeros,
)
from tutor.notation.expression import Expression, Number, Power, Product, Quotient, Sum, Symbol
from tutor.notation.reading import read, read_expression
from tutor.notation.text import text


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("y*(2x)", "2xy"),
        ("x^2*1", "x^2"),
        ("x*x^2", "x^3"),
        ("2*3*x", "6x"),
        ("cos(x^2)*(2x)", "2x cos(x^2)"),
        ("x/x^2", "1/x"),
        ("(-x)*(-y)", "xy"),
        ("2*(x + 1)", "2(x + 1)"),
        ("sqrt(x)*sqrt(x)", "x"),
        ("6x/4", "3x/2"),
        ("e^x*x", "x e^x"),
        ("sin(x)*e^x*x", "x e^x sin x"),
        ("(x + 1)*e^x", "e^x*(x + 1)"),
        ("x^2*(x + 1)*x", "x^3*(x + 1)"),
        ("x*sqrt(x)", "x^(3/2)"),
        ("(a/b)/(c/d)", "(a d)/(b c)"),
        ("x^(-2)*y", "y/x^2"),
        ("-x + 1", "1 - x"),
        ("(-x - 2)/x^3", "-(x + 2)/x^3"),
    ],
)
def test_arranged(typed: str, expected: str) -> None:
    assert text(arranged(read_expression(typed))) == text(read_expression(expected))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2x y + 0", "2xy"),
        ("0 + x", "x"),
        ("0 + 0", "0"),
        ("sin(x + 0)", "sin(x)"),
        ("x - 0", "x"),
    ],
)
def test_without_zeros(typed: str, expected: str) -> None:
    assert text(without_zeros(read_expression(typed))) == text(read_expression(expected))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("18x^3 + 2x*(9x^2 + 1)", "18x^3 + 18x^3 + 2x"),
        ("3*(x + 1)^2", "3*(x + 1)^2"),
        ("(x + 1 - x)/(x + 1)^2", "(x + 1 - x)/(x + 1)^2"),
    ],
)
def test_multiplied_out_only_where_it_helps(typed: str, expected: str) -> None:
    assert text(multiplied_out(read_expression(typed))) == text(read_expression(expected))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("4.9*2t", "9.8t"),
        ("0.5*2x", "x"),
        ("0.5x/3", "x/6"),
        ("x^0.3*x", "x^1.3"),
        ("0.02*3q^2", "0.06*q^2"),
        ("1/x^0.5", "1/sqrt(x)"),
        ("0.1*x/0.4", "0.25x"),
    ],
)
def test_what_is_typed_as_a_decimal_stays_one(typed: str, expected: str) -> None:
    assert text(tidy(read_expression(typed))) == text(read_expression(expected))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("18x^3 + 18x^3 + 2x", "36x^3 + 2x"), ("x - x", "0"), ("x y + y x", "2xy"), ("x + 1 - x", "1")],
)
def test_collected(typed: str, expected: str) -> None:
    assert text(collected(read_expression(typed))) == text(read_expression(expected))


@pytest.mark.parametrize(
    ("transform", "typed", "expected"),
    [
        (factored, "2x*e^x + x^2*e^x", "x e^x*(x + 2)"),
        (factored, "2x*(x + 1)^3 + 3x^2*(x + 1)^2", "x*(x + 1)^2*(2(x + 1) + 3x)"),
        (factored, "-e^(-x)*cos(x) - e^(-x)*sin(x)", "-e^(-x)*(cos(x) + sin(x))"),
        (factored, "2x sin(x) + x^2*cos(x)", "2x sin(x) + x^2*cos(x)"),
        (pythagorean, "sin(x)^2 + cos(x)^2", "1"),
        (pythagorean, "-3sin(2x)^2 - 3cos(2x)^2 + x", "-3 + x"),
        (pythagorean, "x - x*sin(x)^2", "x*cos(x)^2"),
        (pythagorean, "cos(x)^2 - 1", "-sin(x)^2"),
        (pythagorean, "cosh(x)^2 - sinh(x)^2", "1"),
        (pythagorean, "sinh(x)^2 - cosh(x)^2", "-1"),
        (pythagorean, "1 + tan(x)^2", "sec(x)^2"),
        (pythagorean, "sin(x)^2 + cos(y)^2", "sin(x)^2 + cos(y)^2"),
        (pythagorean, "cos(x)^2 - sin(x)^2", "cos(x)^2 - sin(x)^2"),
        (with_absolute_value, "x*sign(x)", "abs(x)"),
        (with_absolute_value, "3sign(x)/abs(x)", "3/x"),
        (with_absolute_value, "sign(x)*abs(x)", "x"),
        (with_absolute_value, "x*sign(x + 1)", "x*sign(x + 1)"),
        (as_tangent, "x cos(x)/sin(x)", "x cot(x)"),
        (as_tangent, "sinh(x)^2/cosh(x)^2", "tanh(x)^2"),
        (as_tangent, "sin(x)/cos(x)^2", "sin(x)/cos(x)^2"),
        (as_tangent, "sin(x)/cos(y)", "sin(x)/cos(y)"),
        (as_tangent, "tan(x)*cos(x)^2", "sin(x)*cos(x)"),
        (as_reciprocal, "sec(x)*tan(x) + 1/cos(x)^2", "sec(x)*tan(x) + sec(x)^2"),
        (as_reciprocal, "sec(x)*cos(x)^3", "cos(x)^2"),
        (as_reciprocal, "sec(x) + 1/cos(y)", "sec(x) + 1/cos(y)"),
        (as_reciprocal, "1/cos(x)^2", "1/cos(x)^2"),
        (factored_above, "(2y^2 - 2x^2)/(x^2 + y^2)^2", "2(y^2 - x^2)/(x^2 + y^2)^2"),
        (factored_above, "(6x - 4x^2 - 2x^3)/(x + 1)", "-(2x*(x^2 + 2x - 3))/(x + 1)"),
        (factored_above, "(2x + 4)/3", "(2x + 4)/3"),
        (factored, "2exp(x)*cos(x) - exp(x)*sin(x)", "(2cos(x) - sin(x))*exp(x)"),
        (cancelled, "2/(3 + 3x^2)", "2/(3 + 3x^2)"),
        (cancelled, "2/(2x^2 + 2)", "1/(x^2 + 1)"),
        (cancelled, "(y^2 + 1)/(x*y^2 + x)", "1/x"),
        (collected, "x^2 + 4x^2 + 1 - 3x", "5x^2 - 3x + 1"),
        (collected, "4x^2 - 2x + 6 - x^2 + 8x", "3x^2 + 6x + 6"),
        (cleared, "(1/x + 1)/x", "(1 + x)/x^2"),
        (cleared, "1/(1 + 1/x)^2", "x^2/(x + 1)^2"),
        (cleared, "1/(2(1 + x^2/4))", "2/(4 + x^2)"),
        (cleared, "1/(3sqrt(1 - x^2/9))", "1/sqrt(9 - x^2)"),
        (cleared, "1/sqrt(1 + 1/x)", "1/sqrt(1 + 1/x)"),
        (cancelled, "(x - 2x*ln(x))/x^4", "(1 - 2ln(x))/x^3"),
        (cancelled, "(6x + 4)/(2y)", "(3x + 2)/y"),
        (cancelled, "(-sin(x) - 1)/(1 + sin(x))^2", "-1/(1 + sin(x))"),
        (cancelled, "(x*cos(x) - sin(x))/x^2", "(x*cos(x) - sin(x))/x^2"),
        (over_one_bar, "sqrt(1 + x^2) + x^2/sqrt(1 + x^2)", "(1 + 2x^2)/sqrt(1 + x^2)"),
        (over_one_bar, "1/x + 1/(x + 1)", "1/x + 1/(x + 1)"),
        (over_one_bar, "arctan(x) + x/(1 + x^2)", "arctan(x) + x/(1 + x^2)"),
        (tidy, "e^x*e^x", "e^(2x)"),
        (tidy, "(e^x)^2*e^(-x)", "e^x"),
        (tidy, "(x - 1 - (x + 1))/(x - 1)^2", "-2/(x - 1)^2"),
    ],
)
def test_transforms(transform: Change, typed: str, expected: str) -> None:
    assert text(transform(read_expression(typed))) == text(read_expression(expected))


TEXTBOOK = [
    ("5x^3 - 4x + 2", "15x^2 - 4"),
    ("x^2 sin x", "2x sin(x) + x^2 cos(x)"),
    ("x e^x", "e^x*(x + 1)"),
    ("x^2 e^x", "x e^x*(x + 2)"),
    ("x^3 e^(2x)", "x^2 e^(2x)*(2x + 3)"),
    ("e^x sin x", "e^x*(sin(x) + cos(x))"),
    ("e^(-x) cos(2x)", "-e^(-x)*(cos(2x) + 2 sin(2x))"),
    ("sin(x^2)", "2x cos(x^2)"),
    ("sin x cos x", "cos(x)^2 - sin(x)^2"),
    ("sin^2 x", "2 sin(x) cos(x)"),
    ("cos(x)^3", "-3cos(x)^2 sin(x)"),
    ("(x + 1)/(x - 1)", "-2/(x - 1)^2"),
    ("x/(x^2 + 1)", "(1 - x^2)/(x^2 + 1)^2"),
    ("x^2/(x^2 + 1)", "2x/(x^2 + 1)^2"),
    ("1/(x^2 + 1)", "-2x/(x^2 + 1)^2"),
    ("sin x/x", "(x cos(x) - sin(x))/x^2"),
    ("e^x/x", "(e^x*(x - 1))/x^2"),
    ("ln(x)/x", "(1 - ln(x))/x^2"),
    ("ln(x)/x^2", "(1 - 2ln(x))/x^3"),
    ("x^2/e^x", "x e^(-x)*(2 - x)"),
    ("sqrt(1 + x^2)", "x/sqrt(1 + x^2)"),
    ("x sqrt(1 + x^2)", "(1 + 2x^2)/sqrt(1 + x^2)"),
    ("x/sqrt(1 + x^2)", "1/(1 + x^2)^(3/2)"),
    ("sqrt(x) sin x", "sin(x)/(2sqrt(x)) + sqrt(x) cos(x)"),
    ("x sqrt(x)", "(3sqrt(x))/2"),
    ("1/sqrt(x)", "-1/(2x^(3/2))"),
    ("x^(-3)", "-3/x^4"),
    ("(x^2 + 1)^5", "10x*(x^2 + 1)^4"),
    ("x^2 (x + 1)^3", "x*(x + 1)^2*(5x + 2)"),
    ("(x + 1)^3 (x - 2)^4", "(x + 1)^2*(x - 2)^3*(7x - 2)"),
    ("(2x + 1)^3/(x - 1)^2", "(2(2x + 1)^2*(x - 4))/(x - 1)^3"),
    ("sin(x)/cos(x)", "1/cos(x)^2"),
    ("cos(x)/(1 + sin(x))", "-1/(1 + sin(x))"),
    ("sin(x)/(1 + cos(x))", "1/(1 + cos(x))"),
    ("ln(x + sqrt(x^2 + 1))", "1/sqrt(x^2 + 1)"),
    ("x ln x - x", "ln(x)"),
    ("arctan(x/2)", "2/(4 + x^2)"),
    ("arcsin(x/3)", "1/sqrt(9 - x^2)"),
    ("sqrt(1 - x^2) + x arcsin(x)", "arcsin(x)"),
    ("1/(1 + 1/x)", "1/(x + 1)^2"),
    ("e^x/(1 + e^x)", "e^x/(1 + e^x)^2"),
    ("(e^x - e^(-x))/(e^x + e^(-x))", "4/(e^x + e^(-x))^2"),
    ("x^x", "x^x*(ln(x) + 1)"),
    ("e^(-x^2/2)", "-x e^(-x^2/2)"),
    ("ln(ln x)", "1/(x ln(x))"),
    ("a x^2 + b x + c", "2a x + b"),
    ("ln(abs(x))", "1/x"),
    ("ln(abs(cos(x)))", "-tan(x)"),
    ("ln(abs((x - 1)/(x + 1)))", "2/((x + 1)*(x - 1))"),
    ("ln(sin(x))", "cot(x)"),
    ("ln(sec(x) + tan(x))", "sec(x)"),
    ("sec(x) tan(x)", "sec(x) tan(x)^2 + sec(x)^3"),
    ("x abs(x)", "2abs(x)"),
    ("(2x + 3)/(x^2 - 4)", "-(2(x^2 + 3x + 4))/(x^2 - 4)^2"),
    ("arctan((1 + x)/(1 - x))", "1/(1 + x^2)"),
    ("e^(a x) (a sin(b x) - b cos(b x))/(a^2 + b^2)", "e^(a x) sin(b x)"),
    ("besselj(0, x^2)", "-2x besselj(1, x^2)"),
    ("49x - 4.9x^2", "49 - 9.8x"),
    ("exp(2x) cos(x)", "(2cos(x) - sin(x)) exp(2x)"),
]


@pytest.mark.parametrize(("row", "detail"), rotating(TEXTBOOK, ["brief", "standard", "full"], every=3))
def test_textbook_derivative(row: tuple[str, str], detail: str) -> None:
    typed, expected = row
    walkthrough = explain(read(typed), "derivative", ("x",), detail)
    assert walkthrough.result.formula.text == text(read_expression(expected))
    assert all(step.verified is True for step in every_step(walkthrough.steps))


@pytest.mark.parametrize("each", TRANSFORMS, ids=lambda each: each.name)
def test_every_transform_has_its_words(each: Transform) -> None:
    assert each.title and each.why and each.hint
    assert TRANSFORMS.index(each) == [one.name for one in TRANSFORMS].index(each.name)


def test_every_step_has_its_words() -> None:
    for step in tidied(read_expression("2*(3x)*x^2*3 + ((3x)^2 + 1)*(2x)")):
        assert step.transform.title and step.transform.why and step.transform.hint
        assert step.before != step.after


LEAVES: st.SearchStrategy[Expression] = st.one_of(
    st.sampled_from([Symbol("x"), Symbol("y")]),
    st.integers(0, 5).map(lambda n: Number(Fraction(n))),
)


def _grow(children: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    pairs = st.tuples(children, children)
    positive = st.integers(1, 3).map(lambda n: Number(Fraction(n)))
    return st.one_of(
        pairs.map(Sum),
        pairs.map(Product),
        st.tuples(children, positive).map(lambda pair: Power(*pair)),
        st.tuples(children, positive).map(lambda pair: Quotient(*pair)),
    )


@settings(max_examples=150, deadline=None)
@given(st.recursive(LEAVES, _grow, max_leaves=10))
def test_tidying_never_changes_the_value(expression: Expression) -> None:
    assert sympy.expand(to_sympy(expression) - to_sympy(tidy(expression))) == 0
