"""Words that are kept as pixels look as matplotlib draws them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from tutor.canvas import agg

PLACES = ((10.0, 20.0), (10.4, 20.7), (-5.5, 3.1), (90.2, 50.0))


def drawn(canvas: type[FigureCanvasAgg], **look: Any) -> np.ndarray:
    """Return the pixels of some words, the last half outside of the figure."""
    figure = Figure(figsize=(100 / 72, 60 / 72), dpi=look.pop("dpi", 72))
    made: Any = canvas(figure)  # type: ignore[no-untyped-call]
    for (x, y), words in zip(PLACES, ("0.25", "−3,5", r"$\frac{x^2}{y}$", "gjf"), strict=True):
        figure.text(x / 100, y / 60, words, **look)
    made.draw()
    return np.asarray(made.buffer_rgba()).astype(int)


@pytest.mark.parametrize(
    "look",
    [
        {},
        {"dpi": 108},
        {"color": (0.2, 0.4, 0.9, 0.5)},
        {"color": "#0072B2", "alpha": 0.3, "size": 17.3},
        {"rotation": 30},
        {"weight": "bold", "va": "top", "ha": "right"},
    ],
    ids=str,
)
def test_words_look_as_matplotlib_draws_them(look: dict[str, Any]) -> None:
    theirs = drawn(FigureCanvasAgg, **look)
    for _time in range(2):  # made, and kept
        ours = drawn(agg.Canvas, **look)
        # Where two letters touch, what they cover is rounded once more.
        assert abs(ours - theirs).max() <= 2
    assert (theirs != 255).any()


def test_words_that_are_drawn_again_are_not_set_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first = drawn(agg.Canvas)
    monkeypatch.setattr(agg.RendererAgg, "draw_text", None)
    assert (drawn(agg.Canvas) == first).all()
