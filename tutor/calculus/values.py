"""The result at a point: the values put in, then worked out exactly where that can be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tutor.calculus.lines import Line
from tutor.calculus.questions.points import arithmetic_words, checked_point, exact_value
from tutor.calculus.questions.question import Answered, QuestionAtPoint, QuestionKind
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
from tutor.notation.traversal import depends_on, substitute, unmarked


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
    if isinstance(kind, QuestionAtPoint):
        return kind.answer_at(problem, wrt, detail, point)
    point = {name: value for name, value in point.items() if not isinstance(value, Vector)}
    checked_point(problem, point)
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
    common = {"left": answered.left, "slots": answered.slots, "at": dict(point)}
    used: dict[str, Expression] = {
        name: Marked("before", Symbol(name)) for name in point if depends_on(answered.result, name)
    }
    lines = [
        Line(
            "put the values in",
            _("Put the values in"),
            substitute(answered.result, used),
            placed,
            sentence(
                _("The formula holds at every point; here it is wanted at {point}."),
                slots=answered.slots,
                point=here,
            ),
            sentence(_("Which number does each letter stand for?"), slots=answered.slots),
            **common,  # type: ignore[arg-type]
        )
    ]
    if exact != unmarked(placed):
        lines.append(
            Line(
                "work out the value",
                _("Work out the value"),
                unmarked(placed),
                Marked("changed", exact),
                arithmetic_words(exact, answered.slots),
                sentence(_("Powers first, then products, then sums."), slots=answered.slots),
                **common,  # type: ignore[arg-type]
            )
        )
    return replace(answered, lines=(*answered.lines, *lines))
