"""What was understood of an input, and the questions that can be asked about it."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.board import Formula, Question, Reading
from tutor.calculus.questions import QUESTIONS
from tutor.calculus.questions.question import question_letters, slots_for
from tutor.language import _
from tutor.notation.expression import Call, Equation, Expression, Named, Symbol, Vector
from tutor.notation.formula import formula
from tutor.notation.problem import Problem
from tutor.notation.speech import in_turn


def reading_of(problem: Problem) -> Reading:
    """Return the reading: the typeset input, its kind in words, the questions and which comes first."""
    inputs = problem.main_variables
    slots = slots_for(inputs)
    offered = [button for kind in QUESTIONS.values() for button in kind.offers(problem)]
    questions = tuple(sorted(offered, key=lambda button: button.ask not in ("chain", "implicit")))
    return Reading(
        problem.text,
        _definitions(problem, slots),
        _kind(problem),
        problem.variables,
        tuple(slots.items()),
        questions,
        _default(problem, questions),
        tuple(note.message for note in problem.notes),
    )


def _definitions(problem: Problem, slots: dict[str, str]) -> Formula:
    main = problem.main
    left: Expression = Symbol(main.name)
    if main.parameters is not None or not main.named:
        inputs = main.parameters or problem.main_variables
        left = Call(main.name, tuple(map(Symbol, inputs))) if inputs else left
    if problem.equation is not None:
        printed = [formula(problem.equation, slots)]
    else:
        printed = [formula(Equation((left, main.body)), slots)]
    for inner in problem.inner:
        name = formula(
            Equation((Symbol(inner.name), inner.body)), {inner.name: slots.get(inner.name, "slotA")}
        )
        printed.append(name)
    printed += [
        formula(Equation((Named("vector", name), value)))
        for name, value in problem.at
        if isinstance(value, Vector)
    ]
    if len(printed) == 1:
        return printed[0]
    return Formula(
        "; ".join(each.text for each in printed),
        r", \quad ".join(each.latex for each in printed),
        printed[0].sympy,
        " quad ".join(each.typst for each in printed),
        in_turn([each.speech for each in printed]),
    )


def _names(names: Sequence[str]) -> list[str]:
    return [formula(Symbol(name)).text for name in names]


def _kind(problem: Problem) -> str:
    main = problem.main
    outputs = len(main.body.entries) if isinstance(main.body, Vector) else 1
    names = _names(problem.main_variables)
    if problem.equation is not None:
        return _("Equation in {inputs}").format(inputs=_listed(names))
    if problem.inner:
        return _("{f} of {inner}, with {inputs} as input").format(
            f=main.name, inner=_listed(names), inputs=_listed(_names(problem.variables))
        )
    if outputs > 1:
        return _("{outputs} functions of {inputs}").format(outputs=outputs, inputs=_listed(names))
    if not names:
        return _("A constant")
    return _("Function of {inputs}").format(inputs=_listed(names))


def _listed(names: Sequence[str]) -> str:
    if len(names) == 2:
        return _("{first} and {second}").format(first=names[0], second=names[1])
    return ", ".join(names)


def _default(problem: Problem, questions: tuple[Question, ...]) -> int:
    """Return the question in the text, else the gradient for several inputs, else the first."""
    if problem.ask is not None:
        letters = ",".join(question_letters(problem.ask))
        for index, button in enumerate(questions):
            if (button.ask, button.wrt or "") == (problem.ask.kind, letters):
                return index
        for index, button in enumerate(questions):
            if button.ask == problem.ask.kind and problem.ask.variable in (None, button.wrt):
                return index
        for index, button in enumerate(questions):
            if problem.ask.variable is not None and problem.ask.variable == button.wrt:
                return index
    if problem.inner:
        usual: tuple[str, ...] = ("chain",)
    elif any(isinstance(value, Vector) for _name, value in problem.at):
        usual = ("directional",)
    else:
        usual = ("gradient", "jacobian") if len(problem.main_variables) > 1 else ("derivative",)
    return next((index for index, button in enumerate(questions) if button.ask in usual), 0)
