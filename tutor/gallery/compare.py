"""The data of the picture "Compare"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutor.board import Formula
from tutor.gallery.scene import Scene, Window
from tutor.gallery.slope import SlopeScene
from tutor.program import Program

if TYPE_CHECKING:
    from tutor.gallery.scene import Array


@dataclass(frozen=True, slots=True)
class CompareScene(Scene):
    """A student's derivative against the slope of the curve.

    `x`, `answer_y`, `slope_y`: shape (n,), NaN where there is no value. `worst` is where the two differ
    most of what is shown. `held` are the inputs that do not vary, each with its value.
    """

    curve: SlopeScene
    answer: Program
    answer_label: Formula
    x: Array
    slope_y: Array
    answer_y: Array
    window: Window
    worst: float
    start: float
    held: tuple[tuple[str, float], ...] = ()
