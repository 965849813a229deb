"""Mathematics in pictures is set as matplotlib sets it, and leaves nothing behind in the fonts."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.mathtext import MathTextParser

from tutor.canvas.mathtext import OFTEN, Mathtext

LETTERS = FontProperties(size=20, math_fontfamily="cm")
GROWTH = """
import gc
import psutil
from matplotlib.font_manager import FontProperties
from matplotlib.mathtext import MathTextParser
from tutor.canvas.mathtext import Mathtext

parser = Mathtext(MathTextParser("agg"))
letters = FontProperties(size=20, math_fontfamily="cm")

def taken():
    gc.collect()
    return psutil.Process().memory_info().rss

def set_from(first, last):
    for number in range(first, last):
        parser.parse(rf"$f(x) = x^{number % 7} \\sin({number} x) + \\frac{{{number}}}{{x}}$", 72, letters)

set_from(0, 100)
before = taken()
set_from(100, 700)
print(taken() - before)
"""


@pytest.mark.parametrize("formula", [r"$x^2 + \frac{1}{y}$", r"$\int_0^1 \mathbf{u}\,dx$", "$P$"])
def test_a_formula_looks_the_same_also_after_glyphs_were_forgotten(formula: str) -> None:
    ours, theirs = Mathtext(MathTextParser("agg")), MathTextParser("agg")
    for number in range(2 * OFTEN + 1):
        ours.parse(f"${number}$", 72, LETTERS)
    mine, wanted = (parser.parse(formula, 72, LETTERS) for parser in (ours, theirs))
    assert (np.asarray(mine.image) == np.asarray(wanted.image)).all()
    assert mine.depth == wanted.depth


def test_fonts_do_not_keep_what_they_have_drawn() -> None:
    """matplotlib's own parser takes 3 MB more for these formulas."""
    run = subprocess.run(
        [sys.executable, "-c", GROWTH], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert int(run.stdout) < 2 << 20
