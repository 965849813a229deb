"""The chain rule: outer derivative times inner derivative, with the inner function named."""

from __future__ import annotations

from tutor.calculus.functions import FUNCTIONS
from tutor.calculus.rules.rule import Applied, Respect, rule
from tutor.language import N_, _
from tutor.notation.expression import (
    ONE,
    ZERO,
    Call,
    Comparison,
    Derivative,
    Equation,
    Expression,
    Negative,
    Power,
    Product,
    Quotient,
    Root,
    Symbol,
)


def inner_function(expression: Expression, x: Respect) -> Expression | None:
    """Return the inner function of a composite (x² in sin x²), None where there is none."""
    match expression:
        case Power(base, exponent) if not x.moves(exponent):
            return base
        case Power(base, exponent) if not x.moves(base):
            return exponent
        case Root(radicand, _):
            return radicand
        case Call("log", (argument, base)) if not x.moves(base):
            return argument
        case Call(name, (argument,)) if name in FUNCTIONS:
            return argument
    return None


@rule(
    Call,
    title=N_("Logarithm of an absolute value"),
    hint=N_("What is the derivative where the inside is positive, and what is it where it is negative?"),
    name="logarithm of an absolute value",
)
def logarithm_of_an_absolute_value(c: Call, x: Respect) -> Applied | None:
    """(ln |u|)' = u' / u

    >>> d/dx ln(abs(x)) -> 1/x
    """
    if c.function != "ln" or not isinstance(c.arguments[0], Call) or c.arguments[0].function != "abs":
        return None
    [u] = c.arguments[0].arguments
    return Applied(
        Quotient(ONE if u == x.x else x.d(u), u),
        _(
            "Where {u} is positive, {c} is {first}; where it is negative, it is {second}. Both have the same "
            "derivative: that of {u}, over {u}."
        ),
        {"u": u, "c": c, "first": Call("ln", (u,)), "second": Call("ln", (Negative(u),))},
        conditions=(Comparison(u, "!=", ZERO),),
    )


@rule(
    Call,
    Power,
    Root,
    title=N_("Chain rule: name the inner function"),
    hint=N_("Look inside: which function of {x} is put into the outer one?"),
)
def chain_rule(composite: Expression, x: Respect) -> Applied | None:
    """f(u)' = f'(u) u', with u a function of x

    >>> d/dx sin(x^2) -> 2x cos(x^2)
    """
    inner = inner_function(composite, x)
    if inner is None or inner == x.x or not x.moves(inner):
        return None
    name = x.new_letter()
    u = Symbol(name)
    outer = composite.with_parts(tuple(u if part is inner else part for part in composite.parts))
    return Applied(
        Product((Derivative(outer, name), x.d(inner))),
        _(
            "{composite} has {definition} inside it. The chain rule takes the outer derivative times the "
            "inner one."
        ),
        {"composite": composite, "definition": Equation((u, inner))},
        letters={name: inner},
    )
