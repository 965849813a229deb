"""Curves and surfaces as samples that are not joined where these are broken."""

from __future__ import annotations

from collections.abc import Callable, Sequence

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


def path_with_gaps(
    coordinates: Sequence[Callable[[np.ndarray], np.ndarray]], t: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the parameters, and the points (n, number of coordinates) of a way, with a NaN where a pole or a
    jump of any coordinate separates two of them."""
    samples = [with_gaps(coordinate, t) for coordinate in coordinates]
    breaks = np.concatenate([places[np.isnan(values)] for places, values in samples])
    t = np.unique(np.concatenate([places for places, _values in samples]))
    points = np.column_stack([coordinate(t) for coordinate in coordinates])
    points[np.isin(t, breaks)] = np.nan
    return t, points


Function = Callable[[np.ndarray, np.ndarray], np.ndarray]


def jumps(
    f: Function, x: np.ndarray, y: np.ndarray, values: np.ndarray, most: int = MOST_TRIED
) -> tuple[np.ndarray, np.ndarray]:
    """Say of each step to the right, shape (rows, columns − 1), and of each step up, (rows − 1, columns),
    whether f jumps there. `values` has the shape (len(y), len(x)).

    As in one dimension, a step that halving does not make smaller is a jump. Only steps that stand out are
    tried, and only where there are not more than `most`.
    """
    found = []
    for axis in (1, 0):
        first = values[:, :-1] if axis else values[:-1]
        second = values[:, 1:] if axis else values[1:]
        broken = np.zeros(first.shape, dtype=bool)
        found.append(broken)
        steps = np.abs(second - first)
        finite = steps[np.isfinite(steps)]
        if not finite.size:
            continue
        rows, columns = np.nonzero(steps > 8 * np.median(finite) + 1e-12)
        if not rows.size or rows.size > most:
            continue
        ax, ay = x[columns], y[rows]
        bx, by = (x[columns + 1], ay) if axis else (ax, y[rows + 1])
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
        broken[rows, columns] = hole | ~(np.abs(fb - fa) < 0.5 * jump)
    return found[0], found[1]


def without_poles(
    f: Function, x: np.ndarray, y: np.ndarray, values: np.ndarray, most: int = MOST_TRIED
) -> np.ndarray:
    """Return the values with NaN on both sides of every jump, see `jumps`."""
    right, up = jumps(f, x, y, values, most)
    values = values.copy()
    for broken, ends in ((right, (np.s_[:, :-1], np.s_[:, 1:])), (up, (np.s_[:-1], np.s_[1:]))):
        for end in ends:
            values[end][broken] = np.nan
    return values


def surface_points(f: Function, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the corners (x, y, f) of a mesh, shape (len(y), len(x), 3), and which of its cells, shape
    (len(y) − 1, len(x) − 1), a jump tears. A corner beside the domain of f is moved to its edge, so that a
    dome ends in a smooth line and not in stairs."""
    places = np.stack(np.meshgrid(x, y), axis=-1)
    values = f(places[..., 0], places[..., 1])
    right, up = jumps(f, x, y, values)
    torn = right[:-1] | right[1:] | up[:, :-1] | up[:, 1:]
    missing = np.isnan(values)
    if missing.any() and not missing.all():
        inside = np.full(places.shape, np.nan)
        for axis, step in ((0, 1), (0, -1), (1, 1), (1, -1)):
            beside = np.roll(places, step, axis)
            # What was rolled in from the other side is no neighbour.
            edge = (0 if step == 1 else -1) if axis == 0 else np.s_[:, 0 if step == 1 else -1]
            near = np.roll(~missing, step, axis)
            near[edge] = False
            take = missing & near & np.isnan(inside[..., 0])
            inside[take] = beside[take]
        edges = missing & np.isfinite(inside[..., 0])
        inner, outer = inside[edges], places[edges]
        first, whole = inner, np.abs(outer - inner).max(axis=1)
        for _halving in range(HALVINGS):
            middle = (inner + outer) / 2
            good = np.isfinite(f(middle[:, 0], middle[:, 1]))[:, None]
            inner, outer = np.where(good, middle, inner), np.where(good, outer, middle)
        # Where nothing at all lies beside a corner, as beside a line y = 2 of x^y, there is no surface.
        alone = np.abs(inner - first).max(axis=1) < 0.01 * whole
        places[edges] = np.where(alone[:, None], outer, inner)
        values[edges] = np.where(alone, np.nan, f(inner[:, 0], inner[:, 1]))
    return np.concatenate([places, values[..., None]], axis=-1), torn
