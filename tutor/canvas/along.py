"""What happens along one input of a chain rule while the others are held."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial

import numpy as np

from tutor.canvas.numbers import number
from tutor.canvas.style import SLOTS
from tutor.canvas.tangents import if_smooth
from tutor.canvas.wording import equals, typst_column, typst_number
from tutor.gallery import Way
from tutor.program import Program
from tutor.sampling import path_with_gaps

SAMPLES = 1200


class Along:
    """The functions of a way, as functions of its one moving input."""

    def __init__(self, way: Way, place: Mapping[str, float]) -> None:
        self.way = way
        self._place = dict(place)
        inner = [partial(self.values, program) for program in way.inner[:2]]
        self.parameters, self._points = path_with_gaps(inner, np.linspace(*way.range, SAMPLES))

    @property
    def start(self) -> float:
        """Where the moving input was at first."""
        return self._place[self.way.variable]

    def holds(self, place: Mapping[str, float]) -> bool:
        """Say whether the other inputs are held there."""
        return all(self._place[name] == value for name, value in place.items() if name != self.way.variable)

    def values(self, program: Program, x: float | np.ndarray) -> np.ndarray:
        """Return a program's values where the moving input is `x`."""
        return program(*({**self._place, self.way.variable: x}[name] for name in program.inputs))

    def at(self, program: Program, x: float) -> float:
        """Return a program's value where the moving input is `x`."""
        return number(self.values(program, x))

    def inner(self, x: float) -> list[float]:
        """Return the values of the inner functions."""
        return [self.at(program, x) for program in self.way.inner]

    def velocity(self, x: float) -> list[float]:
        """Return how fast each inner function changes."""
        return [self.at(program, x) for program in self.way.inner_derivatives]

    def gradient(self, x: float) -> list[float]:
        """Return the derivatives of the output by its inner functions, [] where there are no numbers; NaN
        where the output itself has no value."""
        contour = self.way.contour
        programs = self.way.outer or (contour.gradient if contour is not None else ())
        inner = self.inner(x)
        if self.way.whole is not None and not math.isfinite(self.height(x)):
            return [math.nan] * len(programs)
        return [number(program(*inner)) for program in programs]

    def path(self) -> np.ndarray:
        """Return the values of the first two inner functions over the range, shape (2, n); NaN at a break."""
        return self._points.T

    def height(self, x: float) -> float:
        """Return the output's value."""
        return math.nan if self.way.whole is None else self.at(self.way.whole.value, x)

    def rate(self, x: float) -> float:
        """Return the derivative of the output by the moving input, the sum of the terms; NaN at a corner."""
        gradient, whole, (low, high) = self.gradient(x), self.way.whole, self.way.range
        if whole is None:
            return self._sum(gradient, x) if gradient else math.nan
        rate = self._sum(gradient, x) if gradient else self.at(whole.rate, x)
        return if_smooth(rate, lambda places: self.values(whole.value, places), x, high - low)

    def _sum(self, gradient: list[float], x: float) -> float:
        return float(sum(a * b for a, b in zip(gradient, self.velocity(x), strict=True)))

    # In writing -----------------------------------------------------------------------------------

    def sum(self, x: float, branch: str | None = None) -> str:
        """Return one product for each inner function and their sum, as Typst math markup; that of a branch
        is highlighted."""
        factors = list(zip(self.gradient(x), self.velocity(x), strict=True))
        shown = []
        for index, (name, (outer, slope)) in enumerate(zip(self.way.names, factors, strict=True)):
            role, term = SLOTS[index % len(SLOTS)], f"{typst_number(outer)} dot {_in_brackets(slope)}"
            shown.append(f"#{role}_tint(${term}$)" if name == branch else f"{role}({term})")
        rate = self.rate(x)
        sign = equals(rate, *(part for pair in factors for part in pair))
        return f"{' + '.join(shown)} {sign} {typst_number(rate)}"

    def product(self, x: float) -> str:
        """Return gradient · velocity with its two terms and their sum, as Typst math markup."""
        gradient, velocity = self.gradient(x), self.velocity(x)
        terms = [a * b for a, b in zip(gradient, velocity, strict=True)]
        vectors = " dot ".join(
            typst_column([typst_number(part) for part in vector], (role, role))
            for vector, role in ((gradient, "derivative"), (velocity, "velocity"))
        )
        total = f"{typst_number(terms[0])} + {_in_brackets(terms[1])}"
        first, second = equals(*gradient, *velocity, *terms), equals(*terms, self.rate(x))
        return f"{vectors} {first} {total} {second} {typst_number(self.rate(x))}"


def _in_brackets(value: float) -> str:
    return f"({typst_number(value)})" if value < 0 else typst_number(value)
