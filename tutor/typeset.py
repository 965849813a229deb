"""Typst markup and a theme → SVG and PDF, with one persistent compiler.

The markup comes from the printers in `tutor.notation` and uses the roles that the preamble here defines
(`#slotA($x$)`, `#changed($…$)`, `#link("step:1.2", $…$)`). One pt is one logical pixel; around every
picture there is a margin of `MARGIN` px, so that pills and boxes are not cut.
"""

from __future__ import annotations

import re
import threading
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import count
from typing import TYPE_CHECKING, Literal, NamedTuple

from tutor import fonts
from tutor.theme import Theme, measures, theme

if TYPE_CHECKING:
    from typst import Compiler

MARGIN = 4
"""px of empty space on each side of a picture: highlights reach beyond their letters."""

PROJECTOR_SIZE = 40
"""px from which a formula is for a room: row tints are stronger there."""

_FALLBACK_FONTS = ("DejaVu Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei")
_BITE = 1 << 15
"""Bytes of a picture that are read at once; between two bites, other threads go on."""
_CACHED = 64
"""Pictures kept here. The window keeps its own, which have been read already: these would be 8 MB more."""

# Inline mathematics is as high as it looks; a pill is alike around x and y.
_BOUNDS = 'top-edge: "bounds", bottom-edge: "bounds"'
_LETTER_BOUNDS = 'top-edge: "cap-height", bottom-edge: "baseline"'
_TRANSFORM = re.compile(r"(\w+)\s*\(([^)]*)\)")
_NUMBER = re.compile(r"[-+.\deE]+")
_INK = re.compile(rb"<(?:use|path)\b[^>]*/>")
_END_OF_GLYPHS = b"</symbol></defs></svg>"
_locks = {aside: threading.Lock() for aside in (False, True)}


class TypesettingError(RuntimeError):
    """The markup could not be typeset; show the plain text instead."""


_LINKED = ("step", "place", "formula")
_MATHS = re.compile(r"#maths\(")
"""Mathematics within words: `escaped_words` lets no words look like it."""

Kind = Literal["svg", "pdf", "png", "html"]
Rectangle = tuple[float, float, float, float]
"""(left, top, width, height) in px"""


@dataclass(frozen=True, slots=True)
class Link:
    """A part of a picture with an id: the step that it opens ("step:3.1"), the place where it was typed
    ("place:0.1") or, in a paragraph, which formula it is ("formula:0"), here without the kind; and where it
    is in the SVG's coordinates."""

    target: str
    rectangle: Rectangle


def svg(
    markup: str, palette: Theme | str, size: float, colour: str = "text.primary", display: bool = True
) -> bytes:
    """Return a formula (maths markup) as an SVG just large enough for it.

    `palette` is a theme or its name; `size` is in px; `colour` is a name in the theme, or "#RRGGBB".
    `display` sets fractions in full size, as on a line of their own. Pictures are kept for a while.

    Raises:
        TypesettingError: if Typst refuses the markup.
    """
    return _kept(_formula(markup, palette, size, colour, display), "svg", fonts.for_formula(markup))


def svg_aside(markup: str, palette: Theme | str, size: float, colour: str, display: bool) -> bytes:
    """Return the same as `svg`, on another compiler, so that whoever typesets small things meanwhile does not
    wait for this long one; it is not kept.

    Raises:
        TypesettingError: if Typst refuses the markup.
    """
    source = _formula(markup, palette, size, colour, display)
    return _compiled(source, "svg", fonts.for_formula(markup), aside=True)


def paragraph(
    markup: str,
    palette: Theme | str,
    size: float,
    width: float,
    font: str | None = None,
    colour: str = "text.primary",
    leading: float | None = None,
    weight: int = 400,
) -> bytes:
    """Return words with mathematics in them (text markup, see `board.Sentence`) as an SVG, wrapped to
    `width` px (margins included).

    `font` is a family to prefer to the interface's own; `leading` is the height of a line over the
    size (as in the measures' "lineHeight"). Each piece of mathematics is a link to its number, from 0.

    Raises:
        TypesettingError: if Typst refuses the markup.
    """
    page = f"#set page(width: {width:g}pt, height: auto, margin: {MARGIN}pt, fill: none)\n"
    height = measures()["lineHeight"]["body"] if leading is None else leading
    family = fonts.for_words(markup, font or fonts.INTERFACE)
    settings = _preamble(_name(palette), size, colour) + _words(font, height, weight, family)
    numbers = count()
    numbered = _MATHS.sub(lambda _maths: f"#numbered({next(numbers)}, ", markup)
    return _kept(page + settings + numbered, "svg", family)


