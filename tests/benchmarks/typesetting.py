"""What keeping one Typst compiler saves: formulas that were never seen before, as they are while stepping."""

from __future__ import annotations

import itertools

import typst

from tests.benchmarks.measuring import benchmark, ratio, seconds
from tutor import typeset

NUMBERS = itertools.count(1)
FORMULAS = 10


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
