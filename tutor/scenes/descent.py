"""The numbers of "Descent": walking downhill along −∇f."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from tutor.gallery import ContourScene, Scene, Window
from tutor.gallery.descent import DescentScene, Valley
from tutor.language import _
from tutor.notation.expression import Expression
from tutor.program import Program
from tutor.scenes.compile import compiled
from tutor.scenes.contour import contour_scene
from tutor.scenes.derivatives import derivative_of
from tutor.scenes.gallery import Situation, scene_for

AWAY = (-4.0, 1.5)
"""Where the start lies from the valley, at the scale of the window."""
AROUND = (5.2, 2.6)
"""Half the window around a valley."""
OVERSHOOTING = 0.88
"""The first η, as a share of the largest one that settles: the zig-zag is what there is to see."""
NEWTON_STEPS = 60


@scene_for(50, at_window=DescentScene)
def descent(situation: Situation) -> Iterable[tuple[str, Scene]]:
    """Two inputs, one output that is neither an equation nor a chain of functions."""
    if len(situation.inputs) != 2 or len(situation.rows) != 1 or situation.through_paths:
        return
    if situation.problem.equation is not None:
        return
    (name, body), (first, second) = situation.rows[0], situation.inputs
    level = contour_scene(name, body, (first, second))
    valley = valley_of(level, _hessian(body, (first, second)))
    given = situation.point
    if valley is None:
        start = level.start if given is None else (given[0], given[1])
        first_step = math.hypot(*(float(part(*start)) for part in level.gradient))
        left, right, bottom, top = level.window
        rate = _round(0.12 * min(right - left, top - bottom) / first_step) if first_step > 0 else 0.1
        if situation.window is not None:
            level = contour_scene(name, body, (first, second), seen=situation.window)
        yield _("Descent"), DescentScene(level, start, rate, (0.0, 4 * rate), None)
        return
    scale = _scale(level, valley)
    start = _down_to(level, valley, scale) if given is None else (given[0], given[1])
    window = _around(valley, scale, start)
    level = contour_scene(name, body, (first, second), window, start, situation.window)
    largest = valley.largest_rate
    yield (
        _("Descent"),
        DescentScene(level, start, _round(OVERSHOOTING * largest), (0.0, 1.25 * largest), valley),
    )


def _hessian(body: Expression, inputs: tuple[str, str]) -> tuple[Program, Program, Program]:
    """Return the programs of f_xx, f_xy and f_yy."""
    first, second = inputs
    by_first, by_second = derivative_of(body, first), derivative_of(body, second)
    return (
        compiled(derivative_of(by_first, first), inputs),
        compiled(derivative_of(by_first, second), inputs),
        compiled(derivative_of(by_second, second), inputs),
    )


def valley_of(level: ContourScene, hessian: tuple[Program, Program, Program]) -> Valley | None:
    """Return a minimum of the function in the window, found by Newton's method from the lowest places of
    the grid and from the start; None where there is none."""
    grid = np.where(np.isfinite(level.values), level.values, np.inf)
    inside = _inside(level)
    grid[~inside] = np.inf
    row, column = np.unravel_index(int(np.argmin(grid)), grid.shape)
    for start in ((float(level.x[column]), float(level.y[row])), level.start):
        place = _newton(np.array(start), level, hessian)
        if place is None:
            continue
        xx, xy, yy = (float(part(*place)) for part in hessian)
        values, vectors = np.linalg.eigh(np.array([[xx, xy], [xy, yy]]))
        left, right, bottom, top = level.window
        if values[0] <= 1e-9 * max(1.0, values[1]) or not (
            left <= place[0] <= right and bottom <= place[1] <= top
        ):
            continue
        return Valley(
            (float(place[0]), float(place[1])),
            (float(values[1]), float(values[0])),
            (
                (float(vectors[0, 1]), float(vectors[1, 1])),
                (float(vectors[0, 0]), float(vectors[1, 0])),
            ),
        )
    return None


def _inside(level: ContourScene) -> np.ndarray:
    left, right, bottom, top = level.window
    across = (level.x >= left) & (level.x <= right)
    up = (level.y >= bottom) & (level.y <= top)
    inside: np.ndarray = across[None, :] & up[:, None]
    return inside


def _newton(
    place: np.ndarray, level: ContourScene, hessian: tuple[Program, Program, Program]
) -> np.ndarray | None:
    """Return where ∇f = 0, None where Newton's method does not arrive."""
    for _step in range(NEWTON_STEPS):
        gradient = np.array([float(part(*place)) for part in level.gradient])
        xx, xy, yy = (float(part(*place)) for part in hessian)
        if not np.isfinite([*gradient, xx, xy, yy]).all():
            return None
        if np.hypot(*gradient) < 1e-12 * (1 + abs(xx) + abs(yy)):
            return np.round(place, 9) + 0.0  # it ends a rounding error beside 0 or 1
        try:
            place = place - np.linalg.solve(np.array([[xx, xy], [xy, yy]]), gradient)
        except np.linalg.LinAlgError:
            return None
    return None


def _scale(level: ContourScene, valley: Valley) -> float:
    """Return the scale at which the start still lies where the function is defined and finite."""
    left, right, bottom, top = level.window
    scale = min((right - left) / 6.2, (top - bottom) / 5.05)
    for _halving in range(8):
        start = _down_to(level, valley, scale)
        if math.isfinite(float(level.f(*start))):
            return scale
        scale /= 2
    return scale


def _down_to(level: ContourScene, valley: Valley, scale: float) -> tuple[float, float]:
    """Return a start from which the way into the valley crosses it."""
    x, y = valley.place
    return round(x + AWAY[0] * scale, 6), round(y + AWAY[1] * scale, 6)


def _around(valley: Valley, scale: float, start: tuple[float, float]) -> Window:
    x, y = valley.place
    half = (
        max(AROUND[0] * scale, 1.25 * abs(start[0] - x)),
        max(AROUND[1] * scale, 1.25 * abs(start[1] - y)),
    )
    return x - half[0], x + half[0], y - half[1], y + half[1]


def _round(value: float) -> float:
    """Return a number with two significant digits."""
    return float(f"{value:.2g}")
