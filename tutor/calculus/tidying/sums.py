"""Tidying products and sums: put in order, multiply out, collect, take out what is common."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from itertools import product as every_combination

from tutor.calculus.tidying.identities import pythagorean
from tutor.calculus.tidying.monomial import (
    Monomial,
    common_factor,
    exact_number,
    monomial,
    ordered,
    times,
    without,
    written,
)
from tutor.calculus.tidying.transform import size, sum_of, transform, written_in_order
from tutor.language import N_
from tutor.notation.expression import (
    ZERO,
    Call,
    Constant,
    Expression,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Root,
    Sum,
    Symbol,
)

LARGEST_EXPANDED_EXPONENT = 6
MOST_EXPANDED_TERMS = 1000


@transform(
    Expression,
    "arrange",
    title=N_("Multiply and put in order"),
    why=N_(
        "In each product the numbers are multiplied and come first, and powers of the same base are put "
        "together."
    ),
    hint=N_("Which numbers can be multiplied, and which letters stand more than once in a product?"),
)
def arranged(node: Expression) -> Expression:
    """y · 2x → 2xy, 1 · x → x, x · x² → x³, −x² + 1 → 1 − x², in every product, fraction and sum."""
    match node:
        case Quotient(Sum(terms), below) if all(isinstance(term, Negative) for term in terms):
            above = sum_of(part for term in terms for part in term.parts)
            return written_in_order(Negative(Quotient(above, below)))
        case Product() | Quotient() | Negative() | Root():
            return written_in_order(node)
        case Power(base, exponent) if exact_number(exponent) is not None:
            return node if _is_plain(base, exponent) else written_in_order(node)
        case Sum((Negative() as first, second)) if not isinstance(second, Negative | Sum):
            return Sum((second, first))
        case Sum(terms) if any(isinstance(term, Sum) for term in terms):
            return sum_of(terms)
    return node


def _is_plain(base: Expression, exponent: Expression) -> bool:
    """Say whether a power with a number as its exponent is in order as it stands: x³, (x + 1)²."""
    whole = isinstance(exponent, Number) and exponent.value.denominator == 1 and exponent.value > 1
    return whole and isinstance(base, Symbol | Sum | Call)


@transform(
    Sum,
    "drop zeros",
    title=N_("Leave out the zeros"),
    why=N_("Adding zero changes nothing."),
    hint=N_("Which terms contribute nothing?"),
)
def without_zeros(node: Sum) -> Expression:
    """2xy + 0 → 2xy, in every sum."""
    kept = [term for term in node.terms if term not in (ZERO, Negative(ZERO))]
    return sum_of(kept) if len(kept) < len(node.terms) else node


@transform(
    Sum,
    "common factor",
    title=N_("Take out the common factor"),
    why=N_("Every term has the same factor, so it can stand once, before a bracket."),
    hint=N_("Which factor stands in every term?"),
)
def factored(node: Sum) -> Expression:
    """x² eˣ + 2x eˣ → x eˣ (x + 2): where every term has a bracket or an exponential in common."""
    pieces = [monomial(term) for term in node.terms]
    common = common_factor(pieces)
    if not any(_is_worth_taking_out(base, exponent) for base, exponent in common.powers):
        return node
    if len({piece.key for piece in pieces}) < len(pieces):
        return node  # like terms are collected first
    inner = bracket([without(piece, common) for piece in pieces])
    return written(ordered(times(common, Monomial(Fraction(1), ((inner, Fraction(1)),)))))


def _is_worth_taking_out(base: Expression, exponent: Fraction | Expression) -> bool:
    if isinstance(exponent, Fraction):
        return isinstance(base, Sum) or (isinstance(base, Call) and base.function == "exp")
    return isinstance(base, Number | Constant)


@transform(
    Quotient,
    "factor the numerator",
    title=N_("Take out the common factor"),
    why=N_("Every term of the numerator has the same factor, so it can stand once, before a bracket."),
    hint=N_("Which factor stands in every term above the fraction bar?"),
)
def factored_above(node: Quotient) -> Expression:
    """(2y² − 2x²)/(x² + y²)² → 2(y² − x²)/(x² + y²)², where letters or functions stand below the bar."""
    whole = monomial(node)
    if not any(isinstance(exponent, Fraction) and exponent < 0 for _base, exponent in whole.powers):
        return node
    for base, exponent in whole.powers:
        if not isinstance(base, Sum) or exponent != 1:
            continue
        pieces = [monomial(term) for term in base.terms]
        common = common_factor(pieces)
        alike = len({piece.key for piece in pieces}) < len(pieces)
        if alike or not common.powers and abs(common.coefficient) == 1:
            continue
        rest = without(whole, Monomial(Fraction(1), ((base, exponent),)))
        left = _in_order([without(piece, common) for piece in pieces], falling=True)
        sign = -1 if len(left) > 2 and left[0].coefficient < 0 else 1
        inner = bracket([Monomial(sign * piece.coefficient, piece.powers) for piece in left])
        above = times(common, Monomial(Fraction(sign), ((inner, exponent),)))
        return written(ordered(times(rest, above)))
    return node


def bracket(pieces: list[Monomial]) -> Expression:
    """Write a sum of terms: powers of a single letter falling."""
    return arranged(sum_of(written(ordered(piece)) for piece in _in_order(pieces, falling=True)))


def _in_order(pieces: list[Monomial], *, falling: bool) -> list[Monomial]:
    """Return powers of a single letter by falling powers, where they do not rise already unless `falling`;
    other terms in their order."""
    degrees = [_degree(piece) for piece in pieces]
    letters = {base for piece in pieces for base, _exponent in piece.powers}
    rising = all(left is not None and right is not None and left < right for left, right in pairwise(degrees))
    if len(letters) != 1 or None in degrees or rising and not falling:
        return pieces
    return [pieces[index] for index in sorted(range(len(pieces)), key=lambda i: -(degrees[i] or 0))]


def _degree(piece: Monomial) -> Fraction | None:
    match piece.powers:
        case ():
            return Fraction(0)
        case ((Symbol(), Fraction() as exponent),):
            return exponent
    return None


@transform(
    Sum,
    "multiply out",
    title=N_("Multiply out"),
    why=N_("Each term in the brackets is multiplied by what stands before them."),
    hint=N_("Can a bracket be multiplied out so that terms can be put together?"),
)
def multiplied_out(node: Sum) -> Expression:
    """18x³ + 2x(9x² + 1) → 18x³ + 18x³ + 2x, in a sum that gets shorter by it."""
    terms = expanded_terms(node)
    if terms is None:
        return node
    expanded = Sum(tuple(terms))
    if expanded == node or size(arranged(pythagorean(collected(expanded)))) >= size(node):
        return node
    return expanded


def expanded_terms(expression: Expression) -> list[Expression] | None:
    """Return the terms after multiplying out, or None where there would be too many."""
    match expression:
        case Sum(terms):
            all_terms: list[Expression] = []
            for term in terms:
                inner = expanded_terms(term)
                if inner is None or len(all_terms) + len(inner) > MOST_EXPANDED_TERMS:
                    return None
                all_terms.extend(inner)
            return all_terms
        case Negative(operand):
            inner = expanded_terms(operand)
            return None if inner is None else [written_in_order(Negative(term)) for term in inner]
        case Power(Sum() as base, exponent):
            repeated = exact_number(exponent)
            if repeated is not None and repeated in range(2, LARGEST_EXPANDED_EXPONENT + 1):
                return _expanded_product((base,) * int(repeated))
            return [expression]
        case Product(factors) if any(isinstance(factor, Sum | Power) for factor in factors):
            return _expanded_product(factors)
    return [expression]


def _expanded_product(factors: tuple[Expression, ...]) -> list[Expression] | None:
    choices: list[list[Expression]] = []
    count = 1
    for factor in factors:
        inner = expanded_terms(factor)
        if inner is None or (count := count * len(inner)) > MOST_EXPANDED_TERMS:
            return None
        choices.append(inner)
    return [written_in_order(Product(chosen)) for chosen in every_combination(*choices)]


@transform(
    Sum,
    "collect",
    title=N_("Collect like terms"),
    why=N_("Terms that differ only in their number are added up."),
    hint=N_("Which terms have the same letters and powers?"),
)
def collected(node: Sum) -> Expression:
    """18x³ + 18x³ + 2x → 36x³ + 2x, in every sum."""
    like: dict[object, Monomial] = {}
    for term in node.terms:
        piece = monomial(term)
        seen = like.get(piece.key)
        total = piece.coefficient + (seen.coefficient if seen else Fraction(0))
        like[piece.key] = Monomial(total, seen.powers if seen else piece.powers)
    if len(like) == len(node.terms):
        return node
    kept = [piece for piece in like.values() if piece.coefficient]
    return sum_of(written(ordered(piece)) for piece in _in_order(kept, falling=False))
