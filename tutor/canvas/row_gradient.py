"""One row of a Jacobian matrix, drawn where the inputs are: the gradient of that one output at P."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from tutor.canvas.arrows import Arrow, cut_to, unit
from tutor.canvas.contours import LevelMap
from tutor.canvas.labels import Label
from tutor.canvas.style import Style
from tutor.canvas.wording import latex_name
from tutor.gallery import MappingScene

REACH = 1.35
"""The longest arrow, in units of the inputs."""


class RowGradient:
    """∇f_i at P, square to the level curve of f_i; hidden while no row is spoken of."""

    def __init__(self, figure: Figure, axes: Axes, style: Style, scene: MappingScene) -> None:
        self._figure, self._axes, self._style = figure, axes, style
        green = style.colour("meaning.derivative")
        left, right, bottom, top = scene.window
        view = (left - 1, right + 1, bottom - 1, top + 1)
        self._maps = [LevelMap.of_function(program, view, 90) for program in scene.f]
        self._names = scene.rows
        self.level_curve = PathPatch(
            Path(np.empty((0, 2))), fill=False, edgecolor=style.colour("plot.currentLevelCurve"),
            linewidth=style.stroke("levelCurve"), animated=True, zorder=2.8,
        )  # fmt: skip
        axes.add_patch(self.level_curve)
        self.arrow = Arrow(axes, style, green)
        self.arrow.patch.set_clip_on(False)
        self._label = Label(figure, style, green, 18)

    def moving(self) -> Iterator[Artist]:
        """Yield what moves, in the order in which it is painted."""
        yield from (self.level_curve, self.arrow.patch)
        yield from self._label.artists

    def follow(
        self, row: int | None, point: tuple[float, float], values: np.ndarray, gradients: np.ndarray
    ) -> None:
        """Show a row (None for none) at the point; `values` (2,) and `gradients` (2, 2) are those there."""
        seen = row is not None and bool(np.isfinite(gradients[row]).all())
        if row is not None and seen:
            first, second = gradients[row].tolist()
            dx, dy = cut_to(first, second, REACH)
            seen = self.arrow.put(point, (point[0] + dx, point[1] + dy))
            self.level_curve.set_path(self._maps[row].path(float(values[row])))
            self._label.say(rf"$\nabla {latex_name(self._names[row])}$")
            ahead = unit(dx, dy)
            gap = self._style.px(12) * self._figure.dpi / 72.0
            px, py = self._axes.transData.transform(self.arrow.ends[1])
            # Beyond the tip, leaning away from where the arrow came.
            self._label.place(
                px + gap * ahead[0], py + gap * ahead[1], 0.5 - 0.5 * ahead[0], 0.5 - 0.5 * ahead[1],
                self._figure.bbox,
            )  # fmt: skip
        for part in (self.level_curve, self.arrow.patch):
            part.set_visible(seen)
        self._label.show(seen)
