"""The style in which formulas are written, set once for everything that is printed inside.

>>> with writing(NotationStyle(derivative="lagrange")):
...     formula(expression)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import TypeVar

from tutor.board import NotationStyle
from tutor.language import cached_in_language

USUAL = NotationStyle()
"""What is written where nothing else was chosen."""

_numbers: dict[NotationStyle, int] = {USUAL: 0}
"""Each style met, by a number: looked up for every node that is printed, a number is found sooner."""
_style: ContextVar[tuple[int, NotationStyle]] = ContextVar("style", default=(0, USUAL))

Printed = TypeVar("Printed")
Result = TypeVar("Result")


@contextmanager
def writing(style: NotationStyle) -> Iterator[None]:
    """Print in this style until the block ends."""
    before = _style.set((_numbers.setdefault(style, len(_numbers)), style))
    try:
        yield
    finally:
        _style.reset(before)


def style_in_use() -> NotationStyle:
    """Return the style in which formulas are printed here."""
    return _style.get()[1]


def cached_in_style(function: Callable[[Printed], Result]) -> Callable[[Printed], Result]:
    """Remember what a printer of hashable things returns, for each style and until another language is
    chosen."""
    remembered = cached_in_language(lambda _number_of_style, printed: function(printed))
    style = _style.get

    @wraps(function)
    def printing(printed: Printed) -> Result:
        return remembered(style()[0], printed)

    return printing
