"""One derivative worked out: by the rules straight away, or something cleverer first.

A way is one decorated function: it is given what is asked and returns the answer its own way, or None where
it has nothing to offer. Where a good teacher would take it first, it says so by `preferred`. The ways
themselves are in `tutor.calculus.ways`; a question works each of its derivatives out by `work_out`, and so
takes them everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tutor.board import NO_FOCUS, Focus
from tutor.calculus.blackboard import derivative_lines
from tutor.calculus.derivation import Derivation, value
from tutor.calculus.lines import Line, Slots, result_of, with_left
from tutor.calculus.recall import recall
from tutor.notation.expression import Derivative, Expression

BY_THE_RULES = "rules"


@dataclass(frozen=True, slots=True)
class Asked:
    """A derivative to work out: its name on the left, the function, and how to lay it out. `held` are the
    inputs that stay constant, `taken` the letters that no inner function may be named by."""

    left: Derivative
    body: Expression
    slots: Slots
    detail: str
    held: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    focus: Focus = NO_FOCUS

    @property
    def variable(self) -> str:
        return self.left.variable


@dataclass(frozen=True, slots=True)
class Worked:
    """One derivative worked out: its name, its lines, and its value before and after tidying."""

    left: Derivative
    lines: tuple[Line, ...]
    raw: Expression
    result: Expression


Answering = Callable[[Asked], Worked | None]


@dataclass(frozen=True, slots=True)
class Way:
    """One way: its name in the CLI, its title, and how it answers. `preferred` says whether it is taken
    where no way is asked for."""

    name: str
    title: str
    answer: Answering
    preferred: Callable[[Asked], bool]


WAYS: dict[str, Way] = {}


def way(
    name: str, *, title: str, preferred: Callable[[Asked], bool] = lambda _asked: False
) -> Callable[[Answering], Answering]:
    """Register the function below as a way to work out a derivative."""

    def register(answer: Answering) -> Answering:
        WAYS[name] = Way(name, title, answer, preferred)
        return answer

    return register


def by_the_rules(asked: Asked) -> Worked:
    """Work a derivative out by the rules straight away."""
    derivation = Derivation(
        Derivative(asked.body, asked.left.variable, asked.left.partial), asked.held, asked.taken
    )
    lines = with_left(derivative_lines(derivation, asked.detail, asked.slots), asked.left, asked.focus)
    return Worked(asked.left, lines, value(derivation.root), result_of(lines))


def work_out(
    left: Derivative,
    body: Expression,
    slots: Slots,
    detail: str,
    *,
    held: Sequence[str] = (),
    taken: Iterable[str] = (),
    focus: Focus = NO_FOCUS,
) -> Worked:
    """Differentiate `body` as `left` says, at a level of detail, by the way that is wanted where it fits."""
    asked = Asked(left, body, slots, detail, tuple(held), tuple(taken), focus)
    known = recall()
    known.asked.append(asked)
    if known.way == BY_THE_RULES:
        return by_the_rules(asked)
    wanted = [each for each in WAYS.values() if each.name == known.way]
    for each in (*wanted, *(each for each in WAYS.values() if each.preferred(asked))):
        worked = each.answer(asked)
        if worked is not None:
            known.taken.add(each.name)
            return worked
    return by_the_rules(asked)
