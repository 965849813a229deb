"""Derivatives of high order: one step for each order, told as they come, and what to ask instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from typing import Any, Final

import mpmath
import sympy

from tutor.board import Question, Unfinished, WayOut
from tutor.calculus.lines import Line
from tutor.calculus.meaning import Meaning
from tutor.calculus.numeric import DIGITS, NoValueError, Place, agree, evaluate
from tutor.calculus.questions.question import Answered, QuestionError, slots_for
from tutor.calculus.verification import Later
from tutor.calculus.working import Worked
from tutor.language import _, ngettext
from tutor.notation.expression import (
    Derivative,
    Expression,
    FunctionDerivative,
    Marked,
    Named,
    Negative,
    Number,
    Power,
    Product,
    Sum,
    Symbol,
    integer,
)
from tutor.notation.formula import formula
from tutor.notation.sentence import sentence
from tutor.notation.traversal import walk
from tutor.ordinals import ordinal

MANY: Final = 5
"""From this order on, each order is one step, with its own steps inside."""
LOWER: Final = 5
"""The order that is offered instead."""
BY_NUMBER: Final = 10
"""From this order on, the value at a point is computed without the formula."""
SHOWN_DIGITS: Final = 12
"""Digits of a value that is computed: it is proved to nine."""
LONGEST_LINE: Final = 1000
"""Pieces of a line from which on nobody reads it: in between, a formula can have thousands of terms."""
LONGEST: Final = 10**15
"""Whole numbers from here on are rounded as well."""


def one_step(worked: Worked, order: int) -> Line:
    """Return one line from the derivative below to this one, tidied; its own lines are inside."""
    first, last = worked.lines[0], worked.lines[-1]
    parts = worked.lines if len(worked.lines) > 1 else first.parts
    if not all(map(_is_readable, parts)):
        parts = ()
        words = _(
            "Differentiate once more, and tidy up: {result}. The lines in between are too long to be read."
        )
    else:
        words = _("Differentiate once more, and tidy up: {result}.")
    return replace(
        last,
        rule="next order",
        title=_("{nth} derivative").format(nth=ordinal(order)),
        before=first.before,
        after=Marked("changed", worked.result),
        why=sentence(words, slots=first.slots, result=worked.result) if order > 1 else first.why,
        hint=first.hint,
        letters={},
        parts=parts,
    )


def _is_readable(line: Line) -> bool:
    """Say whether a line, and each inside it, is short enough to be looked at."""
    pieces = sum(1 for _node in islice(walk(line.after), LONGEST_LINE + 1))
    return pieces <= LONGEST_LINE and all(map(_is_readable, line.parts))


def terms(expression: Expression) -> int:
    """Return how many terms the longest sum in an expression has."""
    return max((len(node.terms) for node in walk(expression) if isinstance(node, Sum)), default=1)


def so_far(
    results: Sequence[Expression], total: int, lower: Callable[[int], Question], ways: Sequence[WayOut]
) -> Unfinished:
    """Say what is done of a derivative of a high order: `results` are those of the orders so far, `lower`
    makes the question for a lower order."""
    order = len(results)
    why = ""
    if order > 1 and terms(results[-1]) > terms(results[order // 2]):
        count = terms(results[-1])
        why = ngettext(
            "The formula grows with every order: the {nth} derivative has {count} term even when tidied.",
            "The formula grows with every order: the {nth} derivative has {count} terms even when tidied.",
            count,
        ).format(nth=ordinal(order), count=count)
    if order >= LOWER < total:
        count = terms(results[LOWER - 1])
        words = ngettext("The {nth} has {count} term.", "The {nth} has {count} terms.", count)
        below = WayOut(
            "lower",
            _("Ask for a lower order"),
            words.format(nth=ordinal(LOWER), count=count),
            _("Order {order}").format(order=LOWER),
            lower(LOWER),
        )
        ways = (below, *ways)
    return Unfinished(total, why, tuple(ways), order)


def at_one_point(question: Question, body: Expression, inputs: Sequence[str]) -> tuple[WayOut, ...]:
    """Return the way out of asking for the value at a point where the function has one, if there is any."""
    for value in (0, 1, 2):
        point = dict.fromkeys(inputs, mpmath.mpf(value))
        with suppress(NoValueError):
            evaluate(Derivative(body, inputs[0], len(inputs) > 1, 2), point, Meaning())
            shown = ", ".join(f"{formula(Symbol(name)).text} = {value}" for name in inputs)
            way = WayOut(
                "point",
                _("Ask for the value at one point"),
                _("As a number: no formula needed."),
                _("At {point}").format(point=shown),
                question,
                tuple((name, str(value)) for name in inputs),
            )
            return (way,)
    return ()


def value_at(
    left: Derivative,
    body: Expression,
    inputs: tuple[str, ...],
    variables: tuple[str, ...],
    point: Mapping[str, Expression],
) -> Answered:
    """Return the value of a high derivative at a point, computed without its formula; `left` is its name.

    Raises:
        QuestionError: if it has no value there.
    """
    slots = slots_for(inputs)
    name = function_of(left)
    placed = FunctionDerivative(
        name, tuple(map(variables.count, inputs)), tuple(point[letter] for letter in inputs)
    )
    meaning = Meaning({name: body}, {name: inputs})
    try:
        found = mpmath.re(evaluate(placed, {}, meaning))
    except NoValueError as error:
        raise QuestionError(
            _("The derivative has no value at this point."),
            _("Choose a point where the function is smooth."),
        ) from error
    result, rounded = _number(found)
    notes = (_("Rounded to {count} digits.").format(count=SHOWN_DIGITS),) if rounded else ()
    line = Line(
        "value by numbers",
        _("{nth} derivative at one point").format(nth=ordinal(len(variables))),
        placed,
        Marked("changed", result),
        sentence(
            _(
                "For a number no formula is needed: the function is computed, with many digits, at "
                "{count} points very near {point}, and their differences give the derivative."
            ),
            slots=slots,
            count=str(len(variables) + 1),
            point=", ".join(f"{name} = {formula(value).text}" for name, value in point.items()),
        ),
        sentence(_("What do the differences of neighbouring values say of a derivative?"), slots=slots),
        left=left,
        slots=slots,
        at=dict(point),
    )
    around = Later(lambda: _around(body, inputs, variables, point) if len(inputs) == 1 else None)
    return Answered(variables, (line,), left, result, result, around, meaning, (body,), slots, notes=notes)


def function_of(named: Derivative) -> str:
    """Return the name of the function that a derivative's name speaks of."""
    return next(node.name for node in walk(named) if isinstance(node, Named))


