"""The result at a point: the values put in, then worked out exactly where that can be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tutor.calculus.questions.points import checked_point, exact_value, value_lines
from tutor.calculus.questions.question import (
    Answered,
    QuestionAtPoint,
    QuestionByNumber,
    QuestionKind,
)
from tutor.language import _
from tutor.notation.expression import (
    Equation,
    Expression,
    Marked,
    Symbol,
    Vector,
)
from tutor.notation.problem import Problem
from tutor.notation.sentence import sentence
from tutor.notation.traversal import depends_on, substitute


def answered_at(
    kind: QuestionKind | QuestionAtPoint,
    problem: Problem,
    wrt: tuple[str, ...],
    detail: str,
    point: Mapping[str, Expression],
) -> Answered:
    """Answer a question, at a point if there is one.

    Raises:
        QuestionError: if the question does not fit the problem, or has no answer at the point.
    """
    if hasattr(kind, "answer_at"):
        return kind.answer_at(problem, wrt, detail, point)
    point = {name: value for name, value in point.items() if not isinstance(value, Vector)}
    checked_point(problem, point)
    if point and isinstance(kind, QuestionByNumber):
        by_number = kind.value_at(problem, wrt, point)
        if by_number is not None:
            return by_number
    answered = kind.answer(problem, wrt, detail)
    return at_point(answered, point) if point else answered


def at_point(answered: Answered, point: Mapping[str, Expression]) -> Answered:
    """Add the steps that evaluate the result at a point; the result itself stays a formula.

    Raises:
        QuestionError: if the result has no value there.
    """
    placed = substitute(answered.result, {name: Marked("changed", value) for name, value in point.items()})
    exact = exact_value(answered.result, point)
    values = Vector(tuple(Equation((Symbol(name), value)) for name, value in point.items()))
    first, *others = values.entries
    here = first if not others else values
    used: dict[str, Expression] = {
        name: Marked("before", Symbol(name)) for name in point if depends_on(answered.result, name)
    }
    lines = value_lines(
        substitute(answered.result, used),
        placed,
        exact,
        sentence(
            _("The formula holds at every point; here it is wanted at {point}."),
            slots=answered.slots,
            point=here,
        ),
        left=answered.left,
        slots=answered.slots,
        at=dict(point),
    )
    return replace(answered, lines=(*answered.lines, *lines))
