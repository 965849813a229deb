"""Where a label stands that follows what moves: at the first of many places, unless it covers something."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

import numpy as np
from matplotlib.transforms import Bbox, BboxBase

from tutor.canvas.labels import AROUND, Label

Place = tuple[float, float]
Spot = tuple[float, float, float, float]
"""x, y, and which part of the label is there, as `Label.place` takes them"""
LINE, LABEL, EDGE = 2.0, 40.0, 0.2
"""What it costs to cover a point of a line, or another label; and a px that it is moved in from the edge"""
FEW = 10
"""spots that are tried together"""
LATER = 0.1
"""What each spot costs more than the one before, so that a label does not hop without need"""
SHARES = (0.5, 0.7, 0.3, 0.85, 0.15)


def place_clear(
    label: Label,
    spots: Iterable[Spot],
    points: np.ndarray,
    taken: Sequence[BboxBase],
    within: BboxBase,
    *,
    covering: float = LABEL,
) -> Bbox:
    """Put a label at the spot where it covers least of `points` (n, 2) and of the boxes `taken`, each of
    which costs `covering`, the earlier spots first, and return its box. All in pixels of the canvas."""
    size = np.array(label.size, dtype=float)
    boxes = np.array([other.extents for other in taken]).reshape(-1, 4)
    edges = np.array(within.extents)
    x, y = np.ascontiguousarray(points.T)
    least, most = edges[:2] + 2, edges[2:] - 2 - size
    best, chosen = math.inf, (0.0, 0.0, 0.5, 0.5)
    for few in batched(spots, FEW):
        tried = np.array(few)
        wanted = tried[:, :2] - tried[:, 2:] * size
        lows = np.maximum(np.minimum(wanted, most), least)
        highs = lows + size + 1  # places are rounded to whole pixels
        scores = LATER * np.arange(len(tried)) + EDGE * np.abs(lows - wanted).sum(axis=1)
        (left, low), (right, high) = lows.min(axis=0), highs.max(axis=0)
        near = points[(x > left) & (x < right) & (y > low) & (y < high)]
        inside = (near > lows[:, None]) & (near < highs[:, None])
        scores += LINE * (inside[..., 0] & inside[..., 1]).sum(axis=1)
        meets = (lows[:, None] < boxes[:, 2:]) & (highs[:, None] > boxes[:, :2])
        scores += covering * (meets[..., 0] & meets[..., 1]).sum(axis=1)
        index = int(scores.argmin())
        if scores[index] + LATER < best:
            best, chosen = float(scores[index]), few[index]
        if best < LINE:
            break  # it covers nothing: the later ones need not be tried
    return label.place(*chosen, within)


def batched(spots: Iterable[Spot], count: int) -> Iterator[tuple[Spot, ...]]:
    """Yield so many spots at a time."""
    left = iter(spots)
    while few := tuple(islice(left, count)):
        yield few


def beside(
    start: Place, end: Place, away: Place, gap: float, within: BboxBase, shares: Sequence[float] = SHARES
) -> Iterator[Spot]:
    """Yield spots beside what can be seen of a line, at shares of it: first all those on the side to which
    the unit vector `away` points, then those on the other one."""
    first, last = clipped(start, end, within) or (start, start)
    for side in (1.0, -1.0):
        dx, dy = side * away[0], side * away[1]
        level = abs(dx) < 1e-9  # a label is wide: beside a level line it may begin or end there as well
        for lean in (0.5, 0.0, 1.0) if level else (0.5 - 0.5 * _whole(dx),):
            for share in shares:
                x, y = (a + share * (b - a) for a, b in zip(first, last, strict=True))
                yield x + gap * dx, y + gap * dy, lean, 0.5 - 0.5 * _whole(dy)


def clipped(start: Place, end: Place, within: BboxBase) -> tuple[Place, Place] | None:
    """Return the part of a line that is inside a box, None where there is none. After Liang and Barsky,
    ACM Transactions on Graphics 3 (1984): each edge of the box cuts something off at one end."""
    if not all(map(math.isfinite, (*start, *end))):
        return None
    enter, leave = 0.0, 1.0
    steps = (end[0] - start[0], end[1] - start[1])
    for at, step, low, high in zip(start, steps, within.min, within.max, strict=True):
        if step == 0:
            if not low <= at <= high:
                return None
            continue
        near, far = sorted(((low - at) / step, (high - at) / step))
        enter, leave = max(enter, float(near)), min(leave, float(far))
    if not enter <= leave:
        return None
    first, last = ((start[0] + t * steps[0], start[1] + t * steps[1]) for t in (enter, leave))
    return first, last


def round_about(x: float, y: float, gap: float, first: tuple[int, int] | None = None) -> Iterator[Spot]:
    """Yield spots on all sides of a place, near it and then further and further; those in the direction
    `first` before the others."""
    around = AROUND if first is None else (first, *(other for other in AROUND if other != first))
    for reach in (gap, 2 * gap, 3.5 * gap, 5.5 * gap, 8 * gap):
        for dx, dy in around:
            yield x + reach * dx, y + reach * dy, 0.5 - 0.5 * dx, 0.5 - 0.5 * dy


def along(start: Place, end: Place, count: int = 24) -> np.ndarray:
    """Return points (count, 2) of the line between two places."""
    first, last = np.array(start, dtype=float), np.array(end, dtype=float)
    shown: np.ndarray = first + np.linspace(0.0, 1.0, count)[:, None] * (last - first)
    return shown


def along_corners(corners: Sequence[Place], count: int = 5) -> np.ndarray:
    """Return points (n, 2) of the way from corner to corner, so many on each line."""
    return np.vstack([along(first, last, count) for first, last in pairwise(corners)])


def dot_box(x: float, y: float, reach: float) -> Bbox:
    """Return the box of a dot."""
    return Bbox([[x - reach, y - reach], [x + reach, y + reach]])


def _whole(part: float) -> float:
    """Return −1, 0 or 1: the corner of a label that is turned to a slanting line."""
    return float(np.sign(part)) if abs(part) > 0.25 else 0.0
