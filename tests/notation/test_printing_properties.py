"""Whatever the tree: what is printed means the same, and can be typeset."""

from __future__ import annotations

import cmath
import math
from fractions import Fraction

import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sympy.parsing.sympy_parser import parse_expr

from tests.notation.reading_back import same_when_read, settled
from tutor import typeset
from tutor.board import NotationStyle
from tutor.notation.expression import (
    ONE,
    PI,
    TWO,
    Call,
    Cases,
    Comparison,
    Constant,
    Derivative,
    E,
    Equation,
    Expression,
    FunctionDerivative,
    Integral,
    Marked,
    Matrix,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Root,
    Sum,
    Symbol,
    Vector,
    integer,
)
from tutor.notation.formula import formula
from tutor.notation.problem import NotationError
from tutor.notation.reading import read, read_expression
from tutor.notation.style import writing
from tutor.notation.sympy_text import sympy_text
from tutor.notation.text import text
from tutor.notation.traversal import walk
from tutor.notation.typst import ROLES

VALUES = {"x": 0.7, "y": 1.3, "g": 0.4, "i": 0.9, "theta": 0.6, "x_1": 1.7, "s": 0.3, "h": 1.9}
FUNCTIONS = {"sin": cmath.sin, "cos": cmath.cos, "exp": cmath.exp, "arctan": cmath.atan, "ln": cmath.log}

ATOMS = st.sampled_from([*map(Symbol, VALUES), *map(integer, range(4)), Number(Fraction(1, 2), "0.5"), E, PI])


def larger(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        several.map(Sum),
        several.map(Product),
        parts.map(Negative),
        st.builds(Quotient, parts, parts),
        st.builds(Power, parts, st.one_of(st.sampled_from([TWO, integer(3), integer(-1)]), parts)),
        st.builds(Root, parts, st.sampled_from([2, 3, 5])),
        st.builds(lambda name, part: Call(name, (part,)), st.sampled_from(sorted(FUNCTIONS)), parts),
    )


def roles(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return st.one_of(
        larger(parts),
        st.builds(Marked, st.sampled_from([*sorted(ROLES), "link:1.2"]), parts),
        st.builds(Derivative, parts, st.sampled_from(["x", "theta"]), st.booleans(), st.integers(1, 2)),
        st.lists(parts, min_size=1, max_size=2).map(tuple).map(Vector),
        st.builds(lambda a, b: Matrix(((a, b), (b, a))), parts, parts),
    )


LETTERS = ("x", "y", "theta", "x_1", "s")
"""letters of the trees that are read back; f is a function there"""

READABLE_ATOMS = st.sampled_from(
    [*map(Symbol, LETTERS), *map(integer, range(4)), Number(Fraction(1, 2), "0.5"), E, PI]
)


def conditions(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Comparison]:
    one = st.builds(Comparison, parts, st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), parts)
    return st.one_of(one, st.builds(Comparison, one, st.sampled_from(["<", "<="]), parts))


def cases(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Cases]:
    some = st.lists(st.tuples(parts, conditions(parts)), min_size=1, max_size=2)
    return st.builds(
        lambda pieces, last: Cases(
            (*(value for value, _condition in pieces), *last),
            tuple(condition for _value, condition in pieces),
        ),
        some,
        st.one_of(st.just(()), st.tuples(parts)),
    )


