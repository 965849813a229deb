"""Special functions and integrals of numpy arrays, value by value: what no short formula computes.

Definitions are those of the NIST Digital Library of Mathematical Functions. mpmath computes them; it is
imported by the first function that needs it, not before.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any, Final

from tutor.chebyshev import Pieces

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True)
class SpecialFunction:
    """mpmath's name of a function, how many arguments it takes, and about how many seconds. `in_double` says
    that the quicker of mpmath's two ways to compute it is right to 11 digits, measured against the other."""

    name: str
    count: int
    cost: float
    in_double: bool = False


SPECIAL: Final[dict[str, SpecialFunction]] = {
    "erfi": SpecialFunction("erfi", 1, 60e-6, in_double=True),
    "digamma": SpecialFunction("digamma", 1, 8e-6, in_double=True),
    "polygamma": SpecialFunction("psi", 2, 80e-6, in_double=True),
    "uppergamma": SpecialFunction("gammainc", 2, 80e-6, in_double=True),
    "lowergamma": SpecialFunction("gammainc", 2, 80e-6, in_double=True),
    "zeta": SpecialFunction("zeta", 1, 9e-6, in_double=True),
    "besselj": SpecialFunction("besselj", 2, 400e-6),
    "bessely": SpecialFunction("bessely", 2, 850e-6),
    "besseli": SpecialFunction("besseli", 2, 300e-6),
    "besselk": SpecialFunction("besselk", 2, 3400e-6),
    "airyai": SpecialFunction("airyai", 1, 680e-6),
    "airybi": SpecialFunction("airybi", 1, 150e-6),
    "lambertw": SpecialFunction("lambertw", 1, 280e-6),
    "Ei": SpecialFunction("ei", 1, 12e-6, in_double=True),
    "li": SpecialFunction("li", 1, 24e-6, in_double=True),
    "Si": SpecialFunction("si", 1, 25e-6),
    "Ci": SpecialFunction("ci", 1, 45e-6),
    "Shi": SpecialFunction("shi", 1, 30e-6, in_double=True),
    "Chi": SpecialFunction("chi", 1, 30e-6, in_double=True),
    "fresnels": SpecialFunction("fresnels", 1, 200e-6),
    "fresnelc": SpecialFunction("fresnelc", 1, 200e-6),
    "polylog": SpecialFunction("polylog", 2, 20e-6, in_double=True),
}
"""The functions by the names they have in the tree."""

NODES: Final = 16
"""of Gauss's rule in each part of an interval."""
PARTS: Final = (4, 8, 16, 32, 64, 128, 256)
"""Into so many parts an interval is cut, more and more until two sums agree."""
AGREED: Final = 1e-12
ROUGHLY: Final = 1e-5
"""Shares of ∫|f| to which the last two sums agree, for a value that is right and for one that will do."""
STEADY: Final = 0.02
"""Share by which ∫|f| may still change: where there is none, it grows by more with each doubling."""
AT_ONCE: Final = 1 << 20
"""Values of an integrand that are computed at a time."""


WORTHWHILE: Final = 1e-4
"""Seconds for one value from which many are taken from polynomials, see `tutor.chebyshev`: where one place
stays and another moves. Below that, mpmath's double precision is too rough for them to be found."""
LATELY: Final = 2048
"""Values of each function that are kept: a picture asks for those at its samples several times."""
STEP: Final = 1e-3
"""Beside a place that a slope is taken at, of its size: there five points leave about 10 digits right."""


def special(name: str) -> Callable[..., Any]:
    """Return a function of `SPECIAL` that takes arrays; NaN where it has no real value. One value is always
    computed by itself."""
    return partial(_computed, name, None)


@cache
def partial_of_special(name: str, index: int) -> Callable[..., Any]:
    """Return its derivative by the argument at `index`, where there is no formula for that. mpmath takes it
    from two values with twice the digits; many of what is quick are right to about 8 digits only."""
    return partial(_computed, name, index)


def _computed(name: str, index: int | None, *arguments: Any) -> Any:
    import numpy as np

    moving = [k for k, argument in enumerate(arguments) if np.size(argument) > 1]
    if len(moving) == 1 and takes_pieces(name):
        held = tuple(None if k in moving else float(np.ravel(each)[0]) for k, each in enumerate(arguments))
        return _pieces(name, index, held)(arguments[moving[0]])
    if index is not None and moving and SPECIAL[name].in_double:
        return five_point(special(name), index, arguments)
    return np.vectorize(_one_by_one(name, index), otypes=[float])(*arguments)


def takes_pieces(name: str) -> bool:
    """Say whether many values of a function cost far less than so many times one."""
    return SPECIAL[name].cost >= WORTHWHILE


