"""Which part of the plane to show: windows that contain what is interesting about a function."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from tutor.gallery import Window
from tutor.program import Program
from tutor.scenes.effort import searched

SCALES = (10.0, 100.0, 1000.0, 1e5, 1.0, 0.1)
"""Half-widths of the x-axis that are searched, in this order, for something interesting."""
PLAIN_HALF_WIDTH = 3.0
CLEAR = 10.0
"""Features nearer to each other than so many samples cannot be told apart."""
MOST_OF_CORE = 12.0
"""The heights shown are at most so many times those of the core;"""
ROOM_FOR_CORE = 3.0
"""where they would be more, so many times those of the core are shown above and below it."""
FARTHEST_IN_CORE = 10.0
"""So many times the core may grow by one height more."""
FEATURES_SHOWN = 9
"""A wave shows about this many zeros, peaks and valleys before the window is wide enough."""


def round_up(length: float) -> float:
    """Return the least of …, 0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 15 … that is not below."""
    if not length > 0 or not math.isfinite(length):
        return 1.0
    power = 10.0 ** math.floor(math.log10(length))
    factors = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
    return next(factor * power for factor in factors if factor * power >= length * (1 - 1e-9))


def features(x: np.ndarray, y: np.ndarray, slope: np.ndarray) -> np.ndarray:
    """Return where something happens: zeros, level tangents, poles, edges of the domain; inflections
    only where there is nothing else."""
    places = _changes(x, y, (y, slope))
    return places if places.size else _changes(x, y, (gradient_of(slope, x),))


def gradient_of(y: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Return the slope of samples; of values beyond 1e300 it may be no number."""
    with np.errstate(all="ignore"):
        slope: np.ndarray = np.gradient(y, x)
    return slope


def _changes(x: np.ndarray, y: np.ndarray, curves: Iterable[np.ndarray]) -> np.ndarray:
    """Return where one of the curves changes its sign, and where y begins or ends."""
    found = []
    for values in curves:
        finite = np.isfinite(values)
        size = np.nanmax(np.abs(values)) if finite.any() else 0.0
        sign = np.sign(np.where(finite & (np.abs(values) > 1e-12 * size), values, 0.0))
        (change,) = np.nonzero(sign[:-1] * sign[1:] < 0)
        found.append((x[change] + x[change + 1]) / 2)
        # A sample may hit a zero exactly; stretches of zeros are no feature.
        (zero,) = np.nonzero((sign[1:-1] == 0) & (sign[:-2] != 0) & (sign[2:] != 0) & finite[1:-1])
        found.append(x[zero + 1])
    (edge,) = np.nonzero(np.isfinite(y)[:-1] != np.isfinite(y)[1:])
    found.append((x[edge] + x[edge + 1]) / 2)
    places = np.sort(np.concatenate(found))
    if places.size:
        near = np.concatenate([[True], np.diff(places) > 1.5 * (x[1] - x[0])])
        places = places[near]
    return places


def x_range(f: Program, slope: Program) -> tuple[float, float]:
    """Return the stretch of the x-axis to show."""
    # An even number of samples: 0 itself, where many functions have their pole, is not one.
    count = searched(4000, f, slope) // 2 * 2
    for scale in SCALES:
        x = np.linspace(-scale, scale, count)
        y = _without_specks(f(x))
        if np.isfinite(y).mean() < 0.02:
            continue
        places = features(x, y, slope(x))
        if not places.size and scale != SCALES[0]:
            continue
        if places.size:
            return _around(places, np.isfinite(y), x)
        if np.nanmax(np.abs(y)) < 1e3 * max(1.0, float(np.nanmin(np.abs(y)))):
            continue
        return -PLAIN_HALF_WIDTH, PLAIN_HALF_WIDTH
    return -PLAIN_HALF_WIDTH, PLAIN_HALF_WIDTH


def _without_specks(y: np.ndarray) -> np.ndarray:
    """Return the values without those that stand alone, as x^x has at some x < 0."""
    finite = np.isfinite(y)
    beside = np.concatenate([[False], finite, [False]])
    return np.where(beside[:-2] | beside[2:], y, np.nan)


def _around(places: np.ndarray, finite: np.ndarray, x: np.ndarray) -> tuple[float, float]:
    """Return a stretch around the features nearest to 0."""
    apart = np.diff(places, prepend=-np.inf, append=np.inf)
    clear = places[np.minimum(apart[:-1], apart[1:]) > CLEAR * (x[1] - x[0])]
    if clear.size >= 4 and clear.size < places.size and np.abs(places).min() < np.abs(clear).min():
        # Towards 0 there are more and more, as of sin(1/x): show those that can be told apart.
        places = clear
    nearest = places[np.argsort(np.abs(places), kind="stable")][:FEATURES_SHOWN]
    low, high = float(nearest.min()), float(nearest.max())
    if places.size > FEATURES_SHOWN:
        half = max(abs(low), abs(high))
        half *= 1.08
    else:
        margin = max(0.3 * (high - low), 0.25 * max(abs(low), abs(high)), 2.6 if high - low < 1 else 1.0)
        if 0 <= low <= high <= 3 or -3 <= low <= high <= 0 or low < 0 < high:
            half = max(abs(low), abs(high)) + margin
        else:
            return _inside_domain(low - margin, high + margin, finite, x)
    return _inside_domain(-half, half, finite, x)


