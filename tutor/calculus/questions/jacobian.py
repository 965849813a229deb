"""The Jacobian matrix: row i is the gradient of the i-th component."""

from __future__ import annotations

from collections.abc import Iterable

from tutor.board import Focus, Question, Sentence
from tutor.calculus.lines import Line, Slots
from tutor.calculus.numeric import Meaning
from tutor.calculus.questions.gathering import component_names
from tutor.calculus.questions.question import (
    Answered,
    checked_variables,
    derivative_of,
    label,
    question,
    slots_for,
    slots_varying,
    work_out,
)
from tutor.calculus.verification import sympy_jacobian
from tutor.language import _
from tutor.notation.expression import Equation, Expression, Marked, Matrix, Named, Symbol, Vector
from tutor.notation.formula import formula
from tutor.notation.problem import Problem
from tutor.notation.sentence import sentence
from tutor.notation.text import name_in_words


@question("jacobian")
class JacobianQuestion:
    """J_F of a vector of functions (of a single function: one row, its gradient)."""

    def offers(self, problem: Problem) -> Iterable[Question]:
        if problem.main.is_vector and not problem.inner:
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
        body = main.body if isinstance(main.body, Vector) else Vector((main.body,))
        names = component_names(problem) if main.is_vector else (main.name,)
        slots = slots_for(problem.main_variables)
        partial = len(problem.main_variables) > 1
        jacobian = Named("jacobian", main.name)
        rows: list[tuple[Expression, ...]] = [
            tuple(derivative_of(name, variable, partial) for variable in variables) for name in names
        ]
        raw_rows = list(rows)
        lines = [
            Line(
                "jacobian",
                _("Jacobian: one row per output"),
                jacobian,
                Matrix(tuple(rows)),
                sentence(
                    _(
                        "One row for each component of {F}, one column for each input. Row by row, these "
                        "are gradients."
                    ),
                    slots=slots,
                    F=Symbol(main.name),
                ),
                sentence(_("How many outputs are there, and how many inputs?"), slots=slots),
                left=jacobian,
                slots=slots,
            )
        ]
        for index, (name, component) in enumerate(zip(names, body.entries, strict=True)):
            line, results, raws = self._row(problem, index, name, component, variables, rows, detail)
            lines.extend(part for part in line.parts if detail == "full")
            lines.append(line)
            rows[index], raw_rows[index] = results, raws
        bodies = dict(zip(names, body.entries, strict=True))
        return Answered(
            variables,
            tuple(lines),
            jacobian,
            Matrix(tuple(rows)),
            Matrix(tuple(raw_rows)),
            sympy_jacobian(body, variables),
            Meaning({main.name: body, **bodies}, {main.name: variables}),
            (body,),
            slots,
        )

    def _row(
        self,
        problem: Problem,
        index: int,
        name: str,
        component: Expression,
        variables: tuple[str, ...],
        rows: list[tuple[Expression, ...]],
        detail: str,
    ) -> tuple[Line, tuple[Expression, ...], tuple[Expression, ...]]:
        """Work out one row; return its line, the tidy entries and the untidied ones."""
        slots = slots_for(problem.main_variables)
        partial = len(problem.main_variables) > 1
        worked = [
            work_out(
                derivative_of(name, variable, partial),
                component,
                slots_varying(slots, variable),
                "standard" if detail == "brief" else detail,
                held=tuple(other for other in problem.main_variables if other != variable),
                taken=(name, problem.main.name, *problem.main_variables),
                focus=Focus(variable=variable, row=index),
            )
            for variable in variables
        ]
        results = tuple(one.result for one in worked)
        before = Matrix(tuple(_in_focus(row, i == index, "before") for i, row in enumerate(rows)))
        done = [*rows[:index], results, *rows[index + 1 :]]
        after = Matrix(tuple(_in_focus(row, i == index, "row") for i, row in enumerate(done)))
        line = Line(
            "gradient of a row",
            _("Row {number}: the gradient of {name}").format(number=index + 1, name=name_in_words(name)),
            before,
            after,
            _row_sentence(index + 1, Equation((Symbol(name), component)), variables, slots),
            sentence(
                _("Which function does this row belong to? Differentiate it by each input."), slots=slots
            ),
            left=Named("jacobian", problem.main.name),
            slots=slots,
            focus=Focus(row=index),
            parts=tuple(each for one in worked for each in one.lines),
        )
        return line, results, tuple(one.raw for one in worked)


def _in_focus(row: tuple[Expression, ...], focused: bool, role: str) -> tuple[Expression, ...]:
    return tuple(Marked(role, entry) for entry in row) if focused else row


def _row_sentence(number: int, definition: Equation, variables: tuple[str, ...], slots: Slots) -> Sentence:
    inputs = dict(zip(("x", "y", "z"), map(Symbol, variables), strict=False))
    match len(variables):
        case 1:
            words = _("Row {number} holds the derivative of {definition} with respect to {x}.")
        case 2:
            words = _(
                "Row {number} is the gradient of {definition}: its partial derivatives with respect to {x} "
                "and {y}."
            )
        case 3:
            words = _(
                "Row {number} is the gradient of {definition}: its partial derivatives with respect to {x}, "
                "{y} and {z}."
            )
        case _:
            words = _(
                "Row {number} is the gradient of {definition}: its partial derivatives, one for each input."
            )
    return sentence(words, slots=slots, number=str(number), definition=definition, **inputs)
