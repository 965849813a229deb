"""The algebra that rids a difference quotient of the division by h, one way for each kind of function."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import sympy

from tutor.calculus.model import ModelError, from_sympy, letter, to_sympy
from tutor.calculus.questions.difference_quotient import DifferenceQuotient, Way, standard_limits
from tutor.calculus.tidying.transforms import arranged, cancelled
from tutor.language import _
from tutor.notation.expression import (
    ONE,
    ZERO,
    Call,
    E,
    Expression,
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
from tutor.notation.traversal import depends_on, walk

HIGHEST_DEGREE = 8
"""Beyond it the multiplied-out power no longer fits a line."""


def way_for(body: Expression, variable: str) -> Way | None:
    """Return how the limit of this function is worked out, None where Nabla does not do it."""
    degree = _degree(body, variable)
    if degree > 2 * HIGHEST_DEGREE or _is_out_of_reach(body, variable):
        return None
    if degree <= HIGHEST_DEGREE and _is_polynomial(body):
        return _polynomial
    if degree <= HIGHEST_DEGREE // 2 and all(map(_is_polynomial, body.parts)):
        match body:
            case Root(Sum() | Symbol(), 2):
                return _square_root
            case Quotient(Number() | Sum(), Sum()) if cancelled(body) == body:
                return _fraction
    try:
        f, x = to_sympy(body), letter(variable)
    except ModelError:
        return None
    if not isinstance(f, sympy.Expr):
        return None
    if f.is_polynomial(x):
        return _polynomial if sympy.degree(f, x) <= HIGHEST_DEGREE else None
    if f.is_rational_function(x):
        above, below = sympy.fraction(sympy.together(f))
        size = max(sympy.degree(above, x), sympy.degree(below, x))
        return _fraction if size <= HIGHEST_DEGREE // 2 else None
    _factor, rest = f.as_independent(x, as_Add=False)
    if rest.is_Pow and rest.exp == sympy.Rational(1, 2) and rest.base.is_polynomial(x):
        return _square_root if sympy.degree(rest.base, x) <= HIGHEST_DEGREE // 2 else None
    ways: dict[Any, Way] = {sympy.sin(x): _sine, sympy.cos(x): _cosine, sympy.exp(x): _exponential}
    return ways.get(rest)


# What can be seen from the tree alone is: every input that is typed asks whether there is a way.


def _is_out_of_reach(body: Expression, variable: str) -> bool:
    """Say whether what moves holds a function other than sin x, cos x or eˣ, or one of them and more."""
    x = Symbol(variable)
    functions = 0
    for node in walk(body):
        match node:
            case Call(name, arguments) if depends_on(node, variable):
                if name not in ("sin", "cos", "exp") or arguments != (x,):
                    return True
                functions += 1
            case Power(base, exponent) if depends_on(exponent, variable):
                if base != E or exponent != x:
                    return True
                functions += 1
    return functions > 0 and sum(node == x for node in walk(body)) > 1


def _is_polynomial(body: Expression) -> bool:
    match body:
        case Number() | Symbol():
            return True
        case Sum() | Product() | Negative():
            return all(map(_is_polynomial, body.parts))
        case Power(base, Number(value)):
            return value.denominator == 1 and _is_polynomial(base)
        case Quotient(numerator, Number(value)):
            return value != 0 and _is_polynomial(numerator)
    return False


_NONE, _FIRST = Fraction(0), Fraction(1)


def _degree(body: Expression, variable: str) -> Fraction:
    """Return a bound for the degrees above and below, found without multiplying anything out."""
    match body:
        case Symbol(name):
            return _FIRST if name == variable else _NONE
        case Power(base, Number(value)):
            return value * _degree(base, variable)
        case Power(base, Negative(Number(value))):
            return value * _degree(base, variable)
        case Product() | Quotient():
            return sum((_degree(part, variable) for part in body.parts), _NONE)
    return max((_degree(part, variable) for part in body.parts), default=_NONE)


def _by_powers_of_h(value: Any, work: DifferenceQuotient) -> dict[int, list[Expression]]:
    """Multiply out; return the terms by their power of h, each without that power."""
    x, h = letter(work.variable), letter(work.h)
    poly = sympy.Poly(sympy.expand(value), h)
    found: dict[int, list[Expression]] = {}
    for (power,), coefficient in sorted(poly.terms()):
        terms = sympy.Add.make_args(sympy.expand(coefficient))
        falling = sorted(terms, key=lambda term: -int(sympy.degree(term, x)) if term.has(x) else 0)
        found[power] = [from_sympy(term) for term in falling if term != 0]
    return {power: terms for power, terms in found.items() if terms}


def _sum(terms: Sequence[Expression]) -> Expression:
    if not terms:
        return ZERO
    return terms[0] if len(terms) == 1 else Sum(tuple(terms))


def _raised(term: Expression, h: Symbol, power: int) -> Expression:
    if power == 0:
        return term
    factor: Expression = h if power == 1 else Power(h, integer(power))
    match term:
        case Negative(inner):
            return Negative(_raised(inner, h, power))
        case Product(factors):
            return Product((*factors, factor))
        case _ if term == ONE:
            return factor
        case Quotient():
            return arranged(Product((term, factor)))
    return Product((term, factor))


def _cancel_h(work: DifferenceQuotient, rise: Any, below: Expression | None) -> None:
    """From the multiplied-out rise on: factor h out, cancel it. `below` stands under the fraction
    besides h."""
    h = Symbol(work.h)
    terms = _by_powers_of_h(rise, work)
    assert 0 not in terms
    denominator = h if below is None else Product((h, below))
    every = _sum([_raised(term, h, power) for power, group in terms.items() for term in group])
    work.write(
        "cancel terms",
        _("Terms without {h} cancel").format(h=work.h),
        Quotient(every, denominator),
        _("What has no {h} in it occurs with plus and with minus: it cancels."),
        _("Which terms of the numerator cancel?"),
    )
    if every == ZERO:
        work.write(
            "cancel",
            _("The numerator is zero"),
            ZERO,
            _("Zero divided by {h} is zero, however small {h} is."),
            _("What is zero divided by a number?"),
            condition=True,
        )
        return
    inside = _sum([_raised(term, h, power - 1) for power, group in terms.items() for term in group])
    if isinstance(inside, Sum):
        work.write(
            "factor",
            _("Take {h} out").format(h=work.h),
            Quotient(Product((h, inside)), denominator),
            _("Each term of the numerator has a factor {h}."),
            _("Which factor do all the terms have?"),
        )
    work.write(
        "cancel",
        _("Cancel {h}").format(h=work.h),
        inside if below is None else Quotient(inside, below),
        _("The factor {h} stands above and below: it cancels."),
        _("What stands both above and below?"),
        condition=True,
    )


def _polynomial(work: DifferenceQuotient) -> None:
    """((x + h)² − x²)/h = (2xh + h²)/h = 2x + h"""
    x, h = letter(work.variable), letter(work.h)
    f = to_sympy(work.body)
    there = _by_powers_of_h(f.subs(x, x + h), work)
    here = _by_powers_of_h(-f, work).get(0, [])
    out = [_raised(term, Symbol(work.h), power) for power, group in there.items() for term in group]
    work.write(
        "multiply out",
        _("Multiply out"),
        Quotient(_sum([*out, *here]), Symbol(work.h)),
        _("The powers of {x} + {h} are multiplied out, so that terms can cancel."),
        _("What are the powers of the sum, multiplied out?"),
    )
    _cancel_h(work, f.subs(x, x + h) - f, None)


def _fraction(work: DifferenceQuotient) -> None:
    """(1/(x + h) − 1/x)/h = (x − (x + h))/(h x (x + h)) = −1/(x (x + h))"""
    x, h = letter(work.variable), letter(work.h)
    above, below = sympy.fraction(sympy.together(to_sympy(work.body)))
    p, q = from_sympy(above), from_sympy(below)
    p_there, q_there = work.at_moved(p), work.at_moved(q)
    first = q if p_there == ONE else Product((p_there, q))
    second = q_there if p == ONE else Product((p, q_there))
    common = Product((q, q_there))
    work.write(
        "common denominator",
        _("Common denominator"),
        Quotient(Sum((first, Negative(second))), Product((Symbol(work.h), q, q_there))),
        _("The two fractions are put over one denominator."),
        _("Which denominator do the two fractions have in common?"),
    )
    rise = above.subs(x, x + h) * below - above * below.subs(x, x + h)
    _cancel_h(work, rise, common)


def _square_root(work: DifferenceQuotient) -> None:
    """(√(x + h) − √x)/h = h/(h (√(x + h) + √x)) = 1/(√(x + h) + √x)"""
    x, h = letter(work.variable), letter(work.h)
    factor, root = to_sympy(work.body).as_independent(x, as_Add=False)
    inside = from_sympy(root.base)
    here, there = Root(inside), Root(work.at_moved(inside))
    total = Sum((there, here))
    difference = Sum((there, Negative(here)))
    c = from_sympy(factor)
    pair = (difference, total) if factor == 1 else (c, difference, total)
    work.write(
        "conjugate",
        _("Multiply above and below by the sum of the roots"),
        Quotient(Product(pair), Product((Symbol(work.h), total))),
        _("With the difference times the sum of the roots, the roots disappear from the numerator."),
        _("By what can a difference of roots be multiplied so that the roots go away?"),
    )
    squares = Sum((work.at_moved(inside), Negative(inside)))
    work.write(
        "difference of squares",
        _("Difference of squares"),
        Quotient(squares if factor == 1 else Product((c, squares)), Product((Symbol(work.h), total))),
        _("(a − b)(a + b) is a² − b², and the square of a root is what stands under it."),
        _("What is (a − b)(a + b)?"),
    )
    _cancel_h(work, factor * (root.base.subs(x, x + h) - root.base), total)


def _trigonometric(
    work: DifferenceQuotient, there: Expression, parts: Sequence[tuple[Expression, Expression]]
) -> None:
    factor, _rest = to_sympy(work.body).as_independent(letter(work.variable), as_Add=False)
    c = from_sympy(factor)

    def scaled(inner: Expression) -> Expression:
        return inner if factor == 1 else Product((c, inner))

    work.write(
        "addition theorem",
        _("Addition theorem"),
        Quotient(Sum((scaled(there), Negative(work.body))), Symbol(work.h)),
        _("The addition theorem takes {x} and {h} apart."),
        _("How can the function of a sum be written?"),
    )
    terms = [Product((outer, quotient)) for outer, quotient in parts]
    work.write(
        "sort",
        _("Sort into known quotients"),
        scaled(_sum(terms)),
        _("What belongs to {x} stands in front, and only quotients in {h} are left."),
        _("Which parts have only {h} in them?"),
        condition=True,
    )


def _sine(work: DifferenceQuotient) -> None:
    """(sin(x + h) − sin x)/h = sin x · (cos h − 1)/h + cos x · (sin h)/h"""
    h = Symbol(work.h)
    sin_x, cos_x, sin_h, cos_h = (Call(f, (a,)) for a in (work.x, h) for f in ("sin", "cos"))
    there = Sum((Product((sin_x, cos_h)), Product((cos_x, sin_h))))
    cosine, sine, _exponential_quotient = (quotient for quotient, _value in standard_limits(h))
    _trigonometric(work, there, ((sin_x, cosine), (cos_x, sine)))


def _cosine(work: DifferenceQuotient) -> None:
    """(cos(x + h) − cos x)/h = cos x · (cos h − 1)/h − sin x · (sin h)/h"""
    h = Symbol(work.h)
    sin_x, cos_x, sin_h, cos_h = (Call(f, (a,)) for a in (work.x, h) for f in ("sin", "cos"))
    there = Sum((Product((cos_x, cos_h)), Negative(Product((sin_x, sin_h)))))
    cosine, sine, _exponential_quotient = (quotient for quotient, _value in standard_limits(h))
    _trigonometric(work, there, ((cos_x, cosine), (Negative(sin_x), sine)))


def _exponential(work: DifferenceQuotient) -> None:
    """(e^(x + h) − e^x)/h = e^x · (e^h − 1)/h"""
    h = Symbol(work.h)
    quotient = standard_limits(h)[2][0]
    work.write(
        "take the factor out",
        _("Take the common factor out"),
        Product((work.body, quotient)),
        _("A power of a sum is a product of powers, so both terms have the same factor."),
        _("Which factor do the two terms have in common?"),
        condition=True,
    )
