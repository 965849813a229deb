"""What typesetting a formula costs that was never seen before, as while stepping: beside a compiler made
anew for each, and beside matplotlib's mathtext."""

from __future__ import annotations

import itertools
from io import BytesIO

import typst
from matplotlib.mathtext import MathTextParser, math_to_image

from tests.benchmarks.measuring import benchmark, ratio, seconds
from tutor import typeset
from tutor.board import Formula
from tutor.notation.formula import formula
from tutor.notation.reading import read_expression

NUMBERS = itertools.count(1)
FORMULAS = 10

SET_BY_BOTH = ("x^2 sin x + {n}", "sqrt({n} + x^2)/(x - 1)", "e^(-x^2/{n})", "ln({n} x^2 + 1)/(2 sqrt(x))")
"""What mathtext can set as well: no matrices, no cases."""


def markup() -> str:
    n = next(NUMBERS)
    return f"nabla f = vec({n} x y, x^2 + {n}) + frac(partial f, partial x) dot sqrt({n} + x)"


def ours() -> float:
    formulas = [markup() for _ in range(FORMULAS)]
    return seconds(lambda: [typeset.svg(formula, "light", 24) for formula in formulas])


def bare() -> float:
    pages = [
        f"#set page(width: auto, height: auto, margin: 2pt)\n#set text(24pt)\n$ {markup()} $".encode()
        for _ in range(FORMULAS)
    ]
    return seconds(lambda: [typst.compile(page, format="svg") for page in pages])


@benchmark(what="ten new formulas to SVG by tutor.typeset / by typst.compile", bound=0.1)
def typesetting() -> float:
    return ratio(ours, bare)


def new_formulas() -> list[Formula]:
    return [formula(read_expression(line.format(n=next(NUMBERS)))) for line in SET_BY_BOTH]


def set_by_us() -> float:
    formulas = new_formulas()
    return seconds(lambda: [typeset.svg(each.typst, "light", 24) for each in formulas])


def set_by_mathtext() -> float:
    formulas = new_formulas()
    return seconds(lambda: [math_to_image(f"${each.latex}$", BytesIO(), format="svg") for each in formulas])


def laid_out_by_mathtext() -> float:
    parser, formulas = MathTextParser("path"), new_formulas()
    return seconds(lambda: [parser.parse(f"${each.latex}$") for each in formulas])


@benchmark(what="new formulas to SVG by tutor.typeset / by matplotlib's mathtext", bound=0.2)
def mathtext() -> float:
    return ratio(set_by_us, set_by_mathtext)


@benchmark(what="new formulas to SVG by tutor.typeset / only laid out by matplotlib's mathtext", bound=0.2)
def mathtext_layout() -> float:
    return ratio(set_by_us, laid_out_by_mathtext)
