"""What blitting saves while a point is dragged over a contour plot."""

from __future__ import annotations

import itertools
import math

from matplotlib.figure import Figure

from tests.benchmarks.measuring import benchmark, ratio, seconds
from tutor import scenes
from tutor.canvas import picture_for
from tutor.canvas.agg import Canvas
from tutor.notation import reading
from tutor.theme import theme

FRAMES = 10


@benchmark(what="a frame of dragging ∇f over contours, blitted / a full redraw", bound=0.35)
def drag() -> float:
    gallery = scenes.gallery(reading.read("f(x, y) = x^2 y + y"), "gradient", ("x", "y"))
    figure = Figure(figsize=(710 / 72, 520 / 72), dpi=72)
    Canvas(figure)
    picture = picture_for(gallery.scenes[gallery.default], theme("light"), figure)
    picture.draw()
    angles = itertools.count()

    def move() -> None:
        angle = next(angles) / 20
        picture.move_to((math.cos(angle), math.sin(angle)))

    def blitted() -> None:
        for _ in range(FRAMES):
            move()
            picture.blit()

    def redrawn() -> None:
        for _ in range(FRAMES):
            move()
            picture.draw()

    return ratio(lambda: seconds(blitted), lambda: seconds(redrawn))
