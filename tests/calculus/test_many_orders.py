"""Derivatives of high order: a step for each, handed over as they come, and the value at one point."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import sympy

from tests.calculus.walked import walked
from tutor import progress
from tutor.board import Step, Unfinished, Walkthrough
from tutor.calculus import explain
from tutor.notation.reading import read

GROWS = "d^12/dx^12 e^(sin x)"


@pytest.fixture
def handed_over() -> Iterator[list[Any]]:
    pieces: list[Any] = []
    progress.listen(lambda _done, _total: None, pieces.extend)
    yield pieces
    progress.listen(lambda _done, _total: None)


def test_each_order_is_a_step_with_its_own_inside() -> None:
    walkthrough = walked("d^7/dx^7 e^(sin x)")
    assert [step.title for step in walkthrough.steps][:3] == [
        "1st derivative", "2nd derivative", "3rd derivative",
    ]  # fmt: skip
    assert len(walkthrough.steps) == 7
    assert all(step.verified and step.steps for step in walkthrough.steps)
    assert walkthrough.unfinished is None


def test_steps_are_handed_over_as_they_come(handed_over: list[Any]) -> None:
    whole = explain(read(GROWS))
    head, *rest = handed_over
    assert isinstance(head, Walkthrough) and not head.steps and head.unfinished is not None
    assert (head.reading, head.ask, head.wrt, head.detail) == (
        whole.reading, whole.ask, whole.wrt, whole.detail,
    )  # fmt: skip
    steps = [piece for piece in rest if isinstance(piece, Step)]
    assert tuple(steps) == whole.steps, "what was handed over is what is shown in the end"
    first = next(index for index, piece in enumerate(rest) if isinstance(piece, Unfinished))
    assert first == 1, "the first order is handed over before the second is worked out"
    last = [piece for piece in rest if isinstance(piece, Unfinished)][-1]
    assert (last.total, last.order) == (12, 12)


def test_says_why_it_takes_long_and_what_to_ask_instead(handed_over: list[Any]) -> None:
    explain(read(GROWS))
    tenth = next(each for each in handed_over if isinstance(each, Unfinished) and each.order == 10)
    assert tenth.why == (
        "The formula grows with every order: the 10th derivative has 23 terms even when tidied."
    )
    lower, point = tenth.ways
    assert (lower.kind, lower.label, lower.words) == ("lower", "Order 5", "The 5th has 6 terms.")
    assert lower.question.wrt == "x,x,x,x,x"
    assert (point.kind, point.label, point.at) == ("point", "At x = 0", (("x", "0"),))
    offered = {(each.ask, each.wrt) for each in handed_over[0].reading.questions}
    assert {(way.question.ask, way.question.wrt) for way in tenth.ways} <= offered


def test_every_question_hands_over_its_steps(handed_over: list[Any]) -> None:
    whole = explain(read("f(x, y) = x^2 y + sin(x y)"), "hessian")
    assert tuple(piece for piece in handed_over if isinstance(piece, Step)) == whole.steps
    assert handed_over[0].unfinished.total == len(whole.steps)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("d^12/dx^12 e^(sin x) at x = 0", "5973"),
        ("d^11/dx^11 x^11 at x = 2", "39916800"),
        ("d^12/dx^12 ln x at x = 2", "-39916800/4096"),
        ("d^30/dx^30 sin(2x) at x = 1", "-2**30*sin(2)"),
        ("∂^10/∂x^5∂y^5 e^(x y^2) at x = 0, y = 1", "30240"),
    ],
)
def test_the_value_at_one_point_needs_no_formula(typed: str, value: str) -> None:
    walkthrough = explain(read(typed))
    (step,) = walkthrough.steps
    assert step.rule == "value by numbers" and step.verified is not False
    found, expected = sympy.sympify(walkthrough.result.formula.sympy), sympy.sympify(value)
    assert abs(float(found / expected) - 1) < 1e-10
    rounded = "Rounded to 12 digits." in walkthrough.notes
    assert rounded or found == expected


def test_a_value_is_compared_with_an_integral_around_the_point() -> None:
    assert explain(read("d^20/dx^20 e^(sin x) at x = 1")).steps[0].verified is True


def test_where_it_has_no_value_that_is_said() -> None:
    from tutor.calculus import QuestionError

    with pytest.raises(QuestionError, match="no value at this point"):
        explain(read("d^12/dx^12 ln x at x = 0"))
