"""Whether a curve has a tangent at a place: a formula for the slope may have a value at a corner as well."""

from __future__ import annotations

import math

from tutor.canvas.picture import number
from tutor.gallery import SlopeScene

STEP = 1e-4
"""The first of the two steps to both sides, as a share of the picture's width."""
SHRUNK = 8.0
"""By how much the second step is smaller."""


def slope_at(scene: SlopeScene, x: float) -> float:
    """Return the slope of the curve at x, NaN where it has a corner, a jump or no value.

    At a smooth place the difference between the slopes to the right and to the left shrinks with the
    step; at a corner (|x| at 0) it stays, at a jump it grows.
    """
    slope = number(scene.derivative(x))
    if not math.isfinite(slope):
        return math.nan
    left, right, *_rest = scene.window
    step = STEP * (right - left)
    wide, narrow = _difference(scene, x, step), _difference(scene, x, step / SHRUNK)
    if not (math.isfinite(wide) and math.isfinite(narrow)):
        return slope  # an end of the domain: only one side has values
    is_corner = narrow > 1e-3 * (1 + abs(slope)) and narrow > 0.5 * wide
    return math.nan if is_corner else slope


def _difference(scene: SlopeScene, x: float, step: float) -> float:
    """Return how far the slopes of the chords to the right and to the left of x are apart."""
    here, ahead, behind = (number(scene.f(place)) for place in (x, x + step, x - step))
    return abs((ahead - here) - (here - behind)) / step
