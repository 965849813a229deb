"""The printers, one line per case: text | LaTeX | SymPy | speech, and Typst apart."""

from __future__ import annotations

from fractions import Fraction

import pytest
from matplotlib.mathtext import MathTextParser

from tutor.notation.expression import (
    ONE,
    PI,
    TWO,
    ZERO,
    Call,
    Derivative,
    DotProduct,
    E,
    Equation,
    Expression,
    Marked,
    Matrix,
    Named,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Root,
    Sum,
    Symbol,
    Vector,
    integer,
)
from tutor.notation.formula import aligned, formula

f, g, h, x, y = map(Symbol, "fghxy")
F_VALUE = Named("value", "f")
SQUARE = Power(x, TWO)
PARABOLA = Sum((Product((SQUARE, y)), y))
HALF = Number(Fraction(1, 2), "0.5")
TOTAL = Sum(
    (
        Product((Product((TWO, g, h)), integer(3))),
        Product((Sum((Power(g, TWO), ONE)), Product((TWO, x)))),
    )
)


def sine(argument: Expression) -> Call:
    return Call("sin", (argument,))


CASES: list[tuple[Expression, str, str, str, str]] = [
    # The lecture's own lines.
    (PARABOLA, "x^2 y + y", "x^{2} y + y", "x**2*y + y", "x squared y plus y"),
    (Sum((Product((TWO, x, y)), ZERO)), "2xy + 0", "2 x y + 0", "2*x*y + 0", "2 x y plus 0"),
    (
        TOTAL,
        "2gh * 3 + (g^2 + 1) * 2x",
        r"2 g h \cdot 3 + \left(g^{2} + 1\right) \cdot 2 x",
        "2*g*h*3 + (g**2 + 1)*2*x",
        "2 g h times 3 plus open bracket g squared plus 1 close bracket times 2 x",
    ),
    (
        Sum((Product((integer(36), Power(x, integer(3)))), Product((TWO, x)))),
        "36x^3 + 2x", "36 x^{3} + 2 x", "36*x**3 + 2*x", "36 x cubed plus 2 x",
    ),
    (
        Vector((Product((TWO, x, y)), Sum((SQUARE, ONE)))),
        "[2xy, x^2 + 1]",
        r"\begin{bmatrix}2 x y \\ x^{2} + 1\end{bmatrix}",
        "Matrix([2*x*y, x**2 + 1])",
        "the vector with entries 2 x y and x squared plus 1, end vector",
    ),
    (
        Matrix(((Product((TWO, x, y)), SQUARE), (integer(5), Call("cos", (y,))))),
        "[[2xy, x^2], [5, cos(y)]]",
        r"\begin{bmatrix}2 x y & x^{2} \\ 5 & \cos y\end{bmatrix}",
        "Matrix([[2*x*y, x**2], [5, cos(y)]])",
        "the 2 by 2 matrix, row 1: 2 x y and x squared; row 2: 5 and cosine of y, end matrix",
    ),
    (
        Equation((Call("f", (x, y)), PARABOLA)),
        "f(x, y) = x^2 y + y",
        r"f\left(x, y\right) = x^{2} y + y",
        "Eq(Function('f')(x, y), x**2*y + y)",
        "f of x and y equals x squared y plus y",
    ),
    (
        DotProduct(Named("gradient", "f"), Named("velocity", "v")),
        "∇f · v'", r"\nabla f \cdot \mathbf{v}'", "Symbol('grad_f')*Symbol(\"v'\")",
        "the gradient of f dot v prime",
    ),
    (
        DotProduct(Vector((x, ONE)), Vector((y, TWO))),
        "[x, 1] · [y, 2]",
        r"\begin{bmatrix}x \\ 1\end{bmatrix} \cdot \begin{bmatrix}y \\ 2\end{bmatrix}",
        "Matrix([x, 1]).dot(Matrix([y, 2]))",
        "the vector with entries x and 1, end vector dot the vector with entries y and 2, end vector",
    ),
    (Named("jacobian", "F"), "J_F", "J_{F}", "Symbol('J_F')", "the Jacobian matrix of F"),
    (Named("prime", "f"), "f'", "f'", "Symbol(\"f'\")", "f prime"),
    # Derivatives.
    (
        Derivative(F_VALUE, "g", True), "∂f/∂g", r"\frac{\partial f}{\partial g}", "Derivative(f, g)",
        "the partial derivative of f with respect to g",
    ),
    (
        Derivative(F_VALUE, "x"), "df/dx", r"\frac{df}{dx}", "Derivative(f, x)",
        "the derivative of f with respect to x",
    ),
    (
        Derivative(SQUARE, "x"), "d/dx (x^2)", r"\frac{d}{dx}\left(x^{2}\right)", "Derivative(x**2, x)",
        "the derivative of x squared with respect to x",
    ),
    (
        Product((y, Derivative(SQUARE, "x", True))),
        "y * ∂/∂x (x^2)",
        r"y \cdot \frac{\partial}{\partial x}\left(x^{2}\right)",
        "y*Derivative(x**2, x)",
        "y times the partial derivative of x squared with respect to x",
    ),
    (
        Derivative(x, "x"), "d/dx (x)", r"\frac{d}{dx}\left(x\right)", "Derivative(x, x)",
        "the derivative of x with respect to x",
    ),
    (
        Derivative(F_VALUE, "x", True, 2),
        "∂^2 f/∂x^2",
        r"\frac{\partial^{2} f}{\partial x^{2}}",
        "Derivative(f, x, 2)",
        "the partial derivative of order 2 of f with respect to x",
    ),
    # Functions, powers, roots.
    (sine(SQUARE), "sin(x^2)", r"\sin\left(x^{2}\right)", "sin(x**2)", "sine of x squared"),
    (Power(sine(x), TWO), "sin(x)^2", r"\sin^{2} x", "sin(x)**2", "sine squared of x"),
    (
        Power(Call("ln", (x,)), TWO), "ln(x)^2", r"\left(\ln x\right)^{2}", "log(x)**2",
        "open bracket natural logarithm of x close bracket squared",
    ),
    (Power(E, Product((TWO, x))), "e^(2x)", "e^{2 x}", "E**(2*x)", "e to the power 2 x, end power"),
    (Call("log", (x, TWO)), "log(x, 2)", r"\log_{2} x", "log(x, 2)", "the logarithm to base 2 of x"),
    (Call("arcsin", (x,)), "arcsin(x)", r"\arcsin x", "asin(x)", "arc sine of x"),
    (Call("arsinh", (x,)), "arsinh(x)", r"\operatorname{arsinh} x", "asinh(x)", "arsinh of x"),
    (
        Call("abs", (Sum((x, Negative(ONE))),)), "abs(x - 1)", r"\left|x - 1\right|", "Abs(x - 1)",
        "the absolute value of x minus 1, end absolute value",
    ),
    (Root(x), "sqrt(x)", r"\sqrt{x}", "sqrt(x)", "the square root of x"),
    (Root(x, 3), "cbrt(x)", r"\sqrt[3]{x}", "root(x, 3)", "the cube root of x, end root"),
    (
        Root(Quotient(x, y)), "sqrt(x/y)", r"\sqrt{\frac{x}{y}}", "sqrt(x/y)",
        "the square root of x over y, end root",
    ),
    (
        Power(Negative(TWO), integer(3)), "(-2)^3", r"\left(-2\right)^{3}", "(-2)**3",
        "open bracket minus 2 close bracket cubed",
    ),
    (
        Negative(Power(x, TWO)), "-x^2", "-x^{2}", "-x**2", "minus x squared",
    ),
    (
        Power(Power(x, TWO), integer(3)), "(x^2)^3", r"\left(x^{2}\right)^{3}", "(x**2)**3",
        "open bracket x squared close bracket cubed",
    ),
    # Fractions and numbers.
    (
        Quotient(Sum((x, ONE)), Sum((x, Negative(ONE)))),
        "(x + 1)/(x - 1)", r"\frac{x + 1}{x - 1}", "(x + 1)/(x - 1)",
        "fraction x plus 1 over x minus 1, end fraction",
    ),
    (Quotient(ONE, TWO), "1/2", r"\frac{1}{2}", "Rational(1, 2)", "1 over 2"),
    (Quotient(Product((SQUARE, y)), TWO), "(x^2 y)/2", r"\frac{x^{2} y}{2}", "x**2*y/2",
     "fraction x squared y over 2, end fraction"),
    (Quotient(x, Quotient(y, TWO)), "x/(y/2)", r"\frac{x}{\frac{y}{2}}", "x/(y/2)",
     "fraction x over fraction y over 2, end fraction, end fraction"),
    (
        Power(Quotient(x, y), TWO), "(x/y)^2", r"\left(\frac{x}{y}\right)^{2}", "(x/y)**2",
        "open bracket x over y close bracket squared",
    ),
    (Product((HALF, x)), "0.5x", "0.5 x", "Rational(1, 2)*x", "0.5 x"),
    (Power(TWO, Negative(ONE)), "2^(-1)", "2^{-1}", "Integer(2)**(-1)", "2 to the power minus 1, end power"),
    (
        Quotient(Sum((ONE, TWO)), integer(3)), "(1 + 2)/3", r"\frac{1 + 2}{3}", "Rational(1 + 2, 3)",
        "fraction 1 plus 2 over 3, end fraction",
    ),
    # Signs.
    (Sum((x, Negative(Product((TWO, y))))), "x - 2y", "x - 2 y", "x - 2*y", "x minus 2 y"),
    (Sum((Negative(x), Negative(Sum((y, ONE))))), "-x - (y + 1)", r"-x - \left(y + 1\right)", "-x - (y + 1)",
     "minus x minus open bracket y plus 1 close bracket"),
    (Negative(Negative(x)), "-(-x)", r"-\left(-x\right)", "-(-x)",
     "minus open bracket minus x close bracket"),
    (Product((x, Negative(TWO))), "x * (-2)", r"x \cdot \left(-2\right)", "x*(-2)",
     "x times open bracket minus 2 close bracket"),
    (
        Product((Negative(sine(SQUARE)), Product((TWO, x)))),
        "-sin(x^2) * 2x", r"-\sin\left(x^{2}\right) \cdot 2 x", "-sin(x**2)*2*x",
        "minus sine of x squared times 2 x",
    ),
    # Factors beside each other.
    (
        Product((TWO, x, sine(x), Call("cos", (x,)))), "2x sin(x) cos(x)", r"2 x \sin x \cos x",
        "2*x*sin(x)*cos(x)", "2 x sine of x cosine of x",
    ),
    (Product((sine(x), y)), "sin(x) y", r"\sin x \cdot y", "sin(x)*y", "sine of x times y"),
    (
        Product((Sum((x, ONE)), Sum((x, TWO)))),
        "(x + 1)(x + 2)", r"\left(x + 1\right) \left(x + 2\right)", "(x + 1)*(x + 2)",
        "open bracket x plus 1 close bracket open bracket x plus 2 close bracket",
    ),
    (Product((x, Sum((y, ONE)))), "x * (y + 1)", r"x \left(y + 1\right)", "x*(y + 1)",
     "x open bracket y plus 1 close bracket"),
    (Product((x, TWO)), "x * 2", r"x \cdot 2", "x*2", "x times 2"),
    (Product((TWO, PI, Symbol("r"))), "2pi r", r"2 \pi r", "2*pi*r", "2 pi r"),
    (Product((Symbol("p"), Symbol("i"))), "p i", "p i", "p*i", "p i"),
    (Product((Symbol("x"), Symbol("i"))), "x i", "x i", "x*i", "x i"),
    # Names.
    (Product((Symbol("theta"), x)), "theta x", r"\theta x", "theta*x", "theta x"),
    (Symbol("x_1"), "x_1", "x_{1}", "x_1", "x sub 1"),
    (Symbol("x12"), "x12", "x_{12}", "x12", "x sub 12"),
    (Symbol("kb"), "kb", r"\mathrm{kb}", "Symbol('kb')", "kb"),
    (Symbol("lambda"), "lambda", r"\lambda", "Symbol('lambda')", "lambda"),
    (Symbol("S"), "S", "S", "Symbol('S')", "S"),
    (Derivative(Named("value", "S"), "beta"), "dS/dbeta", r"\frac{dS}{d\beta}",
     "Derivative(Symbol('S'), Symbol('beta'))", "the derivative of S with respect to beta"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("expression", "text", "latex", "sympy", "speech"), CASES, ids=[case[1] for case in CASES]
)
def test_notations(expression: Expression, text: str, latex: str, sympy: str, speech: str) -> None:
    printed = formula(expression)
    assert (printed.text, printed.latex, printed.sympy, printed.speech) == (text, latex, sympy, speech)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[1])
