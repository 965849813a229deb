"""The two ways to write a derivative and the natural logarithm, in every notation, through every door."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest

from tutor.board import NotationStyle, Walkthrough
from tutor.engine.worker import REQUESTS
from tutor.language import use_language
from tutor.notation.expression import (
    ONE,
    TWO,
    Call,
    Derivative,
    Equation,
    Expression,
    Named,
    Negative,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    integer,
)
from tutor.notation.formula import formula
from tutor.notation.reading import read
from tutor.notation.style import style_in_use, writing

LAGRANGE = NotationStyle(derivative="lagrange")
LOG = NotationStyle(logarithm="log")
x, y = Symbol("x"), Symbol("y")
F = Named("value", "f")
SQUARE = Power(x, TWO)


def ln(argument: Expression) -> Call:
    return Call("ln", (argument,))


CASES: list[tuple[NotationStyle, Expression, str, str, str, str]] = [
    (LAGRANGE, Derivative(F, "x"), "f'(x)", r"f'\left(x\right)", "f'(x )", "f prime of x"),
    (LAGRANGE, Derivative(F, "t", order=2), "f''(t)", r"f''\left(t\right)", "f''(t )", "f double prime of t"),
    (
        LAGRANGE, Derivative(F, "x", order=4), "f''''(x)", r"f^{(4)}\left(x\right)", r"f^(\(4\))(x )",
        "the derivative of order 4 of f, at x",
    ),
    (
        LAGRANGE, Derivative(Derivative(F, "x"), "x"), "f''(x)", r"f''\left(x\right)", "f''(x )",
        "f double prime of x",
    ),
    (
        LAGRANGE, Derivative(SQUARE, "x"), "(x^2)'", r"\left(x^{2}\right)'", "(x^(2))'",
        "the derivative of x squared with respect to x",
    ),
    (
        LAGRANGE, Derivative(SQUARE, "x", order=2), "(x^2)''", r"\left(x^{2}\right)''", "(x^(2))''",
        "the derivative of order 2 of x squared with respect to x",
    ),
    (
        LAGRANGE, Derivative(F, "x", True), "∂f/∂x", r"\frac{\partial f}{\partial x}",
        "frac(partial f ,partial x)", "the partial derivative of f with respect to x",
    ),
    (
        LAGRANGE, Product((y, Derivative(SQUARE, "x"))), "y * (x^2)'", r"y \cdot \left(x^{2}\right)'",
        "y  dot.op (x^(2))'", "y times the derivative of x squared with respect to x",
    ),
    (
        LAGRANGE, Product((TWO, Derivative(F, "x"))), "2 f'(x)", r"2 f'\left(x\right)", "2 f'(x )",
        "2 f prime of x",
    ),
    (
        LAGRANGE, Power(Derivative(F, "x"), TWO), "f'(x)^2", r"f'\left(x\right)^{2}", "f'(x )^(2)",
        "open bracket f prime of x close bracket squared",
    ),
    (
        LAGRANGE, Quotient(Derivative(F, "x"), TWO), "f'(x)/2", r"\frac{f'\left(x\right)}{2}",
        "frac(f'(x ),2)", "fraction f prime of x over 2, end fraction",
    ),
    (
        LAGRANGE, Equation((Derivative(Named("value", "y"), "x"), Negative(Quotient(x, y)))), "y'(x) = -x/y",
        r"y'\left(x\right) = -\frac{x}{y}", "y'(x )=-frac(x ,y )", "y prime of x equals minus x over y",
    ),
    (LOG, ln(x), "log(x)", r"\log x", "log x ", "logarithm of x"),
    (
        LOG, Product((x, ln(Sum((x, ONE))))), "x log(x + 1)", r"x \log\left(x + 1\right)", "x  log(x +1)",
        "x logarithm of open bracket x plus 1 close bracket",
    ),
    (
        LOG, Call("log", (x, TWO)), "log(x, 2)", r"\log_{2} x", "log_(2) x ", "the logarithm to base 2 of x",
    ),
    (
        LOG, Call("loggamma", (x,)), "loggamma(x)", r"\log \Gamma\left(x\right)", "log Γ(x )",
        "the logarithm of the gamma function of x",
    ),
    (LOG, Power(ln(x), integer(3)), "log(x)^3", r"\left(\log x\right)^{3}", "(log x )^(3)",
     "open bracket logarithm of x close bracket cubed"),
    (LOG, Derivative(F, "x"), "df/dx", r"\frac{df}{dx}", "frac(d f ,d x)",
     "the derivative of f with respect to x"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("style", "expression", "text", "latex", "typst", "speech"), CASES, ids=[case[2] for case in CASES]
)
def test_written_in_a_style(
    style: NotationStyle, expression: Expression, text: str, latex: str, typst: str, speech: str
) -> None:
    usual = formula(expression)
    with writing(style):
        printed = formula(expression)
    assert (printed.text, printed.latex, printed.typst, printed.speech) == (text, latex, typst, speech)
    assert printed.sympy == usual.sympy  # what SymPy reads has no style
    assert formula(expression) == usual


def test_a_style_holds_inside_its_block_and_thread() -> None:
    with writing(LAGRANGE):
        with writing(LOG):
            assert style_in_use() == LOG
        assert style_in_use() == LAGRANGE
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(style_in_use).result() == NotationStyle()
    assert style_in_use() == NotationStyle()


@pytest.mark.parametrize(
    ("typed", "variables"),
    [
        ("(x^2)'", ("x",)),
        ("(a t^2)''", ("t", "t")),
        ("(f(x))'", ("x",)),
        ("(f'(x))'", ("x",)),
        ("(x^2 sin(log(x)))'", ("x",)),
    ],
)
def test_a_primed_bracket_is_the_question_that_was_printed(typed: str, variables: tuple[str, ...]) -> None:
    ask = read(typed).ask
    assert ask is not None
    assert (ask.kind, ask.variables) == ("derivative", variables)


def explained(problem: str, style: NotationStyle, **question: object) -> Walkthrough:
    answer = REQUESTS["explain"](text=problem, notation=pickle.loads(pickle.dumps(style)), **question)
    assert isinstance(answer, Walkthrough)
    return answer


def test_the_worker_writes_in_the_style_asked_for() -> None:
    style = NotationStyle("lagrange", "log")
    shown = explained("x^2 ln x", style)
    assert shown.result.equation.text == "f'(x) = 2x log(x) + x"
    assert shown.steps[0].before.text == "(x^2 log(x))'"
    assert shown.reading.formula.text == "f(x) = x^2 log(x)"
    every = [step.after.latex for step in shown.steps]
    assert not any(r"\frac{d}" in latex or r"\ln" in latex for latex in every)
    assert REQUESTS["read"](text="ln x", notation=style).formula.text == "f(x) = log(x)"
    assert REQUESTS["scenes"](text="ln x", notation=style).scenes[0].label.text == "log(x)"
    assert explained("x^2 ln x", NotationStyle()).result.equation.text == "df/dx = 2x ln(x) + x"


@pytest.mark.parametrize(
    ("problem", "labels"),
    [
        ("x^2", ["f'(x)", "f''(x)"]),
        ("f(x, y) = x^2 y", ["∂/∂x", "∂/∂y"]),
        ("f(g, h) = g h; g = 3x; h = x^2", ["f'(x)"]),
        ("x^2 + y^2 = 25", ["y'(x)"]),
    ],
)
def test_the_buttons_speak_the_same_style(problem: str, labels: list[str]) -> None:
    shown = [each.label.text for each in REQUESTS["read"](text=problem, notation=LAGRANGE).questions]
    assert set(labels) <= set(shown)
    assert not any(label.startswith("d") and "/d" in label for label in shown)


def test_total_and_partial_derivatives_differ_in_lagrange_too() -> None:
    shown = explained("f(g, h) = g^2 h + h; g = 3x; h = x^2", LAGRANGE)
    assert shown.steps[0].after.text == "∂f/∂g * g'(x) + ∂f/∂h * h'(x)"
    assert shown.result.equation.text.startswith("f'(x) = ")


def test_words_in_formulas_follow_the_language_and_text_does_not() -> None:
    piecewise = read("x if x < 0 else x^2").main.body
    use_language("zh_CN")
    try:
        printed = formula(piecewise)
    finally:
        use_language("en")
    assert printed.text == "{x, x < 0; x^2, otherwise}"
    assert r"\text{otherwise}" not in printed.latex
    assert "otherwise" not in printed.speech
    assert formula(piecewise).latex.endswith(r"x^{2} & \text{otherwise}\end{cases}")
