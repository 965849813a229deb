"""The derivative that the steps arrive at."""

from __future__ import annotations

from functools import lru_cache

from tutor.calculus.derivation import Derivation, value
from tutor.calculus.tidying.transforms import tidy
from tutor.notation.expression import Derivative, Expression


@lru_cache(maxsize=64)  # each picture of a question needs the same ones
def derivative_of(expression: Expression, variable: str) -> Expression:
    """Return the derivative as Nabla derives it, tidied."""
    return tidy(value(Derivation(Derivative(expression, variable)).root))
