"""Tidying with sin² u + cos² u = 1 and the identities like it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tutor.calculus.tidying.monomial import Monomial, monomial, ordered, times, without, written
from tutor.calculus.tidying.transform import sum_of, transform
from tutor.language import N_
from tutor.notation.expression import Call, Expression, Sum

IDENTITIES = (("sin", "cos", 1), ("cosh", "sinh", -1), ("sec", "tan", -1), ("csc", "cot", -1))
"""f² + sign · g² = 1."""


@transform(
    Sum,
    "Pythagorean identity",
    title=N_("Use the Pythagorean identity"),
    why=N_("The squares of sine and cosine add up to 1; other pairs of functions have such an identity too."),
    hint=N_("What is the sum of the squares of sine and cosine?"),
)
def pythagorean(node: Sum) -> Expression:
    """sin² x + cos² x → 1 and 1 − sin² x → cos² x, with anything that multiplies both terms."""
    pieces = [monomial(term) for term in node.terms]
    for first, piece in enumerate(pieces):
        for other, together in _replacements(piece):
            if other in pieces:
                second = pieces.index(other)
                kept = [together if index == first else one for index, one in enumerate(pieces)]
                del kept[second]
                return sum_of(written(ordered(one)) for one in kept)
    return node


def _replacements(piece: Monomial) -> Iterator[tuple[Monomial, Monomial]]:
    """For a term with a square in it, yield the terms that can join it, each with what the two make."""
    for base, exponent in piece.powers:
        if not (isinstance(base, Call) and isinstance(exponent, Fraction) and exponent >= 2):
            continue
        for f, g, sign in IDENTITIES:
            if base.function not in (f, g):
                continue
            partner, one = (g, 1) if base.function == f else (f, sign)
            rest = without(piece, _square(base))
            # rest · f² + rest · sign · g² = rest, and the same seen from g².
            counterpart = times(times(rest, _number(sign)), _square(Call(partner, base.arguments)))
            alone = times(rest, _number(one))
            yield counterpart, alone
            yield times(alone, _number(-1)), times(counterpart, _number(-1))


def _square(base: Expression) -> Monomial:
    return Monomial(Fraction(1), ((base, Fraction(2)),))


def _number(value: int) -> Monomial:
    return Monomial(Fraction(value), ())
