"""Sentences below a picture: the same words as plain text, and typeset."""

from __future__ import annotations

import re

import pytest

from tests.canvas.test_pictures import PROBLEMS, picture
from tutor import typeset
from tutor.canvas.saying import saying


@pytest.mark.parametrize(
    ("template", "names", "roles", "mathematics"),
    [
        ("At {x} = {value} it rises.", {"x": "x₁", "value": "−0.5"}, {}, ["x_1 = −0.5"]),
        ("‖∇{f}‖ {s} 2", {"f": "f", "s": "2.83"}, {}, ["norm(derivative(nabla f))", "2.83"]),
        ("‖∇{f}‖ {sign} {s}", {"f": "f", "sign": "≈", "s": "2"}, {}, ["norm(derivative(nabla f)) approx 2"]),
        ("by 1 − {c}η = {d}", {"c": "8", "d": "10⁻⁴"}, {}, ["1 - 8 eta  = 10^(−4)"]),
        ("{y} is held; P stays.", {"y": "y"}, {"y": "held"}, ["#held($y$)", "P"]),
        ("PI is no point", {}, {}, []),
        ("{held}, {f}", {"held": "s = 1, t = 2", "f": "z"}, {}, ["s = 1, t = 2", "z"]),
    ],
)  # fmt: skip
def test_names_and_numbers_are_mathematics(
    template: str, names: dict[str, str], roles: dict[str, str], mathematics: list[str]
) -> None:
    said = saying(template, names, **roles)
    assert said.text == template.format(**names)
    assert re.findall(r"#maths\(\$(.*?)\$\)(?=#|$)", said.typst) == mathematics


@pytest.mark.parametrize("kind", sorted(PROBLEMS))
def test_what_a_picture_says_can_be_typeset(kind: str) -> None:
    shown = picture(kind)
    shown.draw()
    for share in (0.5, 0.9):
        if kind != "graph":
            shown.move_to(low + share * (high - low) for low, high in shown.clip)
        readout = shown.readout()
        assert typeset.paragraph(readout.said, "light", 15, 300)


def test_nothing_in_the_words_is_a_command() -> None:
    said = saying('a "quoted" \\ #word of {x}', {"x": "x"})
    assert typeset.paragraph(said.typst, "dark", 15, 300)
