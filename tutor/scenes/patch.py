"""The numbers of "Patch": two inputs to three outputs, a surface in space."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from tutor.gallery import Scene
from tutor.gallery.patch import PatchScene
from tutor.language import _
from tutor.notation.formula import formula
from tutor.scenes.compile import compiled
from tutor.scenes.derivatives import derivative_program
from tutor.scenes.gallery import Situation, scene_for
from tutor.scenes.windows import square_window, y_range

SAMPLES = 41
STARTS = ((0.5, 0.5), (1.0, 0.5), (1.0, 1.0), (2.0, 1.0), (-1.0, 1.0))
HALF = 1.5
"""Half the side of the square of inputs that is shown."""


@scene_for(24)
def patch(situation: Situation) -> Iterable[tuple[str, Scene]]:
    """Two inputs, three outputs."""
    if (len(situation.rows), len(situation.inputs)) == (3, 2):
        yield _("Patch"), patch_scene(situation)


def patch_scene(situation: Situation) -> PatchScene:
    """Return a piece of the surface around a point.

    Raises:
        NotComputable: if an output has no numeric values to draw.
    """
    first, second = situation.inputs
    bodies = [body for _name, body in situation.rows]
    one, two, three = (compiled(body, situation.inputs) for body in bodies)
    jacobian = tuple(
        (
            derivative_program(body, first, situation.inputs),
            derivative_program(body, second, situation.inputs),
        )
        for body in bodies
    )
    every = (one, two, three, *(entry for row in jacobian for entry in row))
    usable = (place for place in STARTS if np.isfinite([float(program(*place)) for program in every]).all())
    given = situation.point
    start = (given[0], given[1]) if given is not None else next(usable, STARTS[0])
    domain = square_window((round(start[0]), round(start[1])), HALF)
    x, y = np.meshgrid(np.linspace(*domain[:2], SAMPLES), np.linspace(*domain[2:], SAMPLES))
    edges = [y_range(program(x, y), (float(program(*start)),)) for program in (one, two, three)]
    return PatchScene(
        name=situation.problem.main.name,
        variables=(first, second),
        rows=tuple(name for name, _body in situation.rows),
        label=formula(situation.function),
        f=(one, two, three),
        jacobian=jacobian,
        domain=domain,
        window=(*edges[0], *edges[1]),
        heights=edges[2],
        start=start,
    )
