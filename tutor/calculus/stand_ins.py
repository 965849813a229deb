"""Concrete functions that stand in for f, g, … while a step that speaks of them is checked with numbers.

A step about every function f must hold for any particular one. The stand-in is smooth, real, different
for each name, and has no symmetry that could hide a mistake: sin(Σ cᵢ xᵢ + φ) + Σ dᵢ xᵢ² + x₁ x₂ ….
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import mpmath
import sympy
from sympy.core.function import AppliedUndef


def _coefficients(name: str, count: int) -> tuple[list[Fraction], list[Fraction], Fraction]:
    """Return c, d and φ for a name: fractions made of its letters, the same at every start."""
    seed = sum(ord(letter) * (place + 1) for place, letter in enumerate(name))
    slopes = [Fraction(7 + (seed * (place + 3)) % 11, 10) for place in range(count)]
    curvatures = [Fraction(3 + (seed * (place + 5)) % 7, 20) for place in range(count)]
    return slopes, curvatures, Fraction(seed % 13, 10)


def numeric_stand_in(name: str) -> Callable[..., Any]:
    """Return the stand-in of a function's name, for mpmath numbers."""

    def stand_in(*arguments: Any) -> Any:
        slopes, curvatures, phase = _coefficients(name, len(arguments))
        angle = _number(phase) + sum(_number(c) * u for c, u in zip(slopes, arguments, strict=True))
        squares = sum(_number(d) * u * u for d, u in zip(curvatures, arguments, strict=True))
        mixed = mpmath.fprod(arguments) if len(arguments) > 1 else 0
        return mpmath.sin(angle) + squares + mixed

    return stand_in


def _number(value: Fraction) -> Any:
    return mpmath.mpf(value.numerator) / value.denominator


def numeric_derivative(name: str, orders: Sequence[int], arguments: Sequence[Any]) -> Any:
    """Return a partial derivative of the stand-in at a point, numerically."""
    return mpmath.diff(numeric_stand_in(name), tuple(arguments), tuple(orders))


def with_stand_ins(expression: Any) -> Any:
    """Put the stand-ins in the place of sympy's undefined functions, and do the derivatives."""
    for function in {applied.func for applied in expression.atoms(AppliedUndef)}:
        expression = expression.replace(function, _sympy_stand_in(str(function)))
    return expression.doit()


def _sympy_stand_in(name: str) -> Callable[..., Any]:
    def stand_in(*arguments: Any) -> Any:
        slopes, curvatures, phase = _coefficients(name, len(arguments))
        angle = _rational(phase) + sum(_rational(c) * u for c, u in zip(slopes, arguments, strict=True))
        squares = sum(_rational(d) * u**2 for d, u in zip(curvatures, arguments, strict=True))
        mixed = sympy.Mul(*arguments) if len(arguments) > 1 else sympy.Integer(0)
        return sympy.sin(angle) + squares + mixed

    return stand_in


def _rational(value: Fraction) -> Any:
    return sympy.Rational(value.numerator, value.denominator)
