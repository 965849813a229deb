"""The same answer in the other forms that people expect: factored, expanded, as one fraction.

Each is one named operation of sympy's, never a search for what looks simplest; the walkthrough shows a
form only where numbers agree that it is equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import sympy

from tutor.calculus.model import ModelError, from_sympy, to_sympy
from tutor.calculus.tidying.sums import arranged
from tutor.calculus.tidying.transform import size
from tutor.language import N_
from tutor.notation.expression import Expression, Matrix, Product, Sum, Vector
from tutor.notation.text import text
from tutor.notation.traversal import rebuild

LARGEST = 80
"""Results with more nodes than this are left as they are."""
LARGEST_EXPONENT = 12
MUCH_LONGER = 2.0


@dataclass(frozen=True, slots=True)
class OtherForm:
    """A form before it is printed; `words` is a sentence with a place for it."""

    name: str
    words: str
    expression: Expression


def _factored(value: Any) -> Any:
    return value if _is_sum_of_fractions(value) else sympy.factor(value)


def _expanded(value: Any) -> Any:
    return value if _has_denominator(value) else sympy.expand(value)


def _as_one_fraction(value: Any) -> Any:
    return sympy.together(value) if _is_sum_of_fractions(value) else value


def _has_denominator(value: Any) -> bool:
    _above, below = sympy.fraction(sympy.together(value))
    return not below.is_number


def _is_sum_of_fractions(value: Any) -> bool:
    return bool(value.is_Add) and _has_denominator(value)


OPERATIONS: tuple[tuple[str, str, Callable[[Any], Any]], ...] = (
    ("factored", N_("Factored, this is {form}."), _factored),
    ("expanded", N_("Multiplied out, this is {form}."), _expanded),
    ("one fraction", N_("As one fraction, this is {form}."), _as_one_fraction),
)


def other_forms(result: Expression) -> Iterator[OtherForm]:
    """Yield the forms that differ from the result and are not much longer."""
    length = size(result)
    if isinstance(result, Vector | Matrix) or length > LARGEST:
        return
    try:
        value = to_sympy(result)
        if any(abs(power.exp) > LARGEST_EXPONENT for power in value.atoms(sympy.Pow) if power.exp.is_number):
            return
        seen = {_in_any_order(result)}
        for name, words, operation in OPERATIONS:
            written = from_sympy(operation(value))
            order_aside = _in_any_order(written)
            if order_aside not in seen and size(written) <= MUCH_LONGER * length:
                yield OtherForm(name, words, written)
            seen.add(order_aside)
    except (ModelError, sympy.PolynomialError, NotImplementedError):
        return  # a form that sympy cannot give is not missed


def _in_any_order(expression: Expression) -> Expression:
    """Return the expression with its terms and factors in one fixed order, to compare it with another."""

    def in_order(node: Expression) -> Expression:
        if isinstance(node, Sum | Product):
            return node.with_parts(tuple(sorted(node.parts, key=text)))
        return node

    return rebuild(arranged(expression), in_order)
