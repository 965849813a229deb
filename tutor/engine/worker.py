"""What the worker process answers: a table of requests by name.

Each takes plain arguments and returns plain frozen data from `tutor.board`; an input or a question that
does not fit is an answer as well, not an exception. Nothing of sympy's ever crosses: pickling an
unevaluated expression evaluates it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

from tutor import board
from tutor.gallery import Gallery
from tutor.notation.problem import NotationError
from tutor.notation.style import USUAL, writing

REQUESTS: dict[str, Callable[..., Any]] = {}
"""The requests by name; `tutor.engine.door` looks them up here."""

Answering = Callable[..., Any]


def request(name: str) -> Callable[[Answering], Answering]:
    """Register the function below as the answer to requests of that name.

    A `NotationError` comes back as a `board.Misreading`, a `QuestionError` as a `board.QuestionMisfit`.
    Every request also takes `notation`, the `board.NotationStyle` to write its formulas in.
    """

    def register(function: Answering) -> Answering:
        @wraps(function)
        def answering(*, notation: board.NotationStyle = USUAL, **arguments: Any) -> Any:
            from tutor.calculus import QuestionError

            try:
                with writing(notation):
                    return function(**arguments)
            except NotationError as error:
                return misreading(error)
            except QuestionError as error:
                return board.QuestionMisfit(error.message, error.hint)

        REQUESTS[name] = answering
        return answering

    return register


def misreading(error: NotationError) -> board.Misreading:
    """Return what could not be read as plain data for the window."""
    return board.Misreading(
        input=error.text,
        message=error.message,
        line=error.line,
        column=error.column,
        caret=error.caret(),
        hint=error.hint,
        mends=tuple(board.Mend(fix.label, fix.text) for fix in error.fixes),
    )


@request("read")
def read(text: str) -> board.Reading:
    """Say how a text was understood, and which questions it can be asked."""
    from tutor.calculus import reading_of
    from tutor.notation import reading

    return reading_of(reading.read(text))


@request("explain")
def explain(
    text: str,
    ask: str | None = None,
    wrt: Sequence[str] = (),
    detail: str = "standard",
    at: Mapping[str, str] | None = None,
    method: str | None = None,
) -> board.Walkthrough:
    """Derive the answer to a question, step by step; `at` gives letters values to evaluate it with,
    `method` is the way to take where there are several."""
    from tutor import calculus
    from tutor.notation import reading

    problem = reading.read(text)
    point = {name: reading.read_expression(value) for name, value in (at or {}).items()}
    return calculus.explain(problem, ask, tuple(wrt), detail, point or None, method=method)


@request("scenes")
def scenes(text: str, ask: str | None = None, wrt: Sequence[str] = ()) -> Gallery:
    """Compute the pictures that belong to a question."""
    from tutor import scenes
    from tutor.calculus import reading_of
    from tutor.notation import reading

    problem = reading.read(text)
    if ask is None:
        understood = reading_of(problem)
        question = understood.questions[understood.default]
        ask = question.ask
        wrt = wrt or tuple(question.wrt.split(",") if question.wrt else ())
    return scenes.gallery(problem, ask, tuple(wrt))


@request("check")
def check(text: str, answer: str, ask: str | None = None, wrt: Sequence[str] = ()) -> board.Verdict:
    """Compare a student's answer with the right one; an unreadable one is a `board.Misreading`."""
    from tutor import practice
    from tutor.notation import reading

    return practice.check(reading.read(text), ask, tuple(wrt), answer)


def warm_up() -> None:
    """Do once what the first request would wait for: imports, the grammar's tables, sympy's caches."""
    REQUESTS["explain"](text="f(x, y) = x^2 y + y", ask="gradient")
    REQUESTS["scenes"](text="sin(x^2)", ask="derivative")
