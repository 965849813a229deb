"""The window's shapes as drawings (SVG), for what is painted before its parts are made.

SVG, because a colour given to a QPainter loads all of Qt's enumerations first, which takes 15 ms.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from PySide6.QtGui import QFontMetricsF

from tutor.language import _
from tutor.ui.examples import EXAMPLES
from tutor.ui.look import Look, font_size, size_of, text_scale, ui_family, ui_font
from tutor.ui.rooms import STRIP

Bar = tuple[float, float, float, float]

_STEP = ((16, 16, 24, 24), (52, 16, 148, 24), (16, 64, 330, 32), (16, 122, 424, 12), (16, 144, 310, 12))
_COLUMN = ((0, 4, 64, 36), (72, 4, 80, 36), (0, 68, 112, 24), (16, 128, 24, 24), (52, 128, 148, 24),
           (16, 176, 330, 32), (16, 234, 424, 12), (16, 256, 310, 12))  # fmt: skip


def drawing(width: int, height: int, *shapes: str) -> bytes:
    """Return a picture of this size, to be loaded by QSvgRenderer."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
    return "".join((head, *shapes, "</svg>")).encode()


def moved(x: float, y: float, *shapes: str) -> str:
    """Return shapes with their origin at a place."""
    return f'<g transform="translate({x} {y})">{"".join(shapes)}</g>'


def rectangle(look: Look, rect: Bar, surface: str, line: str = "", *, radius: float = 0, pen: int = 1) -> str:
    """Return (x, y, width, height) filled with a colour of the palette ("none": not), with a line of `pen`
    px inside of it, if one is named."""
    x, y, width, height = rect
    colour = look.theme.colour
    style = f'fill="{surface if surface == "none" else colour(surface)}"'
    if line:
        x, y, width, height = x + pen / 2, y + pen / 2, width - pen, height - pen
        style += f' stroke="{colour(line)}" stroke-width="{pen}"'
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}" {style}/>'


def _bars(look: Look, bars: Iterable[Bar], right: float) -> str:
    """Return grey bars, none beyond `right`."""
    return "".join(
        rectangle(
            look, (x, y, min(width, right - x), height), "window.skeletonFrom", radius=min(height / 2, 8)
        )
        for x, y, width, height in bars
    )


class Words:
    """Words of one size and weight: how wide they are, and their shapes."""

    def __init__(self, size: int, weight: int = 400) -> None:
        self._metrics = QFontMetricsF(ui_font(size, weight))
        self._font = f'font-family="{ui_family()}" font-weight="{weight}"'
        self._font += f' font-size="{round(size * text_scale())}"'

    def width(self, words: str) -> int:
        """Return how many px words take."""
        return ceil(self._metrics.horizontalAdvance(words))

    def shape(self, look: Look, key: str, words: str, place: tuple[float, float, float, float]) -> str:
        """Return words in a colour, in the middle of the height of (x, y, width, height), and of its width
        if that is not 0."""
        x, y, width, height = place
        x += (width - self.width(words)) // 2 if width else 0
        y += (height - round(self._metrics.height())) // 2 + round(self._metrics.ascent())
        words = words.replace("&", "&amp;").replace("<", "&lt;")
        return f'<text x="{x}" y="{y}" fill="{look.theme.colour(key)}" {self._font}>{words}</text>'


def mark(look: Look) -> str:
    """Return ∇, 20 px wide."""
    colour = look.theme.colour("action.base")
    return (
        f'<g fill="none" stroke="{colour}" stroke-linejoin="miter" stroke-linecap="square">'
        '<path d="M3 4H17L10 17Z" stroke-width="1.8"/><path d="M3 4L10 17" stroke-width="2.8"/></g>'
    )


