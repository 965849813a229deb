"""The Hessian matrix, as the Jacobian of the gradient."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import sympy

from tutor.board import Question
from tutor.calculus.lines import Line
from tutor.calculus.meaning import Meaning
from tutor.calculus.model import letter, to_sympy
from tutor.calculus.questions.gathering import gathered_partials
from tutor.calculus.questions.question import (
    Answered,
    QuestionError,
    checked_variables,
    derivative_of,
    label,
    question,
)
from tutor.calculus.questions.rows import Output, RowsOfGradients
from tutor.language import _
from tutor.notation.expression import Marked, Matrix, Named, Vector
from tutor.notation.formula import formula
from tutor.notation.problem import Problem
from tutor.notation.sentence import sentence


@question("hessian")
class HessianQuestion:
    """H_f: every second partial derivative, row i being the gradient of ∂f/∂xᵢ."""

    def offers(self, problem: Problem) -> Iterable[Question]:
        if len(problem.main_variables) > 1 and not problem.main.is_vector and not problem.inner:
            words = _("Hessian")
            yield Question(
                "hessian",
                None,
                label(words, rf"\mathrm{{{words}}}", f'"{words}"', words),
                _("Hessian matrix of {f}").format(f=problem.main.name),
            )

    def answer(self, problem: Problem, wrt: tuple[str, ...], detail: str) -> Answered:
        main = problem.main
        if isinstance(main.body, Matrix):
            raise QuestionError(
                _("A matrix of functions has no Hessian matrix."),
                _("Ask for the Hessian of one entry at a time."),
            )
        if main.is_vector:
            raise QuestionError(
                _("A vector of functions has no single Hessian matrix."),
                _("Ask for the Hessian of one component at a time."),
            )
        variables = checked_variables(problem, wrt, problem.main_variables)
        gradient = gathered_partials(problem, variables, detail)
        assert isinstance(gradient.result, Vector)
        several = len(problem.main_variables) > 1
        lefts = [derivative_of(main.name, name, several) for name in variables]
        outputs = [
            Output(left, formula(left).text, entry)
            for left, entry in zip(lefts, gradient.result.entries, strict=True)
        ]
        hessian = Named("hessian", main.name)
        matrix = RowsOfGradients(hessian, outputs, variables, problem.main_variables, (main.name,), detail)
        nabla = Marked("derivative", Named("gradient", main.name))
        definition = Line(
            "hessian",
            _("Hessian: the Jacobian of the gradient"),
            hessian,
            matrix.names,
            sentence(
                _("Differentiate each entry of {nabla} by each input: row by row, gradients again."),
                slots=matrix.slots,
                nabla=nabla,
            ),
            sentence(_("The gradient is a vector of functions: what is its Jacobian?"), slots=matrix.slots),
            left=hessian,
            slots=matrix.slots,
        )
        lines = [*gradient_first(gradient, detail), definition, *matrix.written()]
        if len(variables) > 1:
            last = lines[-1]
            lines[-1] = replace(
                last,
                why=sentence(
                    _(
                        "The matrix is symmetric: the order of the two partial derivatives does not matter "
                        "where they are continuous (Clairaut's theorem)."
                    ),
                    slots=matrix.slots,
                ),
            )
        body = to_sympy(main.body)
        return Answered(
            variables,
            tuple(lines),
            hessian,
            Matrix(tuple(matrix.rows)),
            Matrix(tuple(matrix.raw_rows)),
            sympy.Matrix([[sympy.diff(body, letter(a), letter(b)) for b in variables] for a in variables]),
            Meaning({main.name: main.body}, {main.name: variables}),
            (main.body,),
            matrix.slots,
        )


def gradient_first(gradient: Answered, detail: str) -> list[Line]:
    """Return the gradient's lines: all of them at full detail, otherwise one with the others inside."""
    if detail == "full":
        return list(gradient.lines)
    first, last = gradient.lines[0], gradient.lines[-1]
    return [
        replace(
            last,
            rule="gradient",
            title=_("The gradient first"),
            before=first.after,
            why=first.why,
            hint=first.hint,
            parts=gradient.lines,
        )
    ]
