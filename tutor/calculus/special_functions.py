"""What the special functions of `tutor.notation.functions` mean in sympy and in mpmath.

Definitions are those of the NIST Digital Library of Mathematical Functions; those of sympy and mpmath agree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import mpmath
import sympy


@dataclass(frozen=True, slots=True)
class SpecialFunction:
    """A function by its name in the tree; both callables take its arguments in the order typed."""

    name: str
    sympy: Callable[..., Any]
    numeric: Callable[..., Any]


def _largest(*values: Any) -> Any:
    return max(values)


def _least(*values: Any) -> Any:
    return min(values)


def _lower_gamma(s: Any, x: Any) -> Any:
    return mpmath.gammainc(s, 0, x)


_ROWS: tuple[tuple[str, Callable[..., Any], Callable[..., Any]], ...] = (
    ("max", sympy.Max, _largest),
    ("min", sympy.Min, _least),
    ("floor", sympy.floor, mpmath.floor),
    ("ceil", sympy.ceiling, mpmath.ceil),
    ("sign", sympy.sign, mpmath.sign),
    ("atan2", sympy.atan2, mpmath.atan2),
    ("sinc", sympy.sinc, mpmath.sinc),
    ("erf", sympy.erf, mpmath.erf),
    ("erfc", sympy.erfc, mpmath.erfc),
    ("erfi", sympy.erfi, mpmath.erfi),
    ("gamma", sympy.gamma, mpmath.gamma),
    ("loggamma", sympy.loggamma, mpmath.loggamma),
    ("digamma", sympy.digamma, mpmath.digamma),
    ("polygamma", sympy.polygamma, mpmath.psi),
    ("uppergamma", sympy.uppergamma, mpmath.gammainc),
    ("lowergamma", sympy.lowergamma, _lower_gamma),
    ("zeta", sympy.zeta, mpmath.zeta),
    ("besselj", sympy.besselj, mpmath.besselj),
    ("bessely", sympy.bessely, mpmath.bessely),
    ("besseli", sympy.besseli, mpmath.besseli),
    ("besselk", sympy.besselk, mpmath.besselk),
    ("airyai", sympy.airyai, mpmath.airyai),
    ("airybi", sympy.airybi, mpmath.airybi),
    ("lambertw", sympy.LambertW, mpmath.lambertw),
    ("Ei", sympy.Ei, mpmath.ei),
    ("li", sympy.li, mpmath.li),
    ("Si", sympy.Si, mpmath.si),
    ("Ci", sympy.Ci, mpmath.ci),
    ("Shi", sympy.Shi, mpmath.shi),
    ("Chi", sympy.Chi, mpmath.chi),
    ("fresnels", sympy.fresnels, mpmath.fresnels),
    ("fresnelc", sympy.fresnelc, mpmath.fresnelc),
    ("polylog", sympy.polylog, mpmath.polylog),
)

SPECIAL_FUNCTIONS: dict[str, SpecialFunction] = {row[0]: SpecialFunction(*row) for row in _ROWS}
