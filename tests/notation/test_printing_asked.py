"""What the questions about limits, directions and mixed derivatives bring to the board, in every notation."""

from __future__ import annotations

import pytest

from tutor import typeset
from tutor.notation.expression import (
    ZERO,
    Derivative,
    DotProduct,
    Expression,
    Limit,
    Named,
    Negative,
    Quotient,
    Sum,
    Symbol,
)
from tutor.notation.formula import formula
from tutor.notation.traversal import symbols

x, h, F = Symbol("x"), Symbol("h"), Named("value", "f")

PRINTED = [
    (
        Limit(Sum((x, h)), "h", ZERO),
        "lim_(h→0) (x + h)",
        r"\lim_{h \to 0} \left(x + h\right)",
        "the limit, as h goes to 0, of x plus h, end limit",
    ),
    (
        Limit(Quotient(x, h), "h", ZERO),
        "lim_(h→0) x/h",
        r"\lim_{h \to 0} \frac{x}{h}",
        "the limit, as h goes to 0, of x over h, end limit",
    ),
    (Limit(Negative(x), "h", ZERO), "lim_(h→0) (-x)", r"\lim_{h \to 0} \left(-x\right)", None),
    (
        Derivative(Derivative(F, "y", True), "x", True),
        "∂^2 f/∂x∂y",
        r"\frac{\partial^{2} f}{\partial x \, \partial y}",
        "the partial derivative of f with respect to x, y, one after the other",
    ),
    (
        Derivative(Derivative(F, "y", True), "x", True, 2),
        "∂^3 f/∂x^2∂y",
        r"\frac{\partial^{3} f}{\partial x^{2} \, \partial y}",
        None,
    ),
    (
        Derivative(Derivative(F, "x", True), "x", True),
        "∂^2 f/∂x^2",
        r"\frac{\partial^{2} f}{\partial x^{2}}",
        None,
    ),
    (
        Named("directional", "f"),
        "D_u f",
        r"D_{\mathbf{u}} f",
        "the derivative of f in the direction u",
    ),
    (Named("norm", "u"), "‖u‖", r"\|\mathbf{u}\|", "the length of u"),
    (Named("unit", "u"), "u/‖u‖", r"\frac{\mathbf{u}}{\|\mathbf{u}\|}", "u over its length"),
    (
        Named("determinant", "F"),
        "det J_F",
        r"\det J_{F}",
        "the determinant of the Jacobian matrix of F",
    ),
    (
        DotProduct(Named("gradient", "f"), Named("vector", "u")),
        "∇f · u",
        r"\nabla f \cdot \mathbf{u}",
        "the gradient of f dot u",
    ),
]


@pytest.mark.parametrize(("expression", "text", "latex", "speech"), PRINTED, ids=[row[1] for row in PRINTED])
def test_printed(expression: Expression, text: str, latex: str, speech: str | None) -> None:
    printed = formula(expression, {"x": "slotA"})
    assert (printed.text, printed.latex) == (text, latex)
    assert speech is None or printed.speech == speech
    assert typeset.svg(printed.typst, "light", 20).startswith(b"<svg")


def test_the_letter_of_a_limit_is_bound() -> None:
    assert symbols(Limit(Sum((x, h)), "h", ZERO)) == ("x",)