def readable(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    """Every kind of node that can be typed within another."""
    return st.one_of(
        larger(parts),
        cases(parts),
        st.builds(
            lambda name, part: Call(name, (part,)), st.sampled_from(["abs", "gamma", "floor", "f"]), parts
        ),
        st.builds(
            lambda name, a, b: Call(name, (a, b)),
            st.sampled_from(["log", "max", "besselj", "f"]),
            parts,
            parts,
        ),
        st.builds(lambda order, part: FunctionDerivative("f", (order,), (part,)), st.integers(1, 3), parts),
        st.builds(
            lambda orders, a, b: FunctionDerivative("f", orders, (a, b)),
            st.sampled_from([(1, 0), (0, 1), (1, 1), (2, 0)]),
            parts,
            parts,
        ),
        st.builds(Integral, parts, st.sampled_from(["t", "s"]), parts, parts),
    )


READABLE = st.recursive(READABLE_ATOMS, readable, max_leaves=8)
ENTRIES = st.lists(READABLE, min_size=2, max_size=3).map(tuple)
WHOLE = st.one_of(
    READABLE,
    ENTRIES.map(Vector),
    st.builds(lambda a, b, c, d: Matrix(((a, b), (c, d))), *(READABLE for _entry in range(4))),
)
STYLES = st.builds(NotationStyle, st.sampled_from(["leibniz", "lagrange"]), st.sampled_from(["ln", "log"]))


TREES = st.recursive(ATOMS, larger, max_leaves=8)
MARKED_TREES = st.recursive(ATOMS, roles, max_leaves=10)


def value(node: Expression) -> complex:
    """Compute the tree directly, on the principal branch."""
    match node:
        case Number(number):
            return complex(number)
        case Constant(name):
            return {"e": math.e, "pi": math.pi}[name]
        case Symbol(name):
            return VALUES[name]
        case Sum(terms):
            return sum(map(value, terms))
        case Negative(operand):
            return -value(operand)
        case Product(factors):
            return math.prod(map(value, factors))
        case Quotient(numerator, denominator):
            return value(numerator) / value(denominator)
        case Power(base, exponent):
            return value(base) ** value(exponent)
        case Root(radicand, index):
            return value(radicand) ** (1 / index)
        case Call("log", (argument, base)):
            return cmath.log(value(argument)) / cmath.log(value(base))
        case Call(function, (argument,)):
            return FUNCTIONS[function](value(argument))
    raise TypeError(node)


def tame(tree: Expression) -> complex:
    """Return the value; leave out trees where rounding would decide: poles, branch cuts, huge numbers."""
    for node in walk(tree):
        try:
            size = abs(value(node))
        except (ArithmeticError, ValueError):
            assume(False)
        assume(size == 0 or 1e-3 < size < 1e3)
        if isinstance(node, (Power, Root, Call)):
            inner = value(node.parts[0])
            assume(abs(inner) > 1e-3 and not (inner.real < 0 and abs(inner.imag) < 1e-9))
    return value(tree)


@settings(max_examples=60, deadline=None)
@given(TREES)
def test_sympy_text_has_the_value_of_the_tree(tree: Expression) -> None:
    expected = tame(tree)
    parsed = parse_expr(sympy_text(tree))
    assert not parsed.atoms(sympy.Float)
    found = complex(parsed.evalf(subs={sympy.Symbol(name): number for name, number in VALUES.items()}))
    assert found == pytest.approx(expected, rel=1e-6, abs=1e-6)


@settings(max_examples=150, deadline=None)
@given(TREES)
def test_text_reads_back_with_the_same_value(tree: Expression) -> None:
    expected = tame(tree)
    written = formula(tree).text
    assert value(read_expression(written, tuple(VALUES))) == pytest.approx(expected, rel=1e-6, abs=1e-6)


@settings(max_examples=250, deadline=None)
@given(WHOLE, STYLES)
def test_text_reads_back_as_the_same_expression(tree: Expression, style: NotationStyle) -> None:
    with writing(style):
        written = text(tree)
    try:
        same = same_when_read(written, tree, LETTERS)
    except NotationError as error:
        # What no student may type is no reading of it either.
        assume("limit" not in error.message and "divides by 0" not in error.message)
        raise
    assert same, written


@settings(max_examples=60, deadline=None)
@given(READABLE, READABLE, STYLES)
def test_definitions_read_back(outer: Expression, inner: Expression, style: NotationStyle) -> None:
    assume("f" not in {node.function for node in walk(outer) if isinstance(node, Call | FunctionDerivative)})
    head = Call("F", tuple(map(Symbol, (*LETTERS, "g"))))
    with writing(style):
        written = f"{text(Equation((head, outer)))}; {text(Equation((Symbol('g'), inner)))}"
    try:
        problem = read(written)
    except NotationError as error:
        assume("limit" not in error.message and "divides by 0" not in error.message)
        raise
    assert (problem.main.name, settled(problem.main.body)) == ("F", settled(outer))


@settings(max_examples=150, deadline=None)
@given(MARKED_TREES, st.booleans(), st.sampled_from(["held", "slotA", "faded"]))
def test_typst_always_compiles(tree: Expression, display: bool, role: str) -> None:
    printed = formula(Equation((tree, Sum((tree, ONE)))), {"x": role, "theta": "slotB"})
    assert typeset.svg(printed.typst, "light", 20, display=display).startswith(b"<svg")
    assert printed.speech.isprintable()
    assert printed.latex.count("{") == printed.latex.count("}")


def test_every_name_of_sympys_own_is_set_apart() -> None:
    names = [name for name in vars(sympy) if name.isascii() and name.isidentifier() and name[0] != "_"]
    confused = [name for name in names if parse_expr(sympy_text(Symbol(name))) != sympy.Symbol(name)]
    assert names and not confused