def five_point(function: Callable[..., Any], index: int, arrays: Sequence[Any]) -> Any:
    """Return the derivative by the argument at `index` where there is no formula for it: the five-point rule
    of numerical differentiation, Abramowitz and Stegun, 25.3.6."""
    import numpy as np

    step = STEP * np.maximum(np.abs(arrays[index]), 1.0)
    near, far = (
        function(*arrays[:index], arrays[index] + away, *arrays[index + 1 :])
        - function(*arrays[:index], arrays[index] - away, *arrays[index + 1 :])
        for away in (step, 2 * step)
    )
    return (8 * near - far) / (12 * step)


@lru_cache(maxsize=24)
def _pieces(name: str, index: int | None, held: tuple[float | None, ...]) -> Pieces:
    """Return the function of the one argument that is not held."""
    value = _one_by_one(name, index)
    return Pieces(lambda x: value(*(x if each is None else each for each in held)))


@cache
def _one_by_one(name: str, index: int | None) -> Callable[..., float]:
    function = _from_mpmath(name) if index is None else _derivative_by_mpmath(name, index)

    @lru_cache(maxsize=LATELY)
    def value(*arguments: float) -> float:
        try:
            found = function(*map(float, arguments))
            return float(found.real) if found.imag == 0 else math.nan
        except (ValueError, ArithmeticError, _no_convergence()):
            return math.nan

    return value


@cache
def _from_mpmath(name: str, exact: bool = False) -> Callable[..., Any]:
    import mpmath

    row = SPECIAL[name]
    context = mpmath.fp if row.in_double and not exact else mpmath.mp
    function: Callable[..., Any] = getattr(context, row.name)
    if name == "lowergamma":
        return lambda s, x: function(s, 0, x)
    return function


@cache
def _derivative_by_mpmath(name: str, index: int) -> Callable[..., Any]:
    import mpmath

    function = _from_mpmath(name, exact=True)
    if name in ("airyai", "airybi"):
        return partial(function, derivative=1)

    def derivative(*arguments: float) -> Any:
        return mpmath.diff(
            lambda x: function(*arguments[:index], x, *arguments[index + 1 :]), arguments[index]
        )

    return derivative


@cache
def _no_convergence() -> type[Exception]:
    from mpmath.libmp import NoConvergence

    found: type[Exception] = NoConvergence
    return found


def integral(
    integrand: Callable[[np.ndarray, np.ndarray], np.ndarray], lower: np.ndarray, upper: np.ndarray
) -> np.ndarray:
    """Return ∫ from `lower` to `upper`, both of shape (n,). `integrand` takes places of shape (k, m), and
    which k of the n they belong to. NaN where the integral does not converge, or the integrand has no value
    in between.

    Gauss's rule on more and more parts, after t = a + (b − a) u³ (10 − 15u + 6u²), which takes the edge off
    an integrand that has no bound at an end, as 1/√t.
    """
    import numpy as np

    values = np.full(lower.shape, np.nan)
    todo = np.nonzero(np.isfinite(lower) & np.isfinite(upper))[0]
    before = size_before = np.full(lower.shape, np.nan)
    for parts in PARTS:
        sums, size = np.full(lower.shape, np.nan), np.full(lower.shape, np.nan)
        u, weights = _rule(parts)
        place, stretch = u**3 * (10 - 15 * u + 6 * u * u), 30 * (u * (1 - u)) ** 2 * weights
        for some in np.array_split(todo, max(1, -(-todo.size * u.size // AT_ONCE))):
            length = (upper - lower)[some, None]
            heights = integrand(lower[some, None] + length * place, some) * length * stretch
            sums[some], size[some] = heights.sum(axis=1), np.abs(heights).sum(axis=1)
        away = np.abs(sums - before) / np.where(size > 0, size, 1.0)
        steady = np.abs(size - size_before) <= STEADY * size  # ∫ 1/t across 0 cancels, and yet has no value
        good = away <= (AGREED if parts != PARTS[-1] else ROUGHLY)
        done = todo[(good & steady)[todo]]
        values[done] = sums[done]
        # No value at one place of many: 0/0 in the middle, or an interval that leaves the domain.
        todo = np.setdiff1d(todo, np.concatenate([done, todo[np.isnan(sums[todo])]]))
        if not todo.size:
            break
        before, size_before = sums, size
    return values


@cache
def _rule(parts: int) -> tuple[np.ndarray, np.ndarray]:
    """Return places in (0, 1) and weights of Gauss's rule on so many equal parts."""
    import numpy as np

    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    begins = np.arange(parts)[:, None]
    return ((begins + (nodes + 1) / 2) / parts).ravel(), np.tile(weights / 2 / parts, parts)
