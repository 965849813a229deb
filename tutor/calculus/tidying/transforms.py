"""What a person does with the line when the differentiating is done: each transform is one named step.

To add one is to write one decorated function in a room of this package and to give it its place here.
"""

from __future__ import annotations

from dataclasses import dataclass

from tutor.calculus.tidying.fractions import cancelled, cleared, over_one_bar
from tutor.calculus.tidying.identities import as_reciprocal, as_tangent, pythagorean, with_absolute_value
from tutor.calculus.tidying.sums import (
    arranged,
    collected,
    factored,
    factored_above,
    multiplied_out,
    without_zeros,
)
from tutor.calculus.tidying.transform import Transform
from tutor.notation.expression import Expression

TRANSFORMS: tuple[Transform, ...] = (
    without_zeros,
    arranged,
    factored,
    multiplied_out,
    collected,
    pythagorean,
    with_absolute_value,
    as_reciprocal,
    as_tangent,
    cleared,
    cancelled,
    over_one_bar,
    factored_above,
)
"""In the order in which they are tried."""

SHOWN_AS_THEY_COME_OUT = frozenset({"drop zeros", "arrange", "common factor", "multiply out"})
"""What is put in order after these is worth a line of its own; after the others it is done on the way."""

MOST_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Tidying:
    """One tidying step that changed something."""

    transform: Transform
    before: Expression
    after: Expression


def tidied(expression: Expression) -> tuple[Tidying, ...]:
    """Return the tidying steps from the expression to its tidy form, in order (none: it is tidy)."""
    done: list[Tidying] = []
    idle = 0
    """transforms in a row that had nothing to do"""
    for _round in range(MOST_ROUNDS):
        start = expression
        for each in TRANSFORMS:
            if idle == len(TRANSFORMS):
                return tuple(done)
            after = each(expression)
            if each.name not in SHOWN_AS_THEY_COME_OUT and after is not expression:
                after = arranged(after)
            idle += 1
            if after is not expression and after != expression:
                idle = 0
                done.append(Tidying(each, expression, after))
                expression = after
        if expression == start:
            break
    return tuple(done)


def tidy(expression: Expression) -> Expression:
    """Return the tidy form."""
    steps = tidied(expression)
    return steps[-1].after if steps else expression


__all__ = [
    "TRANSFORMS",
    "Tidying",
    "Transform",
    "arranged",
    "as_reciprocal",
    "as_tangent",
    "cancelled",
    "cleared",
    "collected",
    "factored",
    "factored_above",
    "multiplied_out",
    "over_one_bar",
    "pythagorean",
    "tidied",
    "tidy",
    "with_absolute_value",
    "without_zeros",
]
