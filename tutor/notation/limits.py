"""How large a problem may be, bounded while it is read and before anything computes with it.

Each piece of mathematics carries a `Size`, worked out from the sizes of its parts alone, so that
(9^9)^9999 is known to be one huge number without ever being computed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from tutor.language import _
from tutor.notation.expression import (
    Call,
    Constant,
    Expression,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Root,
    Sum,
    Symbol,
)

MAX_TEXT = 4_000
"""characters of an input"""
MAX_DEPTH = 60
"""levels of an expression, and of brackets inside brackets"""
MAX_NODES = 1_500
"""pieces of an expression"""
MAX_DIGITS = 4_000
"""digits of any number an input stands for (Python itself refuses to print more than 4,300)"""
MAX_EXPONENT = 1_000
"""constant exponents of something with letters in it"""
MAX_ORDER = 60
"""times that a question differentiates"""
MAX_DEFINITIONS = 40
"""statements of an input"""
MAX_VARIABLES = 24
"""inputs of a function"""

_EXPONENTIAL = frozenset({"exp", "sinh", "cosh", "csch", "sech", "gamma"})


class LimitExceeded(Exception):
    """A limit was met; `message` and `hint` say which, in a student's words."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def too_many_nodes() -> LimitExceeded:
    """Return what to raise for an expression of too many pieces."""
    return LimitExceeded(
        _("This expression is too long: Nabla's limit is {limit} terms, factors and letters.").format(
            limit=MAX_NODES
        ),
        _("Try a shorter expression."),
    )


class DivisionByZero(Exception):
    """A denominator is the number 0."""


class Size(NamedTuple):
    """Levels, pieces, and for a number without letters its approximate value and a bound on the
    digits that its exact form needs (`value` is None where letters occur)."""

    depth: int = 1
    nodes: int = 1
    value: float | None = None
    digits: float = 0.0


LETTER = Size()


def size_of(expression: Expression, parts: Sequence[Size] = ()) -> Size:
    """Return the size of one node from the sizes of its parts.

    Raises:
        LimitExceeded: if the node is too deep, too large or too big a number.
        DivisionByZero: if a denominator is exactly 0.
    """
    if isinstance(expression, Symbol):
        return LETTER
    depth = nodes = 1
    letters = False
    for part in parts:
        nodes += part.nodes
        if part.depth >= depth:
            depth = part.depth + 1
        if part.value is None:
            letters = True
    if depth > MAX_DEPTH:
        raise LimitExceeded(
            _("This is nested too deeply: Nabla's limit is {limit} levels.").format(limit=MAX_DEPTH),
            _("Give an inner part a name and define it on a line of its own."),
        )
    if nodes > MAX_NODES:
        raise too_many_nodes()
    if letters and not isinstance(expression, (Power, Quotient)):
        return Size(depth, nodes)
    value, digits = _number(expression, parts)
    if digits > MAX_DIGITS:
        raise LimitExceeded(
            _("This number is too big: Nabla's limit is {limit} digits.").format(limit=MAX_DIGITS),
            _("Try smaller numbers or smaller exponents."),
        )
    return Size(depth, nodes, value, digits)


def _number(expression: Expression, parts: Sequence[Size]) -> tuple[float | None, float]:
    """Return (approximate value, digits needed); value is None where letters occur."""
    if isinstance(expression, Number):
        top, bottom = expression.value.numerator, expression.value.denominator
        digits = math.log10(max(top, 1) * bottom)
        return (top / bottom if digits < 300 else math.inf), digits
    if isinstance(expression, Constant):
        return (math.pi if expression.name == "pi" else math.e), 1.0
    if isinstance(expression, Power):
        return _power(*parts)
    known = [part.value for part in parts if part.value is not None]
    if isinstance(expression, Quotient) and parts[1].value == 0 and parts[1].digits < 300:
        raise DivisionByZero
    if not parts or len(known) < len(parts):
        return None, 0.0
    digits = sum(part.digits for part in parts)
    try:
        if isinstance(expression, Sum):
            return math.fsum(known), digits + 1
        if isinstance(expression, Product):
            return math.prod(known), digits
        if isinstance(expression, Negative):
            return -known[0], digits
        if isinstance(expression, Quotient):
            return known[0] / known[1], digits
        if isinstance(expression, Root):
            return math.copysign(abs(known[0]) ** (1 / expression.index), known[0]), digits
        if isinstance(expression, Call) and expression.function in _EXPONENTIAL:
            return _power(Size(value=math.e, digits=1.0), parts[0])
    except (OverflowError, ZeroDivisionError, ValueError):
        return math.inf, digits
    return 1.0 if isinstance(expression, Call) else None, digits


def _power(base: Size, exponent: Size) -> tuple[float | None, float]:
    if exponent.value is None:
        return None, 0.0
    reach = abs(exponent.value)
    if base.value is None:
        if reach > MAX_EXPONENT:
            raise LimitExceeded(
                _("This exponent is too big: Nabla's limit is {limit}.").format(limit=MAX_EXPONENT),
                _("Try a smaller exponent, or a letter such as n."),
            )
        return None, 0.0
    if base.value == 0 and exponent.value < 0 and base.digits < 300:
        raise DivisionByZero
    digits = exponent.digits if abs(base.value) in (0, 1) else max(base.digits, 0.31) * max(reach, 1.0)
    try:
        return float(abs(base.value) ** exponent.value), digits
    except (OverflowError, ZeroDivisionError):
        return math.inf, digits
