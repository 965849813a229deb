"""How pictures look: the theme's colours, strokes and fonts, at a scale."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib import font_manager
from matplotlib.colors import to_hex, to_rgb

from tutor.theme import Theme, measures

SLOTS = ("slotA", "slotB", "slotC")
SIZES = ("font.size", "axes.labelsize", "xtick.labelsize", "ytick.labelsize", "legend.fontsize")
CHINESE_FONTS = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Hiragino Sans GB",
    "Microsoft YaHei", "SimHei", "WenQuanYi Micro Hei", "Noto Sans CJK JP",
)  # fmt: skip
"""For words in Chinese, the first there is; to matplotlib before 3.11 a collection is its first font, JP."""
FONT_CUTS = ("", "Regular", "Bold")
"""What pictures write in, at the end of a font file's name."""
LENGTHS = ("axes.linewidth", "grid.linewidth", "lines.linewidth", "xtick.major.pad", "ytick.major.pad")


@cache
def installed_fonts(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of the wanted fonts that matplotlib can find; DejaVu Sans always is. Of those for
    Chinese it is the first: every text asks all of them."""
    _notice_new(wanted)
    known = {font.name for font in font_manager.fontManager.ttflist}
    found = [name for name in wanted if name in known]
    chinese = [name for name in found if name in CHINESE_FONTS]
    return tuple(name for name in found if name not in chinese[1:]) or ("DejaVu Sans",)


def _notice_new(wanted: tuple[str, ...]) -> None:
    """Have matplotlib know fonts that were installed since it last made its list, which it keeps for good:
    the first that is wanted, and one for Chinese."""
    known = {font.name for font in font_manager.fontManager.ttflist}
    if wanted[0] in known and known & {*CHINESE_FONTS}:
        return
    missing = {name.replace(" ", "") for name in wanted if name not in known}
    for path in font_manager.findSystemFonts():
        family, _dash, cut = Path(path).stem.partition("-")
        # A collection's file is called by what its fonts have in common: NotoSansCJK.
        if cut in FONT_CUTS and any(name.startswith(family) for name in missing):
            font_manager.fontManager.addfont(path)


@dataclass(frozen=True)
class Style:
    """The look of one picture. `scale` multiplies every size (1.7 for a projector)."""

    theme: Theme
    scale: float = 1.0

    def colour(self, key: str) -> str:
        """Return a colour of the theme as matplotlib takes it ("meaning.slotA", "text.primary" …)."""
        return css_colour(self.theme.colour(key))

    def mixed(self, key: str, share: float) -> str:
        """Return a colour between the two of a pair of the theme, 0 being the first."""
        group, name = key.split(".")
        pair = np.array([to_rgb(colour) for colour in self.theme.groups[group][name][:2]])
        return str(to_hex(pair[0] + share * (pair[1] - pair[0])))

    def slot(self, index: int) -> str:
        """Return the colour of the first, second, third variable or branch."""
        return self.colour(f"meaning.{SLOTS[index % len(SLOTS)]}")

    def role(self, slot: str) -> str:
        """Return the colour of a role by name, secondary text where the theme has none."""
        try:
            return self.colour(f"meaning.{slot}")
        except KeyError:
            return self.colour("text.secondary")

    def stroke(self, name: str) -> float:
        """Return a stroke's width in px; at projector scale the projector's own, where there is one."""
        strokes = measures()["plotStroke"]
        if self.scale > 1.3 and name in strokes["presentation1080p"]:
            return float(strokes["presentation1080p"][name])
        return float(strokes["window"][name]) * self.scale

    def dashes(self, name: str = "componentDash") -> tuple[float, tuple[float, ...]]:
        """Return a dash pattern as a matplotlib line style."""
        return 0, tuple(measures()["plotStroke"]["window"][name])

    def px(self, length: float) -> float:
        """Return a length or font size of the design at this scale."""
        return length * self.scale

    @property
    def arrow_style(self) -> str:
        head = measures()["plotStroke"]["window"]["arrowHead"]
        width = 2.05 * self.stroke("arrow")
        return (
            f"-|>,head_length={head['head_length'] * width:.2f},head_width={head['head_width'] * width:.2f}"
        )

    @property
    def point_size(self) -> float:
        return self.px(float(measures()["size"]["dragPoint"]) - 1)

    @cached_property
    def settings(self) -> dict[str, Any]:
        """The theme's matplotlib settings, with the fonts that exist and every size scaled."""
        settings = self.theme.matplotlib
        settings["font.family"] = list(installed_fonts((*settings["font.family"], *CHINESE_FONTS)))
        for key in (*SIZES, *LENGTHS):
            settings[key] = settings[key] * self.scale
        return settings

    @cached_property
    def _checked(self) -> dict[str, Any]:
        """The settings as matplotlib keeps them once it has checked them."""
        settings: Any = self.settings
        kept: Any = mpl.rcParams
        with mpl.rc_context(settings):
            return {key: dict.__getitem__(kept, key) for key in settings}

    @contextlib.contextmanager
    def applied(self) -> Iterator[None]:
        """Make and draw artists with this style's settings. (`rc_context` checks them, and copies hundreds of
        others, each time: that is half a millisecond, many times a picture.)"""
        kept: Any = mpl.rcParams
        settings = self._checked
        before = {key: dict.__getitem__(kept, key) for key in settings}
        dict.update(kept, settings)
        try:
            yield
        finally:
            dict.update(kept, before)


def css_colour(colour: str) -> str:
    """Return "#RRGGBB" or, for rgba(r,g,b,alpha 0–255), "#RRGGBBAA"."""
    parts = re.fullmatch(r"rgba\((\d+),\s*(\d+),\s*(\d+),\s*(\d+)\)", colour)
    if parts is None:
        return colour
    return "#" + "".join(f"{int(part):02X}" for part in parts.groups())
