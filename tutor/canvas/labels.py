"""Labels: mathematics that may not be parsable, and numbers that change at every frame of a drag."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.mathtext import MathTextParser
from matplotlib.text import Text
from matplotlib.transforms import Bbox, BboxBase, IdentityTransform

from tutor.board import Formula
from tutor.canvas.mathtext import Mathtext
from tutor.canvas.style import Style
from tutor.canvas.wording import MINUS, RAISED
from tutor.language import _

AROUND = ((-1, -1), (1, -1), (-1, 1), (1, 1), (-1, 0), (0, -1), (1, 0), (0, 1))
"""Directions in which a point's name is tried."""
POINT = "$.$"
LONG = 60
"""Characters from which a formula has no room in a picture, and mathtext no time: over 400 terms it takes
seconds."""
VEIL = 0.7
PADDING = 2
"""px around a label's ink"""
HELD_PADDING, HELD_ROUNDING = 4.0, 4.0
"""px around the ink of what is held constant, and the radius of its pill's corners"""

_LOW = re.compile(
    r"\\left(\(|\[|\\lfloor|\\lceil)"
    r"((?:(?!\\left|\\right|\\d?frac|\\sqrt|\\int|\\begin).)*?)"
    r"\\right(\)|\]|\\rfloor|\\rceil)"
)
"""Brackets around something that is not high"""
_RAISED = "".join(map(chr, RAISED.values()))
LOWERED = {raised: chr(plain).replace(MINUS, "-") for plain, raised in RAISED.items()}
_POWERS = re.compile(rf"(·?)10([{_RAISED}]+)")
_PIECES = re.compile(rf"·?10[{_RAISED}]+|\S")

_PATHS, _PIXELS = Mathtext(MathTextParser("path")), Mathtext(MathTextParser("agg"))


@lru_cache(maxsize=500)
def parsable(latex: str) -> bool:
    """Say whether mathtext can set it."""
    try:
        _PATHS.parse(f"${latex}$")
    except (ValueError, RuntimeError):
        return False
    return True


def mathematics(formula: Formula) -> str:
    """Return what to give to a Text for a formula: mathtext, or its plain text where that fails. Of a long
    formula it is only what stands before its "=", and nothing where there is none."""
    if len(formula.text) >= LONG:
        name, equals, _long = formula.latex.partition("=")
        return f"${name.strip()}$" if equals and len(name) < LONG and parsable(name.strip()) else ""
    latex = _low_brackets(formula.latex)
    if latex and parsable(latex):
        return f"${latex}$"
    # Text is what can be typed, the same in every language; a picture shows words that are read.
    return formula.text.replace("$", r"\$").replace(", otherwise}", f", {_('otherwise')}}}")


def _low_brackets(latex: str) -> str:
    """Return LaTeX whose brackets around something low are those of a line of text: mathtext draws the sized
    ones, and the bars of an absolute value, as hair lines, and with room beside them."""
    latex = latex.replace(r"\left|", "|").replace(r"\right|", "|")
    before = ""
    while before != latex:
        before, latex = latex, _LOW.sub(r"\1\2\3", latex)
    return latex


@dataclass(frozen=True, slots=True)
class Sprite:
    """A piece of mathematics as a mask of shape (height, width), values 0–1; `depth` px lie below the
    base line, `advance` px further the next piece begins."""

    mask: np.ndarray
    depth: int
    advance: float


@lru_cache(maxsize=300)
def sprite(mathtext: str, size: float, dpi: float) -> Sprite:
    """Return mathtext as pixels. Parsing takes milliseconds, so that every piece is kept; a number is
    put together from its digits."""
    properties = FontProperties(size=size, math_fontfamily="cm")
    parsed = _PIXELS.parse(mathtext, dpi, properties, antialiased=True)
    mask = np.asarray(parsed.image, dtype=np.float32) / np.float32(255.0)
    advance = _advance(mathtext, dpi, properties)
    if mathtext == POINT:
        # Alone it would be followed by the space of a sentence's end.
        advance = _advance("$0.0$", dpi, properties) - 2 * _advance("$0$", dpi, properties)
    return Sprite(mask, round(float(parsed.depth)), advance)


