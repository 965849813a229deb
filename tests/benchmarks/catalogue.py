"""Every benchmark: each file registers its own when it is imported."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from tests.benchmarks import (  # noqa: F401
    canvas,
    derivation,
    drag,
    growth,
    memory,
    preview,
    reading,
    stall,
    start,
    typesetting,
    walkthrough,
    window_memory,
)
from tests.benchmarks.measuring import BENCHMARKS

__all__ = ["BENCHMARKS"]