def _inside_domain(low: float, high: float, finite: np.ndarray, x: np.ndarray) -> tuple[float, float]:
    """Leave out all but a little of a side on which the function has no value."""
    inside = (x >= low) & (x <= high)
    good = x[inside & finite]
    if not good.size:
        return low, high
    first, last = float(good[0]), float(good[-1])
    span = high - low
    if first - low > 0.15 * span and first > 1e-9 - span:
        low = first - 0.1 * span
        high = max(high, first + 0.9 * span)
    if high - last > 0.15 * span and last < float(x[-1]) * 0.99:
        high = last + 0.1 * span
    return low, high


def y_range(
    y: np.ndarray, wanted: Iterable[float] = (), core: tuple[float, float] | None = None
) -> tuple[float, float]:
    """Return the heights to show for the values `y`: the bulk of them, not the spikes at a pole;
    `wanted` heights are included where they do not make the rest small. Where the bulk would make the
    heights of the `core` small, only some of it is shown to both sides of them."""
    finite = y[np.isfinite(y)]
    if not finite.size:
        return -1.0, 1.0
    low, high = float(finite.min()), float(finite.max())
    q1, middle, q3 = (float(q) for q in np.quantile(finite, (0.15, 0.5, 0.85)))
    spread = q3 - q1 or abs(middle) or 1.0
    low, high = max(low, q1 - 1.2 * spread), min(high, q3 + 1.2 * spread)
    if core is not None and 0 < core[1] - core[0] < (high - low) / MOST_OF_CORE:
        room = ROOM_FOR_CORE * (core[1] - core[0])
        low, high = max(low, core[0] - room), min(high, core[1] + room)
    if not low < high:
        low, high = min(low, 0.0) - 1.0, max(high, 0.0) + 1.0
    if 0 < low < 0.6 * (high - low):
        low = 0.0
    if 0 > high > -0.6 * (high - low):
        high = 0.0
    span = high - low
    for height in wanted:
        if math.isfinite(height) and low - 0.6 * span < height < high + 0.6 * span:
            low, high = min(low, height), max(high, height)
    margin = 0.1 * (high - low)
    return low - margin, high + margin


def core_of(
    x: np.ndarray, y: np.ndarray, slope: np.ndarray, start: float, heights: Iterable[float]
) -> tuple[float, float] | None:
    """Return the lowest and the highest of the heights that a picture of y must make easy to tell apart:
    `heights` at the start, and those of the zeros, the level tangents and the inflections around it, but
    for those so far off that they would hide the others. None where there is no height."""
    known = [height for height in heights if math.isfinite(height)]
    if not known:
        return None
    low, high = min(known), max(known)
    places = _changes(x, y, (y, slope, gradient_of(slope, x)))
    met = set()
    for place in places[np.argsort(np.abs(places - start), kind="stable")]:
        height = float(y[int(np.argmin(np.abs(x - place)))])
        if math.isfinite(height):
            lower, higher = min(low, height), max(high, height)
            # The nearest one on each side belongs to it in any case.
            if (place < start) not in met or higher - lower <= FARTHEST_IN_CORE * (high - low):
                low, high = lower, higher
            met.add(place < start)
    return low, high


FAR_AWAY = 50.0
"""So many heights of the window away a value is as good as any: 1e308 px would be no number."""


def within_sight(y: np.ndarray, bottom: float, top: float) -> np.ndarray:
    """Return the values with those far outside the window moved nearer; gaps stay gaps."""
    reach = FAR_AWAY * (top - bottom)
    nearer: np.ndarray = np.clip(y, bottom - reach, top + reach)
    return nearer


def square_window(centre: tuple[float, float], half: float) -> Window:
    """Return the window of so many units each side of a centre."""
    x, y = centre
    return x - half, x + half, y - half, y + half


def moved_over(interval: tuple[float, float], point: float | None) -> tuple[float, float]:
    """Return an interval as wide, moved so far that the point lies well inside it."""
    left, right = interval
    margin = 0.15 * (right - left)
    if point is None or left + margin <= point <= right - margin:
        return interval
    shift = point - right + margin if point > right - margin else point - left - margin
    return left + shift, right + shift
