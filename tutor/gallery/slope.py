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
    """y = f(x) with a draggable point and its tangent. `x`, `y`: shape (n,), NaN where f is not real."""

    name: str
    variable: str
    label: Formula
    f: Program
    derivative: Program
    x: Array
    y: Array
    window: Window
    start: float
