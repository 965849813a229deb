"""The numbers of "Surface" and "Slice": two inputs, one output, seen in space."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from tutor.gallery import Scene, SliceScene, SurfaceScene, Window
from tutor.language import _
from tutor.notation.formula import formula
from tutor.program import Program
from tutor.scenes.compile import compiled
from tutor.scenes.contour import start_of, window_of
from tutor.scenes.derivatives import derivative_of, derivative_program
from tutor.scenes.effort import searched, tabled
from tutor.scenes.gallery import Situation, scene_for
from tutor.scenes.windows import ROOM_FOR_CORE, moved_over

SAMPLES = 61
HIGHEST = 0.97
"""The share of the values that must fit between the lowest and the highest z; poles are cut off."""

MOST_OF_SLOPES = 16.0
"""The heights shown are at most so many times what the tangent plane at the start rises by."""


@scene_for(10, opens=("partial",), at_window=SliceScene)
def cut(situation: Situation) -> Iterable[tuple[str, Scene]]:
    """A surface and its cut: what a partial derivative is the slope of."""
    surface = _surface(situation)
    if surface is None:
        return
    (_name, body), (first, second) = situation.rows[0], situation.inputs
    partials = (
        formula(derivative_of(body, first), {first: "slotA", second: "held"}),
        formula(derivative_of(body, second), {first: "held", second: "slotB"}),
    )
    f, start = replace(surface.f, table=None), surface.start
    near = situation.window or _near(surface.window, start)
    lean = (_beside(near, 0, start), _beside(near, 1, start))
    yield (
        _("Slice"),
        SliceScene(
            name=surface.name,
            variables=surface.variables,
            label=surface.label,
            f=tabled(f, near[:2], near[2:]),
            gradient=surface.gradient,
            window=near,
            heights=heights_of(f, surface.gradient, near, start),
            start=start,
            partials=partials,
            flat_heights=(
                heights_of(f, surface.gradient, lean[0], start),
                heights_of(f, surface.gradient, lean[1], start),
            ),
        ),
    )


@scene_for(20, opens=("tangent",), at_window=SurfaceScene)
def surface(situation: Situation) -> Iterable[tuple[str, Scene]]:
    """A surface with its tangent plane, and the gradient in the floor below."""
    scene = _surface(situation)
    if scene is not None:
        yield _("Surface"), scene


def _surface(situation: Situation) -> SurfaceScene | None:
    rows = situation.rows
    if len(situation.inputs) != 2 or len(rows) != 1 or situation.through_paths:
        return None
    if situation.problem.equation is not None:
        return None
    (name, body), (first, second) = rows[0], situation.inputs
    f = compiled(body, (first, second))
    gradient = (
        derivative_program(body, first, (first, second)),
        derivative_program(body, second, (first, second)),
    )
    seen, given = window_of(f, gradient), situation.point
    start = start_of(f, gradient, seen) if given is None else (given[0], given[1])
    window = situation.window or _square(seen)
    if situation.window is None:
        window = (*moved_over(window[:2], start[0]), *moved_over(window[2:], start[1]))
    return SurfaceScene(
        name=name,
        variables=(first, second),
        label=formula(body),
        f=tabled(f, window[:2], window[2:]),
        gradient=gradient,
        window=window,
        heights=heights_of(f, gradient, window, start),
        start=start,
    )


def _square(window: Window) -> Window:
    """Return a square of the window's middle, its edges on round numbers; around the origin where the
    window has it inside."""
    left, right, bottom, top = window
    half = min(right - left, top - bottom) / 2
    x, y = (left + right) / 2, (bottom + top) / 2
    if max(abs(x), abs(y)) < 0.6 * half:
        x, y, half = 0.0, 0.0, 0.8 * half
    step = 10.0 ** math.floor(math.log10(half)) / 2
    x, y, half = (round(value / step) * step for value in (x, y, half))
    return x - half, x + half, y - half, y + half


def _near(window: Window, start: tuple[float, float]) -> Window:
    """Return the part of a surface's window in which its cut through the point is easy to see."""
    left, right, bottom, top = window
    across, up = 0.25 * (right - left), 0.25 * (top - bottom)
    x, y = start
    return x - 2 * across, x + 1.2 * across, y - 2 * up, y + 1.2 * up


def _beside(window: Window, along: int, start: tuple[float, float]) -> Window:
    """Return the window narrowed to held values near the point's."""
    left, right, bottom, top = window
    if along == 0:
        half = 0.25 * (top - bottom)
        return left, right, start[1] - half, start[1] + half
    half = 0.25 * (right - left)
    return start[0] - half, start[0] + half, bottom, top


def heights_of(
    f: Program, gradient: tuple[Program, Program], window: Window, start: tuple[float, float]
) -> tuple[float, float]:
    """Return the lowest and highest z to show: nearly all values, without the ends of poles; only some of
    them where the slopes at the start could not be seen beside the rest."""
    left, right, bottom, top = window
    count = searched(SAMPLES, f, sides=2)
    values = f(np.linspace(left, right, count)[None, :], np.linspace(bottom, top, count)[:, None])
    finite = values[np.isfinite(values)]
    if not finite.size:
        return -1.0, 1.0
    low, high = (float(q) for q in np.quantile(finite, (1 - HIGHEST, HIGHEST)))
    lowest, highest = float(finite.min()), float(finite.max())
    # Without a pole the whole surface is shown: only its far ends are cut off where they run away.
    if highest - lowest < 2.5 * (high - low):
        low, high = lowest, highest
    here, slopes = float(f(*start)), [float(part(*start)) for part in gradient]
    if math.isfinite(here):
        rise = max(abs(slopes[0]) * (right - left), abs(slopes[1]) * (top - bottom)) / 4
        if math.isfinite(rise) and 0 < 2 * rise < (high - low) / MOST_OF_SLOPES:
            low, high = max(low, here - ROOM_FOR_CORE * rise), min(high, here + ROOM_FOR_CORE * rise)
        low, high = min(low, here), max(high, here)
    if not high - low > 1e-9 * max(1.0, abs(low), abs(high)):
        return low - 1.0, high + 1.0
    return low, high
