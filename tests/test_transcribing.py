"""A formula of which only Typst's markup is there, in the other notations."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from tests.galleries import gallery_of
from tutor.board import Formula
from tutor.canvas import picture_for
from tutor.copying import mathml
from tutor.theme import theme
from tutor.transcribing import completed


def of(markup: str) -> Formula:
    return completed(Formula("said", "", "", markup, "said"))


@pytest.mark.parametrize(
    ("markup", "text", "latex", "sympy"),
    [
        (
            "derivative(f'(2)) approx derivative(−2.5)",
            "f′(2) ≈ −2.5",
            r"f'\left(2\right) \approx -2.5",
            "-2.5",
        ),
        (
            'derivative(nabla f(1, −2)) = vec(delim: "[", slotA(4), slotB(−1))',
            "∇f(1, −2) = [4, −1]",
            r"\nabla f\left(1, -2\right) = \begin{bmatrix} 4 \\ -1 \end{bmatrix}",
            "Matrix([4, -1])",
        ),
        (
            'J_F lr((1, 1)) = mat(delim: "[", 2, 0.5; 3, 4)',
            "J_F(1, 1) = [[2, 0.5], [3, 4]]",
            r"J_{F}\left(1, 1\right) = \begin{bmatrix} 2 & 0.5 \\ 3 & 4 \end{bmatrix}",
            "Matrix([[2, 0.5], [3, 4]])",
        ),
        (
            "(f(1 + 0.4) - f(1)) / 0.4 approx 0.21 quad --> quad f'(1) = 0",
            "(f(1 + 0.4) − f(1))/0.4 ≈ 0.21 ⟶ f′(1) = 0",
            r"\frac{f\left(1 + 0.4\right) - f\left(1\right)}{0.4} \approx 0.21\quad \longrightarrow \quad"
            r" f'\left(1\right) = 0",
            "0",
        ),
        ("(partial f)/(partial x) = 2 x y", "∂f/∂x = 2xy", r"\frac{\partial f}{\partial x} = 2xy", ""),
        ("theta_1 = 1.2 dot 10^(−3)", "θ₁ = 1.2 · 10⁻³", r"\theta_{1} = 1.2 \cdot 10^{-3}", "1.2*10**-3"),
        ("y = x cos y - sqrt(x + 1)", "y = x cos y − √(x + 1)", r"y = x\cos y - \sqrt{x + 1}", ""),
        ('cases(x & "if" x < 0, 1 & "otherwise")', "{x if x < 0; 1 otherwise}", None, ""),
        ("frac(dif z, dif s) &= a dot b \\ &= 2", "dz/ds = a · b\n= 2", None, ""),
        ("abs(x) + norm(nabla f) >= floor(y)", "|x| + ‖∇f‖ ≥ ⌊y⌋", None, ""),
        ("f'_2 (t)", "f₂′(t)", r"f_{2}'\left(t\right)", ""),
        ("x^(2 n) + x^(a/b)", "x^(2n) + x^(a/b)", r"x^{2n} + x^{\frac{a}{b}}", ""),
    ],
)
def test_notations_of_markup(markup: str, text: str, latex: str | None, sympy: str) -> None:
    made = of(markup)
    assert made.text == text
    assert made.sympy == sympy
    if latex is not None:
        assert made.latex == latex


def test_what_a_formula_has_is_kept() -> None:
    whole = Formula("x^2", "x^{2}", "x**2", "x^(2)", "x squared")
    assert completed(whole) is whole
    nothing = Formula("words", "", "", "", "words")
    assert completed(nothing) is nothing
    assert completed(Formula("x**2", "", "x**2", "x^(2)", "")).text == "x**2"


PICTURES = (
    ("sin(x^2)", "derivative"),
    ("f(x, y) = x^2 y + y", "gradient"),
    ("f = g^2 h + h; g = 3x; h = x^2", "chain"),
    ("z = u^2 v; u = s t; v = s + t", "chain"),
    ("(x^2 y, 5x + sin y)", "jacobian"),
    ("(x y z, x + y, z^2)", "jacobian"),
    ("f(x, y, z) = x y z^2", "gradient"),
    ("(cos t, sin t)", "derivative"),
)


@pytest.mark.parametrize(("typed", "ask"), PICTURES)
def test_what_stands_below_each_picture_can_be_copied(typed: str, ask: str) -> None:
    for scene in gallery_of(typed, ask).scenes:
        picture = picture_for(scene, theme("light"), Figure(), 1.0)
        readout, symbols = picture.readout(), picture.symbols()
        beside = (symbols.formula, symbols.aside) if symbols is not None else ()
        for markup in filter(None, (readout.formula, readout.brief, *beside)):
            made = of(markup)
            assert made.latex and "said" not in made.text
            assert "merror" not in mathml(Formula("", "", "", markup, ""))