@lru_cache(maxsize=100)
def word_sprite(words: str, size: float, dpi: float, families: tuple[str, ...], weight: str) -> Sprite:
    """Return plain words as pixels."""
    text = Text(0, 0, words, color="black", va="baseline", transform=IdentityTransform())
    text.set_fontproperties(FontProperties(size=size, family=list(families), weight=weight))
    text.set_figure(Figure(dpi=dpi))
    renderer_class: Any = RendererAgg
    renderer = renderer_class(4, 4, dpi)
    extent = text.get_window_extent(renderer)
    wide, high, depth = (math.ceil(part) + 2 for part in (extent.width, extent.height, -extent.y0))
    renderer = renderer_class(wide, high, dpi)
    text.set_position((1, depth))
    text.draw(renderer)
    return Sprite(np.asarray(renderer.buffer_rgba())[..., 3] / 255.0, depth, float(wide))


def _advance(mathtext: str, dpi: float, properties: FontProperties) -> float:
    return float(_PATHS.parse(mathtext, dpi, properties)[0])


def spelled(digits: str) -> list[str]:
    """Split digits into pieces of mathtext, one for each character."""
    # In braces a sign has no operator's space around it.
    pieces = {MINUS: "${-}$", ",": "$,$", ".": POINT}
    for power in _POWERS.finditer(digits):
        times = r"{\cdot}" if power[1] else ""
        pieces[power[0]] = f"${times}10^{{{power[2].translate(LOWERED)}}}$"
    return [pieces.get(group, f"${{{group}}}$") for group in _PIECES.findall(digits)]


def warm_up(style: Style, dpi: float) -> None:
    """Set a formula, numbers and words once, so that mathtext has its grammar, its fonts and its digits: this
    takes a good part of a second."""
    with style.applied():
        figure = Figure(figsize=(2, 2), dpi=dpi)
        axes = figure.add_subplot()
        axes.set_xlabel(r"$\frac{\partial f}{\partial x} = -\sqrt{2}\,x^2 \sin 0.5$")
        axes.set_title("x", weight="bold")
        figure.draw_without_rendering()
    for piece in spelled(f"0123456789.,{MINUS}"):
        sprite(piece, style.px(17), dpi)


def open_letters(style: Style, dpi: float, kind: str) -> None:
    """Open the files with letters of a kind: "normal", "bold" or "mathematics"."""
    renderer_class: Any = RendererAgg
    renderer = renderer_class(4, 4, dpi)
    with style.applied():
        if kind == "mathematics":
            _PATHS.parse(r"$x\,1$", dpi, FontProperties(size=2, math_fontfamily="cm"))
        else:
            renderer.draw_text(renderer.new_gc(), 0, 0, "x", FontProperties(size=2, weight=kind), 0)


