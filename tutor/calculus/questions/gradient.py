"""The gradient ∇f: the vector of the partial derivatives."""

from __future__ import annotations

from collections.abc import Iterable

from tutor.board import Question
from tutor.calculus.questions.gathering import gathered_partials
from tutor.calculus.questions.question import Answered, QuestionError, checked_variables, label, question
from tutor.language import _
from tutor.notation.expression import Matrix, Named
from tutor.notation.formula import formula
from tutor.notation.problem import Problem


@question("gradient")
class GradientQuestion:
    """∇f of a function of several inputs."""

    def offers(self, problem: Problem) -> Iterable[Question]:
        if len(problem.main_variables) > 1 and not problem.main.is_vector:
            nabla = formula(Named("gradient", problem.main.name))
            yield Question(
                "gradient",
                None,
                label(nabla.text, nabla.latex, nabla.typst, nabla.speech),
                _("Gradient of {f}").format(f=problem.main.name),
            )

    def answer(self, problem: Problem, wrt: tuple[str, ...], detail: str) -> Answered:
        if isinstance(problem.main.body, Matrix):
            raise QuestionError(
                _("A matrix of functions has no gradient."),
                _("Ask for its derivative by one letter: each entry is differentiated on its own."),
            )
        if problem.main.is_vector:
            raise QuestionError(
                _("A vector of functions has no single gradient: each component has one of its own."),
                _("Ask for the Jacobian matrix: its rows are those gradients."),
            )
        variables = checked_variables(problem, wrt, problem.main_variables)
        return gathered_partials(problem, variables, detail)
