"""What pictures on a map of level curves have in common: the map, the part in sight, the point on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, ClassVar

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import BboxBase

from tutor.canvas.contours import LevelMap, draw_map, label_levels
from tutor.canvas.frame import fitted, name_axes, place_axes, plain_axes, show_window
from tutor.canvas.gaps import gaps_of_function
from tutor.canvas.picture import Clip, Picture, Point
from tutor.gallery import ContourScene, Window

TICKS = 110.0
"""px between two ticks"""


class LevelPicture(Picture):
    """A picture whose point is dragged on a level map. A subclass calls `make_map` in `build`, and draws
    what else is still on the map inside `map_drawn` in `arrange`."""

    equal: ClassVar[bool] = True

    @property
    def contour(self) -> ContourScene:
        """The numbers of the map."""
        scene: ContourScene = self.scene.contour
        return scene

    def _at_window(self, window: Window) -> Any:
        """Return the scene with another window."""
        scene: Any = self.scene
        return replace(scene, contour=replace(self.contour, window=window))

    def make_map(self) -> None:
        """Make the axes of the map."""
        self._axes = plain_axes(self.figure, self.style)
        self._still: list[Any] = []

    def add_level_curve(self) -> PathPatch:
        """Return the level curve through the point, which is still to be given its path."""
        curve = PathPatch(
            Path(np.empty((0, 2))),
            fill=False,
            edgecolor=self.style.colour("plot.currentLevelCurve"),
            linewidth=self.style.stroke("levelCurve"),
            animated=True,
            zorder=3,
        )
        self._axes.add_patch(curve)
        return curve

    @contextmanager
    def map_drawn(
        self, size: tuple[float, float], corner: tuple[float, float], room: tuple[float, float]
    ) -> Iterator[None]:
        """Draw the map anew with its lower left corner there, in px; what is drawn on its axes inside the
        block goes with it the next time."""
        style, contour = self.style, self.contour
        place_axes(self._axes, size, *corner, *room)
        self._view, self._room = fitted(contour.window, room), room
        for artist in self._still:
            artist.remove()
        before = set(self._axes.get_children())
        self.map = LevelMap.of_scene(contour, self.view)
        draw_map(self._axes, contour, self.map, style)
        show_window(self._axes, self.view, room, style.px(TICKS))
        name_axes(self._axes, style, contour.variables, [style.slot(0), style.slot(1)])
        try:
            yield
        finally:  # a picture that is wanted at once is begun anew
            self._still = [child for child in self._axes.get_children() if child not in before]

    def label_map(self, taken: list[tuple[float, float]]) -> None:
        """Write the values of the level curves, clear of places of the canvas that are taken."""
        label_levels(self._axes, self.contour, self.map, self.style, taken)

    def _note_numbers(self) -> None:
        """Note where the values of the level curves stand, in pixels: what moves gives way to them."""
        self._numbers: list[BboxBase] = [number.get_window_extent() for number in self._axes.texts]

    @property
    def view(self) -> Window:
        return self._view

    @property
    def axis_names(self) -> tuple[str, str]:
        return self.contour.variables

    def look_at(self, window: Window) -> None:
        self.scene, self._view = self._at_window(window), window
        show_window(self._axes, window, self._room, self.style.px(TICKS))
        self._note_numbers()
        self._looked()

    def gaps(self) -> str:
        return gaps_of_function(self.contour.f, self.view)

    @property
    def axes(self) -> Axes:
        return self._axes

    @property
    def clip(self) -> Clip:
        left, right, bottom, top = self.view
        return ((left, right), (bottom, top))

    @property
    def anchor(self) -> tuple[float, float]:
        return self.point[0], self.point[1]

    def taken_to(self, x: float, y: float) -> Point:
        return (x, y)
