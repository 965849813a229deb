"""What the tree means in sympy, and what sympy's results look like on the board."""

from __future__ import annotations

from typing import Any

import pytest
import sympy

from tutor.calculus.model import FUNCTIONS_BY_SYMPY, ModelError, from_sympy, letter, to_sympy
from tutor.calculus.special_functions import SPECIAL_FUNCTIONS
from tutor.notation.expression import Call, Expression, Integral, Symbol
from tutor.notation.formula import formula
from tutor.notation.functions import SPECIAL
from tutor.notation.reading import read, read_expression

x, y, n, s, t, u, v = map(letter, "xynstuv")
f, g = sympy.Function("f"), sympy.Function("g")

MEANINGS: list[tuple[str, Any]] = [
    ("max(x, x^2)", sympy.Max(x, x**2)),
    ("floor(x) ceil(x)", sympy.floor(x) * sympy.ceiling(x)),
    ("atan2(y, x)", sympy.atan2(y, x)),
    ("polygamma(1, x) + digamma(x)", sympy.polygamma(1, x) + sympy.digamma(x)),
    ("gamma(n, x) + lowergamma(n, x)", sympy.uppergamma(n, x) + sympy.lowergamma(n, x)),
    ("besselj(n, x)", sympy.besselj(n, x)),
    ("lambertw(x) polylog(2, x)", sympy.LambertW(x) * sympy.polylog(2, x)),
    ("f(g(x))", f(g(x))),
    ("f'(x)", f(x).diff(x)),
    ("f'(g(x)) g'(x)", f(g(x)).diff(x)),
    ("2x f'(x^2)", f(x**2).diff(x)),
    ("f''(x)", f(x).diff(x, 2)),
    ("∂₁f(u, v)", f(u, v).diff(u)),
    ("∂₁∂₂f(u, v)", f(u, v).diff(u, v)),
    ("2x ∂₁f(x^2, y)", f(x**2, y).diff(x)),
    ("∂₁f(x, x^2) + 2x ∂₂f(x, x^2)", f(x, x**2).diff(x)),
    ("int_0^(x^2) e^(-t^2) dt", sympy.Integral(sympy.exp(-(t**2)), (t, 0, x**2))),
    ("int_0^x int_0^t s ds dt", sympy.Integral(sympy.Integral(s, (s, 0, t)), (t, 0, x))),
    ("{x, x < 0; x^2, otherwise}", sympy.Piecewise((x, x < 0), (x**2, True))),
    ("{x, x < y; 1, x >= y}", sympy.Piecewise((x, x < y), (1, x >= y))),
    ("{1, 0 < x <= y; 2, x = 0}", sympy.Piecewise((1, (x > 0) & (x <= y)), (2, sympy.Eq(x, 0)))),
]


@pytest.mark.parametrize(("text", "meaning"), MEANINGS, ids=[row[0] for row in MEANINGS])
def test_meaning(text: str, meaning: Any) -> None:
    assert to_sympy(read(text).main.body) == meaning


@pytest.mark.parametrize("text", [row[0] for row in MEANINGS])
def test_sympy_text_is_the_same_object(text: str) -> None:
    body = read(text).main.body
    letters = {str(name): letter(str(name)) for name in "xynstuv"}
    parsed = sympy.parse_expr(formula(body).sympy, local_dict=letters)
    assert parsed == to_sympy(body)


@pytest.mark.parametrize("text", [row[0] for row in MEANINGS if "<=" not in row[0]])
def test_there_and_back(text: str) -> None:
    meaning = to_sympy(read(text).main.body)
    assert to_sympy(from_sympy(meaning)) == meaning


@pytest.mark.parametrize(
    ("result", "written"),
    [
        (sympy.polygamma(0, x), "digamma(x)"),
        (f(x**2).diff(x), "2x f'(x^2)"),
        (f(g(x)).diff(x), "f'(g(x)) g'(x)"),
        (sympy.besselj(n, x).diff(x), "besselj(n - 1, x)/2 - besselj(n + 1, x)/2"),
        (sympy.Max(x, 1).diff(x), "{0, x - 1 < 0; 1, x - 1 > 0}"),
        (sympy.Integral(sympy.sin(t), (t, 0, x)), "int_0^x sin(t) dt"),
    ],
)
def test_result_is_written(result: Any, written: str) -> None:
    assert formula(from_sympy(result)).text == written


@pytest.mark.parametrize(
    "value", [sympy.zeta(x, 2), sympy.LambertW(x, -1), sympy.Integral(x), sympy.I, x & y]
)
def test_what_has_no_notation_is_refused(value: Any) -> None:
    with pytest.raises(ModelError):
        from_sympy(value)


def test_each_special_function_is_read_and_means_something() -> None:
    assert SPECIAL.keys() == SPECIAL_FUNCTIONS.keys()
    for name, row in SPECIAL.items():
        call = read_expression(f"{name}({', '.join('xyz'[: row.least])})")
        assert call == Call(name, tuple(map(Symbol, "xyz"[: row.least])))
        assert FUNCTIONS_BY_SYMPY[SPECIAL_FUNCTIONS[name].sympy] == name
        for spelling in row.spellings:
            typed: Expression = read_expression(f"{spelling}({', '.join('xyz'[: row.least])})")
            assert typed == call


def test_the_letter_of_an_integral_is_bound() -> None:
    integral = read("int_0^x t^2 dt").main.body
    assert isinstance(integral, Integral)
    assert to_sympy(integral).free_symbols == {x}
