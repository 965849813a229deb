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


_cache: OrderedDict[tuple[object, ...], Typeset | None] = OrderedDict()


def formula(markup: str, look: Look, size: float, colour: str, *, display: bool = True) -> Typeset | None:
    """Return math markup typeset at `size` px in a colour of the palette; None where it cannot be. The size
    follows the size of text chosen."""
    size *= text_scale()

    def make() -> bytes:
        from tutor import typeset

        return typeset.svg(markup, look.name, size, colour=colour, display=display)

    return _kept(("formula", markup, look.name, size, colour, display), markup, make)


def paragraph(markup: str, look: Look, size: float, width: float, colour: str) -> Typeset | None:
    """Return text markup typeset at `size` px, wrapped at `width` px; None where it cannot be. The size
    follows the size of text chosen."""
    size *= text_scale()

    def make() -> bytes:
        from tutor import typeset

        return typeset.paragraph(markup, look.name, size, width, font=ui_family(), colour=colour)

    return _kept(("paragraph", markup, look.name, size, round(width), colour), markup, make)


def _kept(key: tuple[object, ...], markup: str, make: Callable[[], bytes]) -> Typeset | None:
    if key in _cache:
        _cache.move_to_end(key)
        return _cache[key]
    from tutor.typeset import TypesettingError

    try:
        result = _loaded(make())
    except TypesettingError as problem:
        # The plain text is shown instead; the log keeps why.
        log.warning("cannot typeset %r: %s", markup, problem)
        result = None
    _cache[key] = result
    while len(_cache) > _KEPT:
        _cache.popitem(last=False)
    return result


def _loaded(svg: bytes) -> Typeset | None:
    from tutor import typeset

    renderer = QSvgRenderer(QByteArray(svg))
    if not renderer.isValid():
        return None
    links = tuple((link.target, QRectF(*link.rectangle)) for link in typeset.links(svg))
    return Typeset(renderer, renderer.viewBoxF().size(), links)
