"""Integrals with variable limits: the fundamental theorem of calculus, and Leibniz's rule."""

from __future__ import annotations

from tutor.calculus.rules.rule import Applied, Respect, rule
from tutor.language import N_, _
from tutor.notation.expression import Derivative, Expression, Integral, Negative, Product, Sum
from tutor.notation.traversal import substitute


def _at(integral: Integral, limit: Expression) -> Expression:
    """Return the integrand with the limit in the place of the variable."""
    return substitute(integral.integrand, {integral.variable: limit})


@rule(
    Integral,
    title=N_("Fundamental theorem of calculus"),
    hint=N_("How fast does the area grow when its right edge moves?"),
)
def fundamental_theorem(i: Integral, x: Respect) -> Applied | None:
    """(∫ₐˣ f(t) dt)' = f(x)

    >>> d/dx int(e^(-t^2), t, 0, x) -> e^(-x^2)
    """
    if i.upper != x.x or x.moves(i.lower) or x.moves(i.integrand):
        return None
    after = _at(i, i.upper)
    return Applied(
        after,
        _("When the upper limit {x} moves, the area grows by the height of the integrand there: {f}."),
        {"x": x.x, "f": after},
    )


@rule(
    Integral,
    title=N_("Leibniz's rule"),
    hint=N_("What moves with {x}: the upper limit, the lower limit, or the integrand itself?"),
    name="leibniz rule",
)
def leibniz_rule(i: Integral, x: Respect) -> Applied | None:
    """(∫ₐᵇ f dt)' = f(b) b' - f(a) a' + ∫ₐᵇ f' dt

    >>> d/dx int(e^(-t^2), t, 0, x^2) -> 2x e^(-x^4)
    """
    terms: list[Expression] = []
    if x.moves(i.upper):
        terms.append(Product((_at(i, i.upper), x.d(i.upper))))
    if x.moves(i.lower):
        terms.append(Negative(Product((_at(i, i.lower), x.d(i.lower)))))
    if x.moves(i.integrand):
        inside = Derivative(i.integrand, x.variable, partial=True)
        terms.append(Integral(inside, i.variable, i.lower, i.upper))
    if not terms:
        return None
    if x.moves(i.upper) and len(terms) == 1:
        return Applied(
            terms[0],
            _(
                "Only the upper limit {b} moves with {x}: the area grows by the height of the integrand "
                "there, {f}, times the speed of the limit."
            ),
            {"x": x.x, "b": i.upper, "f": _at(i, i.upper)},
        )
    return Applied(
        terms[0] if len(terms) == 1 else Sum(tuple(terms)),
        _(
            "Each thing that moves with {x} gives its term: a limit gives the height of the integrand there "
            "times its own speed (the lower one with a minus sign), and the integrand is differentiated "
            "under the integral sign."
        ),
        {"x": x.x},
    )
