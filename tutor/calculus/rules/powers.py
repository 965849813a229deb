"""Powers, roots, exponentials and logarithms of the variable itself (see `chain` for inner functions)."""

from __future__ import annotations

from fractions import Fraction

from tutor.calculus.rules.rule import Applied, Respect, rule
from tutor.calculus.tidying.monomial import exact_number, fraction_expression
from tutor.language import N_, _
from tutor.notation.expression import (
    ONE,
    ZERO,
    Call,
    Comparison,
    E,
    Expression,
    Negative,
    Power,
    Product,
    Quotient,
    Root,
    Sum,
    integer,
)


@rule(
    Power,
    title=N_("Power rule"),
    hint=N_("The exponent does not depend on {x}: where does it go, and what is left of it?"),
)
def power_rule(p: Power, x: Respect) -> Applied | None:
    """(xⁿ)' = n xⁿ⁻¹

    >>> d/dx x^5 -> 5x^4
    """
    if p.base != x.x or x.moves(p.exponent):
        return None
    n = p.exponent
    return Applied(
        Product((n, lowered(p.base, n))),
        _("In {p} the exponent {n} comes down as a factor, and the exponent goes down by one."),
        {"p": p, "n": n},
        conditions=_where_a_root_has_a_slope(x.x, exact_number(n)),
    )


def _where_a_root_has_a_slope(x: Expression, exponent: Fraction | None) -> tuple[Expression, ...]:
    """Return where the power of x with this exponent, a fraction, has a derivative: an even root needs
    x > 0, and below the exponent 1 the graph stands upright at 0."""
    if exponent is None or exponent.denominator == 1 or (exponent > 1 and exponent.denominator % 2):
        return ()
    return (Comparison(x, "!=" if exponent.denominator % 2 else ">", ZERO),)


def lowered(base: Expression, n: Expression) -> Expression:
    """Return base^(n − 1), with the arithmetic done where n is a number."""
    number = exact_number(n)
    if number is None:
        terms = n.terms if isinstance(n, Sum) else (n,)
        return Power(base, Sum((*terms, Negative(ONE))))
    if number == 2:
        return base
    if number == 1:
        return ONE
    return Power(base, fraction_expression(number - 1))


@rule(
    Root,
    title=N_("Derivative of the root"),
    hint=N_("A root is a power with a fraction as its exponent: which one?"),
    name="root rule",
)
def root_rule(r: Root, x: Respect) -> Applied | None:
    """(√x)' = 1 / (2√x)

    >>> d/dx sqrt(x) -> 1/(2 sqrt(x))
    """
    if r.radicand != x.x:
        return None
    if r.index == 2:
        return Applied(
            Quotient(ONE, Product((integer(2), r))),
            _(
                "The square root of {x} is {x} to the power one half: the power rule gives 1 over twice the "
                "root."
            ),
            {"x": x.x},
            conditions=(Comparison(x.x, ">", ZERO),),
        )
    exponent = Quotient(ONE, integer(r.index))
    return Applied(
        Product((exponent, Power(x.x, fraction_expression(_number(exponent) - 1)))),
        _("This root of {x} is the power {p}: the exponent comes down and goes down by one."),
        {"x": x.x, "p": Power(x.x, exponent)},
        conditions=_where_a_root_has_a_slope(x.x, _number(exponent)),
    )


def _number(expression: Expression):  # type: ignore[no-untyped-def]
    number = exact_number(expression)
    assert number is not None
    return number


@rule(
    Power,
    title=N_("Exponential rule"),
    hint=N_("Here the exponent moves and the base stays: which functions are their own derivative?"),
)
def exponential_rule(p: Power, x: Respect) -> Applied | None:
    """(eˣ)' = eˣ, (aˣ)' = aˣ ln a

    >>> d/dx 2^x -> 2^x ln 2
    """
    if p.exponent != x.x or x.moves(p.base):
        return None
    if p.base == E:
        return Applied(p, _("{p} is its own derivative."), {"p": p})
    return Applied(
        Product((p, Call("ln", (p.base,)))),
        _(
            "The exponent {x} moves and the base {a} stays: the power stays as it is, times the logarithm "
            "of the base."
        ),
        {"x": x.x, "a": p.base},
        conditions=() if exact_number(p.base) else (Comparison(p.base, ">", ZERO),),
    )


@rule(
    Power,
    title=N_("Base and exponent both move"),
    hint=N_(
        "Neither the power rule nor the exponential rule fits: what does the logarithm of the power look "
        "like?"
    ),
    name="logarithmic differentiation",
)
def general_power(p: Power, x: Respect) -> Applied | None:
    """(uᵛ)' = uᵛ (v ln u)'

    >>> d/dx x^x -> x^x (ln x + 1)
    """
    if not (x.moves(p.base) and x.moves(p.exponent)):
        return None
    logarithm = Product((p.exponent, Call("ln", (p.base,))))
    return Applied(
        Product((p, x.d(logarithm))),
        _(
            "Both the base {u} and the exponent {v} depend on {x}. Take logarithms: the logarithm of {p} is "
            "{logarithm}, so the derivative is {p} times the derivative of {logarithm}."
        ),
        {"u": p.base, "v": p.exponent, "p": p, "x": x.x, "logarithm": logarithm},
        conditions=(Comparison(p.base, ">", ZERO),),
    )


@rule(
    Call,
    title=N_("Derivative of the logarithm"),
    hint=N_("How is a logarithm to another base written with the natural one?"),
    name="logarithm to a base",
)
def logarithm_to_a_base(c: Call, x: Respect) -> Applied | None:
    """(log_b x)' = 1 / (x ln b)

    >>> d/dx log(x, 2) -> 1/(x ln 2)
    """
    if c.function != "log" or len(c.arguments) != 2:
        return None
    argument, base = c.arguments
    if x.moves(base):
        return Applied(
            x.d(Quotient(Call("ln", (argument,)), Call("ln", (base,)))),
            _("The base moves as well: write {c} as a quotient of natural logarithms first."),
            {"c": c},
        )
    if argument != x.x:
        return None
    return Applied(
        Quotient(ONE, Product((argument, Call("ln", (base,))))),
        _("A logarithm to the base {b} is the natural one divided by the number {l}."),
        {"b": base, "l": Call("ln", (base,))},
        conditions=(Comparison(x.x, ">", ZERO),),
    )
