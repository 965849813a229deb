"""Tidying: each transform by what it makes of a line."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.calculus.model import to_sympy
from tutor.calculus.tidying.transforms import arranged, collected, multiplied_out, tidied, tidy, without_zeros
from tutor.notation.expression import Expression, Number, Power, Product, Quotient, Sum, Symbol
from tutor.notation.reading import read_expression
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
    ],
)
def test_arranged(typed: str, expected: str) -> None:
    assert text(arranged(read_expression(typed))) == text(read_expression(expected))


@pytest.mark.parametrize(
    ("typed", "expected"), [("2x y + 0", "2xy"), ("0 + x", "x"), ("0 + 0", "0"), ("sin(x + 0)", "sin(x)")]
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
    [("18x^3 + 18x^3 + 2x", "36x^3 + 2x"), ("x - x", "0"), ("x y + y x", "2xy"), ("x + 1 - x", "1")],
)
def test_collected(typed: str, expected: str) -> None:
    assert text(collected(read_expression(typed))) == text(read_expression(expected))


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
