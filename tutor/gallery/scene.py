"""What every scene is, and the pictures that belong to a question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray

Window = tuple[float, float, float, float]
"""(left, right, bottom, top) of a plot, in the units of its axes."""


@dataclass(frozen=True, slots=True)
class Scene:
    """The numbers behind one picture, as plain data. Each kind is a class of its own beside this one."""


@dataclass(frozen=True, slots=True)
class Gallery:
    """The pictures that belong to a question, the one to open first; `note` says why there is none. `coarse`
    ones are of few samples of a slow function, and can be had finer."""

    scenes: tuple[Scene, ...] = ()
    titles: tuple[str, ...] = ()
    note: str = ""
    default: int = 0
    coarse: bool = False