def pdf(markup: str, palette: Theme | str = "light", size: float = 11, *, font: str | None = None) -> bytes:
    """Return text markup as an A4 document.

    Raises:
        TypesettingError: if Typst refuses the markup.
    """
    page = '#set page(paper: "a4", margin: 20mm)\n'
    words = _words(font, measures()["lineHeight"]["body"], 400, fonts.ALL)
    return _compiled(
        page + _preamble(_name(palette), size, "text.primary") + words + markup, "pdf", fonts.ALL
    )


def png(
    markup: str,
    palette: Theme | str,
    size: float,
    *,
    display: bool = True,
    scale: float = 1,
    fill: str | None = "window.surface",
) -> bytes:
    """Return a formula as a PNG, `scale` dots to a px, on a colour of the theme (None: on nothing).

    Raises:
        TypesettingError: if Typst refuses the markup.
    """
    page = f"#set page(fill: {_colour(theme(_name(palette)), fill)})\n" if fill else ""
    source = _formula(markup, palette, size, "text.primary", display, page)
    return _compiled(source, "png", fonts.for_formula(markup), ppi=72 * scale)


def mathml(markup: str) -> str:
    """Return markup of maths mode that stands alone (no roles) as presentation MathML.

    Raises:
        TypesettingError: if Typst cannot set it.
    """
    page = _compiled(f"$ {markup} $", "html", fonts.for_formula(markup)).decode("utf-8")
    return page[page.index("<math") : page.index("</math>") + len("</math>")]


def _name(palette: Theme | str) -> str:
    return palette if isinstance(palette, str) else palette.name


def _formula(
    markup: str, palette: Theme | str, size: float, colour: str, display: bool, fill: str = ""
) -> str:
    page = f"#set page(width: auto, height: auto, margin: {MARGIN}pt, fill: none)\n{fill}"
    space = " " if display else ""
    edges = f"#set text({_BOUNDS})\n"
    return page + _preamble(_name(palette), size, colour, display) + edges + f"${space}{markup}{space}$"


def _tree(picture: bytes) -> ElementTree.Element:
    """Return an SVG as a tree. Read at once, one of 2 MB holds every thread up for a tenth of a second."""
    parser = ElementTree.XMLParser()
    for start in range(0, len(picture), _BITE):
        parser.feed(picture[start : start + _BITE])
    root: ElementTree.Element = parser.close()
    return root


def _without_ink(picture: bytes) -> bytes:
    """Return an SVG of Typst's without its glyphs and paths, nine tenths of it: what is linked stays."""
    if picture.endswith(_END_OF_GLYPHS):
        picture = picture[: picture.rindex(b"<defs")] + b"</svg>"
    return _INK.sub(b"", picture)


def links(picture: bytes) -> tuple[Link, ...]:
    """Return the parts of an SVG from `svg` or `paragraph` that open a step, were typed at a place or are a
    formula among words: one for each run of touching pieces with the same target."""
    if not any(f'"{kind}:'.encode() in picture for kind in _LINKED):
        return ()
    found: list[Link] = []

    def visit(element: ElementTree.Element, at: Transform, step: str) -> None:
        at = at.then(element.get("transform", ""))
        name = element.tag.rpartition("}")[2]
        if name == "a":
            target = element.get("href") or element.get("{http://www.w3.org/1999/xlink}href") or ""
            kind, _colon, linked = target.partition(":")
            step = linked if kind in _LINKED else ""
        if name == "rect" and step:
            x, y, width, height = (float(element.get(key, "0")) for key in ("x", "y", "width", "height"))
            found.append(Link(step, at.rectangle(x, y, width, height)))
        for child in element:
            visit(child, at, step)

    visit(_tree(_without_ink(picture)), Transform(), "")
    return _merged(found)


