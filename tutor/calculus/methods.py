"""Several ways to the same answer: which of them fit a question, how long each is, and which is taken.

Most are ways to work out one derivative (`tutor.calculus.working`), taken for every component of a question
where they fit; a few answer a whole question in another manner.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tutor.board import Method, Question
from tutor.calculus.questions import QUESTIONS
from tutor.calculus.questions.question import (
    Answered,
    QuestionAtPoint,
    QuestionByNumber,
    QuestionError,
    QuestionKind,
)
from tutor.calculus.recall import Recall, recall, recalling
from tutor.calculus.working import BY_THE_RULES, WAYS
from tutor.language import N_, _
from tutor.notation.expression import Expression
from tutor.notation.problem import Problem


@dataclass(frozen=True, slots=True)
class OtherQuestion:
    """A way that answers the whole question as another one, where it fits."""

    title: str
    ask: str
    fits: Callable[[str, Problem], bool]


OTHER_QUESTIONS = {
    "substitute": OtherQuestion(
        N_("Substitute first"), "substitute", lambda ask, problem: ask == "chain" and bool(problem.inner)
    )
}
"""The ways to answer a whole question, by name."""


class ByMethod:
    """A kind of question, answered by the way of that name, or (None) by the one a good teacher takes."""

    def __init__(self, ask: str, method: str | None) -> None:
        self.kind: QuestionKind = QUESTIONS[ask]
        self.ask = ask
        self.method = method
        self._answered: tuple[Problem, tuple[str, ...], str] | None = None
        self._known = Recall()
        self._chosen = BY_THE_RULES

    def offers(self, problem: Problem) -> Iterable[Question]:
        return self.kind.offers(problem)

    def answer(self, problem: Problem, wrt: tuple[str, ...], detail: str) -> Answered:
        """Answer the question.

        Raises:
            QuestionError: if the question does not fit the problem, or the way does not fit the question.
        """
        self._answered = problem, wrt, detail
        answered, self._known = self._by(self.method)
        if self.method is None:
            self._chosen = next((name for name in WAYS if name in self._known.taken), BY_THE_RULES)
        else:
            self._chosen = self.method
        if not self._fits(self._chosen, self._known):
            raise no_such_method(self._chosen, [each.name for each in self.methods()])
        return answered

    def value_at(
        self, problem: Problem, wrt: tuple[str, ...], point: Mapping[str, Expression]
    ) -> Answered | None:
        """Answer the question at a point by a number, where that is the way there.

        Raises:
            QuestionError: if it has no value there.
        """
        if not isinstance(self.kind, QuestionByNumber):
            return None
        return self.kind.value_at(problem, wrt, point)

    def _by(self, method: str | None) -> tuple[Answered, Recall]:
        assert self._answered is not None
        problem, wrt, detail = self._answered
        other = OTHER_QUESTIONS.get(method or "")
        kind = QUESTIONS[other.ask] if other is not None and other.fits(self.ask, problem) else self.kind
        with recalling(Recall(recall().understood, method)) as known:
            return kind.answer(problem, wrt, detail), known

    def _fits(self, method: str, known: Recall) -> bool:
        assert self._answered is not None
        other = OTHER_QUESTIONS.get(method)
        if other is not None:
            return other.fits(self.ask, self._answered[0])
        return method == BY_THE_RULES or method in known.taken

    def methods(self) -> tuple[Method, ...]:
        """Return the ways to answer what was answered last, () where there is only one."""
        if self._answered is None:
            return ()
        titles = {BY_THE_RULES: ""}
        with recalling(Recall()):
            for each in WAYS.values():
                if any(each.answer(asked) is not None for asked in self._known.asked):
                    titles[each.name] = each.title
        for name, other in OTHER_QUESTIONS.items():
            if other.fits(self.ask, self._answered[0]):
                titles[name] = other.title
        if len(titles) == 1:
            return ()
        methods = []
        for name, title in titles.items():
            answered, known = self._by(name)
            if self._fits(name, known):
                title = title or _title_of_the_rules(answered)
                methods.append(Method(name, _(title), len(answered.lines), name == self._chosen))
        return tuple(methods) if len(methods) > 1 else ()


def by_method(ask: str, method: str | None) -> QuestionKind | QuestionAtPoint:
    """Return the kind of question, answered by a method where it has several.

    Raises:
        QuestionError: if a method is named where there are none.
    """
    kind = QUESTIONS[ask]
    if not hasattr(kind, "answer_at"):
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
