"""The data of the picture "Matrix": a Jacobian of any shape as numbers at a point."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.gallery.scene import Scene
from tutor.program import Program


@dataclass(frozen=True, slots=True)
class MatrixScene(Scene):
    """The Jacobian matrix of `rows` (names of the outputs) by `variables`, or the gradient of one output.

    `f` are the outputs, `jacobian` has a row of Programs for each; `ranges` say how far each input goes.
    """

    name: str
    variables: tuple[str, ...]
    rows: tuple[str, ...]
    f: tuple[Program, ...]
    jacobian: tuple[tuple[Program, ...], ...]
    ranges: tuple[tuple[float, float], ...]
    start: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class BarsScene(MatrixScene):
    """The same for one output of several inputs: its gradient, one bar for each input."""
