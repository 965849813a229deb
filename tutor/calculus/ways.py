"""The ways to a derivative besides the rules straight away: one decorated function each."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from tutor.calculus.blackboard import derivative_lines
from tutor.calculus.derivation import Derivation, value
from tutor.calculus.lines import Line, result_of, tidying_lines, with_left
from tutor.calculus.tidying.monomial import (
    UNIT,
    Monomial,
    fraction_expression,
    monomial,
    ordered,
    raised,
    times,
    written,
)
from tutor.calculus.tidying.sums import arranged, collected, expanded_terms
from tutor.calculus.tidying.transform import sum_of
from tutor.calculus.tidying.transforms import tidied
from tutor.calculus.working import Asked, Worked, by_the_rules, way
from tutor.language import N_, _
from tutor.notation.expression import (
    ONE,
    Call,
    Constant,
    Derivative,
    E,
    Expression,
    Marked,
    Negative,
    Power,
    Product,
    Quotient,
    Root,
    Sum,
    Symbol,
)
from tutor.notation.sentence import sentence
from tutor.notation.traversal import depends_on, walk

MOST_EXPANDED_TERMS = 8
FEWEST_FACTORS_FOR_LOGARITHMS = 3


def _rewritten(asked: Asked, body: Expression, title: str, why: str, hint: str) -> Worked:
    """Answer by writing the function in another way first, then by the rules."""
    first = Line(
        "rewrite",
        _(title),
        Derivative(Marked("before", asked.body), asked.variable, asked.left.partial),
        Derivative(Marked("changed", body), asked.variable, asked.left.partial),
        sentence(_(why), slots=asked.slots),
        sentence(_(hint), slots=asked.slots),
        left=asked.left,
        slots=asked.slots,
        focus=asked.focus,
    )
    worked = by_the_rules(replace(asked, body=body))
    return replace(worked, lines=(first, *worked.lines))


def _moving_factors(asked: Asked) -> list[Expression]:
    return [base for base, exponent in monomial(asked.body).powers if _moves(asked, base, exponent)]


def _moves(asked: Asked, base: Expression, exponent: Fraction | Expression) -> bool:
    return depends_on(base, asked.variable) or (
        not isinstance(exponent, Fraction) and depends_on(exponent, asked.variable)
    )


def _put_together(asked: Asked) -> Expression | None:
    """Return x√x or x⁵/x² as one power, None where several factors stay."""
    if not isinstance(asked.body, Product | Quotient) or len(_moving_factors(asked)) != 1:
        return None
    together = arranged(asked.body)

    def occurrences(expression: Expression) -> int:
        return sum(node == Symbol(asked.variable) for node in walk(expression))

    return together if occurrences(together) < occurrences(asked.body) else None


@way(
    "powers",
    title=N_("Put the powers together first"),
    preferred=lambda asked: _put_together(asked) is not None,
)
def powers_first(asked: Asked) -> Worked | None:
    """x √x is x^(3/2): one power instead of a product."""
    together = _put_together(asked)
    if together is None:
        return None
    return _rewritten(
        asked,
        together,
        N_("Put the powers together"),
        N_("Powers of the same base are one power, and the power rule needs no product rule."),
        N_("Are there powers of the same base?"),
    )


@way("expand", title=N_("Multiply out first"))
def expanded_first(asked: Asked) -> Worked | None:
    """(x + 1)² is x² + 2x + 1: a sum of powers instead of a power of a sum."""
    if not isinstance(asked.body, Product | Power):
        return None
    terms = expanded_terms(asked.body)
    if terms is None or len(terms) < 2:
        return None
    expanded = collected(arranged(sum_of(terms)))
    pieces = [monomial(term) for term in (expanded.terms if isinstance(expanded, Sum) else (expanded,))]
    bases = [base for piece in pieces for base, _exponent in piece.powers]
    if not all(isinstance(base, Symbol | Constant) for base in bases) or len(pieces) > MOST_EXPANDED_TERMS:
        return None
    return _rewritten(
        asked,
        expanded,
        N_("Multiply out"),
        N_("Multiplied out, this is a sum of powers, which are differentiated one at a time."),
        N_("What does the function look like without its brackets?"),
    )


def _split(asked: Asked) -> Expression | None:
    """Return (x³ + 2x)/x as x² + 2; only over a denominator without a sum."""
    if not (isinstance(asked.body, Quotient) and isinstance(asked.body.numerator, Sum)):
        return None
    if not depends_on(asked.body.denominator, asked.variable):
        return None
    below = monomial(asked.body.denominator)
    if not all(isinstance(base, Symbol) for base, _exponent in below.powers):
        return None
    over = raised(below, -1)
    return sum_of(written(ordered(times(monomial(term), over))) for term in asked.body.numerator.terms)


def _has_no_fraction(asked: Asked) -> bool:
    split = _split(asked)
    return isinstance(split, Sum) and not any(isinstance(term, Quotient) for term in split.terms)


@way("split", title=N_("Split the fraction first"), preferred=_has_no_fraction)
def split_first(asked: Asked) -> Worked | None:
    """(x³ + 2x)/x is x² + 2: a sum instead of a quotient."""
    split = _split(asked)
    if split is None:
        return None
    return _rewritten(
        asked,
        split,
        N_("Split the fraction"),
        N_("Each term of the numerator is divided by the denominator: a sum is easier than a quotient."),
        N_("Can each term of the numerator be divided by the denominator?"),
    )


@way("negative power", title=N_("Write it with a negative power"))
def negative_power_first(asked: Asked) -> Worked | None:
    """1/x³ is x⁻³, and u/v is u · v⁻¹: the power rule and the product rule instead of the quotient rule."""
    if not (isinstance(asked.body, Quotient) and depends_on(asked.body.denominator, asked.variable)):
        return None
    below = monomial(asked.body.denominator)
    moving = [(base, exponent) for base, exponent in below.powers if _moves(asked, base, exponent)]
    if len(moving) != 1:
        return None
    [(base, exponent)] = moving
    if not isinstance(exponent, Fraction):
        return None
    rest = Monomial(below.coefficient, tuple(entry for entry in below.powers if entry not in moving))
    above = asked.body.numerator
    if rest != UNIT:
        above = Quotient(above, written(ordered(rest)))
    power = Power(base, fraction_expression(-exponent))
    return _rewritten(
        asked,
        power if above == ONE else Product((above, power)),
        N_("Write the denominator as a negative power"),
        N_("Dividing by a power is multiplying by it with a negative exponent."),
        N_("Which exponent stands for one over a power?"),
    )


def _logarithm(asked: Asked) -> Expression | None:
    """Return ln of a product as the sum of its logarithms."""
    whole = monomial(asked.body)
    if whole.coefficient <= 0 or not isinstance(asked.body, Product | Quotient | Root):
        return None
    if len(_moving_factors(asked)) < FEWEST_FACTORS_FOR_LOGARITHMS:
        return None
    terms: list[Expression] = []
    if whole.coefficient != 1:
        terms.append(Call("ln", (fraction_expression(whole.coefficient),)))
    terms += [_logarithm_of_a_power(base, exponent) for base, exponent in whole.powers]
    return sum_of(terms)


def _logarithm_of_a_power(base: Expression, exponent: Fraction | Expression) -> Expression:
    logarithm = Call("ln", (base,))
    if not isinstance(exponent, Fraction):
        return exponent if base == E else Product((exponent, logarithm))
    if exponent == 1:
        return logarithm
    times_it = Product((fraction_expression(abs(exponent)), logarithm)) if abs(exponent) != 1 else logarithm
    return times_it if exponent > 0 else Negative(times_it)


@way("logarithm", title=N_("Logarithmic differentiation"))
def logarithm_first(asked: Asked) -> Worked | None:
    """f' = f · (ln f)', where the logarithm of a product of many factors is a sum."""
    logarithm = _logarithm(asked)
    if logarithm is None:
        return None
    slots, left, body = asked.slots, asked.left, asked.body

    def times_body(expression: Expression) -> Expression:
        return Product((body, expression))

    def d(expression: Expression) -> Expression:
        return Derivative(expression, asked.variable, left.partial)

    opening = Line(
        "logarithmic differentiation",
        _("Logarithmic differentiation"),
        Marked("before", d(body)),
        Marked("changed", times_body(d(Call("ln", (body,))))),
        sentence(
            _(
                "The derivative of {logarithm} is {derivative} over {f}, so {derivative} is {f} times the "
                "derivative of {logarithm}."
            ),
            slots=slots,
            logarithm=Call("ln", (left.operand,)),
            derivative=left,
            f=left.operand,
        ),
        sentence(_("What is the derivative of the logarithm of a function?"), slots=slots),
        condition=sentence(_("This holds where no factor is zero."), slots=slots),
        slots=slots,
    )
    laws = Line(
        "laws of logarithms",
        _("Use the laws of logarithms"),
        times_body(d(Marked("before", Call("ln", (body,))))),
        times_body(d(Marked("changed", logarithm))),
        sentence(
            _("The logarithm of a product is a sum of logarithms, and an exponent becomes a factor."),
            slots=slots,
        ),
        sentence(_("What is the logarithm of a product, and of a power?"), slots=slots),
        slots=slots,
    )
    inner = Derivation(Derivative(logarithm, asked.variable, left.partial), asked.held, asked.taken)
    lines = [
        replace(line, before=times_body(line.before), after=times_body(line.after))
        for line in derivative_lines(inner, asked.detail, slots)
    ]
    end = tidied(result_of(lines))
    lines += tidying_lines(end, slots)
    return Worked(
        left,
        with_left((opening, laws, *lines), left, asked.focus),
        times_body(value(inner.root)),
        result_of(lines),
    )
