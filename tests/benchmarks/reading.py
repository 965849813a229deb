"""What reading a typed line costs, and having the grammar ready for the first one."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from sympy.core.cache import clear_cache
from sympy.parsing.sympy_parser import (
    convert_xor,
    implicit_multiplication_application,
    parse_expr,
    standard_transformations,
)

from tests.benchmarks.measuring import benchmark, ratio, seconds
from tests.benchmarks.typical import IN_SYMPY, TYPED
from tests.benchmarks.walkthrough import forget
from tutor.notation.reading import read_expression

ROOT = Path(__file__).parent.parent.parent

IMPLICIT = (*standard_transformations, implicit_multiplication_application, convert_xor)

LOADING = """
import time
from tutor.notation import reading
start = time.perf_counter()
reading._parser()
print(time.perf_counter() - start)
"""

IMPORTING = """
import time
start = time.perf_counter()
import sympy
print(time.perf_counter() - start)
"""


def by_sympy(line: str) -> object:
    return parse_expr(line, transformations=IMPLICIT)


def read_by_us(line: str) -> float:
    forget()
    return seconds(lambda: read_expression(line))


def read_by_sympy(line: str) -> float:
    clear_cache()
    return seconds(lambda: by_sympy(line))


@benchmark(
    what="reading a typical line / sympy's parse_expr with implicit multiplication, where it reads the same, "
    "median",
    bound=0.2,
)
def reading() -> float:
    lines = [line for line, meant in zip(TYPED, IN_SYMPY, strict=True) if by_sympy(line) == meant]
    return statistics.median(
        ratio(partial(read_by_us, line), partial(read_by_sympy, line), rounds=15) for line in lines
    )


def fresh(code: str, home: str) -> float:
    """Return the seconds that the code prints in a fresh process, Nabla's folders being in `home`."""
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "NABLA_HOME": home},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return float(run.stdout)


@benchmark(what="loading the grammar from its cache / importing sympy, fresh processes", bound=0.2)
def grammar() -> float:
    with tempfile.TemporaryDirectory(prefix="nabla-benchmark-") as home:
        return ratio(lambda: fresh(LOADING, home), lambda: fresh(IMPORTING, home))
