"""What a rule is, and the table of them.

A rule is one decorated function. Its docstring's first line is the formula, its `>>>` line an example
(typed text -> typed text) that the tests run and check against sympy. The function is given the
expression under the derivative sign and returns what stands there after one application, with the
derivatives that are still to be worked out as Derivative nodes, or None where it does not apply.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tutor.notation.expression import Derivative, Expression, Symbol
from tutor.notation.traversal import depends_on, symbols


@dataclass(frozen=True, slots=True)
class Respect:
    """Differentiation with respect to one letter, the `held` inputs staying constant.

    `new_letter` hands out names for inner functions that collide with none of the student's.
    """

    variable: str
    partial: bool = False
    held: tuple[str, ...] = ()
    new_letter: Callable[[], str] = field(default=lambda: "u")

    def d(self, expression: Expression) -> Derivative:
        """Return the derivative of the expression, still to be worked out."""
        return Derivative(expression, self.variable, self.partial)

    def moves(self, expression: Expression) -> bool:
        """Say whether the expression depends on the letter."""
        return depends_on(expression, self.variable)

    def held_in(self, expression: Expression) -> tuple[str, ...]:
        """Return the held inputs that occur in the expression."""
        return tuple(name for name in symbols(expression) if name in self.held)

    @property
    def x(self) -> Symbol:
        return Symbol(self.variable)


@dataclass(frozen=True, slots=True)
class Applied:
    """What one application of a rule gives.

    `why` is a translated sentence with {named} places for `parts`; `letters` names inner functions
    ({"u": x²}), to be put back when the parts are worked out; `conditions` (comparisons, or
    translated words) say where the step holds.
    """

    after: Expression
    why: str
    parts: Mapping[str, Expression] = field(default_factory=dict)
    letters: Mapping[str, Expression] = field(default_factory=dict)
    conditions: tuple[Expression | str, ...] = ()
    title: str = ""
    """a title more telling than the rule's own, e.g. of the function in question"""


RuleFunction = Callable[[Any, Respect], Applied | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table. `formula` and `example` come from the docstring."""

    name: str
    title: str
    hint: str
    formula: str
    example: tuple[str, str]
    apply: RuleFunction


RULES: dict[type[Expression], list[Rule]] = {}


def rule(
    *kinds: type[Expression], title: str, hint: str, name: str = ""
) -> Callable[[RuleFunction], RuleFunction]:
    """Register a rule for these kinds of node (`Expression`: for all of them).

    Rules are tried in the order in which they are written, those for all kinds first.

    Raises:
        ValueError: if the docstring has no formula or no example.
    """

    def register(function: RuleFunction) -> RuleFunction:
        lines = [line.strip() for line in (function.__doc__ or "").splitlines() if line.strip()]
        examples = [line.removeprefix(">>> ") for line in lines if line.startswith(">>> ")]
        if not lines or len(examples) != 1 or "->" not in examples[0]:
            raise ValueError(f"the rule {function.__name__} needs a formula and one example in its docstring")
        typed, answer = (side.strip() for side in examples[0].split("->"))
        row = Rule(
            name or function.__name__.replace("_", " "), title, hint, lines[0], (typed, answer), function
        )
        for kind in kinds:
            RULES.setdefault(kind, []).append(row)
        return function

    return register


def all_rules() -> tuple[Rule, ...]:
    """Return every rule once, in the order in which they are written."""
    return tuple({id(row): row for rows in RULES.values() for row in rows}.values())


def applicable(expression: Expression, respect: Respect) -> tuple[Rule, Applied] | None:
    """Return the first rule that applies and what it gives, or None."""
    for kind in (Expression, type(expression)):
        for row in RULES.get(kind, ()):
            applied = row.apply(expression, respect)
            if applied is not None:
                return row, applied
    return None
