"""What a walkthrough costs: its lines, words and markup, and its proof."""

from __future__ import annotations

import gc
import pickle
from functools import _lru_cache_wrapper, partial

import sympy
from sympy.core.cache import clear_cache

from tests.benchmarks.measuring import benchmark, seconds
from tests.benchmarks.typical import X, median_ratio
from tutor import calculus
from tutor.notation.problem import Problem

REMEMBERING = [
    kept
    for kept in gc.get_objects()
    if isinstance(kept, _lru_cache_wrapper)
    and kept.__module__.startswith("tutor.")
    and kept.cache_parameters()["maxsize"] is not None
]
"""The bounded caches of Nabla's own."""


def explained(problem: Problem, *, prove: bool) -> float:
    """Return the seconds that a Standard walkthrough takes, nothing being remembered from the last."""
    fresh = pickle.loads(pickle.dumps(problem))  # a tree keeps its hashes and its letters
    clear_cache()
    forget()
    return seconds(lambda: calculus.explain(fresh, prove=prove))


def forget() -> None:
    """Empty what the printers and the calculus remember (not the tables that are read once)."""
    for kept in REMEMBERING:
        kept.cache_clear()


def simplified(f: sympy.Expr) -> float:
    """Return the seconds that the shortest way to a printed derivative with sympy takes."""
    clear_cache()
    return seconds(lambda: sympy.latex(sympy.simplify(sympy.diff(f, X))))


@benchmark(
    what="a Standard walkthrough in words and markup / latex(simplify(diff(f))) in a plain letter, "
    "20 typical, median",
    bound=0.2,
)
def walkthrough() -> float:
    return median_ratio(partial(explained, prove=False), simplified)


@benchmark(what="the same with every step proved / latex(simplify(diff(f))), median", bound=0.5)
def proof() -> float:
    return median_ratio(partial(explained, prove=True), simplified)
