"""The data of the picture "Patch": two inputs, three outputs."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.board import Formula
from tutor.gallery.scene import Scene, Window
from tutor.program import Program


@dataclass(frozen=True, slots=True)
class PatchScene(Scene):
    """A surface in space as the image of a rectangle `domain` of the two inputs. `jacobian` is rows of
    Programs; `window` and `heights` are the box in space."""

    name: str
    variables: tuple[str, str]
    rows: tuple[str, ...]
    label: Formula
    f: tuple[Program, Program, Program]
    jacobian: tuple[tuple[Program, Program], ...]
    domain: Window
    window: Window
    heights: tuple[float, float]
    start: tuple[float, float]
