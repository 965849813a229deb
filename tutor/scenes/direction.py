"""The numbers of "Direction": the slope of f in every direction from a point."""

from __future__ import annotations

import math
from collections.abc import Iterable

from tutor.gallery import Scene
from tutor.gallery.direction import DirectionScene
from tutor.language import _
from tutor.notation.expression import Vector
from tutor.scenes.compile import NotComputable, compiled
from tutor.scenes.contour import contour_scene
from tutor.scenes.gallery import Situation, scene_for

ANGLE = math.radians(105)
"""The direction shown where none is given: neither along an axis nor along the usual gradients."""


@scene_for(41, opens=("directional",), at_window=DirectionScene)
def direction(situation: Situation) -> Iterable[tuple[str, Scene]]:
    """A directional derivative of a function of two inputs."""
    if situation.ask != "directional" or len(situation.inputs) != 2 or len(situation.rows) != 1:
        return
    (name, body), (first, second) = situation.rows[0], situation.inputs
    level = contour_scene(name, body, (first, second), None, situation.point, situation.window)
    yield _("Direction"), DirectionScene(level, level.start, _angle(situation))


def _angle(situation: Situation) -> float:
    """Return the angle of the direction u of the problem, or a plain one."""
    given = dict(situation.problem.at).get("u")
    for inner in situation.problem.inner:
        if inner.name == "u":
            given = inner.body
    if not isinstance(given, Vector) or len(given.entries) != 2:
        return ANGLE
    try:
        x, y = (float(compiled(entry, ())()) for entry in given.entries)
    except NotComputable:
        return ANGLE
    return math.atan2(y, x) % math.tau if math.isfinite(x + y) and (x, y) != (0.0, 0.0) else ANGLE
