"""What a person does with the line when the differentiating is done: each transform is one named step.

A transform returns an equal expression, the same object where there is nothing to do. To add one is to
write one decorated function here; `tidied` applies them in order of definition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product as every_combination

from tutor.calculus.tidying.monomial import Monomial, exact_number, monomial, ordered, written
from tutor.language import N_
from tutor.notation.expression import ZERO, Expression, Negative, Power, Product, Quotient, Root, Sum
from tutor.notation.traversal import rebuild, walk

LARGEST_EXPANDED_EXPONENT = 6
MOST_EXPANDED_TERMS = 60


@dataclass(frozen=True, slots=True)
class Transform:
    """A tidying step: its name in the JSON, its title, and what it does, in words."""

    name: str
    title: str
    why: str
    hint: str
    apply: Callable[[Expression], Expression]


TRANSFORMS: list[Transform] = []


def transform(
    name: str, *, title: str, why: str, hint: str
) -> Callable[[Callable[[Expression], Expression]], Callable[[Expression], Expression]]:
    """Register a tidying step."""

    def register(function: Callable[[Expression], Expression]) -> Callable[[Expression], Expression]:
        TRANSFORMS.append(Transform(name, title, why, hint, function))
        return function

    return register


@transform(
    "arrange",
    title=N_("Multiply and put in order"),
    why=N_(
        "In each product the numbers are multiplied and come first, and powers of the same base are put "
        "together."
    ),
    hint=N_("Which numbers can be multiplied, and which letters stand more than once in a product?"),
)
def arranged(expression: Expression) -> Expression:
    """y · 2x → 2xy, 1 · x → x, x · x² → x³, in every product and fraction."""

    def arrange(node: Expression) -> Expression:
        match node:
            case Product() | Quotient() | Negative() | Root():
                return _written_in_order(node)
            case Power(_, exponent) if exact_number(exponent) is not None:
                return _written_in_order(node)
            case Sum(terms) if any(isinstance(term, Sum) for term in terms):
                return Sum(tuple(_flat(terms)))
        return node

    return rebuild(expression, arrange)


def _written_in_order(node: Expression) -> Expression:
    result = written(ordered(monomial(node)))
    return node if result == node else result


def _flat(terms: tuple[Expression, ...]) -> Iterator[Expression]:
    for term in terms:
        if isinstance(term, Sum):
            yield from _flat(term.terms)
        else:
            yield term


@transform(
    "drop zeros",
    title=N_("Leave out the zeros"),
    why=N_("Adding zero changes nothing."),
    hint=N_("Which terms contribute nothing?"),
)
def without_zeros(expression: Expression) -> Expression:
    """2xy + 0 → 2xy, in every sum."""

    def drop(node: Expression) -> Expression:
        if isinstance(node, Sum) and ZERO in node.terms:
            kept = tuple(term for term in node.terms if term != ZERO)
            return _sum(kept)
        return node

    return rebuild(expression, drop)


def _sum(terms: tuple[Expression, ...]) -> Expression:
    if not terms:
        return ZERO
    return terms[0] if len(terms) == 1 else Sum(terms)


@transform(
    "multiply out",
    title=N_("Multiply out"),
    why=N_("Each term in the brackets is multiplied by what stands before them."),
    hint=N_("Can a bracket be multiplied out so that terms can be put together?"),
)
def multiplied_out(expression: Expression) -> Expression:
    """18x³ + 2x(9x² + 1) → 18x³ + 18x³ + 2x, where that leads to something shorter."""
    match expression:
        case Quotient(numerator, denominator):
            above = multiplied_out(numerator)
            return expression if above is numerator else Quotient(above, denominator)
        case Negative(operand) if not isinstance(operand, Sum):
            inner = multiplied_out(operand)
            return expression if inner is operand else Negative(inner)
    terms = _expanded_terms(expression)
    if terms is None or len(terms) < 2:
        return expression
    expanded = Sum(tuple(terms))
    if expanded == expression or _size(arranged(collected(expanded))) >= _size(expression):
        return expression
    return expanded


def _size(expression: Expression) -> int:
    return sum(1 for _node in walk(expression))


def _expanded_terms(expression: Expression) -> list[Expression] | None:
    """Return the terms after multiplying out, or None where there would be too many."""
    match expression:
        case Sum(terms):
            all_terms: list[Expression] = []
            for term in terms:
                inner = _expanded_terms(term)
                if inner is None or len(all_terms) + len(inner) > MOST_EXPANDED_TERMS:
                    return None
                all_terms.extend(inner)
            return all_terms
        case Negative(operand):
            inner = _expanded_terms(operand)
            return None if inner is None else [_written_in_order(Negative(term)) for term in inner]
        case Power(Sum() as base, exponent):
            times = exact_number(exponent)
            if times is None or times.denominator != 1 or not 2 <= times <= LARGEST_EXPANDED_EXPONENT:
                return [expression]
            return _expanded_product((base,) * int(times))
        case Product(factors) if any(isinstance(factor, Sum | Power) for factor in factors):
            return _expanded_product(factors)
    return [expression]


def _expanded_product(factors: tuple[Expression, ...]) -> list[Expression] | None:
    choices: list[list[Expression]] = []
    count = 1
    for factor in factors:
        inner = _expanded_terms(factor)
        if inner is None or (count := count * len(inner)) > MOST_EXPANDED_TERMS:
            return None
        choices.append(inner)
    return [_written_in_order(Product(chosen)) for chosen in every_combination(*choices)]


@transform(
    "collect",
    title=N_("Collect like terms"),
    why=N_("Terms that differ only in their number are added up."),
    hint=N_("Which terms have the same letters and powers?"),
)
def collected(expression: Expression) -> Expression:
    """18x³ + 18x³ + 2x → 36x³ + 2x, in every sum."""

    def collect(node: Expression) -> Expression:
        if not isinstance(node, Sum):
            return node
        like: dict[object, Monomial] = {}
        for term in node.terms:
            piece = monomial(term)
            seen = like.get(piece.key)
            total = piece.coefficient + (seen.coefficient if seen else Fraction(0))
            like[piece.key] = Monomial(total, seen.powers if seen else piece.powers)
        if len(like) == len(node.terms):
            return node
        return _sum(tuple(written(ordered(piece)) for piece in like.values() if piece.coefficient))

    return rebuild(expression, collect)


@dataclass(frozen=True, slots=True)
class Tidying:
    """One tidying step that changed something."""

    transform: Transform
    before: Expression
    after: Expression


MOST_ROUNDS = 4


def tidied(expression: Expression) -> tuple[Tidying, ...]:
    """Return the tidying steps from the expression to its tidy form, in order (none: it is tidy)."""
    done: list[Tidying] = []
    for _round in range(MOST_ROUNDS):
        start = expression
        for each in TRANSFORMS:
            after = each.apply(expression)
            if after != expression:
                done.append(Tidying(each, expression, after))
                expression = after
        if expression == start:
            break
    return tuple(done)


def tidy(expression: Expression) -> Expression:
    """Return the tidy form."""
    steps = tidied(expression)
    return steps[-1].after if steps else expression
