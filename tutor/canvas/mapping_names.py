"""Where the names in the image of a mapping stand: clear of its lines, of its ticks and of each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

import numpy as np
from matplotlib.transforms import BboxBase

from tutor.canvas.labels import Label
from tutor.canvas.placing import Place, along, beside, dot_box, place_clear, round_about

SHORTEST = 3.0
"""gaps that a side must be long to be named"""


def place_names(
    labels: Mapping[str, Label],
    image: np.ndarray,
    first: np.ndarray,
    second: np.ndarray,
    corner: np.ndarray,
    outline: np.ndarray,
    *,
    gap: float,
    within: BboxBase,
    around: BboxBase,
    taken: Iterable[BboxBase],
) -> None:
    """Place the labels "area", "first", "second", "image" and "exact" of the parallelogram from `image` over
    `first` and `second`, with the exact image's `outline` (n, 2) and its far `corner`, which may be named
    anywhere in `around`. All in pixels."""
    origin, *tips = (_place(point) for point in (image, first, second))
    middle, far = (first + second) / 2, _place(first + second - image)
    area = labels["area"]
    placed = area.place(*_place(middle), within=within)
    area.show(_holds(first - image, second - image, np.array(placed.size)))
    shut: list[BboxBase] = [dot_box(origin[0], origin[1], 0.5 * gap), *taken]
    if area.get_visible():
        shut.append(placed)
    edges = [along(origin, tip) for tip in tips] + [along(tip, far) for tip in tips]
    lines = np.vstack([*edges, outline[np.isfinite(outline).all(axis=1)]])
    for key, tip in zip(("first", "second"), tips, strict=True):
        label, side = labels[key], np.subtract(tip, origin)
        length = float(np.hypot(*side))
        label.show(length > SHORTEST * gap)
        if label.get_visible():
            away = np.array([-side[1], side[0]]) / length
            outward = _place(away if away @ (image - middle) >= 0 else -away)
            spots = chain(beside(origin, tip, outward, 0.7 * gap, within), round_about(tip[0], tip[1], gap))
            shut.append(place_clear(label, spots, lines, shut, within))
    shut.append(place_clear(labels["image"], round_about(origin[0], origin[1], gap), lines, shut, within))
    x, y = _place(corner)
    seen = bool(np.isfinite(corner).all()) and bool(within.contains(x, y))
    labels["exact"].show(seen)
    if seen:
        place_clear(labels["exact"], round_about(x, y, 0.5 * gap), lines, shut, around)


def _place(point: np.ndarray) -> Place:
    return float(point[0]), float(point[1])


def _holds(first: np.ndarray, second: np.ndarray, size: np.ndarray) -> bool:
    """Say whether the parallelogram over two sides has room in its middle for a box of a size."""
    area = abs(float(first[0] * second[1] - first[1] * second[0]))
    for side in (first, second):
        length = float(np.hypot(*side)) or 1.0
        if area / length < float(np.abs([side[1], side[0]]) @ size) / length:
            return False
    return True
