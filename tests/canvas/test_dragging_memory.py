"""Dragging for long takes no more memory than dragging for a while."""

from __future__ import annotations

import pytest

from tests.benchmarks.canvas import grown


@pytest.mark.parametrize(
    "seconds",
    [1.0, pytest.param(900.0, marks=[pytest.mark.soak, pytest.mark.timeout(2400)])],
)
def test_dragging_leaves_nothing_behind(seconds: float) -> None:
    # In a second not every label has been seen yet; in half an hour it has.
    assert grown(seconds) < (1.3 if seconds < 60 else 1.02)
