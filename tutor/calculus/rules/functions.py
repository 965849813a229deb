"""The table of elementary functions as a rule: the derivative of sin x, ln x, arctan x …"""

from __future__ import annotations

from functools import cache

from tutor.calculus.functions import FUNCTIONS
from tutor.calculus.rules.rule import Applied, Respect, rule
from tutor.language import N_, _
from tutor.notation.expression import Call, Cases, Expression
from tutor.notation.reading import read_expression
from tutor.notation.traversal import substitute


@cache
def derivative_in_u(function: str) -> Expression:
    """Return the derivative of the function of u, from the table."""
    return read_expression(FUNCTIONS[function].derivative, ("u",))


@cache
def _condition_in_u(condition: str) -> Expression:
    """Read a comparison as the condition of a function by cases."""
    cases = read_expression(f"1 if {condition} else 0", ("u",))
    assert isinstance(cases, Cases)
    return cases.conditions[0]


def _conditions(condition: str, x: Respect) -> tuple[Expression, ...]:
    return (substitute(_condition_in_u(condition), {"u": x.x}),) if condition else ()


@rule(
    Call,
    title=N_("Standard derivative"),
    hint=N_("This is one of the functions of the table: what is its derivative?"),
)
def standard_derivative(c: Call, x: Respect) -> Applied | None:
    """(sin x)' = cos x, (ln x)' = 1/x, … from the table

    >>> d/dx arctan x -> 1/(1 + x^2)
    """
    if c.function not in FUNCTIONS or c.arguments != (x.x,):
        return None
    row = FUNCTIONS[c.function]
    after = substitute(derivative_in_u(c.function), {"u": x.x})
    return Applied(
        after,
        _("From the table: the derivative of {c} is {d}."),
        {"c": c, "d": after},
        conditions=_conditions(row.condition, x),
        title=row.title,
    )
