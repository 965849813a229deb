"""The twenty functions that the benchmarks of the calculus share: what a first course differentiates."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from functools import partial
from typing import Any

import sympy

from tests.benchmarks.measuring import ratio
from tutor.calculus.model import letter, to_sympy
from tutor.notation.problem import Problem
from tutor.notation.reading import read

TYPED = (
    "5x^3 - 4x + 2",
    "x^2 sin x",
    "sin(x^2)",
    "(x + 1)/(x - 1)",
    "sqrt(1 + x^2)",
    "e^(-x^2/2)",
    "ln(x^2 + 1)",
    "x^2 e^x/(1 + x^2)",
    "(x^2 + 1)^5",
    "sin x/x",
    "x ln x",
    "arctan(2x)",
    "cos(3x) e^(2x)",
    "1/(x^2 + 1)",
    "tan(x)^2",
    "x^x",
    "ln(sin x)",
    "x sqrt(x)",
    "sinh(x) cosh(x)",
    "sin(cos(x^2))",
)

PROBLEMS: tuple[Problem, ...] = tuple(map(read, TYPED))
X = sympy.Symbol("x")
IN_SYMPY: tuple[Any, ...] = tuple(to_sympy(problem.main.body).subs(letter("x"), X) for problem in PROBLEMS)
"""The same, with the plain x that one types in sympy."""


def median_ratio(ours: Callable[[Problem], float], theirs: Callable[[Any], float], rounds: int = 5) -> float:
    """Return the median, over the twenty, of our seconds for the problem to theirs for the function."""
    return statistics.median(
        ratio(partial(ours, problem), partial(theirs, f), rounds)
        for problem, f in zip(PROBLEMS, IN_SYMPY, strict=True)
    )
