"""A matrix of functions: differentiated entry by entry, with a picture of each entry."""

from __future__ import annotations

import pytest

from tests.calculus.reading_answers import as_sympy, equal
from tests.calculus.walked import DETAILS, rules, walked
from tutor.calculus import QuestionError, explain, reading_of
from tutor.notation.reading import read
from tutor.scenes.gallery import gallery

MATRICES = [
    ("[[x, x^2], [sin x, 1]]", "derivative", "x", "Matrix([[1, 2*x], [cos(x), 0]])"),
    ("A(t) = [[cos t, -sin t], [sin t, cos t]]", "derivative", "t",
     "Matrix([[-sin(t), -cos(t)], [cos(t), -sin(t)]])"),
    (r"\begin{bmatrix} x^2 & 1 & a x \\ \ln x & x e^x & 0 \end{bmatrix}", "derivative", "x",
     "Matrix([[2*x, 0, a], [1/x, (x + 1)*exp(x), 0]])"),
    ("A(x, y) = [[x y, x], [y, 2]]", "partial", "y", "Matrix([[x, 0], [1, 0]])"),
]  # fmt: skip


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize(("typed", "ask", "letter", "expected"), MATRICES)
def test_each_entry_on_its_own(typed: str, ask: str, letter: str, expected: str, detail: str) -> None:
    walkthrough = walked(typed, ask, (letter,), detail=detail)
    assert equal(as_sympy(walkthrough.result.formula.sympy), as_sympy(expected))
    first, *between, last = rules(walkthrough)
    assert (first, last) == ("componentwise", "arrange in a vector") and between


def test_the_question_that_comes_first_fits() -> None:
    for typed, letters in (("[[x, 1], [x^2, 2]]", ["x", "x,x"]), ("[[x, y], [y, x]]", ["x", "y"])):
        reading = reading_of(read(typed))
        assert [question.wrt for question in reading.questions] == letters
        assert reading.kind.startswith("2 × 2 matrix of functions of x")


def test_a_value_at_a_point() -> None:
    assert walked("[[t, 1], [2, t^2]] at t = 3").steps[-1].after.text == "[[1, 0], [0, 6]]"


@pytest.mark.parametrize(
    "ask", ["gradient", "jacobian", "hessian", "tangent", "limit", "directional", "determinant"]
)
def test_other_questions_say_why_not(ask: str) -> None:
    problem = read("[[x, y], [y, x]]")
    with pytest.raises(QuestionError) as refusal:
        explain(problem, ask)
    assert refusal.value.args[0].endswith(".")


def test_each_entry_has_its_picture() -> None:
    pictures = gallery(read("A(t) = [[t, 1], [2, t^2]]"), "derivative")
    assert pictures.titles == ("Slope of a₁₁", "Slope of a₁₂", "Slope of a₂₁", "Slope of a₂₂")


def test_several_inputs_have_a_picture_of_each_entry() -> None:
    pictures = gallery(read("[[x, y], [y, x]]"), "partial", ("x",))
    assert [title.split()[-1] for title in pictures.titles] == ["a₁₁", "a₁₂", "a₂₁", "a₂₂"]