def _merged(pieces: list[Link]) -> tuple[Link, ...]:
    """Join rectangles of one target that touch or nearly do (Typst gives one for each glyph run)."""
    merged: dict[int, Link] = {}
    of_target: dict[str, list[int]] = {}
    for number, piece in enumerate(pieces):
        rectangle = piece.rectangle
        others = of_target.setdefault(piece.target, [])
        for other in tuple(others):
            if _near(merged[other].rectangle, rectangle):
                others.remove(other)
                rectangle = _around(merged.pop(other).rectangle, rectangle)
        others.append(number)
        merged[number] = Link(piece.target, rectangle)
    return tuple(merged.values())


def _near(one: Rectangle, other: Rectangle) -> bool:
    gap = 0.6 * max(one[3], other[3])
    return all(
        one[axis] <= other[axis] + other[axis + 2] + gap and other[axis] <= one[axis] + one[axis + 2] + gap
        for axis in (0, 1)
    )


def _around(one: Rectangle, other: Rectangle) -> Rectangle:
    left, top = min(one[0], other[0]), min(one[1], other[1])
    right = max(one[0] + one[2], other[0] + other[2])
    bottom = max(one[1] + one[3], other[1] + other[3])
    return left, top, right - left, bottom - top


class Transform(NamedTuple):
    """An SVG matrix (a, b, c, d, e, f): x' = ax + cy + e, y' = bx + dy + f."""

    a: float = 1
    b: float = 0
    c: float = 0
    d: float = 1
    e: float = 0
    f: float = 0

    def then(self, transform: str) -> Transform:
        """Return the transform of what lies inside an element with this attribute."""
        if not transform:
            return self
        result = self
        for kind, numbers in _TRANSFORM.findall(transform):
            values = [float(number) for number in _NUMBER.findall(numbers)]
            if kind == "matrix":
                inner = Transform(*values)
            elif kind == "translate":
                inner = Transform(e=values[0], f=values[1] if len(values) > 1 else 0)
            elif kind == "scale":
                inner = Transform(a=values[0], d=values[-1])
            else:
                continue
            result = Transform(
                result.a * inner.a + result.c * inner.b,
                result.b * inner.a + result.d * inner.b,
                result.a * inner.c + result.c * inner.d,
                result.b * inner.c + result.d * inner.d,
                result.a * inner.e + result.c * inner.f + result.e,
                result.b * inner.e + result.d * inner.f + result.f,
            )
        return result

    def rectangle(self, x: float, y: float, width: float, height: float) -> Rectangle:
        corners = [(x, y), (x + width, y), (x, y + height), (x + width, y + height)]
        across = [self.a * u + self.c * v + self.e for u, v in corners]
        down = [self.b * u + self.d * v + self.f for u, v in corners]
        left, top = min(across), min(down)
        return left, top, max(across) - left, max(down) - top


def _colour(palette: Theme, key: str) -> str:
    """Return a colour as Typst writes it."""
    value = key if key.startswith("#") else palette.colour(key)
    channels = re.fullmatch(r"rgba\((\d+),\s*(\d+),\s*(\d+),\s*(\d+)\)", value)
    return f"rgb({','.join(channels.groups())})" if channels else f'rgb("{value}")'


