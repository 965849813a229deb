"""The data of the picture "Contour"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutor.board import Formula
from tutor.gallery.scene import Scene, Window
from tutor.program import Program

if TYPE_CHECKING:
    from tutor.gallery.scene import Array


@dataclass(frozen=True, slots=True)
class ContourScene(Scene):
    """Level curves of f with ∇f at a draggable point. `values`: shape (len(y), len(x))."""

    name: str
    variables: tuple[str, str]
    label: Formula
    f: Program
    gradient: tuple[Program, Program]
    x: Array
    y: Array
    values: Array
    levels: tuple[float, ...]
    window: Window
    start: tuple[float, float]