def _around(
    body: Expression, inputs: Sequence[str], variables: Sequence[str], point: Mapping[str, Expression]
) -> Any:
    """Return the same by Cauchy's integral over a circle around the point, for a function of one input;
    None where two circles disagree, because something inside them is no point of the function's."""
    (name,) = inputs
    order = len(variables)

    def along(z: Any) -> Any:
        return Place({name: z}, Meaning()).value(body)

    found = []
    with mpmath.workdps(DIGITS + order), suppress(ArithmeticError, ValueError, TypeError):
        centre = Place({}, Meaning()).value(point[name])
        count = 8 * order
        for radius in (mpmath.mpf(1) / 2, mpmath.mpf(1) / 3):
            turns = [mpmath.expjpi(mpmath.mpf(2 * k) / count) for k in range(count)]
            mean = mpmath.fsum(along(centre + radius * turn) / turn**order for turn in turns) / count
            found.append(mpmath.re(mean) * mpmath.factorial(order) / radius**order)
    if len(found) < 2 or not agree(*found):
        return None
    return sympy.Float(str(found[0]), DIGITS)


def _number(value: Any) -> tuple[Expression, bool]:
    """Return a value as a number of so many digits (a whole one as it is), and whether it was rounded."""
    with mpmath.workdps(DIGITS):
        whole = mpmath.nint(value)
        exact = abs(whole) < LONGEST and abs(value - whole) < mpmath.mpf(10) ** -15
        if exact:
            size: Expression = Number(Fraction(abs(int(whole))))
        else:
            mantissa, _e, power = mpmath.nstr(abs(value), SHOWN_DIGITS, min_fixed=-5).partition("e")
            digits = Fraction(mantissa)
            size = Number(digits, None if digits.denominator == 1 else mantissa)
            if power:
                size = Product((size, Power(integer(10), integer(int(power)))))
        return (Negative(size) if value < 0 else size), not exact
