"""What a question is, and the table of them. To add a question is to write one decorated class."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

from tutor.board import NOTHING_TO_SAY, Formula, Question, Sentence
from tutor.calculus.lines import Line, Slots
from tutor.calculus.meaning import Meaning
from tutor.language import _
from tutor.notation.expression import Derivative, Expression, Named
from tutor.notation.formula import formula
from tutor.notation.precedence import is_primed
from tutor.notation.problem import Ask, Problem
from tutor.notation.traversal import symbols

SLOTS = ("slotA", "slotB", "slotC")


class QuestionError(Exception):
    """The question does not fit the problem. `message` and `hint` are in a student's words."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Answered:
    """A question answered, before it is printed and verified.

    `left` is the left side of the result; `raw` the result before tidying; `expected` is sympy's own
    result (None where it has none); `entries` lists the parts of a vector or (as rows) of a matrix.
    """

    wrt: tuple[str, ...]
    lines: tuple[Line, ...]
    left: Expression
    result: Expression
    raw: Expression
    expected: Any
    meaning: Meaning
    functions: tuple[Expression, ...]
    slots: Slots = field(default_factory=dict)
    check: Sentence = NOTHING_TO_SAY
    notes: tuple[str, ...] = ()


class QuestionKind(Protocol):
    """One kind of question."""

    def offers(self, problem: Problem) -> Iterable[Question]:
        """Return the buttons to show for this problem, none where the question makes no sense."""

    def answer(self, problem: Problem, wrt: tuple[str, ...], detail: str) -> Answered:
        """Answer it.

        Raises:
            QuestionError: if it does not fit the problem.
        """


@runtime_checkable
class QuestionAtPoint(Protocol):
    """A kind of question that needs a point (a tangent): the values are part of its answer."""

    def answer_at(
        self, problem: Problem, wrt: tuple[str, ...], detail: str, point: Mapping[str, Expression]
    ) -> Answered:
        """Answer it at the point; letters without a value get the question's own choice.

        Raises:
            QuestionError: if it does not fit the problem.
        """


@runtime_checkable
class QuestionByNumber(Protocol):
    """A kind of question whose answer at a point can be had as a number where its formula takes too long."""

    def value_at(
        self, problem: Problem, wrt: tuple[str, ...], point: Mapping[str, Expression]
    ) -> Answered | None:
        """Answer it at the point by a number; None where its formula is the way there.

        Raises:
            QuestionError: if it has no value there.
        """


QUESTIONS: dict[str, QuestionKind] = {}


def question(name: str) -> Callable[[type[QuestionKind]], type[QuestionKind]]:
    """Register a kind of question under its name in the CLI and the JSON."""

    def register(kind: type[QuestionKind]) -> type[QuestionKind]:
        QUESTIONS[name] = kind()
        return kind

    return register


def ask_instead(name: str, problem: Problem, wrt: tuple[str, ...], detail: str) -> Answered:
    """Answer another question in the place of this one, where that is what was meant.

    The other is looked up by its name in QUESTIONS: so no question imports another that may hand back.

    Raises:
        QuestionError: if it does not fit the problem either.
    """
    return QUESTIONS[name].answer(problem, wrt, detail)


def question_letters(ask: Ask) -> tuple[str, ...]:
    """Return the letters that a question in the text names, one for each differentiation."""
    if ask.variables:
        return ask.variables
    return (ask.variable,) * ask.order if ask.variable else ()


def label(text: str, latex: str, typst: str, speech: str) -> Formula:
    """Return what stands on a question's button. An operator such as d/dx is nothing to SymPy by itself."""
    return Formula(text, latex, "", typst, speech)


def name_label(asked: Derivative, usual: Formula) -> Formula:
    """Return f′(x) for a button where derivatives are written with a prime, else the label df/dx."""
    return formula(asked) if is_primed(asked) else usual


def slots_for(names: Sequence[str]) -> dict[str, str]:
    """Give each letter its colour: the first blue, the second vermillion, the third the third."""
    return {name: SLOTS[index % len(SLOTS)] for index, name in enumerate(names)}


def slots_varying(slots: Slots, variable: str) -> dict[str, str]:
    """Return the colours while only one letter varies: the others are held."""
    return {name: slot if name == variable else "held" for name, slot in slots.items()}


def checked_variables(problem: Problem, wrt: Sequence[str], inputs: Sequence[str]) -> tuple[str, ...]:
    """Return `wrt`, or all the inputs where it is empty.

    Raises:
        QuestionError: if a letter is no input and does not occur.
    """
    bodies = (problem.main.body, *(inner.body for inner in problem.inner))
    known = {*inputs, *problem.variables, *(name for body in bodies for name in symbols(body))}
    for name in wrt:
        if name not in known:
            raise QuestionError(
                _("The letter {name} does not occur in this function.").format(name=name),
                _("It can be differentiated with respect to {names}.").format(names=", ".join(inputs)),
            )
    return tuple(wrt) or tuple(inputs)


def derivative_of(name: str, variable: str, partial: bool) -> Derivative:
    """Return the name of a derivative: df/dx or ∂f/∂x."""
    return Derivative(Named("value", name), variable, partial)
