"""Implicit differentiation: dy/dx from an equation such as x² + y² = 25, ∂z/∂x from one in x, y, z."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import sympy

from tutor.board import Question
from tutor.calculus.model import ModelError, letter, to_sympy
from tutor.calculus.questions.implicit_lines import ImplicitLines
from tutor.calculus.questions.points import checked_point
from tutor.calculus.questions.question import (
    Answered,
    QuestionError,
    derivative_of,
    label,
    name_label,
    question,
)
from tutor.calculus.values import at_point
from tutor.calculus.verification import Later
from tutor.language import _
from tutor.notation.expression import (
    Expression,
    Symbol,
    Vector,
)
from tutor.notation.formula import formula
from tutor.notation.problem import Problem
from tutor.notation.traversal import symbols


@question("implicit")
class ImplicitQuestion:
    """dy/dx of the curve of an equation, ∂z/∂x of its surface."""

    def offers(self, problem: Problem) -> Iterable[Question]:
        if problem.equation is None or len(problem.main_variables) < 2:
            return
        dependent, inputs = _roles(problem, ())
        for name in inputs:
            asked = derivative_of(dependent, name, len(inputs) > 1)
            d, typst_d, latex_d = ("∂", "partial", r"\partial ") if asked.partial else ("d", "d", "d")
            y, x = formula(Symbol(dependent)), formula(Symbol(name))
            yield Question(
                "implicit",
                name,
                name_label(
                    asked,
                    label(
                        f"{d}{y.text}/{d}{x.text}",
                        f"{latex_d}{y.latex}/{latex_d}{x.latex}",
                        rf"{typst_d} {y.typst}\/{typst_d} {x.typst}",
                        formula(asked).speech,
                    ),
                ),
                _("Implicit differentiation: {y} as a function of {x}").format(y=y.text, x=x.text),
            )

    def answer(self, problem: Problem, wrt: tuple[str, ...], detail: str) -> Answered:
        return self.answer_at(problem, wrt, detail, {})

    def answer_at(
        self, problem: Problem, wrt: tuple[str, ...], detail: str, point: Mapping[str, Expression]
    ) -> Answered:
        if problem.equation is None:
            raise QuestionError(
                _("There is no equation here."),
                _("Write one with both letters in it, for example {example}.").format(
                    example="x^2 + y^2 = 25"
                ),
            )
        if len(set(wrt)) < len(wrt):
            raise QuestionError(
                _("Of an equation, Nabla finds only first derivatives."),
                _("Differentiate the answer once more as a function, with {y} in it as {called}.").format(
                    y="y", called="y(x)"
                ),
            )
        checked_point(problem, point)
        dependent, inputs = _roles(problem, wrt)
        _on_the_curve(problem, point)
        answered = _together(
            [ImplicitLines(problem, dependent, inputs, name, detail).answered() for name in wrt or inputs[:1]]
        )
        return at_point(answered, point) if point else answered


def _together(answers: Sequence[Answered]) -> Answered:
    """Return one answer with an entry for each."""
    first = answers[0]
    if len(answers) == 1:
        return first
    return replace(
        first,
        wrt=tuple(name for each in answers for name in each.wrt),
        lines=tuple(line for each in answers for line in each.lines),
        left=Vector(tuple(each.left for each in answers)),
        result=Vector(tuple(each.result for each in answers)),
        raw=Vector(tuple(each.raw for each in answers)),
        expected=Later(lambda: sympy.Matrix([each.expected.compute() for each in answers])),
    )


def _roles(problem: Problem, wrt: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the letter that is a function of the others, and those others.

    With x, y and z that is z, with x and y it is y (more letters are constants), otherwise the last one.

    Raises:
        QuestionError: if there are not two letters, or one does not occur.
    """
    letters = problem.main_variables
    if len(letters) < 2:
        raise QuestionError(
            _("The equation needs two letters at least, one as a function of the other."),
            _("Write for example {example}.").format(example="x^2 + y^2 = 25"),
        )
    coordinates: list[str] = [name for name in ("x", "y", "z") if name in letters]
    used = coordinates if len(coordinates) > 1 else list(letters)
    for name in wrt:
        if name not in letters:
            raise QuestionError(
                _("The letter {name} does not occur in this equation.").format(name=name),
                _("The letters are {names}.").format(names=", ".join(letters)),
            )
        if name not in used:
            used.insert(0, name)
    free = [name for name in used if name not in wrt]
    if not free:
        raise QuestionError(
            _("One of the letters has to be the function of the others."),
            _("Leave out one of {names}.").format(names=", ".join(wrt)),
        )
    dependent = free[-1]
    return dependent, tuple(name for name in used if name != dependent)


def _on_the_curve(problem: Problem, point: Mapping[str, Expression]) -> None:
    """Look that a whole point satisfies the equation.

    Raises:
        QuestionError: if it does not.
    """
    if not set(symbols(problem.main.body)) <= set(point):
        return
    try:
        rest = to_sympy(problem.main.body).subs(
            {letter(name): to_sympy(value) for name, value in point.items()}
        )
    except ModelError:
        return
    if rest.is_number and abs(rest.evalf(30)) > sympy.Float("1e-20"):
        raise QuestionError(
            _("This point does not satisfy the equation."),
            _("Choose a point for which both sides are equal."),
        )
