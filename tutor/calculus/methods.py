"""Several ways to the same derivative: the rules straight away, or something cleverer first.

A way is one decorated function: it is given the answer by the rules and returns the answer its own way, or
None where it has nothing to offer. Where a good teacher would take it first, it says so by `preferred`.
The ways themselves are in `tutor.calculus.ways`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tutor.board import Method, Question
from tutor.calculus.questions import QUESTIONS
from tutor.calculus.questions.question import Answered, QuestionAtPoint, QuestionError, QuestionKind
from tutor.language import N_, _
from tutor.notation.expression import Derivative, Expression, Named, Vector
from tutor.notation.problem import Problem

BY_THE_RULES = "rules"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and its answer by the rules."""

    problem: Problem
    ask: str
    wrt: tuple[str, ...]
    detail: str
    answered: Answered

    @property
    def body(self) -> Expression:
        return self.problem.main.body

    @property
    def left(self) -> Derivative:
        assert isinstance(self.answered.left, Derivative)
        return self.answered.left

    @property
    def variable(self) -> str:
        return self.left.variable

    @property
    def held(self) -> tuple[str, ...]:
        return tuple(name for name in self.problem.main_variables if name != self.variable)

    @property
    def taken(self) -> tuple[str, ...]:
        return (self.problem.main.name, *self.problem.main_variables)


def is_one_derivative(asked: Asked) -> bool:
    """Say whether the question is a first derivative of one function by one letter."""
    left = asked.answered.left
    return (
        not asked.problem.inner
        and isinstance(left, Derivative)
        and left.order == 1
        and left.operand == Named("value", asked.problem.main.name)
        and not isinstance(asked.body, Vector)
    )


def is_composite(asked: Asked) -> bool:
    """Say whether the chain rule is asked for, over inner functions with names of their own."""
    return asked.ask == "chain" and bool(asked.problem.inner)


Answering = Callable[[Asked], Answered | None]


@dataclass(frozen=True, slots=True)
class Way:
    """One way: its name in the CLI, its title, how it answers, and which questions it may fit. `preferred`
    says whether it is taken where no way is asked for."""

    name: str
    title: str
    answer: Answering
    fits: Callable[[Asked], bool]
    preferred: Callable[[Asked], bool]


WAYS: dict[str, Way] = {}


def way(
    name: str,
    *,
    title: str,
    fits: Callable[[Asked], bool] = is_one_derivative,
    preferred: Callable[[Asked], bool] = lambda _asked: False,
) -> Callable[[Answering], Answering]:
    """Register the function below as a way to answer."""

    def register(answer: Answering) -> Answering:
        WAYS[name] = Way(name, title, answer, fits, preferred)
        return answer

    return register


class ByMethod:
    """A kind of question, answered by the way of that name, or (None) by the one a good teacher takes."""

    def __init__(self, ask: str, method: str | None) -> None:
        self.kind: QuestionKind = QUESTIONS[ask]
        self.ask = ask
        self.method = method
        self._asked: Asked | None = None
        self._chosen = BY_THE_RULES

    def offers(self, problem: Problem) -> Iterable[Question]:
        return self.kind.offers(problem)

    def answer(self, problem: Problem, wrt: tuple[str, ...], detail: str) -> Answered:
        """Answer the question.

        Raises:
            QuestionError: if the question does not fit the problem, or the way does not fit the question.
        """
        by_rules = self.kind.answer(problem, wrt, detail)
        self._asked = asked = Asked(problem, self.ask, wrt, detail, by_rules)
        fitting = {each.name: each for each in WAYS.values() if each.fits(asked)}
        if self.method is None:
            preferred = (each.name for each in fitting.values() if each.preferred(asked))
            self._chosen = next(preferred, BY_THE_RULES)
        else:
            self._chosen = self.method
        if self._chosen == BY_THE_RULES:
            return by_rules
        answered = fitting[self._chosen].answer(asked) if self._chosen in fitting else None
        if answered is None:
            raise no_such_method(self._chosen, [each.name for each in self.methods()])
        return answered

    def methods(self) -> tuple[Method, ...]:
        """Return the ways to answer what was answered last, () where there is only one."""
        asked = self._asked
        if asked is None:
            return ()
        answers = {BY_THE_RULES: (_title_of_the_rules(asked.answered), asked.answered)}
        for each in WAYS.values():
            answered = each.answer(asked) if each.fits(asked) else None
            if answered is not None:
                answers[each.name] = (each.title, answered)
        if len(answers) == 1:
            return ()
        return tuple(
            Method(name, _(title), len(answered.lines), name == self._chosen)
            for name, (title, answered) in answers.items()
        )


def by_method(ask: str, method: str | None) -> QuestionKind | QuestionAtPoint:
    """Return the kind of question, answered by a method where it has several.

    Raises:
        QuestionError: if a method is named where there are none.
    """
    kind = QUESTIONS[ask]
    if not isinstance(kind, QuestionAtPoint):
        return ByMethod(ask, method)
    if method not in (None, BY_THE_RULES):
        raise no_such_method(method, ())
    return kind


def no_such_method(method: str, known: Sequence[str]) -> QuestionError:
    """Return what to say when a way is asked for that does not fit."""
    return QuestionError(
        _("There is no method called {method} for this question.").format(method=method),
        _("Choose one of: {choices}.").format(choices=", ".join(known or [BY_THE_RULES])),
    )


TITLES_OF_THE_RULES = {
    "product rule": N_("Product rule"),
    "quotient rule": N_("Quotient rule"),
    "reciprocal rule": N_("Reciprocal rule"),
    "chain rule": N_("Chain rule"),
}


def _title_of_the_rules(answered: Answered) -> str:
    """Name the way by the rules after the first that is used."""
    first = answered.lines[0].rule if answered.lines else ""
    return TITLES_OF_THE_RULES.get(first, N_("Rule by rule"))
