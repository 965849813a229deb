"""Typeset mathematics for painting: markup in, a renderer with its size and its links out, kept a while.

Typst is imported at the first use, which the window puts after its first paint.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QRectF, QSizeF
from PySide6.QtSvg import QSvgRenderer

from tutor.ui.look import Look, text_scale, ui_family

log = logging.getLogger(__name__)

MARGIN = 4
"""px of empty space that typesetting leaves on each side."""

_KEPT = 250


@dataclass(frozen=True)
class Typeset:
    """A typeset piece. `size` is in logical px; `links` are rectangles in it and the step
    that they open, or the place where they were typed."""

    renderer: QSvgRenderer
    size: QSizeF
    links: tuple[tuple[str, QRectF], ...] = ()


@dataclass(frozen=True)
class Order:
    """What is to be typeset: under what it is kept, its markup, and how its SVG is made, on any thread."""

    key: tuple[object, ...]
    markup: str
    make: Callable[[], bytes]


_cache: OrderedDict[tuple[object, ...], Typeset | None] = OrderedDict()


def formula_order(markup: str, look: Look, size: float, colour: str, *, display: bool = True) -> Order:
    """Return what `formula` makes for the same arguments, not yet made."""
    size *= text_scale()
    palette = look.name

    def make() -> bytes:
        from tutor import typeset

        return typeset.svg(markup, palette, size, colour=colour, display=display)

    return Order(("formula", markup, palette, size, colour, display), markup, make)


def paragraph_order(markup: str, look: Look, size: float, width: float, colour: str) -> Order:
    """Return what `paragraph` makes for the same arguments, not yet made."""
    size *= text_scale()
    palette, font = look.name, ui_family()

    def make() -> bytes:
        from tutor import typeset

        return typeset.paragraph(markup, palette, size, width, font=font, colour=colour)

    return Order(("paragraph", markup, palette, size, round(width), colour), markup, make)


def formula(markup: str, look: Look, size: float, colour: str, *, display: bool = True) -> Typeset | None:
    """Return math markup typeset at `size` px in a colour of the palette; None where it cannot be. The size
    follows the size of text chosen."""
    return kept(formula_order(markup, look, size, colour, display=display))


def paragraph(markup: str, look: Look, size: float, width: float, colour: str) -> Typeset | None:
    """Return text markup typeset at `size` px, wrapped at `width` px; None where it cannot be. The size
    follows the size of text chosen."""
    return kept(paragraph_order(markup, look, size, width, colour))


def is_kept(order: Order) -> bool:
    """Say whether it has been typeset already."""
    return order.key in _cache


def keep(order: Order, svg: bytes | None) -> None:
    """Keep what was drawn of an order, or that it cannot be typeset, for whoever asks for it; in the window's
    thread."""
    _cache[order.key] = None if svg is None else _loaded(svg)
    while len(_cache) > _KEPT:
        _cache.popitem(last=False)


def drawn(order: Order) -> bytes | None:
    """Return the SVG of an order, made on any thread; None where it cannot be typeset."""
    from tutor.typeset import TypesettingError

    try:
        return order.make()
    except TypesettingError as problem:
        # The plain text is shown instead; the log keeps why.
        log.warning("cannot typeset %r: %s", order.markup, problem)
        return None


def kept(order: Order) -> Typeset | None:
    """Return what is made of an order, at once; None where it cannot be typeset."""
    if order.key in _cache:
        _cache.move_to_end(order.key)
    else:
        keep(order, drawn(order))
    return _cache[order.key]


def _loaded(svg: bytes) -> Typeset | None:
    from tutor import typeset

    renderer = QSvgRenderer(QByteArray(svg))
    if not renderer.isValid():
        return None
    links = tuple((link.target, QRectF(*link.rectangle)) for link in typeset.links(svg))
    return Typeset(renderer, renderer.viewBoxF().size(), links)
