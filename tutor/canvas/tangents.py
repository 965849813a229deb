"""Whether a curve has a tangent at a place: a formula for the slope may have a value at a corner, and where
the function itself has none, as well."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from tutor.canvas.numbers import number
from tutor.canvas.wording import plain_name, rounded
from tutor.gallery import ContourScene, SliceScene, SlopeScene, SurfaceScene

STEP = 1e-4
"""The first of the two steps to both sides, as a share of the picture's width."""
SHRUNK = 8.0
"""By how much the second step is smaller."""


def slope_at(scene: SlopeScene, x: float) -> float:
    """Return the slope of the curve at x, NaN where it has a corner, a jump or no value."""
    left, right, *_rest = scene.window
    return if_smooth(number(scene.derivative(x)), scene.f, x, right - left)


def gradient_at(
    scene: ContourScene | SliceScene | SurfaceScene, point: tuple[float, ...]
) -> tuple[float, float]:
    """Return the two partial derivatives, NaN where the cut along an axis has no tangent."""
    x, y = point
    left, right, bottom, top = scene.window
    return (
        if_smooth(number(scene.gradient[0](x, y)), lambda place: scene.f(place, y), x, right - left),
        if_smooth(number(scene.gradient[1](x, y)), lambda place: scene.f(x, place), y, top - bottom),
    )


def words_at(scene: ContourScene | SurfaceScene, point: tuple[float, ...]) -> dict[str, str]:
    """Return the names and numbers that say where P is and what f and ∇f are there."""
    gx, gy = gradient_at(scene, point)
    return {
        "f": plain_name(scene.name),
        "x": plain_name(scene.variables[0]),
        "y": plain_name(scene.variables[1]),
        "px": rounded(point[0]),
        "py": rounded(point[1]),
        "value": rounded(number(scene.f(*point))),
        "gx": rounded(gx),
        "gy": rounded(gy),
    }


def if_smooth(slope: float, f: Callable[[np.ndarray], np.ndarray], x: float, width: float) -> float:
    """Return the slope, NaN where f has no value or the slopes of its chords disagree.

    At a smooth place the difference between the slopes to the right and to the left shrinks with the
    step; at a corner (|x| at 0) it stays, at a jump it grows.
    """
    far, near = STEP * width, STEP * width / SHRUNK
    before, close, here, ahead, beyond = f(np.array([x - far, x - near, x, x + near, x + far])).tolist()
    if not math.isfinite(slope + here):
        return math.nan
    wide = abs((beyond - here) - (here - before)) / far
    narrow = abs((ahead - here) - (here - close)) / near
    if not math.isfinite(wide + narrow):
        return slope  # an end of the domain: only one side has values
    is_corner = narrow > 1e-3 * (1 + abs(slope)) and narrow > 0.5 * wide
    return math.nan if is_corner else slope