def top_bar(look: Look, width: int) -> str:
    """Return the top bar: mark, name, faces."""
    height, across = size_of("topBar"), size_of("segmented")
    name, face = Words(19, 600), Words(font_size("body"), 600)
    x = 50 + name.width("Nabla") + 28
    y = (height - 1 - across) // 2
    faces = (_("Explore"), _("Practice"), _("Present"))
    widths = [face.width(each) + 24 for each in faces]
    on = "window.segmentOn" if look.name == "dark" else "window.lineStrong"
    shapes = [
        rectangle(look, (0, 0, width, height), "window.line"),
        rectangle(look, (0, 0, width, height - 1), "window.surface"),
        moved(24, (height - 1 - 20) // 2, mark(look)),
        name.shape(look, "text.primary", "Nabla", (50, 0, 0, height - 1)),
        rectangle(look, (x, y, sum(widths) + 10, across), "window.segmentTrack", radius=8),
        rectangle(look, (x + 3, y + 3, widths[0], across - 6), "window.segmentOn", on, radius=6),
    ]
    x += 3
    for each, wide in zip(faces, widths, strict=True):
        key = "text.primary" if each == faces[0] else "text.secondary"
        shapes.append(face.shape(look, key, each, (x, y + 3, wide, across - 6)))
        x += wide + 2
    return "".join(shapes)


def lecture(look: Look, width: int, lit: int | None) -> str:
    """Return the lecture strip; `lit` is the example that is worked on, from 0."""
    heading, below, small = Words(16, 600), Words(14), Words(14, 600)
    title, caption = _("Start here"), _("one lecture, five steps")
    left = 24 + max(heading.width(title), below.width(caption)) + 20
    wide = (width - 60 - left) / len(EXAMPLES)
    shapes = [
        rectangle(look, (0, 0, width, STRIP), "window.line"),
        rectangle(look, (0, 0, width, STRIP - 1), "window.surface"),
        heading.shape(look, "text.primary", title, (24, 23, 0, 20)),
        below.shape(look, "text.secondary", caption, (24, 43, 0, 17)),
    ]
    for number, example in enumerate(EXAMPLES):
        x, on = round(left + number * wide), number == lit
        card = (x, 11, round(left + (number + 1) * wide) - 8 - x, 60)
        line, ground = ("action.base", "action.tint") if on else ("window.line", "window.surface")
        shapes.append(rectangle(look, card, ground, line, radius=8))
        circle = "action.base" if on else "meaning.heldConstant_fill"
        shapes.append(rectangle(look, (x + 11, 29, 24, 24), circle, radius=12))
        key = "action.onAction" if on else "text.secondary"
        shapes.append(small.shape(look, key, str(number + 1), (x + 11, 29, 24, 24)))
        shapes.append(small.shape(look, "text.primary", _(example.title), (x + 45, 21, 0, 20)))
    return "".join(shapes)


def editor(look: Look, width: int, height: int) -> str:
    """Return the editor's card with the focus in it, without its field."""
    return (
        rectangle(look, (0, 0, width, height), "window.surface", "window.line", radius=12)
        + rectangle(look, (2, height - 47, width - 4, 1), "window.line")
        + rectangle(look, (0, 0, width, height), "none", "window.focusRing", radius=11, pen=2)
    )


def step(look: Look, width: int) -> str:
    """Return what is in a step's card."""
    return _bars(look, _STEP, width - 16)


def column(look: Look, width: int, height: int) -> str:
    """Return what is below the editor: questions, heading, step card, transport."""
    right, y = width - 12, height - 40
    card = (0, 112, right, 177)
    return (
        rectangle(look, card, "window.surface", "window.lineStrong", radius=12)
        + _bars(look, _COLUMN, right)
        + _bars(look, ((0, y, 40, 40), (48, y, 40, 40), (216, y, 126, 40)), right)
    )


def plot(look: Look, width: int, height: int) -> str:
    """Return a plot."""
    return rectangle(look, (56, 28, width - 84, height - 80), "window.skeletonTo", radius=8)


def panel(look: Look, width: int, height: int) -> str:
    """Return the picture's panel: its bars, and a plot between them."""
    top, bottom = size_of("tabBar"), height - size_of("plotReadout")
    return (
        rectangle(look, (0, 0, width, height), "window.surface")
        + rectangle(look, (0, 0, 1, height), "window.line")
        + rectangle(look, (1, top, width, 1), "window.line")
        + rectangle(look, (1, bottom, width, 1), "window.line")
        + moved(1, top + 1, plot(look, width - 1, bottom - top - 1))
    )
