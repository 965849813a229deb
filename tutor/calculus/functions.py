"""The table of functions: each carries its name, its meaning in sympy and mpmath, and its derivative.

Derivatives are those of the standard tables (NIST Digital Library of Mathematical Functions, §4 and §7).
To add a function is to add one row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import mpmath
import sympy

from tutor.language import N_


@dataclass(frozen=True, slots=True)
class ElementaryFunction:
    """A function of one argument. `derivative` is a formula in u, in the student's notation;
    `condition` says in such a formula's words where the function has values and a derivative.
    `said` is what the function is, and `domain` a condition on u for its having a value, for those who
    choose it while they type.
    """

    name: str
    sympy: Callable[..., Any]
    numeric: Callable[..., Any]
    derivative: str
    title: str
    condition: str
    said: str
    domain: str


_ROWS = (
    ("sin", sympy.sin, mpmath.sin, "cos(u)",
     N_("Derivative of the sine"), "", N_("sine"), ""),
    ("cos", sympy.cos, mpmath.cos, "-sin(u)",
     N_("Derivative of the cosine"), "", N_("cosine"), ""),
    ("tan", sympy.tan, mpmath.tan, "1/cos(u)^2",
     N_("Derivative of the tangent"), "cos(u) ≠ 0", N_("tangent"), "cos(u) ≠ 0"),
    ("cot", sympy.cot, mpmath.cot, "-1/sin(u)^2",
     N_("Derivative of the cotangent"), "sin(u) ≠ 0", N_("cotangent"), "sin(u) ≠ 0"),
    ("sec", sympy.sec, mpmath.sec, "sec(u) tan(u)",
     N_("Derivative of the secant"), "cos(u) ≠ 0", N_("secant"), "cos(u) ≠ 0"),
    ("csc", sympy.csc, mpmath.csc, "-csc(u) cot(u)",
     N_("Derivative of the cosecant"), "sin(u) ≠ 0", N_("cosecant"), "sin(u) ≠ 0"),
    ("arcsin", sympy.asin, mpmath.asin, "1/sqrt(1 - u^2)",
     N_("Derivative of the arcsine"), "-1 < u < 1", N_("inverse sine"), "-1 <= u <= 1"),
    ("arccos", sympy.acos, mpmath.acos, "-1/sqrt(1 - u^2)",
     N_("Derivative of the arccosine"), "-1 < u < 1", N_("inverse cosine"), "-1 <= u <= 1"),
    ("arctan", sympy.atan, mpmath.atan, "1/(1 + u^2)",
     N_("Derivative of the arctangent"), "", N_("inverse tangent"), ""),
    ("arccot", sympy.acot, mpmath.acot, "-1/(1 + u^2)",
     N_("Derivative of the arccotangent"), "", N_("inverse cotangent"), ""),
    ("arcsec", sympy.asec, mpmath.asec, "1/(u^2 sqrt(1 - 1/u^2))",
     N_("Derivative of the arcsecant"), "|u| > 1", N_("inverse secant"), "|u| >= 1"),
    ("arccsc", sympy.acsc, mpmath.acsc, "-1/(u^2 sqrt(1 - 1/u^2))",
     N_("Derivative of the arccosecant"), "|u| > 1", N_("inverse cosecant"), "|u| >= 1"),
    ("sinh", sympy.sinh, mpmath.sinh, "cosh(u)",
     N_("Derivative of the hyperbolic sine"), "", N_("hyperbolic sine"), ""),
    ("cosh", sympy.cosh, mpmath.cosh, "sinh(u)",
     N_("Derivative of the hyperbolic cosine"), "", N_("hyperbolic cosine"), ""),
    ("tanh", sympy.tanh, mpmath.tanh, "1/cosh(u)^2",
     N_("Derivative of the hyperbolic tangent"), "", N_("hyperbolic tangent"), ""),
    ("coth", sympy.coth, mpmath.coth, "-1/sinh(u)^2",
     N_("Derivative of the hyperbolic cotangent"), "u ≠ 0", N_("hyperbolic cotangent"), "u ≠ 0"),
    ("sech", sympy.sech, mpmath.sech, "-sech(u) tanh(u)",
     N_("Derivative of the hyperbolic secant"), "", N_("hyperbolic secant"), ""),
    ("csch", sympy.csch, mpmath.csch, "-csch(u) coth(u)",
     N_("Derivative of the hyperbolic cosecant"), "u ≠ 0", N_("hyperbolic cosecant"), "u ≠ 0"),
    ("arsinh", sympy.asinh, mpmath.asinh, "1/sqrt(u^2 + 1)",
     N_("Derivative of the inverse hyperbolic sine"), "", N_("inverse hyperbolic sine"), ""),
    ("arcosh", sympy.acosh, mpmath.acosh, "1/(sqrt(u - 1) sqrt(u + 1))",
     N_("Derivative of the inverse hyperbolic cosine"), "u > 1", N_("inverse hyperbolic cosine"), "u >= 1"),
    ("artanh", sympy.atanh, mpmath.atanh, "1/(1 - u^2)",
     N_("Derivative of the inverse hyperbolic tangent"), "-1 < u < 1",
     N_("inverse hyperbolic tangent"), "-1 < u < 1"),
    ("arcoth", sympy.acoth, mpmath.acoth, "1/(1 - u^2)",
     N_("Derivative of the inverse hyperbolic cotangent"), "|u| > 1",
     N_("inverse hyperbolic cotangent"), "|u| > 1"),
    ("arsech", sympy.asech, mpmath.asech, "-1/(u sqrt(1 - u^2))",
     N_("Derivative of the inverse hyperbolic secant"), "0 < u < 1",
     N_("inverse hyperbolic secant"), "0 < u <= 1"),
    ("arcsch", sympy.acsch, mpmath.acsch, "-1/(u^2 sqrt(1 + 1/u^2))",
     N_("Derivative of the inverse hyperbolic cosecant"), "u ≠ 0",
     N_("inverse hyperbolic cosecant"), "u ≠ 0"),
    ("exp", sympy.exp, mpmath.exp, "exp(u)",
     N_("Derivative of the exponential function"), "", N_("exponential function"), ""),
    ("ln", sympy.log, mpmath.log, "1/u",
     N_("Derivative of the logarithm"), "u > 0", N_("natural logarithm"), "u > 0"),
    ("abs", sympy.Abs, abs, "sign(u)",
     N_("Derivative of the absolute value"), "u ≠ 0", N_("absolute value"), ""),
    ("sign", sympy.sign, mpmath.sign, "0",
     N_("Derivative of the sign"), "u ≠ 0", N_("sign"), ""),
    ("erf", sympy.erf, mpmath.erf, "2/sqrt(pi) e^(-u^2)",
     N_("Derivative of the error function"), "", N_("error function"), ""),
)  # fmt: skip

FUNCTIONS: dict[str, ElementaryFunction] = {row[0]: ElementaryFunction(*row) for row in _ROWS}
