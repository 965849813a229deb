"""Expressions printed in every notation at once: the front door of the printers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import pairwise
from types import MappingProxyType

from tutor.board import Formula
from tutor.language import _
from tutor.notation.expression import Expression
from tutor.notation.latex import latex
from tutor.notation.speech import speech
from tutor.notation.style import cached_in_style
from tutor.notation.sympy_text import sympy_text
from tutor.notation.text import text
from tutor.notation.typst import typst, typst_aligned

NO_SLOTS: Mapping[str, str] = MappingProxyType({})


def formula(expression: Expression, slots: Mapping[str, str] = NO_SLOTS) -> Formula:
    """Print the expression. `slots` gives letters their roles, e.g. {"x": "slotA", "y": "held"};
    only the Typst markup shows roles.

    Raises:
        ValueError: if a role is unknown (see `tutor.notation.typst.ROLES`).
    """
    return _formula((expression, tuple(slots.items())))


@cached_in_style
def _formula(asked: tuple[Expression, tuple[tuple[str, str], ...]]) -> Formula:
    expression, slots = asked
    return Formula(
        text=text(expression),
        latex=latex(expression),
        sympy=sympy_text(expression),
        typst=typst(expression, dict(slots)),
        speech=speech(expression),
    )


def equated(*sides: Formula, typst: str | None = None) -> Formula:
    """Join printed sides with equals signs; nothing is printed again. `typst` is the markup to typeset
    where it is another one than the sides'."""
    return Formula(
        text=" = ".join(side.text for side in sides),
        latex=" = ".join(side.latex for side in sides),
        sympy=", ".join(f"Eq({left.sympy}, {right.sympy})" for left, right in pairwise(sides)),
        typst=" = ".join(side.typst for side in sides) if typst is None else typst,
        speech=reduce(
            lambda left, right: _("{left} equals {right}").format(left=left, right=right),
            (side.speech for side in sides),
        ),
    )


def aligned(lhs: Expression, lines: Sequence[Expression], slots: Mapping[str, str] = NO_SLOTS) -> Formula:
    """Print lhs = lines[0] = lines[1] … with a line for each, aligned on the equals signs (Typst only:
    the other notations keep one line)."""
    markup = typst_aligned(lhs, tuple(lines), slots)
    return equated(*(formula(side, slots) for side in (lhs, *lines)), typst=markup)
