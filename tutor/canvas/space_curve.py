"""A curve in space: the point on its way over the floor, with its velocity."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import numpy as np
from matplotlib.artist import Artist

from tutor.canvas.arrows import dashed
from tutor.canvas.curve import LONGEST, CurvePictureBase
from tutor.canvas.frame import place_axes
from tutor.canvas.pictures import picture_of
from tutor.canvas.spatial import SpatialPicture
from tutor.canvas.upright import Upright
from tutor.canvas.wording import rounded
from tutor.gallery.curve import SpaceCurveScene
from tutor.language import _

AZIMUTH = 32.0
TALL = 0.8


@picture_of(SpaceCurveScene)
class SpaceCurvePicture(SpatialPicture, CurvePictureBase):
    """The curve's shadow on the floor says where in space it is."""

    scene: SpaceCurveScene
    margin: ClassVar[float] = 40
    azimuth = AZIMUTH

    def build(self) -> None:
        super().build()
        style, scene = self.style, self.scene
        self.open_space(scene.window, scene.heights, TALL, scene.rows[:2])
        (self._shadow,) = self._axes.plot(
            [], [], color=style.colour("plot.contourLine"), linewidth=style.px(1.6), zorder=1.5
        )
        self._upright = Upright(self._axes, style, scene.rows[2])
        self.drop = dashed(self._axes, style, style.colour("text.tertiary"))
        self._caption = self.figure.text(
            0, 0, "", ha="right", va="bottom", color=style.colour("text.secondary"), fontsize=style.px(14)
        )

    def flat(self, points: np.ndarray) -> np.ndarray:
        return self._space.project(points)

    def arrange(self, width: float, height: float) -> None:
        edge = self.style.px(14)
        self._room = (width - 2 * edge, height - 2 * edge)
        place_axes(self._axes, (width, height), edge, edge, *self._room)
        left, right, bottom, top = self.scene.window
        low, high = self.scene.heights
        self._choose_factor(LONGEST * min(right - left, top - bottom, high - low))
        words = _("The arrow is drawn at {factor} × its length").format(factor=rounded(self.factor, 4))
        self._caption.set_text("" if self.factor == 1.0 else words)
        self._caption.set_position((1 - edge / width, self.style.px(6) / height))
        self._turned()

    def _turned(self) -> None:
        super()._turned()
        space = self._space
        self._show_path()
        floor = self._path.copy()
        floor[:, 2] = space.low[2]
        self._shadow.set_data(*space.project(floor).T)
        self._upright.show(space, self._room)

    @property
    def invitation(self) -> str:
        return _("Drag the point, or drag beside it to turn")

    def moving(self) -> Iterable[Artist]:
        yield self.drop
        yield from super().moving()

    def follow(self) -> None:
        super().follow()
        here = self.place(self.point[0])
        foot = np.array([*here[:2], self._space.low[2]])
        self.drop.set_data(*self.flat(np.array([here, foot])).T)
