"""How far a long piece of work has come: told where it is done, heard where somebody waits for it."""

from __future__ import annotations

from collections.abc import Callable

Listener = Callable[[int, int], None]


def _nobody(_done: int, _total: int) -> None:
    """Hear nothing: what is called directly, not through the engine, tells nobody."""


_listener: Listener = _nobody


def listen(listener: Listener) -> None:
    """Have `listener` called with each report of this process, from now on."""
    global _listener
    _listener = listener


def report(done: int, total: int) -> None:
    """Tell that `done` of `total` steps are finished; a total of 0 says that it is not known yet."""
    _listener(done, total)
