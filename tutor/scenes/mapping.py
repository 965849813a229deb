"""The numbers of "Mapping": two inputs, two outputs."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from tutor.calculus.questions.determinant import expanded
from tutor.calculus.tidying.transforms import tidy
from tutor.gallery import MappingScene, Scene, Window
from tutor.language import _
from tutor.notation.expression import Vector
from tutor.notation.formula import formula
from tutor.program import Program
from tutor.scenes.compile import compiled
from tutor.scenes.derivatives import derivative_of
from tutor.scenes.effort import tabled
from tutor.scenes.gallery import Situation, scene_for
from tutor.scenes.windows import square_window

STARTS = ((1.0, 1.0), (1.0, 0.5), (2.0, 1.0), (1.0, 2.0), (0.5, 0.5), (-1.0, 1.0), (3.0, 3.0))

MOST = 12.0
"""times the extent of the middle half of the grid's image that all of it may be shown"""


@scene_for(20)
def mapping(situation: Situation) -> Iterable[tuple[str, Scene]]:
    """Two inputs to two outputs."""
    function = situation.function
    if isinstance(function, Vector) and len(function.entries) == len(situation.inputs) == 2:
        first, second = situation.inputs
        yield _("Mapping"), mapping_scene(situation.problem.main.name, function, (first, second))


def mapping_scene(name: str, function: Vector, variables: tuple[str, str]) -> MappingScene:
    """Return the image of a grid of unit squares' corners around the point.

    Raises:
        NotComputable: if the function has no numeric values to draw.
    """
    first, second = function.entries
    f = (compiled(first, variables), compiled(second, variables))
    entries = tuple(
        tuple(derivative_of(entry, variable) for variable in variables) for entry in (first, second)
    )
    (a, b), (c, d) = (tuple(compiled(entry, variables) for entry in row) for row in entries)
    jacobian = ((a, b), (c, d))
    (top, bottom) = ([formula(entry).typst for entry in row] for row in entries)
    start = next((place for place in STARTS if _usable(f, jacobian, place)), STARTS[0])
    window = square_window(start, 1.0)
    reach = square_window(start, 3.0)  # the square at the point leaves the window with it
    return MappingScene(
        name=name,
        variables=variables,
        label=formula(function),
        f=(tabled(f[0], reach[:2], reach[2:]), tabled(f[1], reach[:2], reach[2:])),
        jacobian=jacobian,
        window=window,
        image_window=image_window(f, jacobian, window, start),
        start=start,
        entries=((top[0], top[1]), (bottom[0], bottom[1])),
        determinant=formula(tidy(expanded(entries))).typst,
    )


def _usable(
    f: tuple[Program, Program],
    jacobian: tuple[tuple[Program, Program], tuple[Program, Program]],
    place: tuple[float, float],
) -> bool:
    values = [float(program(*place)) for program in (*f, *jacobian[0], *jacobian[1])]
    return bool(np.isfinite(values).all())


def image_window(
    f: tuple[Program, Program],
    jacobian: tuple[tuple[Program, Program], tuple[Program, Program]],
    window: Window,
    start: tuple[float, float],
) -> Window:
    """Return a window around the image of `window` and the parallelogram at the start."""
    left, right, bottom, top = window
    x, y = np.meshgrid(np.linspace(left, right, 41), np.linspace(bottom, top, 41))
    origin = np.array([float(program(*start)) for program in f])
    sides = np.array([[float(program(*start)) for program in row] for row in jacobian])
    corners = [origin, origin + sides[:, 0], origin + sides[:, 1], origin + sides.sum(axis=1)]
    edges: list[float] = []
    for index, program in enumerate(f):
        values = program(x, y)
        values = values[np.isfinite(values)]
        low, high = np.quantile(values, (0.0, 1.0)) if values.size else (-1.0, 1.0)
        if values.size:
            q1, q3 = np.quantile(values, (0.05, 0.95))
            low, high = max(low, q1 - (q3 - q1)), min(high, q3 + (q3 - q1))
            q1, q3 = np.quantile(values, (0.25, 0.75))
            if high - low > MOST * (q3 - q1) > 0:  # a pole inside: most of the grid would be a dot
                low, high = max(low, q1 - 3 * (q3 - q1)), min(high, q3 + 3 * (q3 - q1))
        known = [corner[index] for corner in corners if np.isfinite(corner[index])]
        low, high = min([float(low), *map(float, known)]), max([float(high), *map(float, known)])
        margin = 0.04 * (high - low) or 1.0
        edges += [low - margin, high + margin]
    return edges[0], edges[1], edges[2], edges[3]
