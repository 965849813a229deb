"""Special functions, functions by name, integrals and cases in every notation; their text reads back."""

from __future__ import annotations

import pytest

from tutor import typeset
from tutor.notation.expression import Expression, Integral, Negative, Power, Product, Quotient, Sum, Symbol
from tutor.notation.formula import formula
from tutor.notation.functions import SPECIAL
from tutor.notation.reading import read, read_expression
from tutor.notation.traversal import symbols

# typed | text | LaTeX | SymPy | speech
CASES: list[tuple[str, str, str, str, str]] = [
    (
        "max(x, 1)", "max(x, 1)", r"\max\left(x, 1\right)", "Max(x, 1)", "the maximum of x and 1",
    ),
    (
        "floor(x)", "floor(x)", r"\left\lfloor x\right\rfloor", "floor(x)", "the floor of x",
    ),
    (
        "ceil(x)", "ceil(x)", r"\left\lceil x\right\rceil", "ceiling(x)", "the ceiling of x",
    ),
    (
        "gamma(x)^2 y", "gamma(x)^2 y", r"\Gamma\left(x\right)^{2} y", "gamma(x)**2*y",
        "open bracket the gamma function of x close bracket squared y",
    ),
    (
        "besselj(0, x) y", "besselj(0, x) y", r"J_{0}\left(x\right) y", "besselj(0, x)*y",
        "the Bessel function J of order 0 of x times y",
    ),
    (
        "polygamma(1, x)", "polygamma(1, x)", r"\psi^{(1)}\left(x\right)", "polygamma(1, x)",
        "the polygamma function of order 1 of x",
    ),
    (
        "ProductLog(x)", "lambertw(x)", r"W\left(x\right)", "LambertW(x)", "the Lambert W function of x",
    ),
    (
        "gamma(2, x)", "uppergamma(2, x)", r"\Gamma\left(2, x\right)", "uppergamma(2, x)",
        "the upper incomplete gamma function of 2 and x",
    ),
    (
        "f'(g(x))", "f'(g(x))", r"f'\left(g\left(x\right)\right)",
        "Derivative(Function('f')(Function('g')(x)), (Function('g')(x), 1))", "f prime of g of x",
    ),
    (
        "x f''(x^2)", "x f''(x^2)", r"x f''\left(x^{2}\right)",
        "x*Subs(Derivative(Function('f')(Symbol('xi_1')), (Symbol('xi_1'), 2)), (Symbol('xi_1'),), (x**2,))",
        "x f double prime of x squared",
    ),
    (
        "f'(x) (x + 1)", "f'(x) (x + 1)", r"f'\left(x\right) \left(x + 1\right)",
        "Derivative(Function('f')(x), (x, 1))*(x + 1)",
        "f prime of x times open bracket x plus 1 close bracket",
    ),
    (
        "f''''(x)", "f''''(x)", r"f^{(4)}\left(x\right)", "Derivative(Function('f')(x), (x, 4))",
        "the derivative of order 4 of f, at x",
    ),
    (
        "∂₁f(u, v)", "∂₁f(u, v)", r"\partial_{1} f\left(u, v\right)",
        "Derivative(Function('f')(u, v), (u, 1))",
        "the partial derivative of f by input number 1, at u and v",
    ),
    (
        "∂₁∂₁∂₂f(u, v)", "∂₁∂₁∂₂f(u, v)", r"\partial_{1}^{2} \partial_{2} f\left(u, v\right)",
        "Derivative(Function('f')(u, v), (u, 2), (v, 1))",
        "the partial derivative of f by the inputs number 1, 1, 2, at u and v",
    ),
    (
        "int(e^(-t^2), t, 0, x^2)", "int_0^(x^2) e^(-t^2) dt", r"\int_{0}^{x^{2}} e^{-t^{2}} \, dt",
        "Integral(E**(-t**2), (t, 0, x**2))",
        "the integral from 0 to x squared of e to the power minus t squared, end power d t, end integral",
    ),
    (
        "int_(-1)^1 (theta + x) dtheta", "int_(-1)^1 (theta + x) dtheta",
        r"\int_{-1}^{1} \left(\theta + x\right) \, d\theta", "Integral(theta + x, (theta, -1, 1))",
        "the integral from minus 1 to 1 of theta plus x d theta, end integral",
    ),
    (
        "int_0^x (d x) dt", "int_0^x (dx) dt", r"\int_{0}^{x} d x \, dt", "Integral(d*x, (t, 0, x))",
        "the integral from 0 to x of d x d t, end integral",
    ),
    (
        "x^2 a t pi", "x^2 a t pi", r"x^{2} a t \pi", "x**2*a*t*pi", "x squared a t pi",
    ),
    (
        "2 int_0^x t dt", "2(int_0^x t dt)", r"2 \int_{0}^{x} t \, dt", "2*Integral(t, (t, 0, x))",
        "2 times the integral from 0 to x of t d t, end integral",
    ),
    (
        "x if x < 0 else x^2", "{x, x < 0; x^2, otherwise}",
        r"\begin{cases}x & x < 0 \\ x^{2} & \text{otherwise}\end{cases}",
        "Piecewise((x, x < 0), (x**2, True))",
        "by cases: x if x is less than 0; x squared otherwise, end cases",
    ),
    (
        "{1, x = 0; 2, 0 < x <= 1; 3, x != 4} + 1", "{1, x = 0; 2, 0 < x <= 1; 3, x != 4} + 1",
        r"\left(\begin{cases}1 & x = 0 \\ 2 & 0 < x \leq 1 \\ 3 & x \neq 4\end{cases}\right) + 1",
        "Piecewise((1, Eq(x, 0)), (2, And(0 < x, x <= 1)), (3, Ne(x, 4))) + 1",
        "open bracket by cases: 1 if x equals 0; 2 if 0 is less than x and x is at most 1; "
        "3 if x is not equal to 4, end cases close bracket plus 1",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "text", "latex", "sympy", "speech"), CASES, ids=[case[0] for case in CASES]
)
def test_notations(typed: str, text: str, latex: str, sympy: str, speech: str) -> None:
    printed = formula(read(typed).main.body)
    assert (printed.text, printed.latex, printed.sympy, printed.speech) == (text, latex, sympy, speech)


