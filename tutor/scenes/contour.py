"""The numbers of "Contour": two inputs, one output."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from itertools import product

import numpy as np

from tutor.gallery import ContourScene, Scene, Window
from tutor.language import _
from tutor.notation.expression import Expression
from tutor.notation.formula import formula
from tutor.notation.text import name_in_words
from tutor.program import Program
from tutor.sampling import without_poles
from tutor.scenes.compile import compiled
from tutor.scenes.derivatives import derivative_program
from tutor.scenes.effort import searched, tabled
from tutor.scenes.gallery import Situation, scene_for
from tutor.scenes.level_zero import window_and_point
from tutor.scenes.windows import moved_over, round_up

SAMPLES = 161
"""Along each side of the stored grid."""
ROOM = 1.5
"""The stored grid is wider than the window, so that a canvas of another shape is filled as well."""
PLAIN: Window = (-2.3, 3.9, -1.5, 3.55)
"""Both axes, the point (1, 1) and an arrow of up to (2.4, 2.4) there."""
LEVELS = 11
SKEWED = 1e6
"""Where the largest values are so many times the middle one, the levels are powers of ten."""
STARTS = ((1.0, 1.0), (1.0, 2.0), (2.0, 1.0), (0.5, 0.5), (1.0, -1.0), (-1.0, 1.0), (2.0, 2.0))


@scene_for(40, opens=("gradient", "hessian"), at_window=ContourScene)
def contour(situation: Situation) -> Iterable[tuple[str, Scene]]:
    """Two inputs, each output for itself; the paths' own map is enough at a chain rule."""
    if len(situation.inputs) != 2 or situation.through_paths or situation.ask == "directional":
        return
    first, second = situation.inputs
    rows = situation.rows
    for name, expression in rows:
        title = _("Contour") if len(rows) == 1 else _("Contour of {f}").format(f=name_in_words(name))
        window, start = None, situation.point
        if situation.problem.equation is not None:
            window, start = _on_the_curve(expression, (first, second), start)
        yield title, contour_scene(name, expression, (first, second), window, start, situation.window)


def _on_the_curve(
    expression: Expression, variables: tuple[str, str], start: tuple[float, ...] | None
) -> tuple[Window | None, tuple[float, ...] | None]:
    """Return where an equation's curve is seen, and a point on it."""
    slopes = (
        derivative_program(expression, variables[0], variables),
        derivative_program(expression, variables[1], variables),
    )
    found = window_and_point(compiled(expression, variables), slopes)
    if found is None:
        return None, start
    return found[0], start or found[1]


def contour_scene(
    name: str,
    expression: Expression,
    variables: tuple[str, str],
    window: Window | None = None,
    start: tuple[float, ...] | None = None,
    seen: Window | None = None,
) -> ContourScene:
    """Return the level curves of a function of two inputs, in a window of its own if none is given. `seen`
    is shown instead of that window, whether the start lies in it or not.

    Raises:
        NotComputable: if the function has no numeric values to draw.
    """
    f = compiled(expression, variables)
    gradient = (
        derivative_program(expression, variables[0], variables),
        derivative_program(expression, variables[1], variables),
    )
    if window is None:
        window = window_of(f, gradient)
    at = start_of(f, gradient, window) if start is None else (start[0], start[1])
    window = (*moved_over((window[0], window[1]), at[0]), *moved_over((window[2], window[3]), at[1]))
    window = seen or window
    count = searched(121, f, sides=2)
    inside = f(
        np.linspace(window[0], window[1], count)[None, :], np.linspace(window[2], window[3], count)[:, None]
    )
    around = _wider(window)
    f, first, second = (tabled(program, *around) for program in (f, *gradient))
    x, y = (np.linspace(*side, SAMPLES) for side in around)
    values = without_poles(f, x, y, f(x[None, :], y[:, None]))
    return ContourScene(
        name=name,
        variables=variables,
        label=formula(expression),
        f=f,
        gradient=(first, second),
        x=x,
        y=y,
        values=values,
        levels=levels_of(inside),
        window=window,
        start=at,
    )


