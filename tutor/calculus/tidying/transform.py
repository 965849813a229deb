"""What a tidying step is: a function from an expression to an equal one, with its name and its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from operator import is_
from typing import TypeVar

from tutor.calculus.tidying.monomial import monomial, ordered, written
from tutor.notation.expression import ZERO, Expression, Negative, Sum
from tutor.notation.traversal import walk

Change = Callable[[Expression], Expression]
Kind = TypeVar("Kind", bound=Expression)


@dataclass(frozen=True, slots=True)
class Transform:
    """A tidying step: its name in the JSON, its title, what it does in words, and a hint. Called with an
    expression, it returns an equal one: the same object where there is nothing to do."""

    name: str
    title: str
    why: str
    hint: str
    apply: Change

    def __call__(self, expression: Expression) -> Expression:
        return self.apply(expression)


def transform(
    kind: type[Kind], name: str, *, title: str, why: str, hint: str
) -> Callable[[Callable[[Kind], Expression]], Transform]:
    """Make a tidying step of the function below, which changes one node of a kind (`Expression`: of any):
    it is applied to every such node, innermost first."""

    def register(change: Callable[[Kind], Expression]) -> Transform:
        return Transform(name, title, why, hint, everywhere(kind, change))

    return register


def everywhere(kind: type[Kind], change: Callable[[Kind], Expression]) -> Change:
    """Return `change` applied to every node of the kind, innermost first. What was done to a part is
    remembered, as most parts of a line stay as they are from one step to the next."""

    @lru_cache(maxsize=8192)
    def changed(expression: Expression) -> Expression:
        if kind is not Expression and kind not in _kinds(expression):
            return expression
        parts = expression.parts
        if parts:
            new = tuple(map(changed, parts))
            if not all(map(is_, new, parts)):
                expression = expression.with_parts(new)
        return change(expression) if isinstance(expression, kind) else expression

    return changed


@lru_cache(maxsize=8192)
def _kinds(expression: Expression) -> frozenset[type[Expression]]:
    """Return the kinds of nodes that occur in the expression."""
    return frozenset({type(expression)}).union(*map(_kinds, expression.parts))


def size(expression: Expression) -> int:
    """Return the number of nodes: how long a line looks."""
    return sum(1 for _node in walk(expression))


def written_in_order(node: Expression) -> Expression:
    """Write a product, a fraction or a power with its numbers multiplied and its powers put together."""
    result = written(ordered(monomial(node)))
    return node if result == node else result


def sum_of(terms: Iterable[Expression]) -> Expression:
    """Return the sum of the terms, those of inner sums among them: a single term, or zero, as itself."""
    flat: list[Expression] = []
    for term in terms:
        match term:
            case Sum(inner):
                flat += inner
            case Negative(Sum(inner)):
                flat += (piece.operand if isinstance(piece, Negative) else Negative(piece) for piece in inner)
            case _:
                flat.append(term)
    if not flat:
        return ZERO
    return flat[0] if len(flat) == 1 else Sum(tuple(flat))
