"""Numbers that were typed as decimals, and what is computed from them: 4.9 · 2 is 9.8, and not 49/5."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

from tutor.notation.expression import Number

MOST_DIGITS: Final = 20
"""A decimal with more digits after its point is written as a fraction."""


class Decimal(Fraction):
    """An exact number that is written as a decimal, as are the numbers that it makes with others."""

    __slots__ = ()

    def __add__(self, other: Any) -> Decimal:  # type: ignore[override]
        return Decimal(Fraction(self) + other)

    __radd__ = __add__  # type: ignore[assignment]

    def __mul__(self, other: Any) -> Decimal:  # type: ignore[override]
        return Decimal(Fraction(self) * other)

    __rmul__ = __mul__  # type: ignore[assignment]

    def __sub__(self, other: Any) -> Decimal:  # type: ignore[override]
        return Decimal(Fraction(self) - other)

    def __rsub__(self, other: Any) -> Decimal:  # type: ignore[override]
        return Decimal(other - Fraction(self))

    def __truediv__(self, other: Any) -> Decimal:  # type: ignore[override]
        return Decimal(Fraction(self) / other)

    def __rtruediv__(self, other: Any) -> Decimal:  # type: ignore[override]
        return Decimal(other / Fraction(self))

    def __pow__(self, other: Any) -> Any:
        power = Fraction(self) ** other
        return Decimal(power) if isinstance(power, Fraction) else power

    def __neg__(self) -> Decimal:
        return Decimal(-Fraction(self))

    def __abs__(self) -> Decimal:
        return Decimal(abs(Fraction(self)))


def number_of(node: Number) -> Fraction:
    """Return the value of a number, a `Decimal` where it was typed as one."""
    return node.value if node.written is None else Decimal(node.value)


def as_decimal(value: Fraction) -> Number | None:
    """Write a positive `Decimal`; None for other numbers, and for one that has too many digits."""
    if not isinstance(value, Decimal):
        return None
    for digits in range(MOST_DIGITS + 1):
        scaled = value.numerator * 10**digits
        if scaled % value.denominator == 0:
            whole = str(scaled // value.denominator).rjust(digits + 1, "0")
            written = f"{whole[: len(whole) - digits]}.{whole[len(whole) - digits :]}" if digits else None
            return Number(Fraction(value), written)
    return None
