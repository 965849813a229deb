"""What a long walkthrough keeps in memory, measured in a fresh process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.benchmarks.measuring import benchmark

ROOT = Path(__file__).parent.parent.parent

CODE = """
import tracemalloc
from tests.benchmarks.growth import long_sum
from tutor import calculus
from tutor.notation.problem import Definition, Problem

problem = Problem("f(x)", Definition("f", ("x",), long_sum(400)), (), ("x",), ("x",))
tracemalloc.start()
kept = calculus.explain(problem, "derivative")
print(tracemalloc.get_traced_memory()[1])
"""


@benchmark(what="memory that a proved walkthrough of 400 terms takes over the bare import, in MB", bound=100)
def memory() -> float:
    run = subprocess.run(
        [sys.executable, "-c", CODE], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    )
    return int(run.stdout) / 1e6
