"""Going through an expression tree: what occurs in it, and the same tree with something replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from operator import is_

from tutor.notation.expression import Expression, Integral, Limit, Marked, Matrix, Symbol, Vector


def walk(expression: Expression) -> Iterator[Expression]:
    """Yield the expression and everything in it, outermost first, in reading order."""
    pending = [expression]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(reversed(node.parts))


def symbols(expression: Expression) -> tuple[str, ...]:
    """Return the names of the free letters, in order of first occurrence."""
    try:
        return expression._symbols
    except AttributeError:
        found = _symbols(expression)
        # Kept by the node itself: to look a deep tree up elsewhere would be to compare it to the bottom.
        object.__setattr__(expression, "_symbols", found)
        return found


def _symbols(expression: Expression) -> tuple[str, ...]:
    match expression:
        case Symbol(name):
            return (name,)
        case Integral(integrand, variable, lower, upper):
            inner = tuple(name for name in symbols(integrand) if name != variable)
            found = (*inner, *symbols(lower), *symbols(upper))
        case Limit(operand, variable, target):
            inner = tuple(name for name in symbols(operand) if name != variable)
            found = (*inner, *symbols(target))
        case _:
            found = tuple(chain.from_iterable(map(symbols, expression.parts)))
    return tuple(dict.fromkeys(found))


def depends_on(expression: Expression, variable: str) -> bool:
    """Say whether the letter occurs, free, in the expression."""
    return variable in symbols(expression)


def rebuild(expression: Expression, change: Callable[[Expression], Expression]) -> Expression:
    """Return the expression with `change` applied to every node, innermost first; nothing else is
    evaluated or reordered. Unchanged branches are the same objects."""
    parts = expression.parts
    if parts:
        new = tuple([rebuild(part, change) for part in parts])
        if not all(map(is_, new, parts)):
            expression = expression.with_parts(new)
    return change(expression)


def substitute(expression: Expression, values: Mapping[str, Expression]) -> Expression:
    """Put expressions in the place of free letters, in one go, evaluating nothing.

    The letter that an integral binds stays; it is renamed where a value would be caught by it.
    """
    if values.keys().isdisjoint(symbols(expression)):
        return expression
    if isinstance(expression, Symbol):
        return values.get(expression.name, expression)
    if isinstance(expression, Integral):
        return _substituted_integral(expression, values)
    parts = expression.parts
    new = tuple(substitute(part, values) for part in parts)
    return expression if all(a is b for a, b in zip(new, parts, strict=True)) else expression.with_parts(new)


def _substituted_integral(integral: Integral, values: Mapping[str, Expression]) -> Expression:
    inner = {name: value for name, value in values.items() if name != integral.variable}
    used = {name for value in inner.values() for name in symbols(value)}
    variable, integrand = integral.variable, integral.integrand
    if variable in used:
        taken = used | set(symbols(integrand))
        variable = next(letter for letter in "stuvwpqr" if letter not in taken)
        integrand = substitute(integrand, {integral.variable: Symbol(variable)})
    return Integral(
        substitute(integrand, inner),
        variable,
        substitute(integral.lower, values),
        substitute(integral.upper, values),
    )


@lru_cache(maxsize=8192)
def unmarked(expression: Expression) -> Expression:
    """Return the bare mathematics, without any roles; an expression without any is the same object."""
    if isinstance(expression, Marked):
        return unmarked(expression.expression)
    parts = expression.parts
    bare = tuple(map(unmarked, parts))
    return expression if all(map(is_, bare, parts)) else expression.with_parts(bare)


def indices_of(body: Vector | Matrix) -> tuple[str, ...]:
    """Return the index of each part: 1, 2, … of a vector, row and column of a matrix: 11, 12, …"""
    if isinstance(body, Vector):
        return tuple(str(index) for index in range(1, len(body.entries) + 1))
    down, across = len(body.rows), len(body.rows[0])
    width = len(str(max(down, across)))
    return tuple(
        f"{row:0{width}}{column:0{width}}" for row in range(1, down + 1) for column in range(1, across + 1)
    )
