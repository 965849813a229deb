"""What pictures in space have in common: the box, its floor, turning and zooming it roughly till it rests."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from matplotlib.axes import Axes

from tutor.canvas.floor import Floor
from tutor.canvas.gaps import gaps_of_function
from tutor.canvas.numbers import number
from tutor.canvas.picture import Clip, Picture
from tutor.canvas.space import Space
from tutor.gallery import SurfaceScene, Window
from tutor.language import _

DEGREES_PER_PX = 0.4


class SpatialPicture(Picture):
    """A picture in a box that can be turned. A subclass calls `open_space` in `build`, sets `_room` in
    `arrange` and then calls `_turned`, which it extends by what else lies still in the box."""

    turns: ClassVar[bool] = True
    margin: ClassVar[float]
    """px that the box keeps clear around it"""
    _axes: Axes
    _room: tuple[float, float]

    @property
    @abstractmethod
    def azimuth(self) -> float:
        """From where the box is seen at first, in degrees."""

    def open_space(
        self, window: Window, heights: tuple[float, float], tall: float, floor: Sequence[str]
    ) -> None:
        """Make the box on the axes, with the names of its floor's two sides."""
        self._axes.set_axis_off()
        self._space = Space(self._axes, window, heights, self.azimuth, tall)
        self._rough = False
        self._floor = Floor(self._axes, self.style, floor)

    @property
    def invitation(self) -> str:
        return _("Drag P, or drag beside it to turn")

    @property
    def axes(self) -> Axes:
        return self._axes

    @property
    def seen_from(self) -> tuple[float, ...]:
        return self._space.seen_from

    def see_from(self, place: tuple[float, ...]) -> None:
        self._space.see_from(place)
        self._look_again()

    def turn(self, dx: float, dy: float) -> None:
        self._space.turn(DEGREES_PER_PX * dx, DEGREES_PER_PX * dy)
        self._rough = True
        self._look_again()

    def zoom(self, factor: float) -> None:
        self._space.zoom_by(factor)
        self._rough = True
        self._look_again()

    @property
    def rough(self) -> bool:
        return self._rough

    def rest(self) -> None:
        self._rough = False
        self._look_again()

    def see_as_at_first(self) -> None:
        self._space.look_from(self.azimuth)
        self.rest()

    def reset(self) -> None:
        self.see_as_at_first()
        super().reset()

    def _look_again(self) -> None:
        with self.style.applied():
            self._turned()
            self.follow()
        self.blitter.forget()

    def _turned(self) -> None:
        """Bring what is still to the box as it is seen now."""
        self._space.fit(self._room, self.style.px(self.margin))
        self._floor.show(self._space, self._room, ticks=not self._rough)


class HeightPicture(SpatialPicture):
    """A picture of z = f(x, y) over a window of the plane."""

    scene: SurfaceScene

    @property
    def view(self) -> Window:
        return self.scene.window

    @property
    def axis_names(self) -> tuple[str, str]:
        return self.scene.variables

    def gaps(self) -> str:
        return gaps_of_function(self.scene.f, self.scene.window)

    @property
    def height(self) -> float:
        """The height of the surface at the point, NaN where it has none."""
        return number(self.scene.f(*self.point))

    @property
    def clip(self) -> Clip:
        left, right, bottom, top = self.scene.window
        return ((left, right), (bottom, top))
