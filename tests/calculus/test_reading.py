"""What is told of a reading: where each term was typed, other readings, letters that can change sides."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from tutor import typeset
from tutor.calculus import reading_of
from tutor.notation.reading import read


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("x^2 + 2(x+1)y", ["x^2 + 2(x+1)y", "x^2", "x", "2", "2(x+1)y", "2", "x+1", "x", "1", "y"]),
        ("(x + 1)^2", ["(x + 1)^2", "x + 1", "x", "1", "2"]),
        ("|x|y", ["|x|y", "|x|", "x", "y"]),
        (r"\frac{x}{y} 2", [r"\frac{x}{y} 2", r"\frac{x}{y}", "x", "y", "2"]),
        ("x²y", ["x²y", "x²", "x", "²", "y"]),
        ("{x, x<0; 1, x>=0}", ["{x, x<0; 1, x>=0}", "x", "1", "x<0", "x", "0", "x>=0", "x", "0"]),
        ("sin^2 x", ["sin^2 x", "x"]),
        ("int_0^x t dt + 1", ["int_0^x t dt + 1", "int_0^x t dt", "t", "0", "x", "1"]),
        ("x^2 + y = 5", ["x^2 + y", "x^2", "x", "2", "y", "5"]),
        ("f(g) = g; g = 3x", ["g", "3x", "3", "x"]),
        ("d/dx 3x", ["3x", "3", "x"]),
        ("F(x) = (x, x²)", ["x, x²", "x", "x²", "x", "²"]),
    ],
)  # fmt: skip
def test_each_term_knows_where_it_was_typed(text: str, terms: list[str]) -> None:
    reading = reading_of(read(text))
    places = sorted(reading.places, key=lambda place: [int(step) for step in place.id.split(".")])
    assert [text[place.start : place.end] for place in places] == terms
    linked = re.findall(r'#link\("place:([\d.]+)"', reading.preview)
    assert sorted(linked) == sorted(place.id for place in places)


@pytest.mark.parametrize(
    "text", ["x^2 y + |x|", "sin^2 x", "f(g, h) = g h; g = 3x; h = -x^2", "{x, x<0; 1, x>=0}", "-x/(2y) - 3"]
)
def test_the_preview_looks_like_the_formula(text: str) -> None:
    reading = reading_of(read(text))
    plain, linked = (
        ElementTree.fromstring(typeset.svg(markup, "light", 22))
        for markup in (reading.formula.typst, reading.preview)
    )
    for measure in ("width", "height"):
        assert float(linked.get(measure, "0")[:-2]) == pytest.approx(
            float(plain.get(measure, "0")[:-2]), abs=0.6
        )
    assert len(list(linked.iter("{http://www.w3.org/2000/svg}use"))) == len(
        list(plain.iter("{http://www.w3.org/2000/svg}use"))
    )


@pytest.mark.parametrize(
    ("text", "typed", "taken", "other", "instead"),
    [
        ("e^2x + 1", "e^2x", "e^2 x", "e^(2x)", "e^(2x) + 1"),
        ("y + 1/2x", "1/2x", "(1/2)x", "1/(2x)", "y + 1/(2x)"),
        ("sin x y", "sin x y", "sin(xy)", "sin(x) y", "sin(x) y"),
        ("f(x+1)", "f(x+1)", "f(x + 1)", "f * (x + 1)", "f*(x+1)"),
    ],
)
def test_another_reading_is_offered_at_its_place(
    text: str, typed: str, taken: str, other: str, instead: str
) -> None:
    (alternative,) = reading_of(read(text)).alternatives
    assert text[alternative.start : alternative.end] == typed
    assert (alternative.taken.text, alternative.other.text) == (taken, other)
    assert alternative.text == instead


@pytest.mark.parametrize(
    ("text", "letter", "switched", "variables", "parameters"),
    [
        ("a x^2", "a", "f(x, a) = a x^2", ("x", "a"), ()),
        ("x y", "y", "f(x) = x y", ("x",), ("y",)),
        ("f(x) = k x", "k", "f(x, k) = k x", ("x", "k"), ()),
        ("z = x y", "x", "z(y) = x y", ("y",), ("x",)),
        ("d/dx a x", "a", "d/dx f(x, a) = a x", ("x", "a"), ()),
        ("x^2 + y^2 = r^2", "r", "F(x, y) = x^2 + y^2 - (r^2) = 0", ("x", "y"), ("r",)),
        ("f(g) = g^2; g = a x", "a", "f(g) = g^2; g(x, a) = a x", ("x", "a"), ()),
    ],
)
def test_a_letter_can_change_sides(
    text: str, letter: str, switched: str, variables: tuple[str, ...], parameters: tuple[str, ...]
) -> None:
    switch = next(switch for switch in reading_of(read(text)).switches if switch.letter == letter)
    assert switch.text == switched
    assert switch.variable is (letter not in variables)
    again = reading_of(read(switched))
    assert (again.variables, again.parameters) == (variables, parameters)


@pytest.mark.parametrize(("text", "letters"), [("d/dx a x", "a"), ("x^2", ""), ("x^2 y at (1, 2)", "")])
def test_what_is_asked_about_stays_a_variable(text: str, letters: str) -> None:
    assert "".join(switch.letter for switch in reading_of(read(text)).switches) == letters
