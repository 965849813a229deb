"""Special functions and integrals of numpy arrays, value by value: what no short formula computes.

Definitions are those of the NIST Digital Library of Mathematical Functions. mpmath computes them; it is
imported by the first function that needs it, not before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

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


def special(name: str) -> Callable[..., Any]:
    """Return a function of `SPECIAL` that takes arrays; NaN where it has no real value."""
    import numpy as np

    def value(*arguments: float) -> float:
        try:
            found = _from_mpmath(name)(*map(float, arguments))
            return float(found.real) if found.imag == 0 else np.nan
        except (ValueError, ArithmeticError, _no_convergence()):
            return np.nan

    return np.vectorize(value, otypes=[float])


@cache
def _from_mpmath(name: str) -> Callable[..., Any]:
    import mpmath

    row = SPECIAL[name]
    context = mpmath.fp if row.in_double else mpmath.mp
    function: Callable[..., Any] = getattr(context, row.name)
    if name == "lowergamma":
        return lambda s, x: function(s, 0, x)
    return function


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
