"""The curve of an equation F(x, y) = 0: a window in which it is seen, and a point on it."""

from __future__ import annotations

from itertools import product

import numpy as np

from tutor.gallery import Window
from tutor.program import Program

HALVES = (1.0, 2.0, 3.0, 5.0, 8.0, 13.0, 21.0, 34.0, 55.0, 100.0)
SAMPLES = 121
ROOM = 1.4
"""The window is so much wider than the square in which the curve was first met."""
LARGEST_WHOLE = 12


Point = tuple[float, float]


def window_and_point(f: Program, gradient: tuple[Program, Program]) -> tuple[Window, Point] | None:
    """Return where to look and where to start, None where no sign change of F was found.

    The point has whole coordinates if there is such a one with a sloping tangent.
    """
    for half in HALVES:
        side = np.linspace(-half, half, SAMPLES)
        values = f(side[None, :], side[:, None])
        rows, columns = np.nonzero(np.diff(np.sign(values), axis=0))
        if not rows.size:
            continue
        reach = half * ROOM
        whole = _whole_point(f, gradient, reach)
        if whole is None:
            nearest = int(np.argmin(np.hypot(side[columns] - half / 2, side[rows] - half / 2)))
            x = float(side[columns[nearest]])
            whole = (x, _crossing(f, x, float(side[rows[nearest]]), float(side[rows[nearest] + 1])))
        return (-reach, reach, -reach, reach), whole
    return None


def _whole_point(f: Program, gradient: tuple[Program, Program], reach: float) -> Point | None:
    """Return a point of whole coordinates on the curve, neither partial derivative 0: the positive and
    small ones first."""

    def plainness(point: tuple[int, int]) -> tuple[bool, bool, int]:
        return min(point) < 0, 0 in point, abs(point[0]) + abs(point[1])

    whole = range(-min(LARGEST_WHOLE, int(reach)), min(LARGEST_WHOLE, int(reach)) + 1)
    for a, b in sorted(product(whole, whole), key=plainness):
        slopes = [abs(float(slope(a, b))) for slope in gradient]
        if abs(float(f(a, b))) < 1e-9 and min(slopes) > 1e-9:
            return float(a), float(b)
    return None


def _crossing(f: Program, x: float, low: float, high: float) -> float:
    """Halve the interval of y until the sign change is found to plotting accuracy."""
    sign = np.sign(float(f(x, low)))
    for _halving in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if np.sign(float(f(x, middle))) == sign else (low, middle)
    return (low + high) / 2