def _wider(window: Window) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the stretches of x and of y of the square around a window for which values are stored."""
    left, right, bottom, top = window
    half = ROOM * max(right - left, top - bottom) / 2
    cx, cy = (left + right) / 2, (bottom + top) / 2
    return (cx - half, cx + half), (cy - half, cy + half)


@lru_cache(maxsize=8)
def window_of(f: Program, gradient: tuple[Program, Program]) -> Window:
    """Return a window in which the function has values and its gradient turns."""
    if bounded := _around_domain(f):
        return bounded
    fallback: Window | None = None
    count = searched(40, f, *gradient, sides=2)
    for scale, side in product((1.0, 3.0, 10.0, 30.0, 100.0, 0.2), (None, "right", "upper", "both")):
        window = _shifted(PLAIN, scale, side)
        x = np.linspace(window[0], window[1], count)[None, :]
        y = np.linspace(window[2], window[3], count)[:, None]
        values = f(x, y)
        finite = np.isfinite(values)
        # Half a plane will do where no side has more.
        if finite.mean() < (0.6 if side else 0.45):
            continue
        fallback = fallback or window
        if np.nanmax(values) - np.nanmin(values) <= 1e-9 * max(1.0, float(np.nanmax(np.abs(values)))):
            continue
        gx, gy = gradient[0](x, y), gradient[1](x, y)
        size = np.hypot(gx, gy)
        usable = np.isfinite(size) & (size > 1e-12)
        if not usable.any():
            continue
        mean = np.hypot((gx[usable] / size[usable]).mean(), (gy[usable] / size[usable]).mean())
        if mean < 0.93:
            return window
    return fallback or PLAIN


def _around_domain(f: Program) -> Window | None:
    """Return a window around the places where f has values, None where these go on and on."""
    for scale in (1.0, 10.0, 100.0, 0.1):
        across = np.linspace(-4.0 * scale, 4.0 * scale, searched(161, f, sides=2))
        (rows, columns) = np.nonzero(np.isfinite(f(across[None, :], across[:, None])))
        if not rows.size:
            continue
        if min(rows.min(), columns.min()) == 0 or max(rows.max(), columns.max()) == len(across) - 1:
            return None
        edges = across[[columns.min(), columns.max(), rows.min(), rows.max()]]
        if edges[1] - edges[0] < 0.05 * scale or edges[3] - edges[2] < 0.05 * scale:
            continue
        x, y = (edges[0] + edges[1]) / 2, (edges[2] + edges[3]) / 2
        half = 0.7 * max(edges[1] - edges[0], edges[3] - edges[2])
        return float(x - half), float(x + half), float(y - half), float(y + half)
    return None


def _shifted(window: Window, scale: float, side: str | None) -> Window:
    """Return the window at a scale, moved to positive x or y where a function only lives there."""
    left, right, bottom, top = (scale * edge for edge in window)
    if side in ("right", "both"):
        left, right = -0.4 * scale, right - left - 0.4 * scale
    if side in ("upper", "both"):
        bottom, top = -0.4 * scale, top - bottom - 0.4 * scale
    return left, right, bottom, top


def start_of(f: Program, gradient: tuple[Program, Program], window: Window) -> tuple[float, float]:
    """Return where the point starts: (1, 1) if there is a gradient, else nearby."""
    left, right, bottom, top = window
    wide, high = right - left, top - bottom
    step = 10.0 ** math.floor(math.log10(wide / 10))
    shares = list(product((0.5, 0.7, 0.3), repeat=2))
    spread = [
        (round((left + u * wide) / step) * step, round((bottom + v * high) / step) * step) for u, v in shares
    ]
    scale = wide / (PLAIN[1] - PLAIN[0])
    places = [(x * scale, y * scale) for x, y in STARTS] + spread
    usable = None
    for x, y in places:
        if not (left < x < right and bottom < y < top):
            continue
        slope = math.hypot(float(gradient[0](x, y)), float(gradient[1](x, y)))
        if not (np.isfinite(f(x, y)) and math.isfinite(slope) and _smooth(f, gradient, x, y, wide)):
            continue
        if slope > 1e-9:
            return x, y
        usable = usable or (x, y)
    return usable or ((left + right) / 2, (bottom + top) / 2)


def _smooth(f: Program, gradient: tuple[Program, Program], x: float, y: float, wide: float) -> bool:
    """Say whether f and its gradient change little over a very short step to any side: not at an edge as
    that of max(x, y)."""
    step = 1e-7 * wide
    across, up = x + step * np.array([0, 1, -1, 0, 0]), y + step * np.array([0, 0, 0, 1, -1])
    parts = np.stack([part(across, up) for part in (f, *gradient)])
    change = np.nanmax(parts, axis=1) - np.nanmin(parts, axis=1)
    return bool((change < 1e-3 * (1 + np.abs(parts[:, 0]))).all())


def levels_of(values: np.ndarray) -> tuple[float, ...]:
    """Return the values whose curves are drawn, rising.

    Even steps where the function is spread evenly; where a few places are much higher than the rest
    (x²y + y), doubling steps to both sides of 0, as a map of a mountain in a plain would need.
    """
    finite = values[np.isfinite(values)]
    if not finite.size:
        return ()
    low, high = (float(q) for q in np.quantile(finite, (0.01, 0.99)))
    q1, middle, q3 = (float(q) for q in np.quantile(finite, (0.25, 0.5, 0.75)))
    if not high > low:
        return (low,)
    if high - low <= 4.2 * (q3 - q1) or not low <= 0.4 * high or (low > 0 and middle > 0.1 * high):
        return _even(low, high)
    most = max(high, -low)
    if middle and most > SKEWED * abs(middle):
        return _powers(finite, math.copysign(1.0, middle))
    unit = 2.0 ** round(math.log2(most / 2 ** (LEVELS // 2)))
    powers = [unit * 2.0**k for k in range(12)]
    if unit < 1:
        # 0.5, 0.25, 0.125 … are no round numbers: 0.1, 0.2, 0.5, 1 …
        ten = 10.0 ** math.floor(math.log10(most))
        powers = sorted(ten * factor * share for factor in (1, 2, 5) for share in (0.1, 1))
    down = [-level for level in reversed(powers) if level < -low]
    up = [level for level in powers if level < high]
    zero = [0.0] if low < 0 < high else []
    return (*down, *zero, *up)


def _powers(values: np.ndarray, sign: float) -> tuple[float, ...]:
    """Return one level for each power of ten, or for each few of them, as 10^(xy) needs."""
    sizes = np.log10(np.abs(values[values != 0]))
    least, largest = (float(q) for q in np.quantile(sizes, (0.05, 0.95)))
    every = max(math.ceil((largest - least) / LEVELS), 1)
    powers = range(math.ceil(least / every) * every, math.floor(largest) + 1, every)
    return tuple(sorted(sign * 10.0**power for power in powers))


def _even(low: float, high: float) -> tuple[float, ...]:
    step = round_up((high - low) / LEVELS)
    first, last = math.ceil(low / step), math.floor(high / step)
    return tuple(step * k for k in range(first, last + 1))
