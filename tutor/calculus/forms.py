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
from tutor.notation.expression import Expression, Matrix, Number, Product, Sum, Vector
from tutor.notation.text import text
from tutor.notation.traversal import rebuild, walk

LARGEST = 80
"""Results with more nodes than this are left as they are."""
MOST_ENTRIES = 9
LARGEST_EXPONENT = 12
MUCH_LONGER = 2.0
SHORTER = 0.8
"""a form that is worth showing for its length has at most so many of the nodes"""


@dataclass(frozen=True, slots=True)
class OtherForm:
    """A form before it is printed; `words` is a sentence with a place for it."""

    name: str
    words: str
    expression: Expression


def _factored(value: Any, one_fraction: Any) -> Any:
    """Return the product, None where it has no more factors than before."""
    if value.is_Add and _has_denominator(one_fraction):
        return None
    factored = sympy.factor(value)
    return factored if _count_of_factors(factored) > _count_of_factors(value) else None


def _expanded(value: Any, one_fraction: Any) -> Any:
    return value if _has_denominator(one_fraction) else sympy.expand(value)


def _as_one_fraction(value: Any, one_fraction: Any) -> Any:
    return one_fraction if value.is_Add and _has_denominator(one_fraction) else value


def _count_of_factors(value: Any) -> int:
    """Count the factors of the numerator other than a sign: without more of them nothing is gained."""
    # sympy.fraction would multiply 2(x + 1) out again.
    return sum(
        abs(factor) != 1 and not (factor.is_Pow and factor.exp.could_extract_minus_sign())
        for factor in sympy.Mul.make_args(value)
    )


def _has_denominator(one_fraction: Any) -> bool:
    _above, below = sympy.fraction(one_fraction)
    return not below.is_number


OPERATIONS: tuple[tuple[str, str, Callable[[Any, Any], Any]], ...] = (
    ("factored", N_("Factored, this is {form}."), _factored),
    ("expanded", N_("Multiplied out, this is {form}."), _expanded),
    ("one fraction", N_("As one fraction, this is {form}."), _as_one_fraction),
)


def other_forms(result: Expression) -> Iterator[OtherForm]:
    """Yield the forms that differ from the result and are not much longer; a vector or a matrix is
    written in them entry by entry."""
    entries = _entries(result)
    if any(isinstance(node, Number) and node.written for entry in entries for node in walk(entry)):
        return  # they would be written with fractions
    if len(entries) > MOST_ENTRIES or sum(map(size, entries)) > LARGEST * max(1, len(entries) // 2):
        return
    prepared = [_prepared(entry) for entry in entries]
    seen = {tuple(map(_in_any_order, entries))}
    # What sympy writes anew before any operation is no other form, unless it is shorter.
    plain = tuple(
        _written(entry, ready, lambda value, _one_fraction: value)
        for entry, ready in zip(entries, prepared, strict=True)
    )
    if sum(map(size, plain)) < SHORTER * sum(map(size, entries)):
        yield OtherForm("simplified", N_("Simplified, this is {form}."), _with_entries(result, plain))
    if not any(map(_has_a_bracket, entries)):
        seen.add(tuple(map(_in_any_order, plain)))
    for name, words, operation in OPERATIONS:
        written = tuple(
            _written(entry, ready, operation) for entry, ready in zip(entries, prepared, strict=True)
        )
        order_aside = tuple(map(_in_any_order, written))
        if order_aside not in seen:
            yield OtherForm(name, words, _with_entries(result, written))
        seen.add(order_aside)


def _has_a_bracket(entry: Expression) -> bool:
    """Say whether there is something to multiply out."""
    return any(
        isinstance(node, Product) and any(isinstance(factor, Sum) for factor in node.factors)
        for node in walk(entry)
    )


def _entries(result: Expression) -> tuple[Expression, ...]:
    match result:
        case Vector(entries):
            return entries
        case Matrix(rows):
            return tuple(entry for row in rows for entry in row)
    return (result,)


def _with_entries(result: Expression, entries: tuple[Expression, ...]) -> Expression:
    match result:
        case Vector():
            return Vector(entries)
        case Matrix(rows):
            left = iter(entries)
            return Matrix(tuple(tuple(next(left) for _entry in row) for row in rows))
    return entries[0]


Prepared = tuple[Any, Any] | None
"""An entry in sympy's words, and the same over one bar; None where it is left as it is."""


def _prepared(entry: Expression) -> Prepared:
    if size(entry) > LARGEST:
        return None
    try:
        value = to_sympy(entry)
    except ModelError:
        return None
    if any(abs(power.exp) > LARGEST_EXPONENT for power in value.atoms(sympy.Pow) if power.exp.is_number):
        return None
    return value, sympy.together(value)


def _written(entry: Expression, prepared: Prepared, operation: Callable[[Any, Any], Any]) -> Expression:
    """Return one entry in a form; as it is where sympy cannot give that form, or it is much longer."""
    if prepared is None:
        return entry
    try:
        value = operation(*prepared)
        written = entry if value is None else from_sympy(value)
    except (ModelError, sympy.PolynomialError, NotImplementedError):
        return entry  # a form that sympy cannot give is not missed
    same = _in_any_order(written) == _in_any_order(entry)
    return entry if same or size(written) > MUCH_LONGER * size(entry) else written


def _in_any_order(expression: Expression) -> Expression:
    """Return the expression with its terms and factors in one fixed order, to compare it with another."""

    def in_order(node: Expression) -> Expression:
        if isinstance(node, Sum | Product):
            return node.with_parts(tuple(sorted(node.parts, key=text)))
        return node

    return rebuild(arranged(expression), in_order)
