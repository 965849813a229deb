"""The data of the picture "Direction"."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.gallery.contour import ContourScene
from tutor.gallery.scene import Scene


@dataclass(frozen=True, slots=True)
class DirectionScene(Scene):
    """The slope D_u f at a draggable point, in a direction that is turned like a dial. `angle` is that of
    u at first, in radians from the first axis."""

    contour: ContourScene
    start: tuple[float, float]
    angle: float
