"""Tidying fractions: none inside another, nothing left to cancel, one bar where that is shorter."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import gcd

from tutor.calculus.tidying.monomial import (
    UNIT,
    Monomial,
    common_denominator,
    common_factor,
    monomial,
    ordered,
    raised,
    times,
    without,
    written,
)
from tutor.calculus.tidying.sums import arranged, bracket, collected, multiplied_out
from tutor.calculus.tidying.transform import size, sum_of, transform
from tutor.language import N_
from tutor.notation.expression import Expression, Quotient, Sum


@transform(
    Quotient,
    "fraction in a fraction",
    title=N_("Clear the fractions inside the fraction"),
    why=N_(
        "Multiplying the numerator and the denominator by the same thing changes nothing, and leaves one "
        "fraction bar."
    ),
    hint=N_("What would clear the small fractions, if above and below were multiplied by it?"),
)
def cleared(node: Quotient) -> Expression:
    """(1/x + 1)/x → (1 + x)/x²: sums with fractions in them, above or below a bar."""
    whole = monomial(node)
    result = Monomial(whole.coefficient, ())
    for base, exponent in whole.powers:
        factor = Monomial(Fraction(1), ((base, exponent),))
        if isinstance(base, Sum) and isinstance(exponent, Fraction):
            factor = _without_fractions_inside(base, exponent) or factor
        result = times(result, factor)
    return node if result == whole else written(ordered(result))


def _without_fractions_inside(base: Sum, exponent: Fraction) -> Monomial | None:
    """Return base^exponent as a fraction of a sum without fractions; None where it stays as it is."""
    pieces = [monomial(term) for term in base.terms]
    denominator = common_denominator(pieces)
    if denominator == UNIT:
        return None
    cleared_sum = Monomial(Fraction(1), ((_multiplied(pieces, denominator), exponent),))
    if exponent.denominator == 1:
        return times(cleared_sum, raised(denominator, -int(exponent)))
    number = _root(denominator.coefficient.numerator, exponent.denominator)
    if denominator.powers or number is None:
        return None  # a root keeps what cannot be taken out of it
    return times(cleared_sum, Monomial(Fraction(number) ** -exponent.numerator, ()))


def _root(number: int, index: int) -> int | None:
    found = round(number ** (1 / index))
    return found if found**index == number else None


def _multiplied(pieces: Sequence[Monomial], factor: Monomial) -> Expression:
    return arranged(sum_of(written(ordered(times(piece, factor))) for piece in pieces))


@transform(
    Quotient,
    "cancel",
    title=N_("Cancel"),
    why=N_("A factor that stands above and below the fraction bar can be left out in both places."),
    hint=N_("Which factor do numerator and denominator have in common?"),
)
def cancelled(node: Quotient) -> Expression:
    """(x − 2x ln x)/x⁴ → (1 − 2 ln x)/x³, and (−sin x − 1)/(1 + sin x)² → −1/(1 + sin x)."""
    whole = monomial(node)
    return _cancelled_above(whole) or _cancelled_below(node, whole)


def _cancelled_above(whole: Monomial) -> Expression | None:
    """Return the whole without what a sum in the numerator has in common with the denominator."""
    for base, exponent in whole.powers:
        if isinstance(base, Sum) and isinstance(exponent, Fraction) and exponent > 0:
            rest = without(whole, Monomial(Fraction(1), ((base, exponent),)))
            shorter = _proportional(base, exponent, rest)
            if shorter is None and exponent == 1:
                shorter = _divided(base, rest)
            if shorter is not None:
                return written(ordered(shorter))
    return None


def _cancelled_below(node: Quotient, whole: Monomial) -> Expression:
    """Return 2/(2 + 2x²) as 1/(1 + x²): what the terms of a denominator have in common with the numerator."""
    for base, exponent in whole.powers:
        if not (isinstance(base, Sum) and isinstance(exponent, Fraction) and exponent < 0):
            continue
        pieces = [monomial(term) for term in base.terms]
        common = common_factor(pieces)
        numeric = all(isinstance(power, Fraction) for _factor, power in common.powers)
        if exponent.denominator != 1 or not numeric or common == UNIT:
            continue
        rest = without(whole, Monomial(Fraction(1), ((base, exponent),)))
        inner = arranged(sum_of(written(ordered(without(piece, common))) for piece in pieces))
        taken_out = times(rest, raised(common, int(exponent)))
        result = written(ordered(times(taken_out, Monomial(Fraction(1), ((inner, exponent),)))))
        if isinstance(result, Quotient):
            result = _cancelled_above(monomial(result)) or result
        if size(result) < size(node):
            return result
    return node


def _proportional(base: Sum, exponent: Fraction, rest: Monomial) -> Monomial | None:
    """Return the whole with `base` written as a number times a sum of the rest, where it is one."""
    if exponent.denominator != 1:
        return None
    for other, power in rest.powers:
        if isinstance(other, Sum) and isinstance(power, Fraction) and power < 0:
            ratio = _ratio(base, other)
            if ratio is not None:
                return times(rest, Monomial(ratio ** int(exponent), ((other, exponent),)))
    return None


def _ratio(left: Sum, right: Sum) -> Fraction | None:
    above = {piece.key: piece.coefficient for piece in map(monomial, left.terms)}
    below = {piece.key: piece.coefficient for piece in map(monomial, right.terms)}
    if above.keys() != below.keys() or len(above) != len(left.terms) or len(below) != len(right.terms):
        return None
    ratios = {above[key] / below[key] for key in above if below[key]}
    return ratios.pop() if len(ratios) == 1 else None


def _divided(base: Sum, rest: Monomial) -> Monomial | None:
    """Return the whole with what the terms of `base` have in common with a denominator cancelled."""
    pieces = [monomial(term) for term in base.terms]
    common = common_factor(pieces)
    below = dict(rest.powers)
    taken = []
    for factor, exponent in common.powers:
        other = below.get(factor)
        if isinstance(exponent, Fraction) and isinstance(other, Fraction) and other < 0:
            taken.append((factor, min(exponent, -other)))
    number = gcd(common.coefficient.numerator, rest.coefficient.denominator)
    if not taken and number == 1:
        return None
    divisor = Monomial(Fraction(number), tuple(taken))
    inner = bracket([without(piece, divisor) for piece in pieces])
    return times(times(rest, divisor), monomial(inner))


@transform(
    Sum,
    "common denominator",
    title=N_("Bring to a common denominator"),
    why=N_("Fractions can be added when they have the same denominator."),
    hint=N_("Which denominator would fit all the terms?"),
)
def over_one_bar(node: Sum) -> Expression:
    """√(1 + x²) + x²/√(1 + x²) → (1 + 2x²)/√(1 + x²), where that is shorter."""
    pieces = [monomial(term) for term in node.terms]
    denominator = common_denominator(pieces)
    if not denominator.powers:
        return node
    above = collected(_multiplied(pieces, denominator))
    result = Quotient(above, written(ordered(denominator)))
    return result if size(multiplied_out(result)) < size(node) else node
