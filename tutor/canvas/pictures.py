"""Which picture shows which kind of scene, and which scene belongs to a step."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from matplotlib.figure import Figure

from tutor.board import Focus
from tutor.canvas.picture import Picture
from tutor.canvas.style import Style
from tutor.gallery import Scene
from tutor.theme import Theme

PICTURES: dict[type, type[Picture]] = {}


def picture_of(scene_class: type) -> Callable[[type[Picture]], type[Picture]]:
    """Register the decorated class as the picture of a kind of scene."""

    def register(picture_class: type[Picture]) -> type[Picture]:
        PICTURES[scene_class] = picture_class
        return picture_class

    return register


def picture_for(
    scene: Scene, theme: Theme, figure: Figure, scale: float = 1.0, *, fit: bool = True
) -> Picture:
    """Return the scene as a picture on `figure` (which is cleared); call its `draw` to see it. `fit` is that
    of `Picture`.

    Raises:
        KeyError: if no picture is registered for the scene's kind.
    """
    return PICTURES[type(scene)](scene, Style(theme, scale), figure, fit=fit)


def fitting(scenes: Iterable[Scene], focus: Focus, default: int) -> int:
    """Return which of the scenes belongs to a step best: `default` where none belongs to it alone."""
    ranks = [PICTURES[type(scene)].suits(scene, focus) for scene in scenes]
    best = max(ranks, default=0)
    return default if best == 0 or ranks[default] == best else ranks.index(best)
