"""The data of the picture "Slope"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutor.board import Formula
from tutor.gallery.scene import Scene, Window
from tutor.program import Program

if TYPE_CHECKING:
    from tutor.gallery.scene import Array


@dataclass(frozen=True, slots=True)
class SlopeScene(Scene):
    """y = f(x) with a draggable point and its tangent, and f′ below it.

    `x`, `y`: shape (n,), NaN where f is not real; `slope_x`, `slope_y`: the same of f′, in
    `slope_window`. `corners` are places where f is continuous but has no derivative, `levels` those
    where its tangent is level.
    """

    name: str
    variable: str
    label: Formula
    f: Program
    derivative: Program
    x: Array
    y: Array
    window: Window
    start: float
    slope_x: Array
    slope_y: Array
    slope_window: Window
    corners: tuple[float, ...] = ()
    levels: tuple[float, ...] = ()
