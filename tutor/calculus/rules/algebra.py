"""Constants, sums, products and quotients."""

from __future__ import annotations

from tutor.calculus.rules.rule import Applied, Respect, rule
from tutor.language import N_, _
from tutor.notation.expression import (
    ONE,
    TWO,
    ZERO,
    Expression,
    Negative,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
)
from tutor.notation.traversal import symbols


@rule(
    Expression,
    title=N_("Constant rule"),
    hint=N_("Does anything here change when {x} changes?"),
)
def constant_rule(c: Expression, x: Respect) -> Applied | None:
    """c' = 0

    >>> d/dx 7 -> 0
    """
    if x.moves(c):
        return None
    held = x.held_in(c)
    if isinstance(c, Symbol) and held:
        why = _("{c} is held constant, so its derivative with respect to {x} is 0.")
    elif held:
        why = _("Nothing in {c} changes with {x}: what is held constant has the derivative 0.")
    elif symbols(c):
        why = _("{c} does not depend on {x}, so its derivative is 0.")
    else:
        why = _("{c} is a number; a number does not change, so its derivative is 0.")
    return Applied(ZERO, why, {"c": c, "x": x.x})


@rule(
    Expression,
    title=N_("Derivative of the variable"),
    hint=N_("How fast does {x} change when {x} changes?"),
)
def variable_rule(u: Expression, x: Respect) -> Applied | None:
    """x' = 1

    >>> d/dx x -> 1
    """
    if u != x.x:
        return None
    return Applied(ONE, _("{x} changes exactly as fast as itself, so its derivative is 1."), {"x": x.x})


@rule(
    Sum,
    title=N_("Sum rule"),
    hint=N_("The terms are added: can each one be differentiated on its own?"),
)
def sum_rule(s: Sum, x: Respect) -> Applied | None:
    """(u + v)' = u' + v'

    >>> d/dx (x^2 + 3x) -> 2x + 3
    """
    terms = tuple(
        Negative(x.d(term.operand)) if isinstance(term, Negative) else x.d(term) for term in s.terms
    )
    return Applied(
        Sum(terms),
        _("The terms are added, so each one is differentiated on its own with respect to {x}."),
        {"x": x.x},
    )


@rule(
    Negative,
    title=N_("Minus sign stays"),
    hint=N_("What happens to a minus sign in front?"),
)
def negation(n: Negative, x: Respect) -> Applied | None:
    """(-u)' = -(u')

    >>> d/dx (-x^3) -> -3x^2
    """
    return Applied(
        Negative(x.d(n.operand)),
        _("The minus sign is a factor of −1: it stays, and {u} is differentiated."),
        {"u": n.operand},
    )


def _of(factors: list[Expression]) -> Expression:
    return factors[0] if len(factors) == 1 else Product(tuple(factors))


@rule(
    Product,
    title=N_("Constant multiple rule"),
    hint=N_("Which factors do not depend on {x}?"),
    name="constant multiple",
)
def constant_multiple(p: Product, x: Respect) -> Applied | None:
    """(c u)' = c u'

    >>> d/dx (5x^2) -> 10x
    """
    still = [factor for factor in p.factors if not x.moves(factor)]
    moving = [factor for factor in p.factors if x.moves(factor)]
    if not still or not moving:
        return None
    c, u = _of(still), _of(moving)
    if x.held_in(c):
        why = _(
            "Only {x} moves here. {c} does not depend on {x}, so it is a constant factor of {p} and moves "
            "to the front."
        )
    else:
        why = _("The factor {c} does not depend on {x}: it stays, and only {u} is differentiated.")
    return Applied(Product((c, x.d(u))), why, {"c": c, "u": u, "p": p, "x": x.x})


@rule(
    Product,
    title=N_("Product rule"),
    hint=N_("Several factors depend on {x}: which rule handles that?"),
)
def product_rule(p: Product, x: Respect) -> Applied | None:
    """(u v)' = u' v + u v'

    >>> d/dx (x^2 sin x) -> 2x sin x + x^2 cos x
    """
    if len(p.factors) == 2:
        u, v = p.factors
        return Applied(
            Sum((Product((x.d(u), v)), Product((u, x.d(v))))),
            _("Here u = {u} and v = {v}, and both depend on {x}. Differentiate one at a time: u′ v + u v′."),
            {"u": u, "v": v, "x": x.x},
        )
    terms = tuple(
        Product(tuple(x.d(factor) if i == k else factor for k, factor in enumerate(p.factors)))
        for i in range(len(p.factors))
    )
    return Applied(
        Sum(terms),
        _(
            "All the factors of {p} depend on {x}: one term for each factor, with just that factor "
            "differentiated."
        ),
        {"p": p, "x": x.x},
    )


@rule(
    Quotient,
    title=N_("Constant multiple rule"),
    hint=N_("Does the denominator depend on {x}?"),
    name="constant denominator",
)
def constant_denominator(q: Quotient, x: Respect) -> Applied | None:
    """(u / c)' = u' / c

    >>> d/dx (x^2/3) -> 2x/3
    """
    if x.moves(q.denominator):
        return None
    return Applied(
        Quotient(x.d(q.numerator), q.denominator),
        _("The denominator {c} does not depend on {x}: it stays, and only {u} is differentiated."),
        {"c": q.denominator, "u": q.numerator, "x": x.x},
    )


@rule(
    Quotient,
    title=N_("Reciprocal rule"),
    hint=N_("Only the denominator depends on {x}: how does 1/u change when u changes?"),
)
def reciprocal_rule(q: Quotient, x: Respect) -> Applied | None:
    """(c / v)' = -c v' / v²

    >>> d/dx (1/x) -> -1/x^2
    """
    if x.moves(q.numerator):
        return None
    v = q.denominator
    c = q.numerator
    if c == ONE:
        why = _("Only the denominator v = {v} depends on {x}: the fraction changes by −v′ over v squared.")
    else:
        why = _(
            "Only the denominator v = {v} depends on {x}, and {c} stays: the fraction changes by −{c} v′ "
            "over v squared."
        )
    return Applied(
        Negative(Quotient(x.d(v) if c == ONE else Product((c, x.d(v))), _square(v))),
        why,
        {"v": v, "x": x.x, "c": c},
    )


@rule(
    Quotient,
    title=N_("Quotient rule"),
    hint=N_("Both the numerator and the denominator depend on {x}: which rule handles that?"),
)
def quotient_rule(q: Quotient, x: Respect) -> Applied | None:
    """(u / v)' = (u' v - u v') / v²

    >>> d/dx (sin x/x) -> (x cos x - sin x)/x^2
    """
    u, v = q.numerator, q.denominator
    return Applied(
        Quotient(Sum((Product((x.d(u), v)), Negative(Product((u, x.d(v)))))), _square(v)),
        _("Here u = {u} and v = {v}, and both depend on {x}: (u′ v − u v′) over v squared."),
        {"u": u, "v": v, "x": x.x},
    )


def _square(v: Expression) -> Expression:
    return Power(v, TWO)
