"""Values at a point, against sympy's own numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mpmath
import pytest
import sympy

from tutor.calculus.meaning import Meaning
from tutor.calculus.model import letter, to_sympy
from tutor.calculus.numeric import NoValueError, evaluate
from tutor.calculus.verification import LONG, sympy_value
from tutor.notation.reading import read, read_expression
from tutor.notation.traversal import symbols

POINT = {"x": "0.62", "y": "1.37", "n": "2", "a": "0.25"}


@pytest.mark.parametrize(
    "text",
    [
        "max(x, x^2, y) - min(x, y)",
        "floor(3x) + ceil(3x) + sign(x - y)",
        "atan2(y, -x)",
        "erf(x) + erfc(2x) + erfi(x)",
        "gamma(x + 1) loggamma(x) digamma(x) polygamma(1, x)",
        "gamma(n, x) + lowergamma(n, y)",
        "zeta(x + 2)",
        "besselj(n, x) + bessely(n, x) + besseli(n, x) + besselk(n, x)",
        "airyai(x) airybi(x)",
        "lambertw(x) + polylog(2, x)",
        "Ei(x) + li(x) + Si(x) + Ci(x) + Shi(x) + Chi(x)",
        "fresnels(x) fresnelc(x) + sinc(x)",
        "int_0^(x^2) e^(-t^2) dt",
        "y int_a^x sin(y t)/t dt",
        "int_0^x int_0^t s y ds dt",
        "x if x < 1 else y",
        "{1, x > y; x, 0 < x <= 1; 3, otherwise}",
        "{1, x = y; 2, x != y}",
    ],
)
def test_value(text: str) -> None:
    body = read(text).main.body
    with mpmath.workdps(50):
        point = {name: mpmath.mpf(POINT[name]) for name in symbols(body)}
        expected = to_sympy(body).doit().subs({letter(name): sympy.Rational(POINT[name]) for name in point})
        found = evaluate(body, point, Meaning())
        assert abs(found - mpmath.mpmathify(sympy.N(expected, 30))) < mpmath.mpf("1e-25")


@pytest.mark.parametrize("text", ["{1, x > 1; 2, x > 3}", "int_(-1)^x 1/t dt", "besselj(x, x) + b"])
def test_no_value(text: str) -> None:
    with pytest.raises(NoValueError):
        evaluate(read(text).main.body, {"x": mpmath.mpf("0.62")}, Meaning())


def test_a_derivative_by_name_is_that_of_its_formula() -> None:
    formula = read("x^3 + 2x").main.body
    meaning = Meaning(bodies={"f": formula}, inputs={"f": ("x",)})
    found = evaluate(read("f'(y^2)").main.body, {"y": mpmath.mpf(2)}, meaning)
    assert abs(found - 50) < mpmath.mpf("1e-12")


def test_a_tower_of_powers_is_refused_before_it_fills_the_memory() -> None:
    tower = read_expression("x^x^x^x^x^x")
    with pytest.raises(NoValueError):
        evaluate(tower, {"x": mpmath.mpf(6)}, Meaning())


X = sympy.Symbol("x", real=True)


def _long(term: Callable[[int], Any]) -> Any:
    return sympy.Add(*map(term, range(1, 9)))


@pytest.mark.parametrize(
    "expected",
    [
        _long(lambda k: sympy.sin(k * X) ** 2 * sympy.exp(-X / k) / (k + X**2)),
        _long(lambda k: sympy.atanh(X / (k + 3)) * sympy.log(k + X) * sympy.sqrt(k + X) / sympy.Abs(X - 9)),
        _long(
            lambda k: sympy.besselj(1, k * X) * sympy.erf(X + k) * sympy.Piecewise((X**2, k > X), (X, True))
        ),
    ],
    ids=["elementary", "roots", "special"],
)
def test_a_long_expression_of_sympys_has_the_values_that_sympy_gives_it(expected: Any) -> None:
    assert expected.count_ops() > LONG
    for place in ("0.37", "1.61"):
        mine = sympy_value(expected, {"x": mpmath.mpf(place)})
        theirs = expected.evalf(40, subs={X: sympy.Float(place, 60)})
        assert abs(mine - mpmath.mpf(str(theirs))) < mpmath.mpf("1e-12") * (1 + abs(mine))
