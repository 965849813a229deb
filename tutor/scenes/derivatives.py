"""Exact derivatives as programs."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.calculus.model import partial_derivative
from tutor.notation.expression import Expression
from tutor.program import Program
from tutor.scenes.compile import compiled


def derivative_program(expression: Expression, variable: str, inputs: Sequence[str]) -> Program:
    """Return the program of ∂/∂variable of an expression over `inputs`."""
    return compiled(partial_derivative(expression, variable), inputs)
