"""What the words and the proofs cost over the bare derivative."""

from __future__ import annotations

import sympy
from sympy.core.cache import clear_cache

from tests.benchmarks.measuring import benchmark, ratio, seconds
from tutor import calculus
from tutor.notation import reading

X, Y = sympy.symbols("x y")
PROBLEMS = {
    "f(x, y) = x^2 y + y": (X**2 * Y + Y, (X, Y)),
    "sin(x^2)": (sympy.sin(X**2), (X,)),
    "x^2 e^x / (1 + x^2)": (X**2 * sympy.exp(X) / (1 + X**2), (X,)),
    "sqrt(x^2 + y^2)": (sympy.sqrt(X**2 + Y**2), (X, Y)),
}


def explain() -> float:
    clear_cache()
    return seconds(lambda: [calculus.explain(reading.read(problem)) for problem in PROBLEMS])


def differentiate() -> float:
    clear_cache()
    return seconds(lambda: [sympy.diff(f, x) for f, inputs in PROBLEMS.values() for x in inputs])


@benchmark(what="read, derive, prove and print four problems / sympy.diff of the same", bound=40)
def walkthrough() -> float:
    return ratio(explain, differentiate)
