"""Functions put together from pieces: by cases, largest and smallest, steps."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.calculus.rules.rule import Applied, Respect, rule
from tutor.language import N_, _
from tutor.notation.expression import ZERO, Call, Cases, Comparison, Expression
from tutor.notation.text import text


@rule(
    Cases,
    title=N_("Piece by piece"),
    hint=N_("Inside each interval only one formula counts: can each be differentiated on its own?"),
)
def cases(c: Cases, x: Respect) -> Applied | None:
    """{u, v}' = {u', v'}, between the places where the cases meet

    >>> d/dx (x if x < 0 else x^2) -> 1 if x < 0 else 2x
    """
    return Applied(
        Cases(tuple(map(x.d, c.values)), tuple(map(_inside, c.conditions))),
        _(
            "Inside each interval only one of the formulas counts, so each is differentiated on its own. "
            "Where two of them meet there may be no derivative."
        ),
        conditions=_between(c.conditions),
    )


def _inside(condition: Expression) -> Expression:
    """Return the condition without the border of its interval: x ≤ 1 as x < 1."""
    if not isinstance(condition, Comparison):
        return condition
    strict = {"<=": "<", ">=": ">"}.get(condition.relation, condition.relation)
    return Comparison(_inside(condition.left), strict, condition.right)


def _between(conditions: tuple[Expression, ...]) -> tuple[Expression, ...]:
    """Return that we are at none of the borders."""
    return tuple(dict.fromkeys(border for each in conditions for border in _borders(each)))


def _borders(condition: Expression) -> Iterator[Expression]:
    """Yield left ≠ right for each link of a comparison: 0 < x < 1 has two."""
    if not isinstance(condition, Comparison):
        return
    left = condition.left
    if isinstance(left, Comparison):
        yield from _borders(left)
        left = left.right
    yield Comparison(left, "!=", condition.right)


@rule(
    Call,
    title=N_("The largest or the smallest counts"),
    hint=N_("Which of the functions counts where? Their graphs cross at the places between."),
    name="extreme",
)
def extreme(c: Call, x: Respect) -> Applied | None:
    """max(u, v)' = u' where u > v, v' where v > u

    >>> d/dx max(x, x^2) -> 1 if x > x^2 else 2x
    """
    if c.function not in ("max", "min") or len(c.arguments) < 2:
        return None
    first, *others = c.arguments
    rest = others[0] if len(others) == 1 else Call(c.function, tuple(others))
    relation = ">" if c.function == "max" else "<"
    whole = Cases((first, rest), (Comparison(first, relation, rest),))
    if c.function == "max":
        why = _("{c} is {first} where that is the larger one, and {rest} elsewhere.")
    else:
        why = _("{c} is {first} where that is the smaller one, and {rest} elsewhere.")
    return Applied(x.d(whole), why, {"c": c, "first": first, "rest": rest})


@rule(
    Call,
    title=N_("Steps are flat"),
    hint=N_("What does the graph look like between two jumps?"),
    name="step function",
)
def step_function(c: Call, x: Respect) -> Applied | None:
    """⌊u⌋' = 0, between the jumps

    >>> d/dx floor(x) -> 0
    """
    if c.function not in ("floor", "ceil") or len(c.arguments) != 1:
        return None
    return Applied(
        ZERO,
        _("{c} is constant between its jumps, so its derivative there is 0; at a jump there is none."),
        {"c": c},
        conditions=(_("{u} is not a whole number").format(u=text(c.arguments[0])),),
    )
