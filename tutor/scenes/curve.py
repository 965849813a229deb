"""The numbers of "Curve": one input to two or three outputs."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from tutor.gallery import Scene
from tutor.gallery.curve import CurveScene, SpaceCurveScene
from tutor.language import _
from tutor.notation.expression import Vector
from tutor.notation.formula import formula
from tutor.scenes.compile import compiled
from tutor.scenes.derivatives import derivative_program
from tutor.scenes.effort import tabled
from tutor.scenes.gallery import Situation, scene_for
from tutor.scenes.paths import parameter_range, parameter_start
from tutor.scenes.windows import y_range

SAMPLES = 600


@scene_for(15)
def curve(situation: Situation) -> Iterable[tuple[str, Scene]]:
    """A vector of two or three functions of one input."""
    function = situation.function
    if isinstance(function, Vector) and len(situation.inputs) == 1 and len(function.entries) in (2, 3):
        point = situation.point
        name = situation.problem.main.name
        rows = tuple(row for row, _entry in situation.rows)
        start = point[0] if point else None
        yield _("Curve"), curve_scene(name, function, situation.inputs[0], rows, start)


def curve_scene(
    name: str, function: Vector, variable: str, rows: tuple[str, ...], start: float | None = None
) -> CurveScene:
    """Return the way of the point and its velocity.

    Raises:
        NotComputable: if an output has no numeric values to draw.
    """
    f = tuple(compiled(entry, (variable,)) for entry in function.entries)
    velocity = tuple(derivative_program(entry, variable, (variable,)) for entry in function.entries)
    low, high = parameter_range(f)
    if start is None:
        start = parameter_start(f, velocity, low, high)
    low, high = min(low, start - 1.0), max(high, start + 1.0)
    f = tuple(tabled(program, (low, high)) for program in f)
    parameters = np.linspace(low, high, SAMPLES)
    here = [float(program(start)) for program in f]
    edges = [
        _edges(program(parameters), slope(parameters), value)
        for program, slope, value in zip(f, velocity, here, strict=True)
    ]
    window = (*edges[0], *edges[1])
    label = formula(function)
    if len(f) == 2:
        return CurveScene(name, variable, rows, label, f, velocity, window, (low, high), start)
    return SpaceCurveScene(
        name, variable, rows, label, f, velocity, window, (low, high), start, heights=edges[2]
    )


def _edges(values: np.ndarray, slopes: np.ndarray, here: float) -> tuple[float, float]:
    """Return the stretch of one output to show, with some room for the arrow's tip."""
    low, high = y_range(values, (here,))
    tips = (values + slopes)[np.isfinite(values + slopes)]
    spare = 0.25 * (high - low)
    if tips.size:
        low, high = max(min(low, tips.min()), low - spare), min(max(high, tips.max()), high + spare)
    return float(low), float(high)
