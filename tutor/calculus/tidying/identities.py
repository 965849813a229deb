"""Tidying with sin² u + cos² u = 1 and the identities like it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tutor.calculus.tidying.monomial import Monomial, monomial, ordered, times, without, written
from tutor.calculus.tidying.transform import Transform, sum_of, transform
from tutor.language import N_
from tutor.notation.expression import Call, Expression, Product, Quotient, Sum
from tutor.notation.traversal import rebuild, walk

_ZERO, _ONE = Fraction(0), Fraction(1)

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


RATIOS = (("sin", "cos", "tan", "cot"), ("sinh", "cosh", "tanh", "coth"))
"""f, g, f/g and g/f"""
RECIPROCALS = {"sec": "cos", "csc": "sin", "sech": "cosh", "csch": "sinh"}
"""f = 1/g"""


@transform(
    Expression,
    "tangent",
    title=N_("The tangent is sine over cosine"),
    why=N_("The tangent is the sine over the cosine, and the cotangent the cosine over the sine."),
    hint=N_("Which function is the quotient of these two?"),
)
def as_tangent(node: Expression) -> Expression:
    """cos x / sin x → cot x and tan x cos² x → sin x cos x, with whatever multiplies them."""
    if not isinstance(node, Quotient | Product):
        return node
    whole = monomial(node)
    powers = dict(whole.powers)
    for base, exponent in whole.powers:
        for f, g, ratio, inverse in RATIOS:
            if not (isinstance(base, Call) and base.function == f and isinstance(exponent, Fraction)):
                continue
            other = Call(g, base.arguments)
            if powers.get(other) == -exponent:
                del powers[base], powers[other]
                name = Call(ratio if exponent > 0 else inverse, base.arguments)
                rest = Monomial(whole.coefficient, tuple(powers.items()))
                return written(ordered(times(rest, _power(name, abs(exponent)))))
        for f, g, ratio, _inverse in (*RATIOS, *((g, f, inverse, ratio) for f, g, ratio, inverse in RATIOS)):
            if not (isinstance(base, Call) and base.function == ratio and isinstance(exponent, Fraction)):
                continue
            other = Call(g, base.arguments)
            below = powers.get(other)
            if isinstance(below, Fraction) and below * exponent > 0 and abs(below) >= abs(exponent):
                # tan^k cos^m is sin^k cos^(m - k)
                del powers[base], powers[other]
                rest = Monomial(whole.coefficient, tuple(powers.items()))
                pair = times(_power(Call(f, base.arguments), exponent), _power(other, below - exponent))
                return written(ordered(times(rest, pair)))
    return node


def _with_reciprocals(expression: Expression) -> Expression:
    """sec x tan x + 1/cos² x → sec x tan x + sec² x: in a line that speaks of the secant anyway."""
    calls = [node for node in walk(expression) if isinstance(node, Call)]
    named = {(call.function, call.arguments) for call in calls if call.function in RECIPROCALS}
    replaced: dict[Expression, Expression] = {
        Call(RECIPROCALS[function], arguments): Call(function, arguments) for function, arguments in named
    }
    if not replaced.keys() & set(calls):
        return expression

    def change(node: Expression) -> Expression:
        if not isinstance(node, Quotient | Product):
            return node
        whole = monomial(node)
        powers = dict(whole.powers)
        for base, exponent in whole.powers:
            other = replaced.get(base)
            beside = _ZERO if other is None else powers.get(other, _ZERO)
            if other is None or not isinstance(exponent, Fraction) or not isinstance(beside, Fraction):
                continue
            if exponent > 0 and not beside:
                continue
            del powers[base]
            powers.pop(other, None)
            total = beside - exponent  # cos^m sec^n is sec^(n - m)
            if total:
                powers[other if total > 0 else base] = abs(total)
        after = Monomial(whole.coefficient, tuple(powers.items()))
        return node if after == whole else written(ordered(after))

    return rebuild(expression, change)


as_reciprocal = Transform(
    "reciprocal",
    N_("Write as a secant or a cosecant"),
    N_("One over the cosine is the secant, one over the sine the cosecant; so it is for cosh and sinh."),
    N_("Which function is one over this one?"),
    _with_reciprocals,
)
"""in a line that speaks of the secant, the cosecant or the hyperbolic ones anyway"""


@transform(
    Expression,
    "absolute value",
    title=N_("The sign and the absolute value"),
    why=N_(
        "A number times its sign is its absolute value, and its absolute value times its sign is the number."
    ),
    hint=N_("What is a number times its own sign?"),
)
def with_absolute_value(node: Expression) -> Expression:
    """x sign x → |x|, and sign x / |x| → 1/x."""
    if not isinstance(node, Product | Quotient):
        return node
    whole = monomial(node)
    powers = dict(whole.powers)
    for base, exponent in whole.powers:
        if not (isinstance(base, Call) and base.function == "sign" and exponent == 1):
            continue
        [u] = base.arguments
        size = Call("abs", (u,))
        for factor, taken, left in ((size, 1, u), (size, -1, u), (u, 1, size)):
            if powers.get(factor) == taken:
                rest = {each: power for each, power in powers.items() if each not in (base, factor)}
                result = times(
                    Monomial(whole.coefficient, tuple(rest.items())), _power(left, Fraction(taken))
                )
                return written(ordered(result))
    return node


def _power(base: Expression, exponent: Fraction) -> Monomial:
    return Monomial(_ONE, ((base, exponent),) if exponent else ())


def _square(base: Expression) -> Monomial:
    return Monomial(Fraction(1), ((base, Fraction(2)),))


def _number(value: int) -> Monomial:
    return Monomial(Fraction(value), ())
