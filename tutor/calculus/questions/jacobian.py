"""The Jacobian matrix: row i is the gradient of the i-th component."""

from __future__ import annotations

from collections.abc import Iterable

from tutor.board import Question
from tutor.calculus.lines import Line
from tutor.calculus.meaning import Meaning
from tutor.calculus.questions.gathering import component_names
from tutor.calculus.questions.question import Answered, QuestionError, checked_variables, label, question
from tutor.calculus.questions.rows import Output, RowsOfGradients
from tutor.calculus.verification import sympy_jacobian
from tutor.language import _
from tutor.notation.expression import Matrix, Named, Symbol, Vector
from tutor.notation.formula import formula
from tutor.notation.problem import Problem
from tutor.notation.sentence import sentence
from tutor.notation.text import name_in_words


@question("jacobian")
class JacobianQuestion:
    """J_F of a vector of functions (of a single function: one row, its gradient)."""

    def offers(self, problem: Problem) -> Iterable[Question]:
        if isinstance(problem.main.body, Vector) and not problem.inner:
            name = formula(Named("jacobian", problem.main.name))
            yield Question(
                "jacobian",
                None,
                label("J", "J", "J", name.speech),
                _("Jacobian matrix of {F}").format(F=problem.main.name),
            )

    def answer(self, problem: Problem, wrt: tuple[str, ...], detail: str) -> Answered:
        variables = checked_variables(problem, wrt, problem.main_variables)
        main = problem.main
        if isinstance(main.body, Matrix):
            raise QuestionError(
                _("A matrix of functions has no Jacobian matrix."),
                _("Ask for its derivative by one letter: each entry is differentiated on its own."),
            )
        body = main.body if isinstance(main.body, Vector) else Vector((main.body,))
        names = component_names(problem) if main.is_vector else (main.name,)
        outputs = [
            Output(Named("value", name), name_in_words(name), entry)
            for name, entry in zip(names, body.entries, strict=True)
        ]
        jacobian = Named("jacobian", main.name)
        matrix = RowsOfGradients(
            jacobian, outputs, variables, problem.main_variables, (main.name, *names), detail
        )
        definition = Line(
            "jacobian",
            _("Jacobian: one row per output"),
            jacobian,
            matrix.names,
            sentence(
                _(
                    "One row for each component of {F}, one column for each input. Row by row, these are "
                    "gradients."
                ),
                slots=matrix.slots,
                F=Symbol(main.name),
            ),
            sentence(_("How many outputs are there, and how many inputs?"), slots=matrix.slots),
            left=jacobian,
            slots=matrix.slots,
        )
        lines = (definition, *matrix.written())
        return Answered(
            variables,
            lines,
            jacobian,
            Matrix(tuple(matrix.rows)),
            Matrix(tuple(matrix.raw_rows)),
            sympy_jacobian(body, variables),
            Meaning({main.name: body, **dict(zip(names, body.entries, strict=True))}, {main.name: variables}),
            (body,),
            matrix.slots,
        )
