"""The data of the picture "Curve": one input, two or three outputs."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.board import Formula
from tutor.gallery.scene import Scene, Window
from tutor.program import Program


@dataclass(frozen=True, slots=True)
class CurveScene(Scene):
    """The way of a point (f_1(t), f_2(t)) with its velocity. `rows` name the outputs; `window` is that of
    the first two of them."""

    name: str
    variable: str
    rows: tuple[str, ...]
    label: Formula
    f: tuple[Program, ...]
    velocity: tuple[Program, ...]
    window: Window
    range: tuple[float, float]
    start: float


@dataclass(frozen=True, slots=True)
class SpaceCurveScene(CurveScene):
    """The same with three outputs; `heights` are the lowest and highest values of the third."""

    heights: tuple[float, float]
