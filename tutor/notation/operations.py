"""How many inputs each function takes, and which are operations: sqrt is a root, pow a power."""

from __future__ import annotations

from collections.abc import Callable

from tutor.notation.expression import ONE, Expression, Number, Power, Quotient, Root
from tutor.notation.functions import SPECIAL

ARGUMENTS: dict[str, tuple[int, ...]] = {
    "log": (1, 2),
    **dict.fromkeys(("pow", "root", "ratio"), (2,)),
    **{row.name: tuple(range(row.least, row.most + 1)) for row in SPECIAL.values()},
}
"""how many arguments a function takes, where it is not one"""

ROOTS = {"sqrt": 2, "cbrt": 3}


def _any_root(radicand: Expression, index: Expression) -> Expression:
    """Return the root with an index: √ with a number over it, or else a power."""
    if isinstance(index, Number) and index.value.denominator == 1 and 2 <= index.value <= 1000:
        return Root(radicand, int(index.value))
    return Power(radicand, Quotient(ONE, index))


OPERATIONS: dict[str, Callable[[Expression, Expression], Expression]] = {
    "pow": Power,
    "ratio": Quotient,
    "root": _any_root,
}
"""what is written as a function of two inputs and is an operation"""
