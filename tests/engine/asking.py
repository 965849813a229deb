"""An engine that is asked one thing after another, and eyes for its processes."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from tutor.engine.client import Engine
from tutor.engine.failures import Answer

ANSWERS: Final = "tests.engine.requests"
SOON: Final = 20.0
QUICK: Final = 2.0
"""A deadline that makes a request a quick one."""


class Asking:
    """An engine with its answers in a queue."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.answers: queue.Queue[Answer] = queue.Queue()
        self.pieces: list[Any] = []
        """what was handed over of answers that were asked for with `partly`"""

    def ask(self, name: str, *, deadline: float = SOON, partly: bool = False, **arguments: Any) -> Any:
        take = self.pieces.extend if partly else None
        return self.engine.request(name, arguments, self.answers.put, deadline=deadline, partly=take)

    def next(self) -> Any:
        """Return the next answer's value, or the kind of its failure."""
        answer = self.answers.get(timeout=SOON)
        assert (answer.value is None) != (answer.failure is None)
        return answer.value if answer.failure is None else answer.failure.kind

    def __call__(self, name: str, **arguments: Any) -> Any:
        self.ask(name, **arguments)
        return self.next()

    def until_warm(self, count: int = 3) -> tuple[int, ...]:
        """Wait for the worker, the one for quick requests and the spare; return their process ids."""
        soon(lambda: len(self.engine.workers()) == count)
        return self.engine.workers()


def soon(true: Callable[[], bool], within: float = SOON) -> None:
    """Wait until something is true."""
    end = time.monotonic() + within
    while not true():
        assert time.monotonic() < end, "it did not become true in time"
        time.sleep(0.005)


def kill(pid: int) -> None:
    """End a process as a task manager does; it may just have ended by itself."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)


def alive(pid: int) -> bool:
    """Say whether a process runs (a zombie does not)."""
    stat = Path(f"/proc/{pid}/stat")
    if stat.parent.parent.joinpath("self").exists():
        try:
            return stat.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
        except (FileNotFoundError, ProcessLookupError):
            return False
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def gone(pids: Iterable[int], within: float) -> bool:
    """Say whether processes end in time."""
    left = list(pids)
    end = time.monotonic() + within
    while any(alive(pid) for pid in left):
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True
