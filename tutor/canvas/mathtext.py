"""matplotlib's parser of mathematics, whose fonts do not keep every glyph that they ever drew."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from matplotlib import get_data_path
from matplotlib.font_manager import FontProperties, get_font

COMPUTER_MODERN = ("cmr10", "cmmi10", "cmsy10", "cmex10", "cmb10")
"""The files of the fonts that pictures are lettered with"""
OFTEN = 50
"""Formulas after which the glyphs are let go: some 100 KB of them"""


class Mathtext:
    """Parses as `MathTextParser` does.

    A font (`FT2Font`) keeps each glyph that it loads until it is told to `clear`, which matplotlib does for
    running text but not for mathematics: 5 MB come together in a thousand short formulas. A parsed formula
    has its own pixels or outlines, so that nothing of it is lost.
    """

    def __init__(self, parser: Any) -> None:
        """Parse as a `MathTextParser` does, into outlines or pixels as it does."""
        self._parser = parser
        self._parsed = 0

    def parse(
        self,
        formula: str,
        dpi: float = 72,
        font: FontProperties | None = None,
        *,
        antialiased: bool | None = None,
    ) -> Any:
        """Return a formula set, as `MathTextParser.parse` does.

        Raises:
            ValueError: if it cannot be parsed.
        """
        parsed = self._parser.parse(formula, dpi, font, antialiased=antialiased)
        self._parsed += 1
        if self._parsed % OFTEN == 0:
            forget_glyphs()
        return parsed


def forget_glyphs() -> None:
    """Have the fonts of mathematics let go of their glyphs; those of this thread, as each has its own."""
    for name in COMPUTER_MODERN:
        get_font(Path(get_data_path(), "fonts", "ttf", f"{name}.ttf")).clear()
