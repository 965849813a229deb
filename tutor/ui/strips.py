"""A long formula's picture cut into strips, of which only those in sight are loaded and painted.

Qt reads the SVG of a line of 400 terms (2 MB) in a tenth of a second, and holds up the window meanwhile. It
is cut where the window does not wait, and nothing here needs Qt.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

from tutor.typeset import Transform

WIDTH: Final = 1000.0
"""px of a strip."""
_LINK: Final = "{http://www.w3.org/1999/xlink}href"
_USUAL: Final = frozenset({("x", "0"), ("y", "0"), ("fill-rule", "nonzero")})
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


def cut(root: ElementTree.Element, size: float) -> Strips:
    """Cut the tree of an SVG of `typeset.svg`, whose letters are `size` px, into strips."""
    _left, _top, width, height = (float(number) for number in root.get("viewBox", "0 0 0 0").split())
    strips: list[list[_Mark]] = [[] for _strip in range(int(width // WIDTH) + 1)]
    for mark in _marks(root, Transform(), "", "", 2 * size):
        first, last = (int(max(0.0, edge) // WIDTH) for edge in (mark.left, mark.right))
        for strip in strips[first : last + 1]:
            strip.append(mark)
    glyphs = {symbol.get("id", ""): symbol[0].get("d") for symbol in root.iter(f"{_space(root)}symbol")}
    return Strips(
        width, height, tuple(_drawn(strip, index, height, glyphs) for index, strip in enumerate(strips))
    )


def _drawn(strip: list[_Mark], index: int, height: float, glyphs: Mapping[str, str | None]) -> bytes:
    """Return a strip as an SVG with the glyphs that it uses."""
    used = dict.fromkeys(mark.glyph for mark in strip if mark.glyph)
    return "".join(
        (
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"',
            f' viewBox="{index * WIDTH:g} 0 {WIDTH:g} {height:g}">',
            *(mark.svg for mark in strip),
            "<defs>",
            *(f'<symbol id="{name}" overflow="visible"><path d="{glyphs[name]}"/></symbol>' for name in used),
            "</defs></svg>",
        )
    ).encode()


def _space(root: ElementTree.Element) -> str:
    return root.tag.removesuffix("svg")


def _marks(
    element: ElementTree.Element, at: Transform, before: str, after: str, glyph: float
) -> Iterator[_Mark]:
    """Yield what is painted, in the order in which it is; `glyph` is how far a letter may reach, in px."""
    for child in element:
        name = child.tag.rpartition("}")[2]
        inside = at.then(child.get("transform", ""))
        if name == "g":
            yield from _marks(child, inside, before + _opening("g", child), "</g>" + after, glyph)
        elif name in ("use", "path"):
            reach = glyph if name == "use" else sum(map(abs, map(float, _NUMBER.findall(child.get("d", "")))))
            reach *= abs(inside.a) + abs(inside.c)
            at_x = inside.e + inside.a * float(child.get("x", "0"))
            used = child.get(_LINK, "").removeprefix("#")
            svg = f"{before}{_opening(name, child, '/')}{after}"
            yield _Mark(svg, used, at_x - reach, at_x + reach)


def _opening(name: str, element: ElementTree.Element, end: str = "") -> str:
    """Write an element's tag again."""
    attributes = [
        f' {"xlink:href" if key == _LINK else key}="{_escaped(value)}"'
        for key, value in element.items()
        if (key, value) not in _USUAL
    ]
    return f"<{name}{''.join(attributes)}{end}>"


def _escaped(value: str) -> str:
    return escape(value, {'"': "&quot;"}) if any(sign in value for sign in '&<>"') else value
