"""Markup to pictures: sizes, colours, links, errors."""

from __future__ import annotations

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from tutor import typeset
from tutor.notation.expression import (
    TWO,
    Derivative,
    Expression,
    Marked,
    Matrix,
    Named,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
)
from tutor.notation.formula import formula
from tutor.notation.typst import ROLES
from tutor.theme import theme

f, x, y = map(Symbol, "fxy")
F_VALUE = Named("value", "f")
THEMES = ("light", "dark")


def size(picture: bytes) -> tuple[float, float]:
    found = re.search(rb'viewBox="0 0 ([\d.]+) ([\d.]+)"', picture)
    assert found
    return float(found[1]), float(found[2])


@pytest.mark.parametrize("palette", THEMES)
@pytest.mark.parametrize("role", sorted(ROLES))
def test_every_role_is_defined(role: str, palette: str) -> None:
    for expression in (x, Quotient(x, y), Matrix(((x,), (y,)))):
        plain = typeset.svg(formula(expression).typst, palette, 26)
        assert typeset.svg(formula(Marked(role, expression)).typst, palette, 26) != plain


@pytest.mark.parametrize("palette", THEMES)
def test_colours_come_from_the_theme(palette: str) -> None:
    picture = typeset.svg(
        formula(Sum((x, Marked("changed", y), f)), {"x": "slotA"}).typst, theme(palette), 26
    )
    for key in ("meaning.slotA", "meaning.changedNow_fill", "text.primary"):
        assert theme(palette).colour(key).lower().encode() in picture


@pytest.mark.parametrize("role", ["changed", "before", "slotA_tint"])
@pytest.mark.parametrize(
    "expression", [Derivative(F_VALUE, "x"), Power(x, Quotient(x, y)), Quotient(x, Quotient(x, y))]
)
@pytest.mark.parametrize("display", [True, False])
def test_a_box_keeps_the_size_of_its_contents(role: str, expression: Expression, display: bool) -> None:
    """Contents set in a smaller style, or cut, would make the line lower than the bare one."""
    _, bare = size(typeset.svg(formula(expression).typst, "light", 26, display=display))
    _, boxed = size(typeset.svg(formula(Marked(role, expression)).typst, "light", 26, display=display))
    assert bare <= boxed <= bare + 0.35 * 26


def test_a_box_in_an_exponent_is_small() -> None:
    bare, _ = size(typeset.svg(formula(Power(x, y)).typst, "light", 100))
    pill, _ = size(typeset.svg(formula(Power(x, Marked("held", y))).typst, "light", 100))
    assert pill < bare + 30


def test_display_and_size() -> None:
    fraction = formula(Quotient(x, y)).typst
    _, tall = size(typeset.svg(fraction, "light", 26))
    _, low = size(typeset.svg(fraction, "light", 26, display=False))
    _, taller = size(typeset.svg(fraction, "light", 52))
    assert low < tall < taller


def test_links_are_where_the_terms_are() -> None:
    term = Marked("link:3.1", Product((TWO, Quotient(x, y))))
    markup = formula(Sum((Marked("link:2", x), Product((y, y)), term))).typst
    picture = typeset.svg(markup, "light", 26)
    first, second = typeset.links(picture)
    width, height = size(picture)
    assert (first.target, second.target) == ("2", "3.1")
    left, top, wide, high = first.rectangle
    assert left == pytest.approx(typeset.MARGIN, abs=1) and 8 < wide < 20 and 8 < high < 20 and top > 5
    left, top, wide, high = second.rectangle
    assert left + wide == pytest.approx(width - typeset.MARGIN, abs=4)
    assert top + high == pytest.approx(height - typeset.MARGIN, abs=4) and high > 40


def test_no_links() -> None:
    assert typeset.links(typeset.svg("x", "light", 26)) == ()


def test_a_paragraph_wraps_to_its_width() -> None:
    words = "Only the variable moves here, the others are held constant. " * 3
    narrow, wide = (size(typeset.paragraph(words, "light", 16, width)) for width in (200, 400))
    assert (narrow[0], wide[0]) == (200, 400)
    assert narrow[1] > 1.6 * wide[1]
    # Three lines at 1.4 times 16 px.
    lines = round((wide[1] - 2 * typeset.MARGIN) / (1.4 * 16))
    assert wide[1] == pytest.approx((lines - 1) * 1.4 * 16 + 16 + 2 * typeset.MARGIN, abs=8)


def test_chinese_and_any_preferred_font() -> None:
    assert typeset.paragraph("偏导数", "dark", 16, 200, font="No Such Font").startswith(b"<svg")


def test_pdf() -> None:
    assert typeset.pdf("Words and $x^2$").startswith(b"%PDF")


@pytest.mark.parametrize("markup", ["#nothing($x$)", "frac(x", "$"])
def test_bad_markup_raises(markup: str) -> None:
    with pytest.raises(typeset.TypesettingError):
        typeset.svg(markup, "light", 26)
    assert typeset.svg("x", "light", 26).startswith(b"<svg")


def test_threads() -> None:
    with ThreadPoolExecutor(4) as pool:
        pictures = list(pool.map(lambda n: typeset.svg(f"x_({n % 5})", "light", 26), range(40)))
    assert len(set(pictures)) == 5


def test_neither_typst_nor_matplotlib_is_imported_early() -> None:
    check = (
        "import sys, tutor.typeset, tutor.fonts as f; f._brought_along();"
        " print({'typst', 'matplotlib'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "set()"
