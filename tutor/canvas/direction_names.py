"""Where the names at a dial of directions stand."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np
from matplotlib.transforms import BboxBase

from tutor.canvas.labels import Label
from tutor.canvas.placing import Place, Spot, along, beside, place_clear, round_about


def place_gradient_name(
    label: Label, at: Place, tip: np.ndarray, *, gap: float, within: BboxBase, taken: Sequence[BboxBase]
) -> None:
    """Write ∇f below the outer part of its arrow, or where there is room beside it. All in pixels."""
    end = (float(tip[0]), float(tip[1]))
    x, y = (0.3 * start + 0.7 * last for start, last in zip(at, end, strict=True))
    length = math.dist(at, end) or 1.0
    right = ((end[1] - at[1]) / length, -(end[0] - at[0]) / length)
    spots = chain(
        [(x + 1.2 * gap, y - 1.2 * gap, 0.0, 1.0)],
        beside(at, end, right, gap, within),
        round_about(*end, gap),
        round_about(*at, 2 * gap),
    )
    place_clear(label, spots, along(at, end), taken, within)


def beside_arc(at: Place, reach: float, angle: float) -> Iterator[Spot]:
    """Yield spots beside an arc of a radius around a place, first outside it, then within."""
    for far in (1.5, 1.9, 0.62):
        for share in (0.5, 0.3, 0.7, 0.15, 0.85):
            turn = share * angle
            yield at[0] + far * reach * math.cos(turn), at[1] + far * reach * math.sin(turn), 0.5, 0.5
