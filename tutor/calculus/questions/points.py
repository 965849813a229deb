"""Points and exact values: what a formula comes to there, and its decimal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import mpmath
import sympy

from tutor.board import Sentence
from tutor.calculus.lines import Line, Slots
from tutor.calculus.meaning import Meaning
from tutor.calculus.model import ModelError, from_sympy, letter, to_sympy
from tutor.calculus.numeric import NoValueError, Value, evaluate
from tutor.calculus.questions.question import QuestionError
from tutor.language import _
from tutor.notation.expression import (
    ONE,
    TWO,
    ZERO,
    Expression,
    Marked,
    Matrix,
    Negative,
    Number,
    Quotient,
    Vector,
    integer,
)
from tutor.notation.problem import Problem
from tutor.notation.sentence import sentence
from tutor.notation.traversal import substitute, symbols, unmarked

_NOT_NUMBERS = (sympy.nan, sympy.zoo, sympy.oo, -sympy.oo)


def arithmetic_words(exact: Expression, slots: Slots) -> Sentence:
    """Say that only arithmetic is left, with the decimal of an exact value."""
    decimal = as_decimal(exact)
    if not decimal:
        return sentence(_("Only arithmetic is left."), slots=slots)
    return sentence(
        _("Only arithmetic is left. As a decimal, this is about {decimal}."), slots=slots, decimal=decimal
    )


def value_lines(
    before: Expression,
    placed: Expression,
    exact: Expression,
    why: Sentence,
    *,
    left: Expression,
    slots: Slots,
    at: Mapping[str, Expression] | None = None,
) -> tuple[Line, ...]:
    """Return the lines f(1) = 1² = 1: the values put in (`placed`, with marks), then worked out, where there
    is anything to work out."""
    put_in = Line(
        "put the values in",
        _("Put the values in"),
        before,
        placed,
        why,
        sentence(_("Which number does each letter stand for?"), slots=slots),
        left=left,
        slots=slots,
        at=at or {},
    )
    if exact == unmarked(placed):
        return (put_in,)
    worked_out = Line(
        "work out the value",
        _("Work out the value"),
        unmarked(placed),
        Marked("changed", exact),
        arithmetic_words(exact, slots),
        sentence(_("Powers first, then products, then sums."), slots=slots),
        left=left,
        slots=slots,
        at=at or {},
    )
    return put_in, worked_out


def exact_value(expression: Expression, point: Mapping[str, Expression]) -> Expression:
    """Return the expression with the values put in, worked out exactly; other letters stay letters.

    Raises:
        QuestionError: if it has no value there.
    """
    match expression:
        case Vector(entries):
            return Vector(tuple(exact_value(entry, point) for entry in entries))
        case Matrix(rows):
            return Matrix(tuple(tuple(exact_value(entry, point) for entry in row) for row in rows))
    try:
        values = {letter(name): to_sympy(number) for name, number in point.items()}
        formula = to_sympy(expression)
        value = formula.subs(values)
        if value.is_finite is False or value.has(*_NOT_NUMBERS) or _jumps(formula, values):
            raise QuestionError(
                _("The derivative has no value at this point."),
                _("Choose a point where the function is smooth."),
            )
        return from_sympy(min(value, sympy.expand(value), key=sympy.count_ops))
    except ModelError:
        return substitute(expression, point)


def _jumps(formula: Any, values: Mapping[Any, Any]) -> bool:
    """Say whether the formula jumps at the point, as sign(x) does at 0: |x| has no derivative there.

    sympy gives sign(0) the value 0, so the formula is computed on both sides of each such place.
    """
    edges = [
        each.args[0].subs(values)
        for each in formula.atoms(sympy.sign, sympy.Heaviside)
        if each.args[0].subs(values).is_zero
    ]
    if not edges:
        return False
    near = [{name: value + side for name, value in values.items()} for side in (-_NEAR, _NEAR)]
    below, above = (formula.subs(point).evalf(30) for point in near)
    return not (below.is_number and above.is_number and abs(below - above) < _NEAR ** sympy.Rational(1, 2))


_NEAR = sympy.Rational(1, 10**12)

SHOWN_DIGITS = 4


def as_decimal(value: Expression) -> str:
    """Return an exact value as a decimal of four digits, "" where it is a short one already, or still has
    a letter in it."""
    if all(_is_short(entry) for entry in _entries(value)) or symbols(value):
        return ""
    try:
        return _decimal(evaluate(value, {}, Meaning()))
    except NoValueError:
        return ""


def _entries(value: Expression) -> tuple[Expression, ...]:
    return value.parts if isinstance(value, Vector | Matrix) else (value,)


def _is_short(value: Expression) -> bool:
    return isinstance(value.operand if isinstance(value, Negative) else value, Number)


def _decimal(value: Value) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_decimal, value))}]"
    text: str = mpmath.nstr(mpmath.re(value), SHOWN_DIGITS, strip_zeros=True)
    return text.removesuffix(".0").replace("-", "−")


def checked_point(problem: Problem, point: Mapping[str, Expression]) -> None:
    """Look that each letter of a point is one of the problem's.

    Raises:
        QuestionError: if one is not.
    """
    bodies = (problem.main.body, *(inner.body for inner in problem.inner))
    used = dict.fromkeys([*problem.variables, *problem.main_variables])
    known = list(dict.fromkeys([*used, *(name for body in bodies for name in symbols(body))]))
    for name in point:
        if name not in known:
            raise QuestionError(
                _("The letter {name} does not occur in this problem.").format(name=name),
                _("A value can be given for {names}.").format(names=", ".join(known)),
            )


USUAL_VALUES = (ONE, TWO, ZERO, Quotient(ONE, TWO), integer(3), Negative(ONE))
"""What an input is given where no point is, the first at which everything has a value."""

Found = TypeVar("Found")


def default_point(
    given: Mapping[str, Expression], names: Iterable[str], find: Callable[[Mapping[str, Expression]], Found]
) -> Found:
    """Return what `find` finds at the point; the letters that have no value get a usual one.

    Raises:
        QuestionError: if it finds nothing.
    """
    lacking = [name for name in names if name not in given]
    if not lacking:
        return find(given)
    refusal: QuestionError | None = None
    for value in USUAL_VALUES:
        try:
            return find({**given, **dict.fromkeys(lacking, value)})
        except QuestionError as error:
            refusal = refusal or error
    assert refusal is not None
    raise refusal
