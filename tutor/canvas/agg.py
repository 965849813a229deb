"""Pixels with a memory for words: measuring a text and drawing it take matplotlib about a millisecond each,
every time that a picture is drawn, while most texts (ticks, titles) are the same as before."""

from __future__ import annotations

import math
from functools import cache, lru_cache
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.font_manager import FontProperties, font_family_aliases, fontManager

from tutor.canvas.mathtext import Mathtext

_AROUND = 1.0
"""Room around a text for ink outside of its measures, in sizes of its letters"""

Ink = tuple[np.ndarray, int, int]
"""A mask (height, width) of 0–255, and where its lower left corner is, seen from the text's place: px to the
right, px upwards"""


def _plain(width: int, height: int, dpi: float) -> Any:
    """Return a renderer of matplotlib's. All have one parser of formulas, which remembers them."""
    made: Any = RendererAgg
    renderer = made(width, height, dpi)
    renderer.mathtext_parser = _parser()
    return renderer


@cache
def _parser() -> Mathtext:
    made: Any = RendererAgg
    return Mathtext(made(1, 1, 72).mathtext_parser)


@lru_cache(maxsize=500)
def _measured(text: str, font: FontProperties, mathematics: bool, dpi: float) -> tuple[float, float, float]:
    """Return width, height and descent in px."""
    width, height, descent = _plain(1, 1, dpi).get_text_width_height_descent(text, font, mathematics)
    return float(width), float(height), float(descent)


@lru_cache(maxsize=100)
def _ink(
    text: str, font: FontProperties, mathematics: bool, dpi: float, phase: tuple[float, float]
) -> Ink | None:
    """Return the pixels of a text; `phase` is how far (0–1 px, to the right and downwards) its place is from
    a whole pixel. None where nothing of it is seen."""
    width, height, descent = _measured(text, font, mathematics, dpi)
    around = math.ceil(_AROUND * font.get_size_in_points() * dpi / 72.0) + 2
    base = around + math.ceil(height - descent)  # rows above the base line
    room = _plain(math.ceil(width) + 2 * around, base + math.ceil(descent) + around, dpi)
    room.draw_text(room.new_gc(), around + phase[0], base + phase[1], text, font, 0.0, mathematics)
    alpha = np.asarray(room.buffer_rgba())[..., 3]
    rows, columns = np.flatnonzero(alpha.any(axis=1)), np.flatnonzero(alpha.any(axis=0))
    if not len(rows):
        return None
    mask = alpha[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].copy()
    return mask, int(columns[0]) - around, base - int(rows[-1]) - 1


@lru_cache(maxsize=200)
def _coloured(
    colour: tuple[float, ...], text: str, font: FontProperties, mathematics: bool, dpi: float, phase: Any
) -> Ink | None:
    """Return the same, its mask as RGBA with the lowest row first, as images are drawn."""
    ink = _ink(text, font, mathematics, dpi, phase)
    if ink is None:
        return None
    mask, right, up = ink
    pixels = np.empty((*mask.shape, 4), dtype=np.uint8)
    pixels[..., :3] = np.round(255 * np.array(colour[:3]))
    pixels[..., 3] = np.round(colour[3] * mask)
    return pixels[::-1], right, up


def keep_font_files() -> None:
    """Have matplotlib remember which files it draws letters of a kind with: it looks them up several times
    for every text, a tenth of a millisecond each. Does nothing where that is done, or done otherwise."""
    manager: Any = fontManager
    if "_find_fonts_by_props" in vars(manager) or not hasattr(manager, "_find_fonts_by_props"):
        return
    find = manager._find_fonts_by_props

    @lru_cache(maxsize=200)
    def kept(font: FontProperties, _known: int) -> Any:
        return find(font)

    def found(font: Any, *how: Any, **named: Any) -> Any:
        # What a general name such as "serif" stands for may change with matplotlib's settings.
        if how or named or not font_family_aliases.isdisjoint(font.get_family()):
            return find(font, *how, **named)
        font = font.copy()
        font.set_size(10)  # a file has letters of all sizes
        return kept(font, len(manager.ttflist))

    manager._find_fonts_by_props = found


class TextKeepingRenderer(RendererAgg):
    """Draws what `RendererAgg` draws; level texts are measured and set once."""

    def get_text_width_height_descent(self, s: str, prop: Any, ismath: Any) -> tuple[float, float, float]:
        if ismath == "TeX":
            plain: Any = super()
            measures: tuple[float, float, float] = plain.get_text_width_height_descent(s, prop, ismath)
            return measures
        return _measured(s, prop.copy(), bool(ismath), self.dpi)

    def draw_text(
        self,
        gc: Any,
        x: float,
        y: float,
        s: str,
        prop: Any,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        if angle or ismath == "TeX" or not gc.get_antialiased():
            plain: Any = super()
            plain.draw_text(gc, x, y, s, prop, angle, ismath, mtext)
            return
        left, down = math.floor(x), math.floor(y)
        colour = (*gc.get_rgb(), 1.0)[:4]
        ink = _coloured(colour, s, prop.copy(), bool(ismath), self.dpi, (x - left, y - down))
        if ink is None:
            return
        pixels, right, up = ink
        image = self.new_gc()
        image.copy_properties(gc)
        image.set_alpha(1.0)  # the colour has it already
        self.draw_image(image, left + right, int(self.height) - down + up, pixels)
        image.restore()


class TextKeeping:
    """What makes a canvas draw with `TextKeepingRenderer`; named before the class of the canvas."""

    def get_renderer(self) -> Any:
        """Return the renderer for the present size; called by matplotlib."""
        canvas: Any = self
        if canvas._lastKey != self._size_key():
            self.take_renderer(self.new_renderer())
        return canvas.renderer

    def new_renderer(self) -> Any:
        """Return an empty renderer for the present size, beside the one in use."""
        made: Any = TextKeepingRenderer
        return made(*self._size_key())

    def take_renderer(self, renderer: Any) -> None:
        """Use a renderer that was made for the present size."""
        canvas: Any = self
        canvas.renderer, canvas._lastKey = renderer, self._size_key()

    def _size_key(self) -> tuple[float, ...]:
        canvas: Any = self
        return (*canvas.get_width_height(physical=True), canvas.figure.dpi)


class Canvas(TextKeeping, FigureCanvasAgg):
    """A canvas in memory."""


keep_font_files()
