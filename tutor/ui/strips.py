"""A long formula's picture cut into strips, of which only those in sight are loaded and painted.

Qt reads the SVG of a line of 400 terms (2 MB) in a tenth of a second, and holds up the window meanwhile. It
is cut where the window does not wait, and nothing here needs Qt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from tutor.typeset import Transform

WIDTH: Final = 1000.0
"""px of a strip."""
_USUAL: Final = (' x="0"', ' y="0"', ' fill-rule="nonzero"')
_BOX: Final = re.compile(r'viewBox="([^"]*)"')
_DEFINED: Final = re.compile(r"<defs\b.*?</defs>", re.DOTALL)
_GLYPH: Final = re.compile(r'<symbol id="([^"]*)".*?</symbol>', re.DOTALL)
_TAG: Final = re.compile(r"<(g|/g|use|path)\b([^>]*)>")
_TRANSFORM: Final = re.compile(r' transform="([^"]*)"')
_SHIFT: Final = re.compile(r' x="([^"]*)"')
_USED: Final = re.compile(r' xlink:href="#([^"]*)"')
_PATH: Final = re.compile(r' d="([^"]*)"')
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Strips:
    """A picture of `width` × `height` px: piece i is an SVG with what there is from i·`WIDTH` on, as wide as
    that; what reaches into two strips is in both."""

    width: float
    height: float
    pieces: tuple[bytes, ...]


class _Mark(NamedTuple):
    """A glyph (its id) or a path, with the groups around it, and from where to where it may reach."""

    svg: str
    glyph: str
    left: float
    right: float


def cut(picture: bytes, size: float) -> Strips:
    """Cut an SVG of `typeset.svg`, whose letters are `size` px, into strips."""
    drawing = picture.decode()
    for usual in _USUAL:
        drawing = drawing.replace(usual, "")
    box = _BOX.search(drawing)
    _left, _top, width, height = map(float, box[1].split()) if box is not None else (0.0, 0.0, 0.0, 0.0)
    strips: list[list[_Mark]] = [[] for _strip in range(int(width // WIDTH) + 1)]
    for mark in _marks(_DEFINED.sub("", drawing), 2 * size):
        first, last = (int(max(0.0, edge) // WIDTH) for edge in (mark.left, mark.right))
        for strip in strips[first : last + 1]:
            strip.append(mark)
    glyphs = {symbol[1]: symbol[0] for symbol in _GLYPH.finditer(drawing)}
    return Strips(
        width, height, tuple(_drawn(strip, index, height, glyphs) for index, strip in enumerate(strips))
    )


def _drawn(strip: list[_Mark], index: int, height: float, glyphs: Mapping[str, str]) -> bytes:
    """Return a strip as an SVG with the glyphs that it uses."""
    used = dict.fromkeys(mark.glyph for mark in strip if mark.glyph)
    return "".join(
        (
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"',
            f' viewBox="{index * WIDTH:g} 0 {WIDTH:g} {height:g}">',
            *(mark.svg for mark in strip),
            "<defs>",
            *(glyphs[name] for name in used),
            "</defs></svg>",
        )
    ).encode()


def _marks(drawing: str, glyph: float) -> Iterator[_Mark]:
    """Yield what is painted, in the order in which it is; `glyph` is how far a letter may reach, in px.

    Typst's own SVG is simple enough to be read tag by tag; a tree of it takes several times as long.
    """
    before, at = "", Transform()
    around: list[tuple[str, Transform]] = []
    """what there was before each group that is open"""
    for tag in _TAG.finditer(drawing):
        name, attributes = tag[1], tag[2]
        if name == "/g":
            before, at = around.pop()
            continue
        transform = _TRANSFORM.search(attributes)
        inside = at.then(transform[1]) if transform is not None else at
        if name == "g":
            if not attributes.endswith("/"):  # an empty one
                around.append((before, at))
                before, at = before + tag[0], inside
        elif name == "use":
            reach = glyph * (abs(inside.a) + abs(inside.c))
            shift = _SHIFT.search(attributes)
            at_x = inside.e + inside.a * float(shift[1] if shift is not None else 0)
            used = _USED.search(attributes)
            svg = f"{before}{tag[0]}{'</g>' * len(around)}"
            yield _Mark(svg, used[1] if used is not None else "", at_x - reach, at_x + reach)
        else:
            path = _PATH.search(attributes)
            reach = sum(map(abs, map(float, _NUMBER.findall(path[1])))) if path is not None else 0.0
            reach *= abs(inside.a) + abs(inside.c)
            yield _Mark(f"{before}{tag[0]}{'</g>' * len(around)}", "", inside.e - reach, inside.e + reach)
