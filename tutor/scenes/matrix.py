"""The numbers of "Matrix" and "Gradient": derivatives that fit into no plane, at a point."""

from __future__ import annotations

import math
from collections.abc import Iterable

from tutor.gallery import Scene
from tutor.gallery.matrix import BarsScene, MatrixScene
from tutor.language import _
from tutor.notation.expression import Matrix
from tutor.scenes.compile import compiled
from tutor.scenes.derivatives import derivative_program
from tutor.scenes.gallery import Situation, scene_for

MOST = 8
"""Rows or columns; more would not be readable."""
HALF = 3.0
STARTS = (1.0, 2.0, 0.5, -1.0, 3.0)


@scene_for(25)
def matrix(situation: Situation) -> Iterable[tuple[str, Scene]]:
    """Any Jacobian but those of few inputs and outputs, which have pictures of their own."""
    rows, inputs = situation.rows, situation.inputs
    if not 2 <= len(inputs) <= MOST or len(rows) > MOST or len(inputs) + len(rows) < 4:
        return
    if isinstance(situation.function, Matrix):  # a matrix of functions has no Jacobian
        return
    if (len(rows), len(inputs)) not in ((2, 2), (3, 2)):
        title = _("Gradient") if len(rows) == 1 else _("Matrix")
        yield title, matrix_scene(situation)


def matrix_scene(situation: Situation) -> MatrixScene:
    """Return the derivatives of every output by every input.

    Raises:
        NotComputable: if one of them has no numeric value.
    """
    rows, inputs = situation.rows, situation.inputs
    f = tuple(compiled(body, inputs) for _name, body in rows)
    jacobian = tuple(
        tuple(derivative_program(body, variable, inputs) for variable in inputs) for _name, body in rows
    )
    every = (*f, *(program for row in jacobian for program in row))
    places = [tuple(value + index % 2 for index in range(len(inputs))) for value in STARTS]
    places += [(value,) * len(inputs) for value in STARTS]
    usable = (place for place in places if all(math.isfinite(float(p(*place))) for p in every))
    start = situation.point or next(usable, places[0])
    kind = BarsScene if len(rows) == 1 else MatrixScene
    return kind(
        name=situation.problem.main.name,
        variables=inputs,
        rows=tuple(name for name, _body in rows),
        f=f,
        jacobian=jacobian,
        ranges=tuple((value - HALF, value + HALF) for value in start),
        start=start,
    )
