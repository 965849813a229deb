"""A slow function as a table: values on a grid, and cubics between them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

Axis = tuple[float, float]
"""The first and the last place of a table along one input."""

OUTSIDE = 1e-9
"""Of an axis: so far outside a place still counts as its end."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Values at equal steps along each input, shape (count of the first, count of the second, …), at least
    4 along each."""

    axes: tuple[Axis, ...]
    values: np.ndarray

    def __call__(self, *places: np.ndarray) -> np.ndarray:
        """Return the values between those of the grid: cubic, linear beside a gap, NaN in a gap and outside
        the table."""
        import numpy as np

        places = np.broadcast_arrays(*places)
        inside = np.ones(places[0].shape, dtype=bool)
        wide, near = [], []
        for place, (low, high), count in zip(places, self.axes, self.values.shape, strict=True):
            at = (place - low) / (high - low) * (count - 1)
            inside &= (at >= -OUTSIDE * count) & (at <= (count - 1) * (1 + OUTSIDE))
            at = np.clip(np.nan_to_num(at), 0, count - 1)
            first = np.clip(np.floor(at).astype(int) - 1, 0, count - 4)
            wide.append((first, _cubic(at - first)))
            cell = np.clip(np.floor(at).astype(int), 0, count - 2)
            near.append((cell, [1 - (at - cell), at - cell]))
        smooth = self._weighted(wide)
        straight = self._weighted(near) if np.isnan(smooth[inside]).any() else smooth
        return np.where(inside, np.where(np.isnan(smooth), straight, smooth), np.nan)

    def _weighted(self, taken: list[tuple[np.ndarray, list[np.ndarray]]]) -> np.ndarray:
        """Return the sum of the values around each place, with their weights."""
        import numpy as np

        total = np.zeros(taken[0][0].shape)
        for steps in product(*(range(len(weights)) for _first, weights in taken)):
            weight = np.ones(total.shape)
            for step, (_first, weights) in zip(steps, taken, strict=True):
                weight = weight * weights[step]
            at = tuple(first + step for step, (first, _weights) in zip(steps, taken, strict=True))
            total += np.where(weight == 0, 0.0, weight * self.values[at])
        return total


def _cubic(s: np.ndarray) -> list[np.ndarray]:
    """Return Lagrange's weights of the values at 0, 1, 2, 3 for places s between them."""
    return [
        -(s - 1) * (s - 2) * (s - 3) / 6,
        s * (s - 2) * (s - 3) / 2,
        -s * (s - 1) * (s - 3) / 2,
        s * (s - 1) * (s - 2) / 6,
    ]
