"""Curves and surfaces as samples that are not joined where these are broken."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

MOST_TRIED = 6000
"""Steps between neighbours of a grid that are looked at more closely."""
HALVINGS = 12


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


def without_poles(
    f: Callable[[np.ndarray, np.ndarray], np.ndarray],
    x: np.ndarray,
    y: np.ndarray,
    values: np.ndarray,
    most: int = MOST_TRIED,
) -> np.ndarray:
    """Return the values with NaN on both sides of every jump.

    As in one dimension, a step that halving does not make smaller is a jump. Only steps that stand
    out are tried, and only where there are not more than `most`.
    """
    values = values.copy()
    broken = np.zeros(values.shape, dtype=bool)
    for axis in (0, 1):
        ahead = [slice(None), slice(None)]
        behind = [slice(None), slice(None)]
        ahead[axis], behind[axis] = slice(1, None), slice(None, -1)
        first, second = values[tuple(behind)], values[tuple(ahead)]
        steps = np.abs(second - first)
        finite = steps[np.isfinite(steps)]
        if not finite.size:
            continue
        rows, columns = np.nonzero(steps > 8 * np.median(finite) + 1e-12)
        if not rows.size or rows.size > most:
            continue
        ax, ay = x[columns], y[rows]
        bx = x[columns + 1] if axis == 1 else ax
        by = y[rows + 1] if axis == 0 else ay
        fa, fb = first[rows, columns], second[rows, columns]
        jump = np.abs(fb - fa)
        hole = np.zeros(jump.shape, dtype=bool)
        for _halving in range(HALVINGS):
            mx, my = (ax + bx) / 2, (ay + by) / 2
            fm = f(mx, my)
            hole |= np.isnan(fm)
            left = ~(np.abs(fm - fa) < np.abs(fb - fm))
            ax, ay, fa = np.where(left, ax, mx), np.where(left, ay, my), np.where(left, fa, fm)
            bx, by, fb = np.where(left, mx, bx), np.where(left, my, by), np.where(left, fm, fb)
        jumps = hole | ~(np.abs(fb - fa) < 0.5 * jump)
        broken[rows[jumps], columns[jumps]] = True
        broken[rows[jumps] + (axis == 0), columns[jumps] + (axis == 1)] = True
    values[broken] = np.nan
    return values
