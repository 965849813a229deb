"""Slow functions of one number are drawn from a hundred of their values, and are as exact as all of them."""

from __future__ import annotations

import math
from collections.abc import Callable

import mpmath
import numpy as np
import pytest

from tutor.chebyshev import Pieces
from tutor.notation.reading import read_expression
from tutor.scenes.compile import compiled
from tutor.special import _one_by_one, _pieces


class Counted:
    """A function that counts how often it is called."""

    def __init__(self, function: Callable[[float], float]) -> None:
        self.function, self.calls = function, 0

    def __call__(self, x: float) -> float:
        self.calls += 1
        return self.function(x)


@pytest.mark.parametrize(
    ("exact", "low", "high", "most"),
    [
        (math.sin, -10, 10, 110),
        (lambda x: math.exp(-x * x), -6, 6, 900),  # to 2e-16, and with the digits of every one
        (lambda x: 1 / (1 + 25 * x * x), -1, 1, 330),  # Runge's
        (lambda x: abs(x - 0.3), -1, 1, 600),  # a kink
        (lambda x: 1 / (x - 0.3), -1, 1, 1000),  # a pole
        (lambda x: math.sqrt(x) if x >= 0 else math.nan, -1, 1, 1000),  # the edge of the domain
        (lambda x: math.sin(1e4 * x), 0, 1, 15000),  # never smooth: no more than a few times one by one
    ],
)
def test_values_are_right_and_few_are_computed(
    exact: Callable[[float], float], low: float, high: float, most: int
) -> None:
    counted = Counted(exact)
    x = np.linspace(low, high, 4000)
    found, right = Pieces(counted)(x), np.array([exact(each) for each in x])
    assert counted.calls <= most
    np.testing.assert_array_equal(np.isnan(found), np.isnan(right))
    size = np.maximum(np.abs(right), 1e-300)
    assert np.nanmax(np.abs(found - right) / np.where(np.abs(right) < 1, np.maximum(size, 0.1), size)) < 1e-9


def test_what_falls_to_nothing_keeps_its_digits() -> None:
    x = np.linspace(0, 40, 900)
    np.testing.assert_allclose(Pieces(lambda x: math.exp(-x))(x), np.exp(-x), rtol=1e-8)


def test_windows_that_overlap_share_their_pieces() -> None:
    counted = Counted(math.sin)
    pieces = Pieces(counted)
    pieces(np.linspace(-16, 15.9, 500))
    before = counted.calls
    for window in ((-9.9, 9.3), (-4, 5), (0.5, 1.5)):
        pieces(np.linspace(*window, 300))
    assert counted.calls == before


def test_what_the_nodes_take_for_a_constant_is_not() -> None:
    def narrow(x: float) -> float:
        return 3 + math.cos(16 * math.acos(x / 4 - 1))  # 4 at each of nine nodes from 0 to 8

    x = np.linspace(0, 7.99, 300)
    assert Pieces(narrow)(x) == pytest.approx(np.array([narrow(each) for each in x]), abs=1e-9)


SLOW = [
    ("airyai(x)", -12, 8, mpmath.airyai),
    ("airybi(x)", -12, 3, mpmath.airybi),
    ("bessely(1, x)", 0.1, 20, lambda x: mpmath.bessely(1, x)),
    ("besselj(x, 2)", -4.9, 8, lambda n: mpmath.besselj(n, 2)),
    ("lambertw(x)", -0.3, 9, lambda x: mpmath.lambertw(x).real),
    ("fresnelc(x^2)", -2, 2, lambda x: mpmath.fresnelc(x * x)),
]


@pytest.mark.parametrize(("text", "low", "high", "exact"), SLOW)
def test_special_functions_against_mpmath(
    text: str, low: float, high: float, exact: Callable[[float], float]
) -> None:
    program = compiled(read_expression(text, ("x",)), ("x",))
    x = np.linspace(low, high, 1000)
    values = program(x)
    for k in range(3, 1000, 41):
        right = float(exact(float(x[k])))
        assert values[k] == pytest.approx(right, rel=1e-9, abs=1e-9)
        assert float(program(float(x[k]))) == pytest.approx(right, rel=1e-14, abs=1e-15)


def test_a_special_function_computes_few_of_many_values() -> None:
    _pieces.cache_clear()
    _one_by_one.cache_clear()
    program = compiled(read_expression("airyai(x)", ("x",)), ("x",))
    program(np.linspace(-9, 6, 1000))
    assert 30 < _one_by_one("airyai", None).cache_info().misses < 300
