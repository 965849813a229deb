"""Derivatives as programs: those that the steps arrive at."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.notation.expression import Expression
from tutor.program import Program
from tutor.scenes.by_rule import derivative_of
from tutor.scenes.compile import compiled

__all__ = ["derivative_of", "derivative_program"]


def derivative_program(expression: Expression, variable: str, inputs: Sequence[str]) -> Program:
    """Return the program of ∂/∂variable of an expression over `inputs`.

    Raises:
        NotComputable: if it has no numeric value, e.g. that of a function known by name only.
    """
    return compiled(derivative_of(expression, variable), inputs)
