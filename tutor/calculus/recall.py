"""What may be taken as known while a walkthrough is written: the rules that the student has marked as
understood, the way to take, and the derivatives that were shown in the steps before.

It holds for everything that is worked out for one walkthrough, however deep inside, so it is found by
context and not handed from function to function.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from tutor.calculus.derivation import Node, reached, value
from tutor.calculus.rules import all_rules
from tutor.calculus.tidying.transforms import tidy
from tutor.language import _
from tutor.notation.expression import Derivative, Expression

if TYPE_CHECKING:
    from tutor.calculus.working import Asked


@dataclass(frozen=True, slots=True)
class Shown:
    """A derivative that was worked out in an earlier step: that step's anchor, and the derivation."""

    anchor: str
    node: Node

    @property
    def value(self) -> Expression:
        """The result, tidied."""
        return tidy(value(self.node))


@dataclass(slots=True)
class Recall:
    """What one walkthrough may take as known.

    `understood` are names of rules; `way` is the name of the way to take where it fits (None: the one
    that a good teacher takes), `taken` gathers the ways taken; `asked` gathers the derivatives that were
    worked out, for the ways to them to be counted; `shown` are those that were shown.
    """

    understood: frozenset[str] = frozenset()
    way: str | None = None
    taken: set[str] = field(default_factory=set)
    asked: list[Asked] = field(default_factory=list)
    shown: dict[Derivative, Shown] = field(default_factory=dict)

    def show(self, node: Node) -> str:
        """Note that a derivative is worked out in a line from here on; return that line's anchor."""
        return self.shown.setdefault(node.asked, Shown(f"shown {len(self.shown) + 1}", node)).anchor


QUICKER_THAN_LOOKING_UP = frozenset(
    {"sum rule", "negation", "constant multiple", "constant denominator", "no rule"}
)
"""Derivatives that need only these are worked out again rather than referred to."""

_RECALL: ContextVar[Recall | None] = ContextVar("recall", default=None)


def recall() -> Recall:
    """Return what is known now; outside a walkthrough that is nothing."""
    return _RECALL.get() or Recall()


@contextmanager
def recalling(known: Recall) -> Iterator[Recall]:
    """Write a walkthrough that may take these things as known."""
    token = _RECALL.set(known)
    try:
        yield known
    finally:
        _RECALL.reset(token)


@contextmanager
def not_shown() -> Iterator[None]:
    """Work something out whose lines nobody sees: nothing may be referred to that stands in them."""
    with recalling(Recall()):
        yield


def is_worth_looking_up(node: Node) -> bool:
    """Say whether a derivative takes more than the rules for sums and constant factors."""
    return any(not each.is_basic and each.rule.name not in QUICKER_THAN_LOOKING_UP for each in reached(node))


class UnknownRuleError(ValueError):
    """No rule has this name. `message` and `hint` are in a student's words."""

    def __init__(self, name: str) -> None:
        known = sorted(names_of_rules())
        nearest = get_close_matches(name.casefold(), known, 1, 0.4)
        self.message = _("There is no rule called {name}.").format(name=name)
        self.hint = (
            _("Did you mean {name}?").format(name=nearest[0])
            if nearest
            else _("Choose from: {choices}.").format(choices=", ".join(known))
        )
        super().__init__(self.message)


def names_of_rules() -> frozenset[str]:
    """Return the names by which rules can be marked as understood."""
    return frozenset(rule.name for rule in all_rules())


def understood_rules(names: Iterable[str]) -> frozenset[str]:
    """Return the names as the table of rules has them.

    Raises:
        UnknownRuleError: if there is no such rule.
    """
    known = names_of_rules()
    wanted = {name: " ".join(name.casefold().split()) for name in names}
    for name, plain in wanted.items():
        if plain not in known:
            raise UnknownRuleError(name)
    return frozenset(wanted.values())
