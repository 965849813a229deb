"""A table gives back the function it was made of."""

from __future__ import annotations

import numpy as np
import pytest

from tutor.tables import Table

X, Y = np.linspace(-2, 3, 61), np.linspace(-1, 1, 41)


def test_cubics_between_the_values() -> None:
    table = Table(((-2.0, 3.0), (-1.0, 1.0)), np.sin(X[:, None] + 2 * Y[None, :]))
    x, y = np.meshgrid(np.linspace(-2, 3, 47), np.linspace(-1, 1, 53))
    assert np.abs(table(x, y) - np.sin(x + 2 * y)).max() < 1e-4
    assert table(np.array([3.01]), np.array([0.0])) == pytest.approx(np.nan, nan_ok=True)


def test_a_gap_stays_as_wide_as_it_is() -> None:
    table = Table(((-2.0, 3.0),), np.where(np.arange(61) < 30, X**2, np.nan))
    places = np.array([X[29] - 0.01, X[29], (X[29] + X[30]) / 2, 1.5])
    found = table(places)
    assert np.isnan(found).tolist() == [False, False, True, True]
    assert found[:2] == pytest.approx(places[:2] ** 2, abs=1e-3)
