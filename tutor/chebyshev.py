"""A slow function of one number as polynomials on pieces of the axis, found from few of its values.

Chebyshev interpolation, as in Trefethen, Approximation Theory and Approximation Practice (2013): an analytic
function is a series of Chebyshev polynomials whose coefficients fall geometrically (theorem 8.2); once the
last ones are rounding, the values at so many nodes are all there is to know about it (chapter 3). Where they
do not fall, beside a pole, a kink or the edge of the domain, a piece is halved.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np

NODES: Final = (9, 17, 33, 65)
"""Values taken of one piece until the coefficients have fallen: those before and as many between."""
LAST: Final = 4
"""Coefficients at the end that must have fallen to"""
FALLEN: Final = 1e-13
"""of the largest one."""
BETWEEN: Final = (0.31831, 0.76424)
"""Shares of a piece at which the polynomial is tried: its nodes alone may miss what is narrower than they."""
TRIED: Final = 1e-11
"""of the largest coefficient: as near the polynomial is to the function where it is tried."""
EVEN: Final = 1e-3
"""Least share of the largest value of a piece that each of its quarters reaches, and each of its values where
the sign stays: so what falls to nothing, as e^(−x), keeps its digits and its sign."""
LARGER: Final = 6
"""Doublings of a piece that a finished one may be larger."""
SMALLER: Final = 12
"""Halvings of a piece beside what no polynomial follows; places that are nearer are computed."""
MOST_PIECES: Final = 1024
"""kept of a function; a window shows about ten."""

Key = tuple[int, int]
"""(m, k) for the piece from k · 2^m to (k + 1) · 2^m: windows that overlap have their pieces in common."""


@dataclass(slots=True, eq=False)
class Pieces:
    """A function of one number, by its values; `of_one` returns NaN where it has none.

    Called with arrays, it takes the values from polynomials in each piece that has been asked for more of
    them than there are nodes, all calls together, and computes them one by one elsewhere: so it never takes
    much longer than one by one. The polynomials are within about 1e-12 of the largest value in their piece.
    """

    of_one: Callable[[float], float]
    found: dict[Key, np.ndarray | None] = field(default_factory=dict)
    """the coefficients of the pieces tried; None where they do not fall"""
    asked: dict[Key, int] = field(default_factory=dict)
    """how many values each piece was asked for"""
    tried: dict[Key, int] = field(default_factory=dict)
    """the nodes that were allowed when the coefficients did not fall"""

    def __call__(self, places: np.ndarray) -> np.ndarray:
        """Return the values at the places, in their shape."""
        import numpy as np

        flat = places.ravel()
        values = np.full(flat.shape, np.nan)
        finite = np.nonzero(np.isfinite(flat))[0]
        if finite.size:
            span = float(flat[finite].max() - flat[finite].min())
            m = math.frexp(span)[1] - 1 if span > 0 else 0
            if len(self.asked) > MOST_PIECES:
                for kept in (self.found, self.asked, self.tried):
                    kept.clear()
            self._fill(m + LARGER, m, flat, finite, values)
        return values.reshape(places.shape)

    def _fill(self, m: int, largest: int, places: np.ndarray, some: np.ndarray, values: np.ndarray) -> None:
        """Set the values at the indices `some`, by pieces of the size 2^m or less; above `largest` none is
        looked for that is not there."""
        import numpy as np

        unit = math.ldexp(1.0, m)
        owners = np.floor(places[some] / unit)
        for owner in np.unique(owners):
            k = int(owner)
            mine = some[owners == owner]
            coefficients = self.found.get((m, k)) if m > largest else self._piece((m, k), mine.size)
            if coefficients is not None:
                inside = 2 * (places[mine] / unit - k) - 1
                values[mine] = np.polynomial.chebyshev.chebval(inside, coefficients)
            elif m <= largest - SMALLER or (mine.size <= NODES[0] and not self._is_split((m, k), largest)):
                values[mine] = [self.of_one(float(place)) for place in places[mine]]
            else:
                self._fill(m - 1, largest, places, mine, values)

    def _is_split(self, key: Key, largest: int) -> bool:
        """Say whether a piece is tried by its halves, as itself it is none, or is too large to be tried."""
        return key[0] > largest or key in self.found

    def _piece(self, key: Key, count: int) -> np.ndarray | None:
        """Return the coefficients of a piece that is asked for `count` values more; None where they do not
        fall with as many nodes as it has been asked for values."""
        if self.found.get(key) is not None:
            return self.found[key]
        asked = self.asked[key] = self.asked.get(key, 0) + count
        allowed = max((nodes for nodes in NODES if nodes <= asked), default=0)
        if allowed > self.tried.get(key, 0):
            self.found[key] = self._coefficients(key, allowed)
            self.tried[key] = allowed
        return self.found.get(key)

    def _coefficients(self, key: Key, allowed: int) -> np.ndarray | None:
        import numpy as np

        m, k = key

        def at(share: np.ndarray) -> np.ndarray:
            return np.array([self.of_one(math.ldexp(k + float(each), m)) for each in share])

        values = np.empty(0)
        for count in NODES:
            if count > allowed:
                break
            shares = (1 - np.cos(np.pi * np.arange(count) / (count - 1))) / 2
            fresh = at(shares[1::2] if values.size else shares)
            values = np.insert(values, np.arange(1, values.size), fresh) if values.size else fresh
            if not np.isfinite(values).all():
                gone = np.isnan(values).all() and np.isnan(at(np.array(BETWEEN))).all()
                return np.array([np.nan]) if gone else None
            if not _is_even(values):
                return None
            coefficients: np.ndarray = _transform(count) @ values
            largest = np.abs(coefficients).max()
            if np.abs(coefficients[-LAST:]).max() <= FALLEN * largest:
                tried = np.array(BETWEEN)
                away = np.polynomial.chebyshev.chebval(2 * tried - 1, coefficients) - at(tried)
                if np.abs(away).max() <= TRIED * largest:
                    return coefficients
        return None


def _is_even(values: np.ndarray) -> bool:
    """Say whether the values at the nodes are large everywhere, or small everywhere."""
    import numpy as np

    size, quarter = np.abs(values), values.size // 4
    reached = size.min()
    if (np.sign(values) != np.sign(values[0])).any():
        reached = min(size[k * quarter : (k + 1) * quarter + 1].max() for k in range(4))
    return bool(reached >= EVEN * size.max())


@cache
def _transform(count: int) -> np.ndarray:
    """Return the matrix that makes coefficients of values at the nodes −cos(π j / (count − 1)): the discrete
    cosine transform, ATAP chapter 3."""
    import numpy as np

    last = count - 1
    k, j = np.meshgrid(np.arange(count), np.arange(count), indexing="ij")
    matrix: np.ndarray = 2 / last * np.cos(np.pi * k * (last - j) / last)
    matrix[:, [0, last]] /= 2
    matrix[[0, last]] /= 2
    return matrix
