"""A long answer line by line: who works it out tells what is finished, and the board shows that already.

Whoever writes a walkthrough listens by `unfolding`; a question whose answer takes long tells by `tell`
after each of its parts. What is worked out aside (another way, the other order) tells nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from tutor.board import Unfinished
from tutor.calculus.questions.question import Answered

Listener = Callable[[Answered, Unfinished], None]

_LISTENER: ContextVar[Listener | None] = ContextVar("unfolding", default=None)


@contextmanager
def unfolding(listener: Listener) -> Iterator[None]:
    """Have `listener` told of what is finished of the answer that is worked out in here."""
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)


@contextmanager
def aside() -> Iterator[None]:
    """Work something out that nobody is to be told of."""
    token = _LISTENER.set(None)
    try:
        yield
    finally:
        _LISTENER.reset(token)


def tell(answered: Answered, unfinished: Unfinished) -> None:
    """Tell what is finished: an answer whose lines are the first of the whole answer's, the very same
    objects, and what there is to say of the rest."""
    listener = _LISTENER.get()
    if listener is not None:
        listener(answered, unfinished)
