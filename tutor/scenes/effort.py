"""How many samples a function is worth: all that a picture wants, or fewer of a slow one.

What decides where to look (the window, the heights, the levels, the start) always costs the same, so that a
fine picture has the frame of the coarse one. What fills the frame costs little in a coarse picture, and more
in a fine one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np

from tutor.program import Program
from tutor.sampling import HALVINGS, MOST_TRIED, without_poles
from tutor.tables import Table

SEARCH: Final = 0.02
COARSE: Final = 0.03
FINE: Final = 0.5
"""Seconds for the values of one function: to decide on something, to fill a frame."""
FEWEST: Final = {1: 120, 2: 15}
"""Samples along each side, by the number of sides: with fewer there is no picture."""
TABLED: Final = {1: 600, 2: 121}


@dataclass
class _Effort:
    coarse: bool
    short: bool = False
    """whether something would have more samples in a fine picture"""


_effort: ContextVar[_Effort] = ContextVar("effort", default=_Effort(coarse=False))  # noqa: B039  (read only)


@contextmanager
def effort(coarse: bool) -> Iterator[_Effort]:
    """Make coarse pictures, or fine ones; afterwards `short` says whether fine ones would be finer."""
    made = _Effort(coarse)
    token = _effort.set(made)
    try:
        yield made
    finally:
        _effort.reset(token)


def searched(count: int, *programs: Program, sides: int = 1) -> int:
    """Return how many of `count` samples along each side decide on something."""
    return _within(SEARCH, count, programs, sides)


def drawn(count: int, *programs: Program, sides: int = 1) -> int:
    """Return how many of `count` samples along each side are drawn."""
    now = _effort.get()
    # Along a line most slow functions are polynomials on pieces, which a coarse picture need not wait for.
    fine = _affordable(FINE, count, max(program.cost_of_many for program in programs), sides)
    if not now.coarse:
        return fine
    coarse = _within(COARSE, count, programs, sides)
    now.short |= coarse < fine
    return coarse


def _within(seconds: float, count: int, programs: Sequence[Program], sides: int) -> int:
    return _affordable(seconds, count, max(program.cost for program in programs), sides)


def _affordable(seconds: float, count: int, cost: float, sides: int) -> int:
    affordable = int((seconds / cost) ** (1 / sides)) if cost > 0 else count
    return min(count, max(affordable, FEWEST[sides]))


@lru_cache(maxsize=12)
def _table(program: Program, axes: tuple[tuple[float, float], ...], count: int) -> Table:
    places = [np.linspace(low, high, count) for low, high in axes]
    values = program(*np.meshgrid(*places, indexing="ij"))
    if len(axes) == 2:
        tried = min(int(FINE / program.cost / HALVINGS), MOST_TRIED)
        x, y = places
        values = without_poles(program, x, y, values.T, tried).T
    return Table(axes, values)


def tabled(program: Program, *axes: tuple[float, float]) -> Program:
    """Return the program with a table over a stretch of each of its one or two inputs, where it is slow: the
    window takes what it draws from that."""
    sides = len(axes)
    if _within(SEARCH, TABLED[sides], (program,), sides) == TABLED[sides]:
        return program
    count = drawn(TABLED[sides], program, sides=sides)
    return replace(program, table=_table(program, axes, count))
