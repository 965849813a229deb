"""A product as a number times powers of distinct bases: the form in which like terms can be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, reduce
from math import gcd, lcm

from tutor.calculus.tidying.decimals import as_decimal, number_of
from tutor.notation.expression import (
    ONE,
    Call,
    Constant,
    Derivative,
    E,
    Expression,
    Marked,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Root,
    Sum,
    Symbol,
    integer,
)

LARGEST_POWER_OF_A_NUMBER = 64
"""3^64 is worked out, 3^65 stays a power: nobody wants to read more digits."""


@dataclass(frozen=True, slots=True)
class Monomial:
    """coefficient · base₁^exponent₁ · base₂^exponent₂ …, the bases distinct and in order of meeting.

    An exponent is an expression; a whole or fractional one is kept as a Fraction.
    """

    coefficient: Fraction
    powers: tuple[tuple[Expression, Fraction | Expression], ...]

    @property
    def key(self) -> frozenset[tuple[Expression, Fraction | Expression]]:
        """What two like terms have in common."""
        return frozenset(self.powers)


_ONE = Fraction(1)
UNIT = Monomial(_ONE, ())


@lru_cache(maxsize=8192)
def monomial(expression: Expression) -> Monomial:
    """Read a term as a monomial; a Sum or a function is a base like any other."""
    collected: dict[Expression, Fraction | Expression] = {}
    coefficient = _gather(expression, _ONE, collected)
    powers = tuple((base, exponent) for base, exponent in collected.items() if exponent != 0)
    return Monomial(coefficient, powers if coefficient else ())


def _gather(
    expression: Expression, exponent: Fraction, found: dict[Expression, Fraction | Expression]
) -> Fraction:
    """Multiply expression^exponent into `found`; return the numeric part."""
    match expression:
        case Marked(_, inner):
            return _gather(inner, exponent, found)
        case Number(value) if exponent.denominator == 1 and _small(value, exponent):
            return number_of(expression) ** int(exponent)
        case Negative(operand) if exponent.denominator == 1:
            sign = -1 if exponent.numerator % 2 else 1
            return sign * _gather(operand, exponent, found)
        case Product(factors) if exponent.denominator == 1:
            coefficient = _ONE
            for factor in factors:
                part = _gather(factor, exponent, found)
                if part is not _ONE:
                    coefficient *= part
            return coefficient
        case Quotient(numerator, denominator) if exponent.denominator == 1 and exact_number(denominator) != 0:
            return _gather(numerator, exponent, found) * _gather(denominator, -exponent, found)
        case Power(base, inner_exponent) if exponent.denominator == 1:
            number = exact_number(inner_exponent)
            if number is not None:
                return _gather(base, number * exponent, found)
            power: Expression = inner_exponent
            if exponent != 1:
                power = (
                    Product((integer(int(exponent)), inner_exponent)) if exponent != -1 else Negative(power)
                )
            found[base] = _added(found.get(base, Fraction(0)), power)
            return Fraction(1)
        case Root(radicand, index) if exponent.denominator == 1:
            return _gather(radicand, exponent / index, found)
        case _:
            known = found.get(expression)
            found[expression] = exponent if known is None else _added(known, exponent)
            return _ONE


def _small(value: Fraction, exponent: Fraction) -> bool:
    return abs(exponent) <= LARGEST_POWER_OF_A_NUMBER and not (value == 0 and exponent < 0)


def _added(left: Fraction | Expression, right: Fraction | Expression) -> Fraction | Expression:
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return left + right
    if left == 0:
        return right
    if right == 0:
        return left
    terms: list[Expression] = []
    for part in (left, right):
        piece = fraction_expression(part) if isinstance(part, Fraction) else part
        terms.extend(piece.terms if isinstance(piece, Sum) else (piece,))
    return Sum(tuple(terms))


def exact_number(expression: Expression) -> Fraction | None:
    """Return the value of a plain number (3, −3, 1/2), or None for anything else."""
    match expression:
        case Number():
            return number_of(expression)
        case Negative(operand):
            value_of = exact_number(operand)
            return None if value_of is None else -value_of
        case Quotient(numerator, denominator):
            above, below = exact_number(numerator), exact_number(denominator)
            return above / below if above is not None and below else None
        case Marked(_, inner):
            return exact_number(inner)
    return None


def fraction_expression(value: Fraction) -> Expression:
    """Write an exact number: 3, −3, a fraction with a bar, or a decimal where one was typed."""
    if value < 0:
        return Negative(fraction_expression(-value))
    if (decimal := as_decimal(value)) is not None:
        return decimal
    if value.denominator == 1:
        return Number(value)
    return Quotient(Number(Fraction(value.numerator)), Number(Fraction(value.denominator)))


def _rank(base: Expression, exponent: Fraction | Expression) -> tuple[int, str]:
    """The order of factors: letters by the alphabet, then x^y, e^…, then brackets, then functions."""
    if isinstance(base, Constant | Symbol) and not isinstance(exponent, Fraction):
        return (3, "")
    match base:
        case Constant():
            return (0, "")
        case Symbol(name):
            return (1, name)
        case Power() | Number() | Root():
            return (2, "")
        case Sum():
            return (4, "")
        case Call():
            return (5, "")
        case Derivative():
            return (7, "")
    return (6, "")


def ordered(term: Monomial) -> Monomial:
    """Put the factors in the order a textbook has them: 2 π x y e^x (x + 1) sin x."""
    return Monomial(term.coefficient, tuple(sorted(term.powers, key=lambda entry: _rank(*entry))))


def times(left: Monomial, right: Monomial) -> Monomial:
    """Multiply two monomials."""
    collected = dict(left.powers)
    for base, exponent in right.powers:
        collected[base] = _added(collected.get(base, Fraction(0)), exponent)
    powers = tuple((base, exponent) for base, exponent in collected.items() if exponent != 0)
    return Monomial(left.coefficient * right.coefficient, powers)


def raised(term: Monomial, exponent: int) -> Monomial:
    """Raise a monomial whose exponents are numbers to a whole power."""
    powers = tuple((base, power * exponent) for base, power in term.powers if isinstance(power, Fraction))
    return Monomial(term.coefficient**exponent, powers)


def without(term: Monomial, factor: Monomial) -> Monomial:
    """Divide by a factor that the term has (see `common_factor`)."""
    left: dict[Expression, Fraction | Expression] = dict(term.powers)
    for base, exponent in factor.powers:
        here = left[base]
        if isinstance(here, Fraction) and isinstance(exponent, Fraction) and here != exponent:
            left[base] = here - exponent
        else:
            del left[base]
    return Monomial(term.coefficient / factor.coefficient, tuple(left.items()))


def common_factor(terms: Sequence[Monomial]) -> Monomial:
    """Return what all the terms have in common: the whole number (negative where all are), and powers."""
    powers = reduce(_powers_in_both, (term.powers for term in terms))
    numbers = [term.coefficient for term in terms]
    number = gcd(*(n.numerator for n in numbers)) if all(n.denominator == 1 for n in numbers) else 1
    return Monomial(Fraction(-number if all(n < 0 for n in numbers) else number), powers)


Powers = tuple[tuple[Expression, Fraction | Expression], ...]


def _powers_in_both(left: Powers, right: Powers) -> Powers:
    there = dict(right)
    found: list[tuple[Expression, Fraction | Expression]] = []
    for base, exponent in left:
        other = there.get(base)
        if isinstance(exponent, Fraction) and isinstance(other, Fraction):
            least = min(exponent, other)
            if least > 0:
                found.append((base, least))
        elif exponent == other and not isinstance(exponent, Fraction):
            found.append((base, exponent))
    return tuple(found)


def common_denominator(terms: Sequence[Monomial]) -> Monomial:
    """Return the least monomial that clears the denominators of all the terms."""
    below: dict[Expression, Fraction] = {}
    for term in terms:
        for base, exponent in term.powers:
            if isinstance(exponent, Fraction) and exponent < 0:
                below[base] = max(-exponent, below.get(base, Fraction(0)))
    bars = [term.coefficient for term in terms if as_decimal(abs(term.coefficient)) is None]
    number = lcm(*(coefficient.denominator for coefficient in bars))
    return Monomial(Fraction(number), tuple(below.items()))


def written(term: Monomial) -> Expression:
    """Write a monomial: sign, number, factors; negative powers under one bar."""
    above: list[Expression] = []
    below: list[Expression] = []
    for base, exponent in term.powers:
        if isinstance(exponent, Fraction) and exponent < 0:
            below.append(_power(base, -exponent))
        elif isinstance(exponent, Negative):
            if base == E:
                above.append(Power(base, exponent))
            else:
                below.append(Power(base, exponent.operand))
        else:
            above.append(_power(base, exponent))
    size = abs(term.coefficient)
    if (decimal := as_decimal(size)) is not None and size != 1:
        above.insert(0, decimal)
        size = _ONE
    elif size.numerator != 1 or not above:
        above.insert(0, Number(Fraction(size.numerator)))
    if size.denominator != 1:
        below.insert(0, Number(Fraction(size.denominator)))
    result = _product(above)
    if below:
        result = Quotient(result, _product(below))
    return Negative(result) if term.coefficient < 0 else result


def _power(base: Expression, exponent: Fraction | Expression) -> Expression:
    if not isinstance(exponent, Fraction):
        return Power(base, exponent)
    if exponent == 1:
        return base
    if exponent.numerator == 1 and (exponent.denominator == 2 or as_decimal(exponent) is None):
        return Root(base, exponent.denominator)
    return Power(base, fraction_expression(exponent))


def _product(factors: list[Expression]) -> Expression:
    if not factors:
        return ONE
    return factors[0] if len(factors) == 1 else Product(tuple(factors))
