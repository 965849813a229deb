"""Where the names at a tangent stand: clear of the curve, of its own name and of each other."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

import numpy as np
from matplotlib.transforms import BboxBase

from tutor.canvas.labels import Label
from tutor.canvas.placing import Place, Spot, along, beside, dot_box, place_clear, round_about

LOW = 0.62
"""of the rise, from P: its number stands there, below the secant's h"""


def place_names(
    labels: tuple[Label, Label, Label, Label],
    here: np.ndarray,
    start: np.ndarray,
    foot: np.ndarray,
    end: np.ndarray,
    other_end: np.ndarray,
    *,
    curve: np.ndarray,
    gap: float,
    within: BboxBase,
    taken: Iterable[BboxBase],
) -> None:
    """Place the names of P, of the run, the rise and the tangent: P is `here`, the run goes from `foot` to
    `start`, the rise from P to `foot`; the tangent ends at `end`, on the run's side, and at `other_end`.
    `curve` (n, 2) is what is seen of the curve. All in pixels."""
    point, run, rise, tangent = labels
    p, a, b, near, far = (_place(place) for place in (here, start, foot, end, other_end))
    side, down = (1 if a[0] > p[0] else -1), (-1 if b[1] < p[1] else 1)
    lines = np.vstack([curve, along(far, near, 60), along(a, b), along(b, p)])
    shut: list[BboxBase] = [dot_box(*p, 0.9 * gap), *taken]
    run.show(within.y0 <= b[1] <= within.y1)
    rise.show(within.y0 <= p[1] <= within.y1)
    low: Spot = (p[0] - side * gap, p[1] + LOW * (b[1] - p[1]), float(side > 0), 0.5)
    in_sight = within.y0 < low[1] < within.y1 and abs(b[1] - p[1]) > 2 * gap
    tried = (
        # P stands opposite to the run, the numbers outside their triangle, the word at an end of its line.
        (point, round_about(*p, gap, first=(side, -down))),
        (run, beside(a, b, (0.0, float(down)), gap, within)),
        (
            rise,
            chain([low] if in_sight else [], beside(p, b, (-side, 0.0), gap, within), round_about(*p, gap)),
        ),
        (
            tangent,
            chain(round_about(*near, gap, first=(side, 0)), round_about(*far, gap, first=(-side, 0))),
        ),
    )
    for label, spots in tried:
        if label.get_visible():
            shut.append(place_clear(label, spots, lines, shut, within))


def place_numbers(
    labels: tuple[Label, Label],
    here: np.ndarray,
    turn: np.ndarray,
    tip: np.ndarray,
    *,
    lines: np.ndarray,
    gap: float,
    within: BboxBase,
    taken: Iterable[BboxBase],
) -> None:
    """Place the numbers of a run from `here` to `turn` and of the rise from there to `tip`, outside their
    triangle and clear of `lines` (n, 2). All in pixels."""
    (run, rise), (p, a, b) = labels, (_place(place) for place in (here, turn, tip))
    drawn = np.vstack([lines, along(p, a), along(a, b), along(p, b, 60)])
    shut: list[BboxBase] = [dot_box(*p, gap), *taken]
    down, side = (-1.0 if b[1] >= a[1] else 1.0), (1.0 if a[0] > p[0] else -1.0)
    beside_rise = chain(beside(a, b, (side, 0.0), gap, within), round_about(*a, gap))
    for label, spots in ((run, beside(p, a, (0.0, down), gap, within)), (rise, beside_rise)):
        shut.append(place_clear(label, spots, drawn, shut, within))


def _place(point: np.ndarray) -> Place:
    return float(point[0]), float(point[1])
