"""Names, numbers and formulas as pictures write them."""

from __future__ import annotations

import math

import pytest

from tutor.board import Formula
from tutor.canvas.labels import LONG, mathematics, sprite
from tutor.canvas.wording import latex_name, rounded, typst_name

ROUNDED = [
    (2.0, "2"),
    (-1.0806, "−1.08"),
    (0.5, "0.5"),
    (0.00123, "0.00123"),
    (0.0456, "0.0456"),
    (1234.5, "1234"),
    (-1e-12, "0"),
    (1234567.0, "1.23·10⁶"),
    (-1e6, "−10⁶"),
    (1e-4, "10⁻⁴"),
    (math.nan, "–"),
]


@pytest.mark.parametrize(("value", "shown"), ROUNDED)
def test_rounded(value: float, shown: str) -> None:
    assert rounded(value) == shown


@pytest.mark.parametrize(
    ("name", "latex", "typst"),
    [
        ("x", "x", "x"),
        ("x_1", "x_{1}", "x_1"),
        ("a_11'", "a'_{11}", "a'_11"),
        ("theta", r"\theta", "theta"),
        ("cost", r"\mathrm{cost}", '"cost"'),
    ],
)
def test_names(name: str, latex: str, typst: str) -> None:
    assert (latex_name(name), typst_name(name)) == (latex, typst)


def test_mathematics_falls_back_on_plain_text() -> None:
    def formula(latex: str) -> Formula:
        return Formula("a matrix", latex, "", "", "")

    assert mathematics(formula("x^2")) == "$x^2$"
    assert mathematics(formula(r"\begin{pmatrix}1\end{pmatrix}")) == "a matrix"


@pytest.mark.parametrize(("latex", "shown"), [("f(x) = x + x", "$f(x)$"), ("x + x", "")])
def test_a_long_formula_is_only_named(latex: str, shown: str) -> None:
    assert mathematics(Formula("x" * LONG, latex, "", "", "")) == shown


def test_digits_are_set_as_wide_as_mathtext_would() -> None:
    whole = sprite("$12.5$", 20.0, 72.0).advance
    pieces = sum(sprite(piece, 20.0, 72.0).advance for piece in ("${1}$", "${2}$", "$.$", "${5}$"))
    assert pieces == pytest.approx(whole, rel=0.02)