def test_roles_change_only_typst(case: tuple[Expression, str, str, str, str]) -> None:
    plain = formula(case[0])
    marked = formula(Marked("changed", Marked("slotA", case[0])))
    assert (marked.text, marked.latex, marked.sympy, marked.speech) == case[1:]
    assert marked.typst == f"#changed($#slotA(${plain.typst.strip()}$)$)"


@pytest.mark.parametrize("latex", [case[2] for case in CASES if "bmatrix" not in case[2]])
def test_matplotlib_draws_the_latex(latex: str) -> None:
    assert MathTextParser("path").parse(f"${latex}$").width > 0


SLOTS = {"x": "slotA", "y": "held"}

TYPST: list[tuple[Expression, str]] = [
    (PARABOLA, "#slotA($x$)^(2)#held($y$)+#held($y$)"),
    (Derivative(F_VALUE, "x", True), "frac(partial f ,partial#slotA($x$))"),
    (Derivative(y, "x", True), "frac(partial ,partial#slotA($x$))(#held($y$))"),
    (Vector((Derivative(F_VALUE, "x", True),)), r'#math.mat(delim:"[",($partial f \/partial#slotA($x$)$,))'),
    (Quotient(ONE, y), "frac(1,#held($outer(y)$))"),
    (Quotient(ONE, Quotient(ONE, y)), "frac(1,med frac(1,#held($inner(y)$)) med)"),
    (Power(TWO, y), "2^(#held($script(y)$))"),
    (Product((x, Sum((y, ONE)))), "#slotA($x$)/**/(#held($y$)+1)"),
    (Marked("held", x), "#held($x$)"),
    (Marked("faded", Sum((x, Marked("slotB", y)))), "#faded($x +y$)"),
    (Marked("slotB", Product((TWO, x))), "#slotB($2 x$)"),
    (Marked("changed", Product((TWO, x))), "#changed($2#slotA($x$)$)"),
    (Sum((g, Marked("changed", Negative(h)))), "g -#changed($h$)"),
    (Marked("link:2.1", g), '#link("step:2.1",$g $)'),
    (
        Matrix(((Marked("row", g), Marked("row", h)), (ONE, TWO))),
        "#tinted_rows((0,),($g $,$h $,),($1$,$2$,))",
    ),
    (Symbol("x_1"), "x_(1)"),
    (Symbol('"; #panic()'), r'"\"; \u{23}panic()"'),
]


@pytest.mark.parametrize(("expression", "markup"), TYPST, ids=[case[1] for case in TYPST])
def test_typst(expression: Expression, markup: str) -> None:
    assert formula(expression, SLOTS).typst.strip() == markup


def test_held_letter_is_no_function_name() -> None:
    assert formula(Derivative(y, "x", True), SLOTS).text == "∂/∂x (y)"


def test_aligned() -> None:
    printed = aligned(Derivative(F_VALUE, "x"), [Sum((x, x)), Product((TWO, x))])
    assert printed.typst == r"frac(d f ,d x)&=x +x  \ &=2 x "
    assert printed.text == "df/dx = x + x = 2x"
    assert printed.speech == "the derivative of f with respect to x equals x plus x equals 2 x"


@pytest.mark.parametrize("expression", [Marked("loud", x), Product((x, y))])
def test_unknown_roles_raise(expression: Expression) -> None:
    with pytest.raises(ValueError, match="no role 'loud'"):
        formula(expression, {"y": "loud"})
