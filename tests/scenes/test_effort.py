"""A slow function is drawn from few samples first, in the frame of the fine picture."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tutor.notation.reading import read
from tutor.scenes import gallery

SLOW = "f(x, y) = int_0^x e^(-t^2 y) dt"


@pytest.fixture(scope="module")
def both() -> tuple[Any, Any]:
    problem = read(SLOW)
    return gallery(problem, "gradient", ("x", "y"), coarse=True), gallery(problem, "gradient", ("x", "y"))


def test_the_frame_stays(both: tuple[Any, Any]) -> None:
    coarse, fine = both
    assert coarse.coarse
    assert not fine.coarse
    assert coarse.titles == fine.titles == ("Slice", "Surface", "Contour", "Descent")
    for rough, smooth in zip(coarse.scenes, fine.scenes, strict=True):
        assert rough.start == smooth.start
        rough, smooth = getattr(rough, "contour", rough), getattr(smooth, "contour", smooth)
        assert rough.window == smooth.window
        assert rough.f.table.values.size < smooth.f.table.values.size
        for same in ("levels", "heights"):
            assert getattr(rough, same, None) == getattr(smooth, same, None)


def test_many_values_come_from_the_table_and_one_is_computed(both: tuple[Any, Any]) -> None:
    f = both[1].scenes[2].f
    x, y = np.linspace(-1, 2, 50), np.linspace(-1, 1.5, 50)
    one_by_one = np.array([float(f(*place)) for place in zip(x, y, strict=True)])
    assert np.abs(f(x, y) - one_by_one).max() < 1e-2
    assert float(f(1.0, 1.0)) == pytest.approx(0.746824132812427, rel=1e-12)


@pytest.mark.parametrize("text", ["f(x, y) = x^2 y + y", "sin(x^2)"])
def test_an_ordinary_function_is_fine_at_once(text: str) -> None:
    problem = read(text)
    assert not gallery(problem, "gradient" if "y" in text else "derivative", (), coarse=True).coarse
