"""Level curves: the still map of a function, its labels, and the one curve through the point."""

from __future__ import annotations

import math
from typing import Any

import contourpy
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.path import Path

from tutor.canvas.style import Style
from tutor.canvas.wording import rounded
from tutor.gallery import ContourScene, Window
from tutor.program import Program
from tutor.sampling import without_poles

FINEST = 150
"""Samples along the longer side of a map that had to be computed anew."""


class LevelMap:
    """A grid of values, shape (len(y), len(x)), from which any level curve can be taken."""

    def __init__(self, x: np.ndarray, y: np.ndarray, values: np.ndarray) -> None:
        self.x, self.y, self.values = x, y, values
        self._generator = contourpy.contour_generator(
            self.x, self.y, np.ma.masked_invalid(self.values), line_type=contourpy.LineType.Separate
        )

    @classmethod
    def of_scene(cls, scene: ContourScene, view: Window) -> LevelMap:
        """Return the map of one view of a scene: from the scene's own grid where that covers the view."""
        left, right, bottom, top = view
        columns = _covering(scene.x, left, right)
        rows = _covering(scene.y, bottom, top)
        if columns is not None and rows is not None:
            # A little more than is in sight, so that there is something to drag into it.
            columns, rows = _wider(columns, len(scene.x)), _wider(rows, len(scene.y))
            return cls(scene.x[columns], scene.y[rows], scene.values[rows, columns])
        return cls.of_function(scene.f, view)

    @classmethod
    def of_function(cls, f: Program, view: Window, samples: int = FINEST) -> LevelMap:
        """Return the map of a function of two inputs, computed anew."""
        x, y = np.linspace(view[0], view[1], samples), np.linspace(view[2], view[3], samples)
        return cls(x, y, without_poles(f, x, y, f(x[None, :], y[:, None])))

    def curve(self, level: float) -> list[np.ndarray]:
        """Return the pieces of one level curve, each of shape (n, 2)."""
        if not math.isfinite(level):
            return []
        lines: Any = self._generator.lines(level)
        return list(lines)

    def path(self, level: float) -> Path:
        """Return one level curve as one path."""
        pieces = [Path(piece) for piece in self.curve(level) if len(piece) > 1]
        return Path.make_compound_path(*pieces) if pieces else Path(np.empty((0, 2)))


def _covering(samples: np.ndarray, low: float, high: float) -> slice | None:
    """Return the samples that cover a stretch, None where they do not or are too few."""
    if samples[0] > low or samples[-1] < high:
        return None
    first = int(np.searchsorted(samples, low, "right")) - 1
    last = int(np.searchsorted(samples, high, "left"))
    return slice(first, last + 1) if last - first >= 40 else None


def _wider(samples: slice, count: int) -> slice:
    margin = (samples.stop - samples.start) // 6
    return slice(max(samples.start - margin, 0), min(samples.stop + margin, count))


def draw_map(axes: Axes, scene: ContourScene, level_map: LevelMap, style: Style) -> None:
    """Draw the tinted bands and the level curves of a scene."""
    low, high = (style.theme.groups["plot"]["contourFillLowHigh"])[:2]
    levels = np.asarray(scene.levels, dtype=float)
    grid = np.ma.masked_invalid(level_map.values)
    if levels.size and grid.count():
        bands = len(levels) + 1
        tints = LinearSegmentedColormap.from_list("bands", [low, high])(np.linspace(0, 1, bands))
        edges = np.concatenate([[-np.inf], levels, [np.inf]])
        least, most = float(grid.min()), float(grid.max())
        edges[0], edges[-1] = min(least, levels[0]) - 1, max(most, levels[-1]) + 1
        axes.contourf(level_map.x, level_map.y, grid, levels=edges, colors=list(tints), zorder=0)
        axes.contour(
            level_map.x,
            level_map.y,
            grid,
            levels=levels,
            colors=[style.colour("plot.contourLine")],
            linewidths=style.stroke("contour"),
            zorder=1,
        )


def label_levels(
    axes: Axes, scene: ContourScene, level_map: LevelMap, style: Style, taken: list[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Write each level's number upright on its curve, away from the edges, from the places in
    `taken` (pixels) and from each other; return the places. A number that finds no room is left out."""
    box = axes.bbox
    ratio = axes.figure.dpi / 72.0
    room, margin = style.px(46) * ratio, style.px(30) * ratio
    placed: list[tuple[float, float]] = []
    low, high = (style.theme.groups["plot"]["contourFillLowHigh"])[:2]
    tints = LinearSegmentedColormap.from_list("bands", [low, high])
    count = max(len(scene.levels), 1)
    here = float(scene.f(*scene.start))
    for index, level in enumerate(scene.levels):
        if level == 0 or math.isclose(level, here, rel_tol=1e-9):
            # The zero line needs no number, and the curve through the point has its own.
            continue
        best: tuple[float, Any] | None = None
        for piece in level_map.curve(level):
            pixels = axes.transData.transform(piece)
            if len(pixels) < 6:
                continue
            inside = (
                (pixels[:, 0] > box.x0 + margin)
                & (pixels[:, 0] < box.x1 - margin)
                & (pixels[:, 1] > box.y0 + margin)
                & (pixels[:, 1] < box.y1 - margin)
            )
            places = pixels[::3][inside[::3]]
            others = np.array([*taken, *placed]).reshape(-1, 2)
            nearest = np.hypot(*(places[:, None] - others).T).min(axis=0, initial=1e9)
            # Numbers near one diagonal read like a scale; far from the point they disturb least.
            along = np.abs((places[:, 0] - box.x0) / box.width - 0.18 - 0.68 * index / count)
            scores = np.minimum(nearest, 3 * room) / room - 3.0 * along
            scores[nearest < room] = -math.inf
            first = int(scores.argmax()) if len(scores) else 0
            if len(scores) and scores[first] > (best[0] if best is not None else -math.inf):
                best = (float(scores[first]), places[first])
        if best is None:
            continue
        placed.append((float(best[1][0]), float(best[1][1])))
        x, y = axes.transData.inverted().transform(best[1])
        axes.text(
            x,
            y,
            rounded(level),
            ha="center",
            va="center",
            color=style.colour("text.tertiary"),
            fontsize=style.px(14),
            zorder=2.7,
            clip_on=True,
            bbox={
                "boxstyle": "round,pad=0.25,rounding_size=0.4",
                "facecolor": tints((index + 0.5) / count),
                "edgecolor": "none",
            },
        )
    return placed
