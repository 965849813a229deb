"""Derivatives as programs: those that the steps arrive at."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tutor.calculus.derivation import Derivation, value
from tutor.calculus.tidying.transforms import tidy
from tutor.notation.expression import Derivative, Expression
from tutor.program import Program
from tutor.scenes.compile import compiled


@lru_cache(maxsize=64)  # each picture of a question needs the same ones
def derivative_of(expression: Expression, variable: str) -> Expression:
    """Return the derivative as Nabla derives it, tidied."""
    return tidy(value(Derivation(Derivative(expression, variable)).root))


def derivative_program(expression: Expression, variable: str, inputs: Sequence[str]) -> Program:
    """Return the program of ∂/∂variable of an expression over `inputs`.

    Raises:
        NotComputable: if it has no numeric value, e.g. that of a function known by name only.
    """
    return compiled(derivative_of(expression, variable), inputs)
