"""A formula as a straight-line program that numpy runs: plain data, no mathematics library needed.

The window runs it at every frame of a drag, so that moving a point never waits for the engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True)
class Program:
    """A stack program over named inputs.

    `code` is a sequence of instructions: ("push", number), ("load", index of input), or (operation,)
    with operation a key of the table below, which pops its operands and pushes its result.
    """

    inputs: tuple[str, ...]
    code: tuple[tuple[str | float | int, ...], ...]

    def __call__(self, *values: float | np.ndarray) -> np.ndarray:
        """Return the value(s), NaN where it is not real and finite; arrays broadcast."""
        raise NotImplementedError
