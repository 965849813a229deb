"""matplotlib's parser of mathematics, whose fonts do not keep every glyph that they ever drew."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from matplotlib import get_data_path, rcParams
from matplotlib.font_manager import FontProperties, findfont, get_font

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
        letters = None if font is None else _found(font)
        parsed = self._parser.parse(formula, dpi, letters, antialiased=antialiased)
        self._parsed += 1
        if self._parsed % OFTEN == 0:
            forget_glyphs()
        return parsed


def forget_glyphs() -> None:
    """Have the fonts of mathematics let go of their glyphs; those of this thread, as each has its own."""
    for name in COMPUTER_MODERN:
        get_font(Path(get_data_path(), "fonts", "ttf", f"{name}.ttf")).clear()


def _found(font: FontProperties) -> FontProperties:
    """Return the same font with its file named: without, it is looked for at each size, some ms long."""
    if font.get_file() is not None:
        return font
    sizeless = font.copy()
    sizeless.set_size(10)  # a file has letters of all sizes
    named = font.copy()
    named.set_file(_file(sizeless, tuple(rcParams["font.serif"]), tuple(rcParams["font.sans-serif"])))
    return named


@lru_cache(maxsize=50)
def _file(font: FontProperties, _serif: tuple[str, ...], _sans_serif: tuple[str, ...]) -> str:
    """Return the file of a font; what its general names stand for is in matplotlib's settings."""
    return str(findfont(font))
