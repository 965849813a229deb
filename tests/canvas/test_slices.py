"""A figure drawn in slices is the figure."""

from __future__ import annotations

import time
from itertools import islice
from typing import Any

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure

from tests.canvas.test_compare import picture as compared
from tests.canvas.test_pictures import picture, pixels
from tests.canvas.test_references import PARTS
from tests.shares import rotating

SIZE = (480, 400)


def pixels_of(background: Any) -> np.ndarray:
    return np.array(memoryview(background))


@pytest.mark.parametrize("kind", PARTS)
def test_slices_are_what_is_drawn_at_once(kind: str) -> None:
    shown = compared(size=SIZE, name="dark") if kind == "compare" else picture(kind, SIZE, "dark")
    renderer: Any = RendererAgg(*SIZE, shown.figure.dpi)  # type: ignore[no-untyped-call]
    with shown.style.applied():
        count = sum(1 for _slice in shown.blitter.slices(renderer))
    assert count > 8
    background = pixels_of(shown.blitter.background)
    shown.draw()
    assert (pixels(shown) == np.asarray(renderer.buffer_rgba())).all()
    assert (pixels_of(shown.blitter.background) == background).all()
    assert (background != pixels(shown)).any()


@pytest.mark.parametrize("kind", rotating(PARTS, every=3))
def test_a_picture_wanted_in_the_middle_of_its_making_is_whole(kind: str) -> None:
    """Somebody drags, or saves it, after any of its pieces."""
    whole = compared(size=SIZE) if kind == "compare" else picture(kind, SIZE)
    whole.draw()
    expected = pixels(whole)
    after, more = 0, True
    while more:
        figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72)
        FigureCanvasAgg(figure)
        made = type(whole)(whole.scene, whole.style, figure, fit=False)
        pieces = made.fit_in_pieces()
        more = sum(1 for _piece in islice(pieces, after)) == after
        made.draw()
        assert (pixels(made) == expected).all(), after
        after += 1
    assert after > 2


def test_no_slice_is_most_of_the_work() -> None:
    shown = picture("slope", SIZE)
    shown.draw()  # its letters are kept now
    renderer: Any = RendererAgg(*SIZE, shown.figure.dpi)  # type: ignore[no-untyped-call]
    clock = [time.thread_time()]
    with shown.style.applied():
        clock.extend(time.thread_time() for _slice in shown.blitter.slices(renderer))
    work = np.diff(clock)
    assert work.max() < 0.5 * work.sum()
