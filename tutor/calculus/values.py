"""The result at a point: the values put in, then worked out exactly where that can be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import sympy

from tutor.calculus.lines import Line
from tutor.calculus.model import ModelError, from_sympy, letter, to_sympy
from tutor.calculus.questions import Answered, QuestionError
from tutor.language import _
from tutor.notation.expression import Equation, Expression, Marked, Matrix, Symbol, Vector
from tutor.notation.sentence import sentence
from tutor.notation.traversal import depends_on, substitute, unmarked

_NOT_NUMBERS = (sympy.nan, sympy.zoo, sympy.oo, -sympy.oo)


def at_point(answered: Answered, point: Mapping[str, Expression]) -> Answered:
    """Add the steps that evaluate the result at a point; the result itself stays a formula.

    Raises:
        QuestionError: if the result has no value there.
    """
    placed = substitute(answered.result, {name: Marked("changed", value) for name, value in point.items()})
    exact = _exact(answered.result, point)
    values = Vector(tuple(Equation((Symbol(name), value)) for name, value in point.items()))
    first, *others = values.entries
    here = first if not others else values
    common = {"left": answered.left, "slots": answered.slots, "at": dict(point)}
    used: dict[str, Expression] = {
        name: Marked("before", Symbol(name)) for name in point if depends_on(answered.result, name)
    }
    lines = [
        Line(
            "put the values in",
            _("Put the values in"),
            substitute(answered.result, used),
            placed,
            sentence(
                _("The formula holds at every point; here it is wanted at {point}."),
                slots=answered.slots,
                point=here,
            ),
            sentence(_("Which number does each letter stand for?"), slots=answered.slots),
            **common,  # type: ignore[arg-type]
        )
    ]
    if exact != unmarked(placed):
        lines.append(
            Line(
                "work out the value",
                _("Work out the value"),
                unmarked(placed),
                Marked("changed", exact),
                sentence(_("Only arithmetic is left."), slots=answered.slots),
                sentence(_("Powers first, then products, then sums."), slots=answered.slots),
                **common,  # type: ignore[arg-type]
            )
        )
    return replace(answered, lines=(*answered.lines, *lines))


def _exact(result: Expression, point: Mapping[str, Expression]) -> Expression:
    match result:
        case Vector(entries):
            return Vector(tuple(_exact(entry, point) for entry in entries))
        case Matrix(rows):
            return Matrix(tuple(tuple(_exact(entry, point) for entry in row) for row in rows))
    try:
        value = to_sympy(result).subs({letter(name): to_sympy(number) for name, number in point.items()})
        if value.is_finite is False or value.has(*_NOT_NUMBERS):
            raise QuestionError(
                _("The derivative has no value at this point."),
                _("Choose a point where the function is smooth."),
            )
        return from_sympy(value)
    except ModelError:
        return substitute(result, point)
