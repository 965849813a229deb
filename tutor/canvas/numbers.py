"""Numbers for pictures: round ones, and single ones out of programs."""

from __future__ import annotations

import math
from typing import Any

import numpy as np


def round_step(length: float) -> float:
    """Return the largest of …, 0.1, 0.2, 0.5, 1, 2, 5 … that is not above `length`."""
    if not length > 0 or not math.isfinite(length):
        return 1.0
    power = 10.0 ** math.floor(math.log10(length))
    return max(factor * power for factor in (1, 2, 5) if factor * power <= length * (1 + 1e-9))


def number(values: Any) -> float:
    """Return a program's one value as a float."""
    return float(np.asarray(values).reshape(-1)[0])