@pytest.mark.parametrize(
    ("typed", "markup"),
    [
        ("besselj(0, x)", "J_(0)(#slotA($x$))"),
        ("max(x, 1)", "max(#slotA($x$),1)"),
        ("f'(x)", "f'(#slotA($x$))"),
        ("∂₁∂₁f(x, y)", "partial_(1)^(2) f(#slotA($x$),y )"),
        ("int_0^x x t dx", "integral_(0)^(#slotA($x$)) x  t  thin d x"),
        ("{1, x < 0; 2}", '#math.cases($1 quad&#slotA($x$)lt 0$,$2 quad&"otherwise"$)'),
    ],
)
def test_typst(typed: str, markup: str) -> None:
    assert formula(read(typed).main.body, {"x": "slotA"}).typst.strip() == markup


INTEGRAL = read("int_0^x t^2 dt").main.body
STEP = read("{x, x < 0; 1, otherwise}").main.body
NAMED = [read(typed).main.body for typed in ("f(g(x))", "f'(x^2)", "∂₁f(x, y)", "besselj(1, x)", "max(x, y)")]
x = Symbol("x")


@pytest.mark.parametrize("inside", [INTEGRAL, STEP, *NAMED], ids=lambda node: formula(node).text)
@pytest.mark.parametrize(
    "around",
    [
        lambda e: Sum((e, x)),
        lambda e: Sum((x, Negative(e))),
        lambda e: Product((x, e)),
        lambda e: Product((e, x)),
        lambda e: Product((e, Sum((x, x)))),
        lambda e: Product((e, e)),
        lambda e: Quotient(e, x),
        lambda e: Quotient(x, e),
        lambda e: Power(e, x),
        lambda e: Power(x, e),
        lambda e: Integral(e, "s", x, e),
    ],
)
def test_text_reads_back_and_typst_compiles(inside: Expression, around: object) -> None:
    whole: Expression = around(inside)  # type: ignore[operator]
    printed = formula(whole, {"x": "slotA"})
    assert read_expression(printed.text, symbols(whole)) == whole
    assert typeset.svg(printed.typst, "light", 20, display=True).startswith(b"<svg")


@pytest.mark.parametrize("name", sorted(SPECIAL))
def test_special_function_reads_back_and_can_be_typeset(name: str) -> None:
    row = SPECIAL[name]
    call = read(f"{name}({', '.join(['x + 1', 'y'][: row.least])})").main.body
    printed = formula(call)
    assert read_expression(printed.text) == call
    assert typeset.svg(printed.typst, "light", 20).startswith(b"<svg")
    assert printed.speech.startswith("the ")
