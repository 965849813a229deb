"""The numbers of "Slope": one input, one output."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from tutor.gallery import Scene, SlopeScene, Window
from tutor.language import _
from tutor.notation.expression import Expression
from tutor.notation.formula import formula
from tutor.notation.text import name_in_words
from tutor.program import Program
from tutor.sampling import with_gaps
from tutor.scenes.compile import compiled
from tutor.scenes.derivatives import derivative_program
from tutor.scenes.gallery import Situation, scene_for
from tutor.scenes.windows import moved_over, x_range, y_range

SAMPLES = 1000
MOST_MARKS = 24
"""With more of them they would hide the curve."""
STARTS = (1.0, 0.5, 2.0, -1.0, 1.5, -0.5, -2.0)


@scene_for(30, at_window=SlopeScene)
def slope(situation: Situation) -> Iterable[tuple[str, Scene]]:
    """One input, each output for itself."""
    if len(situation.inputs) != 1:
        return
    rows = situation.rows
    for name, expression in rows:
        title = _("Slope") if len(rows) == 1 else _("Slope of {f}").format(f=name_in_words(name))
        point = situation.point
        start = point[0] if point else None
        yield title, slope_scene(name, expression, situation.inputs[0], start, situation.window)


def slope_scene(
    name: str,
    expression: Expression,
    variable: str,
    start: float | None = None,
    window: Window | None = None,
) -> SlopeScene:
    """Return the scene of y = f(x), its point at `start` if one is given, in a window of its own if none
    is given.

    Raises:
        NotComputable: if the function has no numeric values to draw.
    """
    f = compiled(expression, (variable,))
    derivative = derivative_program(expression, variable, (variable,))
    left, right = moved_over(x_range(f, derivative), start) if window is None else window[:2]
    x, y = with_gaps(f, np.linspace(left, right, SAMPLES))
    if start is None:
        start = start_of(f, derivative, left, right)
    height, rise = float(f(start)), float(derivative(start))
    if window is None:
        bottom, top = y_range(y, (height + rise,) if math.isfinite(rise) else ())
    else:
        bottom, top = window[2:]
    samples = np.linspace(left, right, SAMPLES)
    # A formula for the slope may have values where the function has none.
    slope_x, slope_y = with_gaps(lambda at: np.where(np.isfinite(f(at)), derivative(at), np.nan), samples)
    lowest, highest = y_range(slope_y, (0.0, rise) if window is None else (0.0,))
    marks = corners(f, derivative, samples)
    return SlopeScene(
        name=name,
        variable=variable,
        label=formula(expression),
        f=f,
        derivative=derivative,
        x=x,
        y=y,
        window=(left, right, bottom, top),
        start=start,
        slope_x=slope_x,
        slope_y=slope_y,
        slope_window=(left, right, lowest, highest),
        corners=marks,
        levels=tuple(
            place
            for place in crossings(derivative, samples)
            if place not in marks and math.isfinite(float(f(place)))
        ),
    )


def corners(f: Program, derivative: Program, x: np.ndarray) -> tuple[float, ...]:
    """Return where f is continuous and its slope jumps, or runs away as that of √|x| does at 0."""
    slope = derivative(x)
    steps = np.abs(np.diff(slope))
    finite = steps[np.isfinite(steps)]
    if not finite.size:
        return ()
    found: list[float] = []
    span, least = float(x[-1] - x[0]), 1e-3 * float(np.nanmax(np.abs(slope)))
    for index in np.nonzero(steps > 6 * np.median(finite) + 1e-9)[0]:
        place = _largest_step(derivative, float(x[index]), float(x[index + 1]))
        if not (_joined(f, place, span) and _jumps(derivative, place, span, least)):
            continue
        place = round(place, 9) + 0.0
        if not any(math.isclose(place, other, abs_tol=1e-6) for other in found):
            found.append(place)
    return tuple(found) if len(found) <= MOST_MARKS else ()


def _joined(f: Program, place: float, span: float) -> bool:
    """Say whether f is continuous at a place."""
    before, after = (float(f(place + shift * span)) for shift in (-1e-9, 1e-9))
    return math.isfinite(before + after) and abs(after - before) < 1e-3 * (1 + abs(before))


def _jumps(derivative: Program, place: float, span: float, least: float) -> bool:
    """Say whether the slope changes by `least` also over a far shorter step: a wild curve's does not."""
    for step in (1e-9 * span, 1e-12 * span):
        falling, rising = (float(derivative(place + shift)) for shift in (-step, step))
        if not math.isfinite(falling + rising) or not abs(rising - falling) > least:
            return False
    return True


def _largest_step(derivative: Program, low: float, high: float) -> float:
    """Return where between two places the slope changes most suddenly."""
    for _halving in range(50):
        middle = (low + high) / 2
        below, here, above = (float(derivative(place)) for place in (low, middle, high))
        if not math.isfinite(here):
            return middle
        if abs(here - below) < abs(above - here):
            low = middle
        else:
            high = middle
    return low


def crossings(derivative: Program, x: np.ndarray) -> tuple[float, ...]:
    """Return where the slope passes through 0 (without jumping over it)."""
    slope = derivative(x)
    found = [float(place) for place in x[1:-1][(slope[1:-1] == 0) & (slope[:-2] * slope[2:] < 0)]]
    for index in np.nonzero(slope[:-1] * slope[1:] < 0)[0]:
        low, high = float(x[index]), float(x[index + 1])
        sign = math.copysign(1.0, slope[index])
        for _halving in range(60):
            middle = (low + high) / 2
            if float(derivative(middle)) * sign > 0:
                low = middle
            else:
                high = middle
        if abs(float(derivative(low))) < 1e-6 * (1 + float(np.nanmax(np.abs(slope)))):
            found.append(round(low, 12) + 0.0)
    return tuple(sorted(found)) if len(found) <= MOST_MARKS else ()


def start_of(f: Program, derivative: Program, left: float, right: float) -> float:
    """Return where the point starts: at 1 if there is a tangent that is not level, else nearby."""
    span = right - left
    step = 10.0 ** math.floor(math.log10(span / 10))
    spread = [round((left + share * span) / step) * step for share in (0.65, 0.35, 0.8, 0.2, 0.5, 0.57)]
    places = [place for place in (*STARTS, *spread) if left + 0.04 * span < place < right - 0.04 * span]
    usable = [place for place in places if np.isfinite(derivative(place)) and _joined(f, place, span)]
    for place in usable:
        if abs(float(derivative(place))) > 1e-6:
            return place
    return usable[0] if usable else (left + right) / 2
