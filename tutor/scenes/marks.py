"""Places of a curve worth a mark: where it has no slope, and where its tangent is level.

All candidates are narrowed down at once: a program costs as much for a thousand places as for one.
"""

from __future__ import annotations

import numpy as np

from tutor.program import Program

MOST_MARKS = 24
"""With more of them they would hide the curve."""


@np.errstate(all="ignore")  # slopes of 1e300 and more: what is no number there is no mark
def corners(f: Program, derivative: Program, x: np.ndarray) -> tuple[float, ...]:
    """Return where f is continuous and its slope jumps, or runs away as that of √|x| does at 0."""
    slope = derivative(x)
    steps = np.abs(np.diff(slope))
    finite = steps[np.isfinite(steps)]
    if not finite.size:
        return ()
    span, least = float(x[-1] - x[0]), 1e-3 * float(np.nanmax(np.abs(slope)))
    (doubtful,) = np.nonzero(steps > 6 * np.median(finite) + 1e-9)
    places = _most_sudden(derivative, x[doubtful], x[doubtful + 1])
    places = places[joined(f, places, span) & _jumps(derivative, places, span, least)]
    places = np.unique(np.round(places, 9)) + 0.0
    apart = np.concatenate([[True], np.diff(places) > 1e-6]) if places.size else np.array([], dtype=bool)
    return _as_marks(places[apart])


def joined(f: Program, places: np.ndarray, span: float) -> np.ndarray:
    """Say for each place whether f is continuous there; `span` is the length of the axis shown."""
    before, after = f(places - 1e-9 * span), f(places + 1e-9 * span)
    near: np.ndarray = np.abs(after - before) < 1e-3 * (1 + np.abs(before))
    return near


def _jumps(derivative: Program, places: np.ndarray, span: float, least: float) -> np.ndarray:
    """Say whether the slope changes by `least` also over a far shorter step: a wild curve's does not."""
    jumps = np.ones(places.shape, dtype=bool)
    for step in (1e-9 * span, 1e-12 * span):
        jumps &= np.abs(derivative(places + step) - derivative(places - step)) > least
    return jumps


def _most_sudden(derivative: Program, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Return where between each two places the slope changes most suddenly."""
    for _halving in range(50):
        middle = (low + high) / 2
        below, here, above = derivative(low), derivative(middle), derivative(high)
        undefined = ~np.isfinite(here)
        rising = np.abs(here - below) < np.abs(above - here)
        low = np.where(rising | undefined, middle, low)
        high = np.where(rising & ~undefined, high, middle)
    return low


@np.errstate(all="ignore")
def crossings(derivative: Program, x: np.ndarray) -> tuple[float, ...]:
    """Return where the slope passes through 0, without jumping over it."""
    slope = derivative(x)
    sign = np.sign(slope)  # a product of slopes of 1e300 would not be a number any more
    exact = x[1:-1][(slope[1:-1] == 0) & (sign[:-2] * sign[2:] < 0)]
    (changing,) = np.nonzero(sign[:-1] * sign[1:] < 0)
    low, high, before = x[changing], x[changing + 1], sign[changing]
    for _halving in range(60):
        middle = (low + high) / 2
        ahead = np.sign(derivative(middle)) == before
        low, high = np.where(ahead, middle, low), np.where(ahead, high, middle)
    passed = np.abs(derivative(low)) < 1e-6 * (1 + float(np.nanmax(np.abs(slope), initial=0.0)))
    return _as_marks(np.sort(np.concatenate([exact, np.round(low[passed], 12) + 0.0])))


def _as_marks(places: np.ndarray) -> tuple[float, ...]:
    return tuple(float(place) for place in places) if len(places) <= MOST_MARKS else ()
