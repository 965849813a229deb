"""What the window's process keeps in memory once everything is on the screen."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.benchmarks.measuring import benchmark
from tests.benchmarks.start import CANVAS, WALKTHROUGH, started

ROUNDS = 3


def resident(process: int) -> int:
    """Return how many kB of memory a process has, libraries that others have open as well included: what it
    has to itself depends on which others these are (Linux)."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Rss:"))


def taken(script: str) -> int:
    """Return what a script's process takes once it has painted."""
    with (
        tempfile.TemporaryDirectory(prefix="nabla-benchmark-", ignore_cleanup_errors=True) as home,
        started(script, home) as (process, _s),
    ):
        return resident(process.pid)


if sys.platform == "linux":

    @benchmark(
        what="memory of the window's process, all on the screen / of a script with PySide6 and matplotlib",
        bound=1.5,
    )
    def window_memory() -> float:
        stay = "import time; time.sleep(60)"
        theirs = CANVAS.replace("import sympy\n", "").format(end=f"exec({stay!r})")
        ours = WALKTHROUGH.replace("look.typesets:", "settled:").format(end=stay)
        return median(taken(ours) / taken(theirs) for _ in range(ROUNDS))
