"""Where the names at a tangent stand: clear of the curve, of its own name and of each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, islice

import numpy as np
from matplotlib.transforms import BboxBase

from tutor.canvas.labels import Label
from tutor.canvas.placing import Place, Spot, along, beside, clipped, dot_box, place_clear, round_about

LOW = 0.62
"""of the rise, from P: its number stands there, below the secant's h"""
NEVER = 1e4
"""What it costs a line's name to cover another name: more than any line does"""
AT_END = 8
"""spots at an end of a line, near it"""
ALONG = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0)
"""of what is seen of a line: its name stands there, best at the end"""


def place_names(
    labels: tuple[Label, Label, Label],
    dot: np.ndarray,
    here: np.ndarray,
    start: np.ndarray,
    foot: np.ndarray,
    *,
    lines: np.ndarray,
    gap: float,
    within: BboxBase,
    taken: Iterable[BboxBase],
) -> tuple[list[BboxBase], np.ndarray]:
    """Place the names of P, of the run and the rise: P is `here` and drawn at `dot`, the run goes from `foot`
    to `start`, the rise from P to `foot`. They keep clear of `lines` (n, 2). Return the boxes and the lines
    that other names have to keep clear of then. All in pixels."""
    point, run, rise = labels
    drawn_at, p, a, b = (_place(place) for place in (dot, here, start, foot))
    side, down = (1 if a[0] > p[0] else -1), (-1 if b[1] < p[1] else 1)
    lines = np.vstack([lines, along(a, b), along(b, p)])
    shut: list[BboxBase] = [dot_box(*drawn_at, 0.9 * gap), *taken]
    run.show(within.y0 <= b[1] <= within.y1)
    rise.show(within.y0 <= p[1] <= within.y1)
    low: Spot = (p[0] - side * gap, p[1] + LOW * (b[1] - p[1]), float(side > 0), 0.5)
    in_sight = within.y0 < low[1] < within.y1 and abs(b[1] - p[1]) > 2 * gap
    tried = (
        # P stands opposite to the run, the numbers outside their triangle.
        (point, round_about(*drawn_at, gap, first=(side, -down))),
        (run, beside(a, b, (0.0, float(down)), gap, within)),
        (
            rise,
            chain([low] if in_sight else [], beside(p, b, (-side, 0.0), gap, within), round_about(*p, gap)),
        ),
    )
    for label, spots in tried:
        if label.get_visible():
            shut.append(place_clear(label, spots, lines, shut, within))
    return shut, lines


def name_line(
    label: Label,
    near: np.ndarray,
    far: np.ndarray,
    *,
    lines: np.ndarray,
    gap: float,
    within: BboxBase,
    taken: Sequence[BboxBase],
    first: Iterable[Spot] = (),
) -> None:
    """Name a line from `far` to `near` at the spots `first`, at its end `near`, or beside what is seen of it.
    The name is left out where the line is out of sight, or has no room for it but on another name. All in
    pixels."""
    seen = clipped(_place(far), _place(near), within)
    if seen is None or not label.get_visible():
        label.show(False)
        return
    (x0, y0), (x1, y1) = seen
    length = float(np.hypot(x1 - x0, y1 - y0)) or 1.0
    side = 1 if x1 > x0 else -1
    outwards = side * (y1 - y0) / length, -side * (x1 - x0) / length
    if outwards[0] * side < 0:
        outwards = -outwards[0], -outwards[1]
    at_near, at_far = (
        islice(round_about(*_place(place), gap, first=(way, 0)), AT_END if within.contains(*place) else 0)
        for place, way in ((near, side), (far, -side))
    )
    close, off = (beside((x0, y0), (x1, y1), outwards, reach * gap, within, ALONG) for reach in (1.0, 2.2))
    spots = chain(first, at_near, close, at_far, off)
    lines = np.vstack([lines, along(*seen, 40)])
    placed = place_clear(label, spots, lines, taken, within, covering=NEVER)
    label.show(not any(placed.padded(-1).overlaps(other) for other in taken))


def seen_of(start: np.ndarray, end: np.ndarray, within: BboxBase) -> np.ndarray:
    """Return points (n, 2) along what is seen of a line inside a box, none where it is out of sight."""
    seen = clipped(_place(start), _place(end), within)
    return np.empty((0, 2)) if seen is None else along(*seen, 60)


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
