"""Expressions printed in every notation at once: the front door of the printers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from tutor.board import Formula
from tutor.notation.expression import Derivative, Equation, Expression, Marked, Symbol, rebuild
from tutor.notation.latex import latex
from tutor.notation.speech import speech
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
    expression = _with_held_letters(expression, slots)
    return Formula(
        text=text(expression),
        latex=latex(expression),
        sympy=sympy_text(expression),
        typst=typst(expression, slots),
        speech=speech(expression),
    )


def aligned(lhs: Expression, lines: Sequence[Expression], slots: Mapping[str, str] = NO_SLOTS) -> Formula:
    """Print lhs = lines[0] = lines[1] … with a line for each, aligned on the equals signs (Typst only:
    the other notations keep one line)."""
    lhs, *lines = (_with_held_letters(side, slots) for side in (lhs, *lines))
    whole = formula(Equation((lhs, *lines)), slots)
    return replace(whole, typst=typst_aligned(lhs, tuple(lines), slots))


def _with_held_letters(expression: Expression, slots: Mapping[str, str]) -> Expression:
    """Mark a differentiated letter that is held, so that no printer takes it for a function's name:
    ∂/∂x (y), not ∂y/∂x."""

    def mark(node: Expression) -> Expression:
        match node:
            case Derivative(Symbol(name) as operand) if slots.get(name) == "held":
                return node.with_parts((Marked("held", operand),))
        return node

    return rebuild(expression, mark) if "held" in slots.values() else expression
