"""Axes as the design has them: no box, few round ticks, the variables' names in their colours."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from tutor.canvas.style import Style
from tutor.canvas.wording import latex_name, rounded
from tutor.gallery import Window


def round_ticks(low: float, high: float, room: float, wanted: float = 90.0) -> np.ndarray:
    """Return round tick places for an axis of `room` px, about one every `wanted` px."""
    least = (high - low) * wanted / max(room, 1.0)
    power = 10.0 ** math.floor(math.log10(least)) if least > 0 else 1.0
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least * 0.8)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return np.arange(first, last + 1) * step


def place_axes(
    axes: Axes, figure_size: tuple[float, float], left: float, bottom: float, width: float, height: float
) -> None:
    """Put axes at a place given in logical px from the figure's lower left corner."""
    across, up = figure_size
    axes.set_position((left / across, bottom / up, max(width, 10.0) / across, max(height, 10.0) / up))


def show_window(axes: Axes, window: Window, room: tuple[float, float], wanted: float = 90.0) -> None:
    """Set limits and ticks for axes of `room` logical px."""
    left, right, bottom, top = window
    axes.set_xlim(left, right)
    axes.set_ylim(bottom, top)
    for axis, low, high, length, share in (
        (axes.xaxis, left, right, room[0], 1.0),
        (axes.yaxis, bottom, top, room[1], 0.8),
    ):
        places = round_ticks(low, high, length, wanted * share)
        axis.set_ticks(places, tick_labels(places))


def tick_labels(places: np.ndarray) -> list[str]:
    """Return the numbers at ticks; where they would look the same, as of x² + 10⁶, the first one and how much
    more the others are."""
    labels = [rounded(place, 6) for place in places]
    if len(set(labels)) < len(labels):
        labels[1:] = [f"+{rounded(place - places[0], 6)}" for place in places[1:]]
    return labels


def name_axes(axes: Axes, style: Style, names: Sequence[str], colours: Sequence[str]) -> None:
    """Write the variables' names beside the axes, upright."""
    axes.set_xlabel(f"${latex_name(names[0])}$", color=colours[0], labelpad=style.px(2))
    if len(names) > 1:
        axes.set_ylabel(
            f"${latex_name(names[1])}$", color=colours[1], rotation=0, va="center", labelpad=style.px(14)
        )


def plain_axes(figure: Figure, style: Style, grid: bool = False) -> Axes:
    """Return new axes without a frame; with a grid behind the curves where asked for."""
    axes: Any = figure.add_axes((0.1, 0.1, 0.8, 0.8))
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(length=0)
    axes.patch.set_visible(False)
    axes.grid(grid)
    axes.set_autoscale_on(False)  # every picture sets its own window; heights of 1e308 have none
    made: Axes = axes
    return made


def fitted(window: Window, room: tuple[float, float]) -> Window:
    """Return the smallest window around `window` that fills `room` px with equal units."""
    left, right, bottom, top = window
    unit = min(room[0] / (right - left), room[1] / (top - bottom))
    wide, high = room[0] / unit, room[1] / unit
    # The new room is shared in the proportion in which the window already leans.
    x = left - (wide - (right - left)) / 2
    y = bottom - (high - (top - bottom)) / 2
    return x, x + wide, y, y + high


def clear_of_caption(axes: Axes, caption: Text, down: float) -> None:
    """Put the x-axis' name in the middle, or, where the caption below on the right leaves little
    room, in the middle of what is left; `down` is in heights of the axes."""
    free = 1.0
    if caption.get_text():
        free = (caption.get_window_extent().x0 - axes.bbox.x0) / axes.bbox.width
    axes.xaxis.set_label_coords(0.5 if free > 0.56 else max(free / 2, 0.02), -down)


def fit_caption(caption: Text, room: float) -> None:
    """Write a caption smaller where it is longer than `room` px."""
    figure: Any = caption.figure
    wide = caption.get_window_extent().width * 72.0 / figure.dpi
    if wide > room:
        caption.set_fontsize(float(caption.get_fontsize()) * room / wide)