@lru_cache(maxsize=64)
def _preamble(theme_name: str, size: float, colour: str, display: bool = False) -> str:
    """Return the definitions of all roles in the theme's colours."""
    palette = theme(theme_name)

    def named(key: str) -> str:
        return _colour(palette, f"meaning.{key}")

    radius = measures()["radius"]["formulaHighlight"]
    row = named("derivative_tint_projector" if size >= PROJECTOR_SIZE else "derivative_tint")
    scale = measures()["fontSize"]["window"]["inlineMathScale"]
    style = "display" if display else "inline"
    lines = [
        f"#set text(size: {size:g}pt, fill: {_colour(palette, colour)})",
        "#set par(leading: 0.55em)",
        "#set math.mat(row-gap: 0.3em)",
        # A box in a formula: without the smaller leading, tall fractions are cut.
        f"#let highlighter(fill, b) = box(fill: fill, inset: 0.15em, radius: {radius},"
        f" {{set par(leading: 0pt); math.equation(math.{style}(b))}})",
    ]
    for role in ("slotA", "slotB", "slotC", "derivative", "velocity"):
        lines.append(f"#let {role}(b) = text(fill: {named(role)}, b)")
        tint = palette.groups["meaning"].get(f"{role}_tint")
        if tint:
            lines.append(
                f"#let {role}_tint(b) = highlighter({_colour(palette, f'meaning.{role}_tint')}, {role}(b))"
            )
    lines += [
        f"#let yours(b) = text(fill: {named('yourAnswer_text')}, b)",
        f"#let faded(b) = text(fill: {_colour(palette, 'text.tertiary')}, b)",
        f"#let row(b) = highlighter({row}, b)",
        f"#let changed(b) = highlighter({named('changedNow_fill')}, b)",
        f"#let before(b) = box(stroke: (bottom: 0.1em + {named('changedBefore_underline')}),"
        f" inset: (bottom: 0.12em), {{set par(leading: 0pt); math.equation(math.{style}(b))}})",
        f"#let held(b) = box(fill: {named('heldConstant_fill')}, inset: (x: 0.1em), outset: (y: 0.12em),"
        f" radius: 0.12em, stroke: 0.5pt + {named('heldConstant_stroke')},"
        f" text(fill: {named('heldConstant_text')}, {_LETTER_BOUNDS}, b))",
        # What is still to be typed: in a formula, and on the buttons that type it.
        f"#let missing = box(width: 0.72em, height: 0.78em, baseline: 0.06em, radius: 0.1em, stroke: "
        f"(paint: {named('yourAnswer_line')}, thickness: 1.2pt, dash: (3pt, 2pt)))",
        f"#let blank = box(width: 0.6em, height: 0.6em, radius: 0.1em, fill: {named('heldConstant_fill')},"
        f" stroke: 0.7pt + {_colour(palette, 'text.tertiary')})",
        f"#let maths(b) = box(text(size: {scale}em, {_BOUNDS}, b))",
        '#let numbered(n, b) = link("formula:" + str(n), maths(b))',
        # The styles of a fraction's parts and of their parts.
        f"#let outer = math.{'inline' if display else 'script'}",
        f"#let inner = math.{'script' if display else 'sscript'}",
        # As high as x² and as deep as y, so that a row's cells stand on one line.
        "#let strut = box(width: 0pt, height: 1.12em, baseline: 0.25em)",
        "#let tinted_rows(tinted, ..rows) = $lr([#box(baseline: 50% - 0.25em, grid("
        "columns: rows.pos().first().len(), align: center + horizon, inset: (x: 0.35em, y: 0.08em),"
        f" fill: (x, y) => if y in tinted {{ {row} }},"
        f" stroke: (x, y) => if y in tinted {{ 1pt + {row} }},"
        " ..rows.pos().flatten().map(cell => strut + cell)))])$",
    ]
    return "\n".join(lines) + "\n"


def _words(font: str | None, line_height: float, weight: int, among: str) -> str:
    """Return the settings for running text with the `fonts` of a family, or with all."""
    wanted = [font] if font else []
    known = fonts.families(among)
    wanted += [fonts.INTERFACE, *_FALLBACK_FONTS]
    chosen = [name for name in dict.fromkeys(wanted) if name.lower() in known]
    names = ",".join('"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"' for name in chosen)
    # Each line is 1em high, the rest of its height is leading; only taller mathematics parts lines more.
    return (
        f"#set text(font: ({names},), weight: {weight}, top-edge: 0.8em, bottom-edge: -0.2em)\n"
        f"#set par(leading: {line_height - 1:g}em, spacing: {line_height - 0.2:g}em)\n"
    )


@cache
def _compiler(aside: bool, family: str) -> Compiler:
    """Return the compiler of long things or that of all others, with the fonts of a family."""
    import typst

    return typst.Compiler(font_paths=fonts.fonts(family))


@lru_cache(maxsize=_CACHED)
def _kept(source: str, kind: Kind, family: str) -> bytes:
    return _compiled(source, kind, family)


def _compiled(
    source: str, kind: Kind, family: str, *, ppi: float | None = None, aside: bool = False
) -> bytes:
    import typst

    with _locks[aside]:
        try:
            result = _compiler(aside, family).compile(source.encode("utf-8"), format=kind, ppi=ppi)
        except (typst.TypstError, RuntimeError, ValueError) as error:
            raise TypesettingError(f"Typst could not set {source.splitlines()[-1]!r}: {error}") from error
    if not isinstance(result, bytes):
        raise TypesettingError("The markup fills more than one page.")
    return result
