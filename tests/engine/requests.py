"""What a test worker answers: requests that sleep, grind, fail and die."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tutor import progress
from tutor.language import _


def sleep(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def grind() -> int:
    """One multiplication after another in C: no Python code runs, not even a signal handler's."""
    return len(str(9**9**8))


def die() -> None:
    os._exit(7)


def die_once(mark: str) -> str:
    """Die at the first attempt, answer at the second."""
    if not Path(mark).exists():
        Path(mark).touch()
        os._exit(7)
    return "second"


def fail() -> None:
    raise ValueError("a mistake in the answering part")


def fail_like_the_pool() -> None:
    raise RuntimeError("a mistake, not the pool's")


def fill() -> int:
    return len(bytearray(1 << 40))


def fill_slowly() -> int:
    """Take more and more memory, where the system sets no limit to it."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (resource.getrlimit(resource.RLIMIT_AS)[1],) * 2)
    taken = []
    for _each in range(60):
        taken.append(bytearray(os.urandom(1 << 20) * 20))
        time.sleep(0.03)
    return len(taken)


def count(steps: int) -> int:
    for step in range(steps):
        progress.report(step, steps)
        time.sleep(0.01)
    return steps


def hand_over(count: int, length: int = 10, pause: float = 0.01, at_last: float = 0.0) -> int:
    """Hand over numbered pieces of some length, one after the other, then sleep."""
    for number in range(count):
        progress.hand_over((number, chr(65 + number % 26) * length))
        time.sleep(pause)
    time.sleep(at_last)
    return count


class AnswersSlowly:
    """What takes a while to pickle."""

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        time.sleep(0.2)
        return str, ("pickled",)


def die_answering(mark: str) -> object:
    """Die while the answer is being pickled, the first time."""
    return DiesPickled(mark)


class DiesPickled:
    def __init__(self, mark: str) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        die_once(self.mark)
        return str, ("second",)


def modules() -> list[str]:
    return sorted(name for name in sys.modules if "." not in name)


REQUESTS: dict[str, Callable[..., Any]] = {
    "pid": os.getpid,
    "sleep": sleep,
    "grind": grind,
    "die": die,
    "die_once": die_once,
    "fail": fail,
    "fail_like_the_pool": fail_like_the_pool,
    "fill": fill,
    "fill_slowly": fill_slowly,
    "count": count,
    "hand_over": hand_over,
    "answer_slowly": AnswersSlowly,
    "answer_at_length": lambda: bytes(30 << 20),
    "answer_unpicklably": lambda: lambda: None,
    "die_answering": die_answering,
    "modules": modules,
    "say": lambda: _("Stopped."),
}


def load() -> None:
    """Nothing to load."""


def warm_up() -> None:
    """Nothing to warm."""


def forget() -> None:
    """Nothing to forget."""
