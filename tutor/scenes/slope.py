"""The numbers of "Tangent": one input, one output."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from tutor.gallery import Scene, SlopeScene
from tutor.language import _
from tutor.notation.expression import Expression
from tutor.notation.formula import formula
from tutor.notation.text import name_in_words
from tutor.program import Program
from tutor.scenes.compile import compiled
from tutor.scenes.derivatives import derivative_program
from tutor.scenes.gallery import Situation, scene_for
from tutor.scenes.windows import moved_over, with_gaps, x_range, y_range

SAMPLES = 1000
STARTS = (1.0, 0.5, 2.0, -1.0, 1.5, -0.5, -2.0)


@scene_for(30)
def slope(situation: Situation) -> Iterable[tuple[str, Scene]]:
    """One input, each output for itself."""
    if len(situation.inputs) != 1:
        return
    rows = situation.rows
    for name, expression in rows:
        if situation.through_paths:
            title = _("Slope")
        else:
            title = _("Tangent") if len(rows) == 1 else _("Tangent of {f}").format(f=name_in_words(name))
        point = situation.point
        yield title, slope_scene(name, expression, situation.inputs[0], point[0] if point else None)


def slope_scene(name: str, expression: Expression, variable: str, start: float | None = None) -> SlopeScene:
    """Return the scene of y = f(x), its point at `start` if one is given.

    Raises:
        NotComputable: if the function has no numeric values to draw.
    """
    f = compiled(expression, (variable,))
    derivative = derivative_program(expression, variable, (variable,))
    left, right = moved_over(x_range(f, derivative), start)
    x, y = with_gaps(f, np.linspace(left, right, SAMPLES))
    if start is None:
        start = start_of(f, derivative, left, right)
    height, rise = float(f(start)), float(derivative(start))
    bottom, top = y_range(y, (height + rise,) if math.isfinite(rise) else ())
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
    )


def start_of(f: Program, derivative: Program, left: float, right: float) -> float:
    """Return where the point starts: at 1 if there is a tangent that is not level, else nearby."""
    span = right - left
    step = 10.0 ** math.floor(math.log10(span / 10))
    spread = [round((left + share * span) / step) * step for share in (0.65, 0.35, 0.8, 0.2, 0.5, 0.57)]
    places = [place for place in (*STARTS, *spread) if left + 0.04 * span < place < right - 0.04 * span]
    usable = [place for place in places if np.isfinite(f(place)) and np.isfinite(derivative(place))]
    for place in usable:
        if abs(float(derivative(place))) > 1e-6:
            return place
    return usable[0] if usable else (left + right) / 2
