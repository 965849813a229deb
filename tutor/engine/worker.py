"""What the worker process answers: a table of requests by name.

Each takes plain arguments and returns plain frozen data from `tutor.board`; an input or a question that
does not fit is an answer as well, not an exception. Nothing of sympy's ever crosses: pickling an
unevaluated expression evaluates it.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from functools import _lru_cache_wrapper, wraps
from inspect import Parameter, signature
from typing import Any, Final

from tutor import board
from tutor.gallery import Gallery, Scene
from tutor.notation.problem import NotationError, Problem
from tutor.notation.style import USUAL, writing

REQUESTS: dict[str, Callable[..., Any]] = {}
"""The requests by name; `tutor.engine.door` looks them up here."""

Answering = Callable[..., Any]

NOTATION: Final = Parameter("notation", Parameter.KEYWORD_ONLY, default=USUAL, annotation=board.NotationStyle)
"""What every request takes besides its own arguments."""


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

        # The door checks arguments by what it finds here.
        own = signature(function)
        taken = own.replace(parameters=[*own.parameters.values(), NOTATION])
        answering.__signature__ = taken  # type: ignore[attr-defined]
        answering.__annotations__ = {**function.__annotations__, NOTATION.name: NOTATION.annotation}
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
        start=error.start,
        end=error.end,
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
    understood: Sequence[str] = (),
) -> board.Walkthrough:
    """Derive the answer to a question, step by step; `at` gives letters values to evaluate it with,
    `method` is the way to take where there are several, `understood` names rules that are known."""
    from tutor import calculus
    from tutor.notation import reading

    problem = reading.read(text, wrt)
    point = {name: reading.read_expression(value) for name, value in (at or {}).items()}
    return calculus.explain(
        problem, ask, tuple(wrt), detail, point or None, method=method, understood=understood
    )


@request("scenes")
def scenes(text: str, ask: str | None = None, wrt: Sequence[str] = (), coarse: bool = False) -> Gallery:
    """Compute the pictures that belong to a question; `coarse` ones of a slow function come soon."""
    from tutor import scenes

    return scenes.gallery(*_situation(text, ask, wrt), coarse)


def _situation(text: str, ask: str | None, wrt: Sequence[str]) -> tuple[Problem, str, tuple[str, ...]]:
    from tutor.calculus.reading import reading_of, usual_question
    from tutor.notation import reading

    problem = reading.read(text, wrt)
    if ask is None:
        ask, wrt = usual_question(problem, reading_of(problem), tuple(wrt))
    return problem, ask, tuple(wrt)


@request("scene")
def scene(
    text: str,
    kind: str,
    title: str,
    window: Sequence[float],
    ask: str | None = None,
    wrt: Sequence[str] = (),
    coarse: bool = False,
) -> Gallery:
    """Compute one of a question's pictures, by its class and its title, at another window."""
    from tutor import scenes

    left, right, bottom, top = window
    return scenes.scene_at(*_situation(text, ask, wrt), kind, title, (left, right, bottom, top), coarse)


@request("picture_file")
def picture_file(
    kind: str, scene: Scene, pose: Any, theme: str, size: Sequence[float], scale: float = 1.0
) -> bytes:
    """Draw a picture, or what its Play shows, as a file: see `tutor.canvas.picture_file`."""
    from tutor import progress
    from tutor.canvas import picture_file as drawing

    return drawing.picture_file(kind, scene, pose, theme, (size[0], size[1]), scale, progress.report)


@request("check")
def check(text: str, answer: str, ask: str | None = None, wrt: Sequence[str] = ()) -> board.Verdict:
    """Compare a student's answer with the right one; an unreadable one is a `board.Misreading`."""
    from tutor import practice
    from tutor.notation import reading

    return practice.check(reading.read(text, wrt), ask, tuple(wrt), answer)


@request("compare")
def compare(text: str, answer: str, ask: str | None = None, wrt: Sequence[str] = ()) -> Gallery:
    """Draw a student's answer beside the slope that it should be; an empty gallery where they agree, or
    where there is nothing to draw."""
    from tutor import practice
    from tutor.scenes.compare import comparison

    problem, ask, by = _situation(text, ask, wrt)
    known = (*problem.variables, *problem.main_variables, *problem.parameters)
    return comparison(problem, ask, by, practice.right_hand_side(answer, known))


@request("so_far")
def so_far(text: str) -> board.SoFar | None:
    """Say what can be read of a text that cannot be read whole; None where that is nothing."""
    from tutor.calculus import reading_of
    from tutor.notation.so_far import so_far, with_boxes

    found = so_far(text)
    if found is None:
        return None
    wrong = tuple(map(misreading, found.wrong))
    reading = reading_of(found.problem)
    return board.SoFar(text, with_boxes(reading.formula), wrong, reading.slots)


@request("sketch")
def sketch(text: str) -> board.Formula:
    """Print a text that has "□" where something is still to be typed."""
    from tutor.calculus import reading_of
    from tutor.notation import reading
    from tutor.notation.so_far import with_boxes, without_boxes

    return with_boxes(reading_of(reading.read(without_boxes(text))).formula)


@request("functions")
def functions() -> tuple[board.KnownFunction, ...]:
    """Return every function that can be typed by name."""
    from tutor.calculus.known_functions import known_functions

    return known_functions()


def load() -> None:
    """Import what the first derivation needs."""
    import tutor.calculus
    import tutor.notation.reading  # noqa: F401


def warm_up() -> None:
    """Do once what the first request would wait for: imports, the grammar's tables, sympy's caches."""
    REQUESTS["explain"](text="f(x, y) = x^2 y + y", ask="gradient")
    REQUESTS["scenes"](text="sin(x^2)", ask="derivative")


def forget() -> None:
    """Empty every cache that has a bound. Left to fill up, they scatter what lives long over the memory,
    and a worker grows by half in a thousand requests; emptied now and then it stays as it is."""
    from sympy.core.cache import clear_cache

    for each in gc.get_objects():
        ours = isinstance(each, _lru_cache_wrapper) and each.__module__.startswith("tutor.")
        if ours and each.cache_info().maxsize is not None:
            each.cache_clear()
    clear_cache()
