"""Right, or not yet and why, for a table of answers."""

from __future__ import annotations

import pytest

from tutor.notation.problem import NotationError
from tutor.notation.reading import read
from tutor.practice import check

CHAIN = "f(g, h) = g^2 h + h; g = 3x; h = x^2"


@pytest.mark.parametrize(
    ("typed", "answer", "right", "words"),
    [
        ("sin(x^2)", "2x cos(x^2)", True, "Right"),
        ("sin(x^2)", "cos(x^2) 2 x", True, "Right"),
        ("sin(x^2)", "df/dx = 2x cos(x^2)", True, "Right"),
        ("sin(x^2)", "cos(x^2)", False, "At x = 1 the derivative is 1.081, and your answer gives 0.5403"),
        ("sin(x^2)", "2q", False, "q does not occur"),
        ("sin(x^2)", "[1, 2]", False, "a single expression"),
        ("sin(x^2)", "1/(x - x)", False, "no value"),
        ("x^2 y + y", "[2xy, x^2 + 1]", True, "Right"),
        ("x^2 y + y", "(2xy, x^2 + 1)", True, "Right"),
        ("x^2 y + y", "[2xy, x^2]", False, "Entry 2"),
        ("x^2 y + y", "2xy", False, "a vector with 2 entries"),
        (CHAIN, "36x^3 + 2x", True, "Right"),
        (CHAIN, "2g h*3 + (g^2 + 1)*2x", True, "Right"),
        (CHAIN, "36x^3", False, "At x = 1 the derivative is 38, and your answer gives 36"),
        ("F(x, y) = (x^2 y, 5x + sin y)", "[[2xy, x^2], [5, cos y]]", True, "Right"),
        ("F(x, y) = (x^2 y, 5x + sin y)", "[[2xy, 5], [x^2, cos y]]", False, "Entry 2"),
        ("F(x, y) = (x^2 y, 5x + sin y)", "2xy", False, "a matrix of 2 by 2"),
    ],
)
def test_check(typed: str, answer: str, right: bool, words: str) -> None:
    verdict = check(read(typed), None, (), answer)
    assert verdict.right is right
    assert words in verdict.message.text


def test_unreadable_answer_names_the_place() -> None:
    with pytest.raises(NotationError) as error:
        check(read("sin(x^2)"), None, (), "df/dx = 2x cos(")
    assert error.value.column >= len("df/dx = 2x cos(")
