"""How many inputs each function takes, and which are operations: sqrt is a root, pow a power."""

from __future__ import annotations

from collections.abc import Callable

from tutor.notation.expression import ONE, Expression, Number, Power, Quotient, Root
from tutor.notation.functions import SPECIAL
from tutor.notation.traversal import symbols

ARGUMENTS: dict[str, tuple[int, ...]] = {
    "log": (1, 2),
    **dict.fromkeys(("pow", "root", "ratio"), (2,)),
    **{row.name: tuple(range(row.least, row.most + 1)) for row in SPECIAL.values()},
}
"""how many arguments a function takes, where it is not one"""

ROOTS = {"sqrt": 2, "cbrt": 3}


MOST = 1000
"""The largest index of a root that is written as one."""


def _is_index(expression: Expression) -> bool:
    return (
        isinstance(expression, Number) and expression.value.denominator == 1 and 2 <= expression.value <= MOST
    )


def _any_root(first: Expression, second: Expression) -> Expression:
    """Return the root with an index: √ with a number over it, or else a power. The index comes second, or
    first where only there is a number that can be one: root(x, 3) and root(3, x) are both the cube root of x.
    """
    if _is_index(first) and symbols(second):
        first, second = second, first
    if isinstance(second, Number) and _is_index(second):
        return Root(first, int(second.value))
    return Power(first, Quotient(ONE, second))


OPERATIONS: dict[str, Callable[[Expression, Expression], Expression]] = {
    "pow": Power,
    "ratio": Quotient,
    "root": _any_root,
}
"""what is written as a function of two inputs and is an operation"""
