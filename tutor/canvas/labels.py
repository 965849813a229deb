"""Labels: mathematics that may not be parsable, and numbers that change at every frame of a drag."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.mathtext import MathTextParser
from matplotlib.text import Text
from matplotlib.transforms import Bbox, IdentityTransform

from tutor.board import Formula
from tutor.canvas.style import Style

DIGITS_FAMILY = ("cmr10", "DejaVu Sans")
"""Computer Modern as plain text: setting it takes a fraction of what mathtext takes, which matters
for numbers that are new at every frame. It has no minus, DejaVu Sans lends it."""


@lru_cache(maxsize=500)
def parsable(latex: str) -> bool:
    """Say whether mathtext can set it."""
    try:
        MathTextParser("path").parse(f"${latex}$")
    except (ValueError, RuntimeError):
        return False
    return True


def mathematics(formula: Formula) -> str:
    """Return what to give to a Text for a formula: mathtext, or its plain text where that fails."""
    if formula.latex and parsable(formula.latex):
        return f"${formula.latex}$"
    return formula.text.replace("$", r"\$")


class Label:
    """A label in figure pixels: mathtext that stays (`math`) and plain digits that change (`digits`)."""

    def __init__(self, figure: Figure, style: Style, colour: str, size: float = 17, *, animated: bool = True):
        veil = style.settings["axes.facecolor"]
        keys: dict[str, Any] = {
            "transform": IdentityTransform(),
            "color": colour,
            "fontsize": style.px(size),
            "va": "baseline",
            "ha": "left",
            "animated": animated,
            # A veil over what is below: small arrows, level curves.
            "bbox": {"boxstyle": "square,pad=0.08", "facecolor": veil, "alpha": 0.72, "edgecolor": "none"},
        }
        self._figure = figure
        self._style = style
        self._math: Text = figure.text(0, 0, "", **keys)
        self._digits: Text = figure.text(0, 0, "", family=DIGITS_FAMILY, **keys)

    @property
    def artists(self) -> tuple[Artist, ...]:
        return (self._math, self._digits)

    @property
    def text(self) -> str:
        """What the label says, mathtext and digits."""
        return self._math.get_text() + self._digits.get_text()

    def say(self, math: str = "", digits: str = "") -> None:
        """Set mathtext (with its dollar signs) and the digits after it."""
        self._math.set_text(math)
        self._digits.set_text(digits)

    def fade(self, alpha: float) -> None:
        """Make the label fainter, 1 being full strength."""
        for part in (self._math, self._digits):
            part.set_alpha(alpha)

    def show(self, visible: bool) -> None:
        """Show or hide the label."""
        for part in (self._math, self._digits):
            part.set_visible(visible)

    @property
    def box(self) -> Bbox:
        """The label's extent in pixels of the canvas."""
        boxes = [t.get_window_extent(self._renderer) for t in (self._math, self._digits) if t.get_text()]
        return Bbox.union(boxes) if boxes else Bbox.from_bounds(0, 0, 0, 0)

    @property
    def _renderer(self) -> Any:
        canvas: Any = self._figure.canvas
        return canvas.get_renderer() if hasattr(canvas, "get_renderer") else None

    def place(self, x: float, y: float, across: float = 0.5, up: float = 0.5, within: Bbox | None = None) -> Bbox:
        """Put the label beside (x, y), pixels of the canvas, and return its box.

        `across` and `up` say which part of the label is at the place: 0 its left or lower edge, 1 its
        right or upper edge. It is kept inside `within`.
        """
        ratio = self._figure.dpi / 72.0
        for part in (self._math, self._digits):
            part.set_position((0.0, 0.0))
        math = self._math.get_window_extent(self._renderer) if self._math.get_text() else Bbox.null()
        width = math.width if self._math.get_text() else 0.0
        gap = 0.0
        if self._math.get_text() and self._digits.get_text():
            gap = 0.22 * self._math.get_fontsize() * ratio * (not self._digits.get_text().startswith("("))
        self._digits.set_position((width + gap, 0.0))
        box = self.box
        left, low = x - across * box.width, y - up * box.height
        if within is not None:
            left = min(max(left, within.x0 + 2 * ratio), within.x1 - box.width - 2 * ratio)
            low = min(max(low, within.y0 + 2 * ratio), within.y1 - box.height - 2 * ratio)
        # Whole pixels: a label that moves by fractions shimmers.
        dx, dy = round(left - box.x0), round(low - box.y0)
        self._math.set_position((dx, dy))
        self._digits.set_position((dx + width + gap, dy))
        return box.translated(dx, dy)