class Label(Artist):
    """A moving label: mathtext (or plain words) that seldom changes, and digits after it that may be
    new at every frame. Its place is in pixels of the canvas. What is `held` constant stands on a grey pill.

    On an Agg canvas it is painted from kept pixels, about ten times faster than a `Text`.
    """

    def __init__(
        self,
        figure: Figure,
        style: Style,
        colour: str,
        size: float = 17,
        *,
        veiled: bool = True,
        on_map: bool = False,
        weight: str = "normal",
        held: bool = False,
    ) -> None:
        super().__init__()
        self.set_figure(figure)
        self.set_animated(True)
        self._canvas_figure = figure
        self._size = style.px(size)
        self._colour = colour
        self._weight = weight
        self._families = tuple(style.settings["font.family"])
        # The veil keeps small arrows and level curves from running through the letters.
        veil = style.mixed("plot.contourFillLowHigh", 0.4) if on_map else style.settings["axes.facecolor"]
        if held:
            veil = style.colour("meaning.heldConstant_fill")
        self._veil = np.array(to_rgb(veil))
        self._veiled = 1.0 if held else VEIL if veiled else 0.0
        self._padding = style.px(HELD_PADDING) if held else PADDING
        self._rounding = style.px(HELD_ROUNDING) if held else 0.0
        self._depth = 0
        self._strength = 1.0
        self._math = self._digits = ""
        self._low_left = (0, 0)
        self._image: np.ndarray | None = None
        self.follows = True
        """whether it belongs to what moves, and goes out of sight with it"""
        self.away = False
        """whether what it names is out of sight: it is not painted then"""

    @property
    def artists(self) -> tuple[Artist, ...]:
        """What is to be painted for the label."""
        return (self,)

    @property
    def text(self) -> str:
        """What the label says, mathtext and digits."""
        return self._math + self._digits

    def say(self, math: str = "", digits: str = "") -> None:
        """Set mathtext (with its dollar signs; words have none) and the digits after it."""
        if (math, digits) != (self._math, self._digits):
            self._math, self._digits = math, digits
            self._image = None

    def typeset(self) -> None:
        """Typeset now what would be when it is measured: mathematics takes some ms."""
        self._first()

    def recolour(self, colour: str) -> None:
        """Write the label in another colour."""
        if colour != self._colour:
            self._colour = colour
            self._image = None

    def fade(self, alpha: float) -> None:
        """Make the label fainter, 1 being full strength."""
        self._strength = alpha
        self._image = None

    def show(self, visible: bool) -> None:
        """Show or hide the label."""
        self.set_visible(visible)

    @property
    def _dpi(self) -> float:
        return float(self._canvas_figure.dpi)

    def _first(self) -> Sprite:
        if self._math.startswith("$"):
            return sprite(self._math, self._size, self._dpi)
        return word_sprite(self._math, self._size, self._dpi, self._families, self._weight)

    def _composed(self) -> np.ndarray:
        """Return the label as RGBA pixels."""
        if self._image is not None:
            return self._image
        sprites = [sprite(piece, self._size, self._dpi) for piece in spelled(self._digits)]
        if self._math:
            sprites.insert(0, self._first())
        gap = 0.0
        if self._math and self._digits and not self._digits.startswith("("):
            gap = 0.04 * self._size * self._dpi / 72.0
        up = max((s.mask.shape[0] - s.depth for s in sprites), default=0)
        down = max((s.depth for s in sprites), default=0)
        places, x = [], 0.0
        for index, each in enumerate(sprites):
            places.append(round(x))
            x += each.advance + (gap if index == 0 and self._math else 0.0)
        wide = max((p + s.mask.shape[1] for p, s in zip(places, sprites, strict=True)), default=0)
        pad = round(self._padding * self._dpi / 72.0)
        self._depth = down + pad
        ink = np.zeros((up + down + 2 * pad, wide + 2 * pad))
        for place, each in zip(places, sprites, strict=True):
            top = pad + up - (each.mask.shape[0] - each.depth)
            part = ink[top : top + each.mask.shape[0], pad + place : pad + place + each.mask.shape[1]]
            np.maximum(part, each.mask, out=part)
        alpha = ink + self._veiled * (1 - ink)
        if self._rounding:
            alpha *= _rounded_off(alpha.shape, self._rounding * self._dpi / 72.0)
        share = np.divide(ink, alpha, out=np.zeros_like(ink), where=alpha > 0)[..., None]
        rgb = share * np.array(to_rgb(self._colour)) + (1 - share) * self._veil
        pixels = np.concatenate([rgb, self._strength * alpha[..., None]], axis=2)
        self._image = np.ascontiguousarray(np.round(255 * pixels).astype(np.uint8)[::-1])
        return self._image

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels of the canvas."""
        image = self._composed()
        return image.shape[1], image.shape[0]

    @property
    def depth(self) -> int:
        """Pixels from its lower edge to its base line."""
        self._composed()
        return self._depth

    @property
    def box(self) -> Bbox:
        """The label's extent in pixels of the canvas."""
        return Bbox.from_bounds(*self._low_left, *self.size)

    def get_window_extent(self, renderer: Any = None) -> Bbox:
        """The same, under matplotlib's name."""
        return self.box

    def draw(self, renderer: Any) -> None:
        """Paint the label; called by matplotlib."""
        if not self.get_visible() or not self.text or self.away:
            return
        if isinstance(renderer, RendererAgg):
            gc = renderer.new_gc()
            renderer.draw_image(gc, *self._low_left, self._composed())
            gc.restore()
            return
        # A drawing made of lines and letters (SVG, PDF) gets letters.
        digits = f"${''.join(piece[1:-1] for piece in spelled(self._digits))}$" if self._digits else ""
        left, low = self._low_left
        words = Text(left, low + self.depth, self._math + digits, color=self._colour, va="baseline")
        words.set_fontproperties(
            FontProperties(size=self._size, family=list(self._families), weight=self._weight)
        )
        words.set_figure(self._canvas_figure)
        words.set_transform(IdentityTransform())
        words.draw(renderer)

    def place(
        self, x: float, y: float, across: float = 0.5, up: float = 0.5, within: BboxBase | None = None
    ) -> Bbox:
        """Put the label beside (x, y), pixels of the canvas, and return its box.

        `across` and `up` say which part of the label is at the place: 0 its left or lower edge, 1 its
        right or upper edge. It is kept inside `within`.
        """
        width, height = self.size
        left, low = x - across * width, y - up * height
        if within is not None:
            left = min(max(left, within.x0 + 2), within.x1 - width - 2)
            low = min(max(low, within.y0 + 2), within.y1 - height - 2)
        # Whole pixels: a label that moves by fractions shimmers.
        self._low_left = (round(left), round(low)) if np.isfinite(left + low) else (-10000, -10000)
        return self.box

    def place_around(
        self, x: float, y: float, gap: float, taken: Sequence[Bbox], points: np.ndarray, within: BboxBase
    ) -> Bbox:
        """Put the label near (x, y) on the side where it covers least of the boxes `taken` and of
        `points` (n, 2), and return its box."""
        size = np.array(self.size, dtype=float)
        _score, low = least_covered(size, np.array([x, y]), gap, points, taken, within)
        return self.place(float(low[0]), float(low[1]), 0.0, 0.0, within)


