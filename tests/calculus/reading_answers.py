"""How the tests read an answer independently of Nabla: sympy's own parser, on texts the tests wrote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy
from sympy.core.function import AppliedUndef

from tutor.board import Step, Walkthrough


def as_sympy(code: str) -> Any:
    """Return the sympy object of a `Formula.sympy` text; all letters are real."""
    letters = {name: sympy.Symbol(name, real=True) for name in _letters(code)}
    return sympy.parse_expr(code, local_dict=letters)


def _letters(code: str) -> set[str]:
    names = "".join(c if c.isalnum() or c == "_" else " " for c in code).split()
    return {name for name in names if not hasattr(sympy, name) and not name[0].isdigit()} | {
        "x",
        "y",
        "z",
        "t",
    }


def _by_a_function(node: Any) -> bool:
    return isinstance(node, sympy.Derivative) and any(not v.is_Symbol for v in node.variables)


def _by_a_letter(derivative: Any) -> Any:
    """Return d g(u)/du with a letter for u and u put in after: sympy differentiates by letters only."""
    inner = next(v for v in derivative.variables if not v.is_Symbol)
    letter = sympy.Dummy("u", real=True)
    by = [(letter if v == inner else v, count) for v, count in derivative.variable_count]
    return sympy.Subs(sympy.Derivative(derivative.expr.subs(inner, letter), *by), letter, inner)


def concrete(expression: Any) -> Any:
    """Put a particular function in the place of f, g, …, and do the derivatives."""
    expression = expression.replace(_by_a_function, _by_a_letter)
    for function in {applied.func for applied in expression.atoms(AppliedUndef)}:
        expression = expression.replace(function, lambda *u: sympy.sin(sum(u)) + sum(v**3 for v in u))
    return expression.doit()


def equal(left: Any, right: Any) -> bool:
    """Say whether two sympy objects have the same values wherever, at five points, both have one."""
    if isinstance(left, sympy.MatrixBase):
        return left.shape == right.shape and all(equal(a, b) for a, b in zip(left, right, strict=True))
    left, right = concrete(left), concrete(right)
    letters = sorted(left.free_symbols | right.free_symbols, key=str)
    tried = 0
    for start in ("0.37", "1.61", "2.23", "0.11", "4.7"):
        point = {name: sympy.Float(start, 30) + sympy.Rational(i, 7) for i, name in enumerate(letters)}
        a, b = left.evalf(30, subs=point), right.evalf(30, subs=point)
        if not (a.is_number and b.is_number and a.is_finite and b.is_finite):
            continue
        tried += 1
        if abs(a - b) > sympy.Float("1e-12") * (1 + abs(a)):
            return False
    return tried >= 1


def every_step(steps: tuple[Step, ...]) -> Iterator[Step]:
    """Yield the steps and all those inside them."""
    for step in steps:
        yield step
        yield from every_step(step.steps)


def lines(walkthrough: Walkthrough) -> list[str]:
    """Return the right-hand sides on the board, from top to bottom, nested steps included."""
    return [step.after.text for step in every_step(walkthrough.steps)]
