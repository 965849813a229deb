"""What a test worker answers: requests that sleep, grind, fail and die."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

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
    "modules": modules,
    "say": lambda: _("Stopped."),
}


def warm_up() -> None:
    """Nothing to warm."""