def _rounded_off(shape: tuple[int, ...], radius: float) -> np.ndarray:
    """Return how much (0–1) of each pixel of a box is inside it once its corners are round."""
    rows, columns = (np.arange(length) + 0.5 for length in shape)
    beyond = [
        np.maximum(radius - np.minimum(places, length - places), 0.0)
        for places, length in ((rows, shape[0]), (columns, shape[1]))
    ]
    inside: np.ndarray = np.clip(radius + 0.5 - np.hypot(beyond[0][:, None], beyond[1]), 0.0, 1.0)
    return inside


def least_covered(
    size: np.ndarray,
    place: np.ndarray,
    gap: float,
    points: np.ndarray,
    taken: Sequence[Bbox],
    within: BboxBase,
) -> tuple[float, np.ndarray]:
    """Return where a box of a size stands best around a place: its lower left corner, and a score that
    is the lower the less it covers of `points` (n, 2) and of the boxes `taken`. All in pixels."""
    scores, lows = least_covered_each(size, place[None], gap, points, taken, within)
    return float(scores[0]), lows[0]


def least_covered_each(
    size: np.ndarray,
    places: np.ndarray,
    gap: float,
    points: np.ndarray,
    taken: Sequence[Bbox],
    within: BboxBase,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the same for each of many places (m, 2): scores (m,) and corners (m, 2)."""
    directions = np.array(AROUND, dtype=float)
    lows = places[:, None] + gap * directions + size * (directions - 1) / 2
    highs = lows + size
    near = points[((points > lows.min(axis=(0, 1))) & (points < highs.max(axis=(0, 1)))).all(axis=1)]
    covers = np.ones((*lows.shape[:2], len(near)), dtype=bool)
    for along in (0, 1):
        covers &= near[:, along] > lows[..., along, None]
        covers &= near[:, along] < highs[..., along, None]
    scores = covers.sum(axis=2) + 0.2 * np.arange(len(directions))
    for other in taken:
        apart = (lows > other.max).any(axis=2) | (highs < other.min).any(axis=2)
        scores += 10.0 * ~apart
    scores += 50.0 * ((lows < within.min) | (highs > within.max)).any(axis=2)
    best = scores.argmin(axis=1)
    each = np.arange(len(places))
    return scores[each, best], lows[each, best]
