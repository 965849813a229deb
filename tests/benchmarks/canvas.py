"""Pictures in motion, offscreen at 800 × 600: each frame against the time that it may take.

A frame is all that the window does for one: the point moved, the artists painted, the numbers and words
below worked out. The budgets are in seconds; a ratio of 1 uses its budget up.
"""

from __future__ import annotations

import gc
import math
import sys
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from statistics import median, quantiles
from typing import Any, Final

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from tests.benchmarks.measuring import benchmark, ratio, seconds
from tutor.canvas import Picture, picture_for, surface
from tutor.canvas.agg import Canvas
from tutor.engine import worker
from tutor.gallery import Scene
from tutor.theme import theme

SMOOTH: Final = 1 / 60
FLUENT: Final = 1 / 30
SHOWN: Final = 0.15
FOLLOWED: Final = 0.1
FRAMES: Final = 30
SECONDS: Final = 60.0
"""How long the point is dragged before, and again while, the memory is watched."""


def scene_of(title: str, text: str = "f(x, y) = x^2 y + y", ask: str = "gradient") -> Scene:
    found = worker.REQUESTS["scenes"](text=text, ask=ask)
    scene: Scene = found.scenes[found.titles.index(title)]
    return scene


def shown(scene: Scene, canvas: type[FigureCanvasAgg] = Canvas) -> Any:
    figure = Figure(figsize=(800 / 72, 600 / 72), dpi=72)
    canvas(figure)
    picture = picture_for(scene, theme("light"), figure)
    picture.draw()
    return picture


def frame_time(frame: Callable[[int], object]) -> float:
    """Return the median seconds of a frame, after a few that are not counted."""
    for count in range(5):
        frame(count)
    return median(seconds(partial(frame, count)) for count in range(FRAMES))


def dragging(picture: Picture) -> Callable[[int], None]:
    """Return what moves the point along a circle, as the mouse does."""
    x, y = picture.axes.transData.transform(picture.anchor)

    def frame(count: int) -> None:
        picture.drag(x + 40 * math.sin(count / 6), y + 40 * math.cos(count / 6))
        picture.blit()
        picture.readout()

    picture.hit(x, y)
    return frame


@benchmark(what="a frame of dragging P over contours / a sixtieth of a second", bound=1)
def canvas_drag() -> float:
    picture = shown(scene_of("Contour"))
    return frame_time(dragging(picture)) / SMOOTH


@benchmark(what="a full redraw of the contours / a frame of dragging P over them", bound=5, at_most=False)
def canvas_blit() -> float:
    picture = shown(scene_of("Contour"), FigureCanvasAgg)  # as matplotlib draws it

    def redrawn() -> None:
        picture.move_to(picture.point)
        # All that is still, made anew: what a window does that keeps no background.
        picture.figure.canvas.draw()

    return ratio(
        lambda: median(seconds(redrawn) for _ in range(5)),
        lambda: frame_time(dragging(picture)),
        rounds=3,
    )


@benchmark(what="a frame of dragging P over a surface / a thirtieth of a second", bound=1)
def canvas_surface() -> float:
    picture = shown(scene_of("Surface"))
    return frame_time(dragging(picture)) / FLUENT


@benchmark(what="a frame of turning a surface of 60 × 60 / a thirtieth of a second", bound=1)
def canvas_turn() -> float:
    fine, surface.FINE = surface.FINE, 61
    try:
        picture = shown(scene_of("Surface"))
    finally:
        surface.FINE = fine

    def turned(_count: int) -> None:
        picture.turn(4, 1)
        picture.draw()

    return frame_time(turned) / FLUENT


@benchmark(what="a frame of the slider of Paths / a sixtieth of a second", bound=1)
def canvas_slider() -> float:
    picture = shown(scene_of("Paths", "f(g, h) = g^2 h + h; g = 3x; h = x^2", "chain"))
    slider = picture.readout().slider

    def slid(count: int) -> None:
        picture.slide(slider.lowest + (slider.highest - slider.lowest) * count / FRAMES)
        picture.blit()
        picture.readout()

    return frame_time(slid) / SMOOTH


@benchmark(what="the slowest picture of the lecture on the screen after its data / 150 ms", bound=1)
def canvas_scene() -> float:
    found = worker.REQUESTS["scenes"](text="f(x, y) = x^2 y + y", ask="gradient")
    for scene in found.scenes:
        shown(scene)  # the fonts are read once
    return max(median(seconds(partial(shown, scene)) for _ in range(3)) for scene in found.scenes) / SHOWN


@benchmark(what="from a step to its picture, the 95th of 100, / 100 ms", bound=1)
def canvas_step() -> float:
    from PySide6.QtWidgets import QApplication

    from tutor.engine.client import Engine
    from tutor.ui.main_window import MainWindow

    application = QApplication.instance() or QApplication(["nabla"])
    engine = Engine()
    engine.start()
    window = MainWindow(engine, theme="light", lecture=False)
    window.resize(1280, 800)
    window.show()

    def until(done: Callable[[], bool]) -> None:
        end = time.monotonic() + 60
        while not done():
            assert time.monotonic() < end, "the window did not come to rest"
            application.processEvents()

    try:
        until(lambda: window.settled)
        window.show_problem("f(x, y) = x^2 y + y")
        until(lambda: window.settled)
        took = []
        for turn in range(100):
            count = window.derivation.count
            start = time.perf_counter()
            window.derivation.go_to(1 + turn % count)
            until(window.canvas_panel.settled)
            took.append(time.perf_counter() - start)
    finally:
        window.close()
        engine.close()
    return quantiles(took, n=20)[-1] / FOLLOWED


def grown(length: float) -> float:
    """Return the memory after dragging for twice so many seconds, over that after the first half."""
    pictures = [shown(scene_of(title)) for title in ("Contour", "Surface", "Slice", "Descent")]
    hands = [dragging(picture) for picture in pictures]

    def drag_for() -> int:
        end, count = time.monotonic() + length, 0
        while time.monotonic() < end:
            for picture, hand in zip(pictures, hands, strict=True):
                hand(count)
                if count % 50 == 0:
                    picture.rest()
                    picture.draw()
            count += 1
        for picture in pictures:
            # A mesh at rest is several times as large as one that moves: both times it is measured at rest.
            picture.rest()
            picture.draw()
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        first = drag_for()
        return drag_for() / first
    finally:
        tracemalloc.stop()


@benchmark(what="memory after two minutes of dragging / after the first", bound=1.02)
def canvas_memory() -> float:
    return grown(SECONDS)


if __name__ == "__main__":
    # The long run: python -m tests.benchmarks.canvas 1800
    print(grown(float(sys.argv[1]) / 2))
