"""Functions by name only, f(x) and f(u, v), and special functions with a known derivative."""

from __future__ import annotations

from functools import cache

import sympy
from sympy.core.function import ArgumentIndexError

from tutor.calculus.model import ModelError, from_sympy, known_function
from tutor.calculus.rules.rule import Applied, Respect, rule
from tutor.language import N_, _
from tutor.notation.expression import (
    ONE,
    ZERO,
    Call,
    Expression,
    FunctionDerivative,
    Negative,
    Product,
    Sum,
    Symbol,
)
from tutor.notation.traversal import substitute


def outer_derivative(c: Call | FunctionDerivative, index: int) -> Expression | None:
    """Return the derivative of a function by its argument at `index`, at its arguments: f′(u), ∂₁f(u, v),
    or the formula of a special function. None where none is known."""
    if isinstance(c, FunctionDerivative):
        return _raised(c.function, c.orders, index, c.arguments)
    if known_function(c.function) is None:
        return _raised(c.function, (0,) * len(c.arguments), index, c.arguments)
    if c.function in _AFTER_ORDER_ZERO and c.arguments[0] == ZERO:
        following = Call(c.function, (ONE, c.arguments[1]))
        return following if _AFTER_ORDER_ZERO[c.function] > 0 else Negative(following)
    formula = _special_derivative(c.function, len(c.arguments), index)
    if formula is None:
        return None
    return substitute(formula, dict(zip(_PLACES, c.arguments, strict=False)))


_AFTER_ORDER_ZERO = {"besselj": -1, "bessely": -1, "besseli": 1, "besselk": -1}
"""J₀′ = −J₁ and its kin, with the sign (DLMF 10.6.3, 10.29.3)"""
_PLACES = ("u", "v", "w", "p")


def _raised(
    function: str, orders: tuple[int, ...], index: int, arguments: tuple[Expression, ...]
) -> Expression:
    raised = tuple(order + (place == index) for place, order in enumerate(orders))
    return FunctionDerivative(function, raised, arguments)


@cache
def _special_derivative(function: str, count: int, index: int) -> Expression | None:
    """Return sympy's derivative of a special function of u, v, … by the argument at `index`."""
    row = known_function(function)
    places = sympy.symbols(_PLACES[:count], real=True)
    if row is None:
        return None
    try:
        return from_sympy(row(*places).diff(places[index]))
    except (ModelError, ArgumentIndexError):
        return None


@rule(
    Call,
    FunctionDerivative,
    title=N_("Derivative of a function by name"),
    hint=N_("The function is known by its name only: how is its derivative written?"),
    name="function by name",
)
def function_by_name(c: Call | FunctionDerivative, x: Respect) -> Applied | None:
    """f(u)' = f'(u) u', f(u, v)' = ∂₁f u' + ∂₂f v'

    >>> d/dx f(x^2) -> 2x f'(x^2)
    """
    if isinstance(c, Call) and known_function(c.function) is not None:
        return None
    return _argument_by_argument(
        c,
        x,
        _("{c} is known by name only, so its derivative is written with a prime."),
        _(
            "{f} is known by name only, so its derivative is written with a prime. By the chain rule it is "
            "multiplied by the derivative of what stands inside, {u}."
        ),
        _("{c} changes with each of its arguments that moves: one term for each, the chain rule again."),
    )


@rule(
    Call,
    title=N_("Special function, from the table"),
    hint=N_("This is a special function: its derivative stands in the table."),
    name="special function",
)
def special_function(c: Call, x: Respect) -> Applied | None:
    """g(u)' = g'(u) u', with g' from the table of special functions

    >>> d/dx gamma(x) -> gamma(x) digamma(x)
    """
    if known_function(c.function) is None:
        return None
    return _argument_by_argument(
        c,
        x,
        _("{c} is a special function; the table gives its derivative."),
        _(
            "{c} is a special function; the table gives its derivative. By the chain rule it is multiplied "
            "by the derivative of what stands inside, {u}."
        ),
        _("{c} is a special function; the table gives the derivative by each argument that moves."),
    )


def _argument_by_argument(
    c: Call | FunctionDerivative, x: Respect, single: str, composite: str, several: str
) -> Applied | None:
    terms: list[Expression] = []
    for index, argument in enumerate(c.arguments):
        if not x.moves(argument):
            continue
        outer = outer_derivative(c, index)
        if outer is None:
            return None
        terms.append(outer if argument == x.x else Product((outer, x.d(argument))))
    if not terms:
        return None
    if len(terms) > 1:
        return Applied(Sum(tuple(terms)), several, {"c": c})
    [u] = filter(x.moves, c.arguments)
    parts = {"c": c, "f": Symbol(c.function), "u": u}
    return Applied(terms[0], single if u == x.x else composite, parts)
