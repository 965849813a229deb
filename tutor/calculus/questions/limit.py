"""The derivative from its definition, the limit of the difference quotient (f(x + h) − f(x))/h.

While h is not yet 0 it is a free letter, and the lines are checked for values of it like those of any other
letter. The first line and the last, which speak of the limit, are checked with the limit's own value.
"""

from __future__ import annotations

from collections.abc import Iterable

from tutor.board import Question
from tutor.calculus.questions.difference_quotient import DifferenceQuotient
from tutor.calculus.questions.limit_ways import way_for
from tutor.calculus.questions.question import (
    Answered,
    QuestionError,
    checked_variables,
    label,
    question,
)
from tutor.language import _
from tutor.notation.problem import Problem


@question("limit")
class LimitQuestion:
    """f′(x) as the limit of the difference quotient."""

    def offers(self, problem: Problem) -> Iterable[Question]:
        if problem.inner or problem.main.is_vector or problem.equation is not None:
            return
        if len(problem.main_variables) == 1 and way_for(problem.main.body, problem.main_variables[0]):
            words = _("Limit")
            yield Question(
                "limit",
                None,
                label(words, rf"\text{{{words}}}", f'"{words}"', words),
                _("The derivative of {f} from its definition, as a limit").format(f=problem.main.name),
            )

    def answer(self, problem: Problem, wrt: tuple[str, ...], detail: str) -> Answered:
        variables = checked_variables(problem, wrt, problem.main_variables)
        if problem.inner or problem.main.is_vector or len(variables) != 1 or len(problem.main_variables) > 1:
            raise QuestionError(
                _("The definition is worked out for a function of one input."),
                _("Ask for it with a function such as x^2."),
            )
        way = way_for(problem.main.body, variables[0])
        if way is None:
            raise QuestionError(
                _("For this function the limit is too hard to work out by hand."),
                _(
                    "It can be done for polynomials and fractions of them, a square root, sin x, cos x and "
                    "e^x; the rules do the rest."
                ),
            )
        return DifferenceQuotient(problem, variables[0], detail).answered(way)
