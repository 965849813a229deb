"""The data of the picture "Mapping"."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.board import Formula
from tutor.gallery.scene import Scene, Window
from tutor.program import Program


@dataclass(frozen=True, slots=True)
class MappingScene(Scene):
    """F: R² → R² as the image of a grid. `jacobian` is rows of Programs; `entries` are the same
    and `determinant` is theirs, as Typst markup."""

    name: str
    variables: tuple[str, str]
    label: Formula
    f: tuple[Program, Program]
    jacobian: tuple[tuple[Program, Program], tuple[Program, Program]]
    window: Window
    image_window: Window
    start: tuple[float, float]
    entries: tuple[tuple[str, str], tuple[str, str]]
    determinant: str

    @property
    def rows(self) -> tuple[str, str]:
        """The names of the outputs: f_1 and f_2 of F."""
        return f"{self.name.lower()}_1", f"{self.name.lower()}_2"
