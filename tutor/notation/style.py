"""The style in which formulas are written, set once for everything that is printed inside.

>>> with writing(NotationStyle(derivative="lagrange")):
...     formula(expression)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

from tutor.board import NotationStyle
from tutor.language import cached_in_language

USUAL = NotationStyle()
"""What is written where nothing else was chosen."""
_style: ContextVar[NotationStyle] = ContextVar("style", default=USUAL)

Printed = TypeVar("Printed")


@contextmanager
def writing(style: NotationStyle) -> Iterator[None]:
    """Print in this style until the block ends."""
    before = _style.set(style)
    try:
        yield
    finally:
        _style.reset(before)


def style_in_use() -> NotationStyle:
    """Return the style in which formulas are printed here."""
    return _style.get()


def cached_in_style(function: Callable[..., Printed]) -> Callable[..., Printed]:
    """Remember what a printer of hashable things returns, for each style and until another language is
    chosen."""
    remembered = cached_in_language(lambda _style_in_use, *args, **options: function(*args, **options))

    @wraps(function)
    def printing(*arguments: Any, **options: Any) -> Printed:
        return remembered(_style.get(), *arguments, **options)

    return printing
