"""Where the two plots of a mapping go: beside each other, or in a narrow, high room one below the other."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.canvas.style import Style
from tutor.gallery import MappingScene

LEFT, MIDDLE, RIGHT, TOP, BOTTOM = 58.0, 62.0, 24.0, 52.0, 62.0
"""Room beside the plots, in px: left of both, between them, right, above, below."""
CAPTION = 22.0
"""px below the lower plot for the words that say by how much the scales differ"""
ABOVE, BELOW = 38.0, 52.0
"""Room above and below each of them, where one is below the other."""
SMALLEST_UNIT, SMALLEST_STACKED = 38.0, 28.0
"""px of a unit from which both plots can have the same scale."""
FACTORS = (1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.001, 1e-4)
CLEARLY = 1.15
"""by how much the plots have to be larger one below the other, before they are drawn so"""


@dataclass(frozen=True, slots=True)
class Plan:
    """Where the plots go: px of a unit on the left, how much shorter one is on the right, and the lower left
    corners of the grid and of its image."""

    unit: float
    factor: float
    square: tuple[float, float]
    image: tuple[float, float]
    stacked: bool = False

    @property
    def score(self) -> float:
        """How large the smaller one is drawn."""
        return self.unit * self.factor


def planned(scene: MappingScene, style: Style, width: float, height: float) -> Plan:
    """Return the plan for a figure of so many logical px that shows both plots larger."""
    beside, below = _beside(scene, style, width, height), _stacked(scene, style, width, height)
    return below if below.score > CLEARLY * beside.score else beside


def _beside(scene: MappingScene, style: Style, width: float, height: float) -> Plan:
    """Plan the two plots side by side."""
    left, middle, right, top, bottom = (style.px(margin) for margin in (LEFT, MIDDLE, RIGHT, TOP, BOTTOM))
    (wide, high), (image_wide, image_high) = _extents(scene)
    unit = factor = 1.0
    for factor in FACTORS:
        # One more unit beside and above the grid: a square at its last corner still fits.
        bottom = style.px(BOTTOM if factor == 1.0 else BOTTOM + CAPTION)
        unit = min(
            (width - left - middle - right) / (wide + 1 + image_wide * factor),
            (height - top - bottom) / max(high + 1, image_high * factor),
        )
        if unit >= style.px(SMALLEST_UNIT):
            break
    unit = min(unit, 0.3 * width / wide)
    image = image_wide * unit * factor, image_high * unit * factor
    spare = max(0.0, width - left - middle - right - unit * (wide + 1) - image[0]) / 3
    low = bottom + max(0.0, (height - top - bottom - max(unit * (high + 1), image[1])) / 2)
    second = left + spare + unit * (wide + 1) + middle + spare
    return Plan(unit, factor, (left + spare, low), (second, low))


def _stacked(scene: MappingScene, style: Style, width: float, height: float) -> Plan:
    """Plan the image below the square, for a room that is narrow and high."""
    left, right, top, bottom = (style.px(margin) for margin in (LEFT, RIGHT, ABOVE, BELOW))
    (wide, high), (image_wide, image_high) = _extents(scene)
    unit = factor = 1.0
    for factor in FACTORS:
        foot = bottom if factor == 1.0 else bottom + style.px(CAPTION)
        room = width - left - right, height - 2 * top - bottom - foot
        unit = min(room[0] / max(wide + 1, image_wide * factor), room[1] / (high + 1 + image_high * factor))
        if unit >= style.px(SMALLEST_STACKED):
            break
    spare = max(0.0, room[1] - unit * (high + 1 + image_high * factor)) / 2
    low = foot + spare
    up = low + image_high * unit * factor + top + bottom
    across = [left + max(0.0, room[0] - unit * span) / 2 for span in (wide + 1, image_wide * factor)]
    return Plan(unit, factor, (across[0], up), (across[1], low), stacked=True)


def _extents(scene: MappingScene) -> tuple[tuple[float, float], tuple[float, float]]:
    """Width and height of the grid, and of its image."""
    x0, x1, y0, y1 = scene.window
    u0, u1, v0, v1 = scene.image_window
    return (x1 - x0, y1 - y0), (u1 - u0, v1 - v0)
