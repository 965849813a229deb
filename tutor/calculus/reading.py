"""What was understood of an input, and the questions that can be asked about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from tutor.board import Alternative, Formula, Place, Question, Reading, Switch
from tutor.calculus.lines import Slots
from tutor.calculus.questions import QUESTIONS
from tutor.calculus.questions.question import question_letters, slots_for
from tutor.language import _
from tutor.notation.expression import Call, Equation, Expression, Matrix, Named, Symbol, Vector
from tutor.notation.formula import formula
from tutor.notation.places import placed
from tutor.notation.problem import NotationError, Problem
from tutor.notation.reading import read_expression
from tutor.notation.speech import in_turn
from tutor.notation.switching import switches
from tutor.notation.typst import typst

_GAP = " quad "

_Shown: TypeAlias = tuple[Expression, str | None]
"""a line of the formula, and whose: None for the main function, "" for what has no colours"""


def reading_of(problem: Problem) -> Reading:
    """Return the reading: the typeset input, its kind in words, the questions and which comes first."""
    inputs = problem.main_variables
    slots = slots_for(inputs)
    offered = [button for kind in QUESTIONS.values() for button in kind.offers(problem)]
    questions = tuple(sorted(offered, key=lambda button: button.ask not in ("chain", "implicit")))
    shown = _definitions(problem)
    preview, places = _preview(problem, shown, slots)
    return Reading(
        problem.text,
        _printed(shown, slots),
        _kind(problem),
        problem.variables,
        tuple(slots.items()),
        questions,
        _default(problem, questions),
        problem.ask is not None,
        tuple(note.message for note in problem.notes),
        problem.parameters,
        tuple(_switches(problem)),
        tuple(_alternatives(problem, slots)),
        places,
        preview,
    )


def usual_question(problem: Problem, reading: Reading, wrt: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the question in the text, or the one most people would ask, and its letters.

    Letters asked about, for a function of several inputs, are those of a partial derivative.
    """
    default = reading.questions[reading.default]
    if wrt and problem.ask is None and default.ask == "gradient":
        return "partial", wrt
    asked = question_letters(problem.ask) if problem.ask is not None else ()
    return default.ask, wrt or asked or tuple(default.wrt.split(",") if default.wrt else ())


def _switches(problem: Problem) -> Iterator[Switch]:
    for switch in switches(problem):
        label = _("Hold {letter} constant") if switch.variable else _("Make {letter} a variable")
        written = formula(Symbol(switch.letter)).text
        yield Switch(switch.letter, switch.variable, label.format(letter=written), switch.text)


def _alternatives(problem: Problem, slots: Slots) -> Iterator[Alternative]:
    """Yield the places that have two readings, both typeset."""
    names = {*problem.variables, *problem.parameters, *problem.main_variables}
    for note in problem.notes:
        found = note.ambiguity
        if found is None or note.other is None:
            continue
        try:
            both = [read_expression(text, names) for text in (found.taken, found.other)]
        except NotationError:
            continue
        taken, other = (formula(reading, slots) for reading in both)
        yield Alternative(found.start, found.end, taken, other, note.other.label, note.other.text)


def _definitions(problem: Problem) -> list[_Shown]:
    main = problem.main
    left: Expression = Symbol(main.name)
    if main.parameters is not None or not main.named:
        inputs = main.parameters or problem.main_variables
        left = Call(main.name, tuple(map(Symbol, inputs))) if inputs else left
    whole = problem.equation if problem.equation is not None else Equation((left, main.body))
    shown: list[_Shown] = [(whole, None)]
    shown += [(Equation((Symbol(inner.name), inner.body)), inner.name) for inner in problem.inner]
    shown += [
        (Equation((Named("vector", name), value)), "")
        for name, value in problem.at
        if isinstance(value, Vector)
    ]
    return shown


def _own_slots(name: str | None, slots: Slots) -> Slots:
    """Return the roles of letters in one line: the inner function's own beside it, all in main's."""
    if name is None:
        return slots
    return {name: slots.get(name, "slotA")} if name else {}


def _printed(shown: list[_Shown], slots: Slots) -> Formula:
    printed = [formula(equation, _own_slots(name, slots)) for equation, name in shown]
    if len(printed) == 1:
        return printed[0]
    return Formula(
        "; ".join(each.text for each in printed),
        r", \quad ".join(each.latex for each in printed),
        printed[0].sympy,
        _GAP.join(each.typst for each in printed),
        in_turn([each.speech for each in printed]),
    )


def _preview(problem: Problem, shown: list[_Shown], slots: Slots) -> tuple[str, tuple[Place, ...]]:
    """Return the formula's markup with a link to each term, and where each was typed."""
    where = {id(span.node): span for span in problem.spans}
    markup: list[str] = []
    places: list[Place] = []
    for index, (equation, name) in enumerate(shown):
        marked, found = placed(equation, where, str(index))
        markup.append(typst(marked, _own_slots(name, slots)))
        places += (Place(path, span.start, span.end) for path, span in found)
    return _GAP.join(markup), tuple(places)


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
    if isinstance(main.body, Matrix):
        return _("{rows} × {columns} matrix of functions of {inputs}").format(
            rows=len(main.body.rows), columns=len(main.body.rows[0]), inputs=_listed(names)
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
