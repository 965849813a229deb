"""How far a long piece of work has come, and what of it is finished: told where it is done, heard where
somebody waits for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Listener = Callable[[int, int], None]
Receiver = Callable[[tuple[Any, ...]], None]


def _nobody(_done: int, _total: int) -> None:
    """Hear nothing: what is called directly, not through the engine, tells nobody."""


def _nobody_yet(_pieces: tuple[Any, ...]) -> None:
    """Take nothing: likewise."""


_listener: Listener = _nobody
_receiver: Receiver = _nobody_yet


def listen(listener: Listener, receiver: Receiver = _nobody_yet) -> None:
    """Have `listener` called with each report of this process, from now on, and `receiver` with what is
    handed over."""
    global _listener, _receiver
    _listener, _receiver = listener, receiver


def report(done: int, total: int) -> None:
    """Tell that `done` of `total` steps are finished; a total of 0 says that it is not known yet."""
    _listener(done, total)


def hand_over(*pieces: Any) -> None:
    """Give what is finished of the answer, in order: plain frozen data, so that it is kept if the rest is
    given up."""
    _receiver(pieces)
