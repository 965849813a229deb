"""The data of the pictures in space: "Surface" and "Slice"."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.board import Formula
from tutor.gallery.scene import Scene, Window
from tutor.program import Program


@dataclass(frozen=True, slots=True)
class SurfaceScene(Scene):
    """z = f(x, y) over a window, with a draggable point. `heights` are the lowest and highest z shown."""

    name: str
    variables: tuple[str, str]
    label: Formula
    f: Program
    gradient: tuple[Program, Program]
    window: Window
    heights: tuple[float, float]
    start: tuple[float, float]


@dataclass(frozen=True, slots=True)
class SliceScene(SurfaceScene):
    """The same surface, cut where one variable is held. `partials` are ∂f/∂x and ∂f/∂y, each with the
    other variable marked as held; `flat_heights` are the lowest and highest z of the cut along each."""

    partials: tuple[Formula, Formula]
    flat_heights: tuple[tuple[float, float], tuple[float, float]]
