"""What the derivation tree costs: which rule applies where, without lines, words or proof."""

from __future__ import annotations

import sympy
from sympy.core.cache import clear_cache

from tests.benchmarks.measuring import benchmark, seconds
from tests.benchmarks.typical import X, median_ratio
from tutor.calculus.derivation import Derivation
from tutor.notation.expression import Derivative
from tutor.notation.problem import Problem


def derived(problem: Problem) -> float:
    return seconds(lambda: Derivation(Derivative(problem.main.body, "x")))


def differentiated(f: sympy.Expr) -> float:
    clear_cache()
    return seconds(lambda: sympy.diff(f, X))


@benchmark(what="derivation trees of 20 typical functions / sympy.diff of the same, median", bound=5)
def derivation() -> float:
    return median_ratio(derived, differentiated)
