"""Where a curve has a tangent, and where it only looks as if it had one."""

from __future__ import annotations

import math

import pytest

from tests.galleries import gallery_of
from tutor.canvas.along import Along
from tutor.canvas.tangents import slope_at
from tutor.gallery import SlopeScene
from tutor.notation.reading import read
from tutor.scenes import gallery


def scene_of(text: str) -> SlopeScene:
    scene = gallery(read(text), "derivative").scenes[0]
    assert isinstance(scene, SlopeScene)
    return scene


@pytest.mark.parametrize(
    ("text", "x"),
    [
        ("|x|", 0.0),
        ("max(x, x^2)", 1.0),
        ("max(x, x^2)", 0.0),
        ("floor(x)", 1.0),
        ("x if x < 0 else x + 1", 0.0),
        ("|x^2 - 1|", 1.0),
        ("1/x", 0.0),
    ],
)
def test_no_tangent(text: str, x: float) -> None:
    assert math.isnan(slope_at(scene_of(text), x))


@pytest.mark.parametrize(
    ("text", "x", "slope"),
    [
        ("sin(x^2)", 1.0, 2 * math.cos(1)),
        ("|x|", -2.0, -1.0),
        ("max(x, x^2)", 2.0, 4.0),
        ("floor(x)", 0.5, 0.0),
        ("x if x < 0 else x + x^2", 0.0, 1.0),
        ("sin(1000x)", 0.3, 1000 * math.cos(300)),
        ("e^(20x)", 1.0, 20 * math.exp(20)),
        ("x^3", 0.0, 0.0),
        ("x |x|", 0.0, 0.0),
        ("sqrt(x)", 1.0, 0.5),
    ],
)
def test_tangent(text: str, x: float, slope: float) -> None:
    assert slope_at(scene_of(text), x) == pytest.approx(slope, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(("text", "x", "rate"), [
    ("f(g) = |g|; g = 2x", 0.0, math.nan),
    ("f(g) = |g|; g = 2x", 0.5, 2.0),
    ("f(g, h) = |g| + h; g = 2x; h = x^2", 0.0, math.nan),
    ("f(g, h) = |g| + h; g = 2x; h = x^2", -0.5, -3.0),
])  # fmt: skip
def test_a_chain_has_no_rate_at_a_corner(text: str, x: float, rate: float) -> None:
    way = gallery_of(text, "chain").scenes[0].ways[0]
    assert Along(way, {"x": x}).rate(x) == pytest.approx(rate, nan_ok=True)
