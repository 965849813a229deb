"""A curve as samples that are not joined where it is broken."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np


def with_gaps(f: Callable[[np.ndarray], np.ndarray], x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return x and f(x) with a NaN between neighbours that a pole or a jump separates.

    A doubtful step is halved again and again towards its larger half: a continuous curve's step
    shrinks, one across a pole or a jump does not.
    """
    y = f(x)
    steps = np.abs(np.diff(y))
    finite = steps[np.isfinite(steps)]
    if not finite.size:
        return x, y
    (doubtful,) = np.nonzero(steps > 6 * np.median(finite) + 1e-12)
    if not doubtful.size and finite.size == steps.size:
        return x, y
    a, b = x[doubtful], x[doubtful + 1]
    ya, yb = y[doubtful], y[doubtful + 1]
    first = np.abs(yb - ya)
    hole = np.zeros(first.shape, dtype=bool)
    for _halving in range(24):
        middle = (a + b) / 2
        ym = f(middle)
        hole |= np.isnan(ym)
        left = ~(np.abs(ym - ya) < np.abs(yb - ym))
        a, ya = np.where(left, a, middle), np.where(left, ya, ym)
        b, yb = np.where(left, middle, b), np.where(left, ym, yb)
    x, y = _with_ends(f, x, y, doubtful[hole | ~(np.abs(yb - ya) < 0.5 * first)])
    return x, y


def _with_ends(
    f: Callable[[np.ndarray], np.ndarray], x: np.ndarray, y: np.ndarray, broken: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Insert NaN after the samples `broken`, and the last value before each edge of the domain, so
    that √x begins at 0 and not at the next sample."""
    finite = np.isfinite(y)
    (edges,) = np.nonzero(finite[:-1] != finite[1:])
    inside = np.where(finite[edges], x[edges], x[edges + 1])
    outside = np.where(finite[edges], x[edges + 1], x[edges])
    for _halving in range(50):
        middle = (inside + outside) / 2
        good = np.isfinite(f(middle))
        inside, outside = np.where(good, middle, inside), np.where(good, outside, middle)
    at = np.concatenate([broken, edges]) + 1
    places = np.concatenate([(x[broken] + x[broken + 1]) / 2, inside])
    values = np.concatenate([np.full(broken.size, np.nan), f(inside)])
    order = np.argsort(at, kind="stable")
    return np.insert(x, at[order], places[order]), np.insert(y, at[order], values[order])
