"""What every benchmark shares: the register, and the ratio."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

BENCHMARKS: dict[str, Benchmark] = {}
ROUNDS = 7


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A ratio and its bound. `what` says what is divided by what."""

    name: str
    what: str
    bound: float
    at_most: bool
    measure: Callable[[], float]

    def result(self) -> dict[str, Any]:
        """Measure, and return {"name", "value", "bound", "at_most", "what"}."""
        # What is measured is collected as usual; what the imports left is not gone through every time.
        gc.collect()
        gc.freeze()
        value = round(self.measure(), 3)
        return {
            "name": self.name,
            "value": value,
            "bound": self.bound,
            "at_most": self.at_most,
            "what": self.what,
        }


def holds(result: dict[str, Any]) -> bool:
    """Say whether a result keeps to its bound."""
    within: bool = (
        result["value"] <= result["bound"] if result["at_most"] else result["value"] >= result["bound"]
    )
    return within


def row(result: dict[str, Any]) -> str:
    """Return a result as a line of a table."""
    sign = "≤" if result["at_most"] else "≥"
    verdict = "ok" if holds(result) else "MISSED"
    figures = f"{result['value']:>8.3f} {sign} {result['bound']:<6g} {verdict:<7}"
    return f"{result['name']:<16} {figures} {result['what']}"


def benchmark(
    *, what: str, bound: float, at_most: bool = True
) -> Callable[[Callable[[], float]], Callable[[], float]]:
    """Register the function below, which returns a ratio, under its name."""

    def register(measure: Callable[[], float]) -> Callable[[], float]:
        BENCHMARKS[measure.__name__] = Benchmark(measure.__name__, what, bound, at_most, measure)
        return measure

    return register


def seconds(work: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ratio(ours: Callable[[], float], theirs: Callable[[], float], rounds: int = ROUNDS) -> float:
    """Return the median of ours / theirs, two durations in seconds measured in turn, after one of each
    that is not counted."""
    ours()
    theirs()
    return statistics.median(ours() / theirs() for _ in range(rounds))
