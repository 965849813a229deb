"""Is it the same expression after it was printed and read? Products and signs are put in one form first."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from tutor.notation.expression import (
    ONE,
    Expression,
    Marked,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Root,
)
from tutor.notation.reading import read_expression


def settled(tree: Expression) -> Expression:
    """Return the tree as its text must say it: 2gh · 3 is one product, (−x) y is −xy, a root of order 5 is
    a power, and roles are gone."""
    if isinstance(tree, Marked):
        return settled(tree.expression)
    tree = tree.with_parts(tuple(map(settled, tree.parts)))
    match tree:
        case Root(radicand, index) if index > 3:
            return Power(radicand, Quotient(ONE, Number(Fraction(index))))
        case Product(factors):
            first, *others = factors
            if isinstance(first, Negative):
                return Negative(settled(Product((first.operand, *others))))
            flat = (each.factors if isinstance(each, Product) else (each,) for each in factors)
            return Product(tuple(factor for run in flat for factor in run))
    return tree


def same_when_read(words: str, tree: Expression, names: Collection[str]) -> bool:
    """Say whether the text is read as the tree that it was printed from."""
    return settled(read_expression(words, names)) == settled(tree)
