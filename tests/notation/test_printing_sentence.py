"""Words with mathematics in them."""

from __future__ import annotations

import pytest

from tutor import typeset
from tutor.notation.expression import TWO, Power, Symbol
from tutor.notation.formula import formula
from tutor.notation.sentence import sentence

x = Symbol("x")


def test_mathematics_in_place() -> None:
    said = sentence(
        "Only {x} moves: {square} {how}.", slots={"x": "slotA"}, x=x, square=Power(x, TWO), how="*so*"
    )
    assert said.text == "Only x moves: x^2 *so*."
    assert said.speech == "Only x moves: x squared *so*."
    assert said.typst == r"Only #maths($#slotA($x$)$) moves: #maths($#slotA($x$)^(2)$) \*so\*\."


def test_a_printed_formula_may_be_a_part() -> None:
    assert sentence("See {it}", it=formula(x)) == sentence("See {it}", it=x)


def test_unknown_place() -> None:
    with pytest.raises(KeyError, match="y"):
        sentence("{x} and {y}", x=x)


@pytest.mark.parametrize("template", ["{}", "{x!r}", "{x:>9}", "{x.name}", "{x"])
def test_malformed_template(template: str) -> None:
    with pytest.raises(ValueError, match=r"place|expected"):
        sentence(template, x=x)


@pytest.mark.parametrize(
    "words",
    ["= a", "- a", "+ a", "1. a", "/ a: b", "// a", "#panic()", "$x$ *b* _i_ `c`", "<l> @r [b]", "a~b -- c",
     "...", r"a\b", "(x); it's \"so\"", "https://a.b", "{{braces}}", "two\nlines", "\ue000(x)", "全微分"],
)  # fmt: skip
def test_words_are_no_commands(words: str) -> None:
    said = sentence("{x}(a); " + words, x=x)
    assert typeset.paragraph(said.typst, "light", 16, 300).startswith(b"<svg")
    assert said.text == "x(a); " + words.replace("{{", "{").replace("}}", "}")
