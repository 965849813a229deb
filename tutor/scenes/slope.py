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
from tutor.scenes.effort import drawn, searched
from tutor.scenes.gallery import Situation, scene_for
from tutor.scenes.marks import corners, crossings, joined
from tutor.scenes.windows import core_of, gradient_of, moved_over, within_sight, x_range, y_range

SAMPLES = 1000
FLAT = 0.2
STEEP = 10.0
"""A tangent that rises by less, or more, of the window's height over its width is not seen to slope."""
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
    samples = np.linspace(left, right, searched(SAMPLES, f, derivative))
    x, y = with_gaps(f, samples)
    plain, slopes = f(samples), np.where(np.isfinite(f(samples)), derivative(samples), np.nan)

    def heights_at(start: float) -> tuple[float, float]:
        height, rise = float(f(start)), float(derivative(start))
        wanted = (height + rise,) if math.isfinite(rise) else ()
        return y_range(y, wanted, core_of(samples, plain, slopes, start, (height, *wanted)))

    if start is None:
        places = starts_of(f, derivative, left, right)
        start = places[0]
        if window is None:
            start = _not_flat(places, derivative, right - left, heights_at(start))
    rise = float(derivative(start))
    bottom, top = heights_at(start) if window is None else window[2:]

    def slope_of(at: np.ndarray) -> np.ndarray:
        # A formula for the slope may have values where the function has none.
        return np.where(np.isfinite(f(at)), derivative(at), np.nan)

    slope_x, slope_y = with_gaps(slope_of, samples)
    core = core_of(samples, slopes, gradient_of(slopes, samples), start, (0.0, rise))
    lowest, highest = y_range(slope_y, (0.0, rise) if window is None else (0.0,), core)
    count = drawn(SAMPLES, f, derivative)
    if count > len(samples):
        # The frame is that of the coarse picture.
        x, y = with_gaps(f, np.linspace(left, right, count))
        slope_x, slope_y = with_gaps(slope_of, np.linspace(left, right, count))
    marks = corners(f, derivative, samples)
    return SlopeScene(
        name=name,
        variable=variable,
        label=formula(expression),
        f=f,
        derivative=derivative,
        x=x,
        y=within_sight(y, bottom, top),
        window=(left, right, bottom, top),
        start=start,
        slope_x=slope_x,
        slope_y=within_sight(slope_y, lowest, highest),
        slope_window=(left, right, lowest, highest),
        corners=marks,
        levels=tuple(
            place
            for place in crossings(derivative, samples)
            if place not in marks and math.isfinite(float(f(place)))
        ),
    )


def starts_of(f: Program, derivative: Program, left: float, right: float) -> list[float]:
    """Return where the point may start, the best first: at 1 if there is a tangent that is not level, else
    nearby; the middle where there is no tangent anywhere."""
    span = right - left
    step = 10.0 ** math.floor(math.log10(span / 10))
    spread = [round((left + share * span) / step) * step for share in (0.65, 0.35, 0.8, 0.2, 0.5, 0.57)]
    places = [place for place in (*STARTS, *spread) if left + 0.04 * span < place < right - 0.04 * span]
    usable = [
        place for place in places if np.isfinite(derivative(place)) and joined(f, np.array(place), span)
    ]
    sloping = [place for place in usable if abs(float(derivative(place))) > 1e-6]
    return sloping or usable or [(left + right) / 2]


def _not_flat(places: list[float], derivative: Program, width: float, heights: tuple[float, float]) -> float:
    """Return the first place whose tangent is seen to slope; the very first where there is none."""
    unit = (heights[1] - heights[0]) / width
    return next((p for p in places if FLAT <= abs(float(derivative(p))) / unit <= STEEP), places[0])
