"""Long formulas, typeset on a thread of their own while the window goes on; what is in sight is painted.

A line of 400 terms takes Typst and the reading of its picture up to half a second, and nobody sees more than
a few terms of it at a time.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QByteArray, QObject, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgRenderer

if TYPE_CHECKING:
    from tutor.ui.strips import Strips

log = logging.getLogger(__name__)

LONG: Final = 500
"""Characters of plain text from which a formula is long: some 60 terms, 15 ms."""
_KEPT: Final = 48 << 20
"""Bytes of pictures that are kept."""
_WAITING: Final = 24
"""Formulas that may wait for the thread; whoever is still in sight asks again."""


class Wish(NamedTuple):
    """What is to be typeset: markup, the palette's name, px of a letter, a colour of the palette, and whether
    fractions are in full size."""

    markup: str
    palette: str
    size: float
    colour: str
    display: bool


@dataclass(frozen=True)
class LongFormula:
    """A long formula that is typeset. `size` is in logical px, and `links` are as those of `Typeset`."""

    size: QSizeF
    links: tuple[tuple[str, QRectF], ...]
    strips: Strips
    renderers: dict[int, QSvgRenderer] = field(default_factory=dict)

    def paint(self, painter: QPainter, place: QRectF, room: float) -> None:
        """Paint into `place` what of it lies between 0 and `room`."""
        from tutor.ui.strips import WIDTH  # not before there is one to paint

        width = WIDTH * place.width() / max(self.size.width(), 1e-9)
        first = max(0, int(-place.left() // width))
        for index in range(first, len(self.strips.pieces)):
            strip = QRectF(place.left() + index * width, place.top(), width, place.height())
            if strip.left() > room:
                break
            if index not in self.renderers:
                self.renderers[index] = QSvgRenderer(QByteArray(self.strips.pieces[index]))
            painter.save()
            painter.setClipRect(strip, Qt.ClipOperation.IntersectClip)
            self.renderers[index].render(painter, strip)
            painter.restore()


class LongFormulas(QObject):
    """Typesets what is wished for, the latest first, and keeps what was wished for lately."""

    arrived = Signal(object)
    """a Wish that has come true, or has to be made again"""
    _made = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._kept: OrderedDict[Wish, LongFormula | None] = OrderedDict()
        self._waiting: deque[Wish] = deque()
        self._at_work: Wish | None = None
        self._made.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def find(self, wish: Wish) -> LongFormula | None:
        """Return what is wished for if it is there; if not, it will be: see `arrived`."""
        if wish in self._kept:
            self._kept.move_to_end(wish)
            return self._kept[wish]
        if wish != self._at_work and wish not in self._waiting:
            self._waiting.append(wish)
            if len(self._waiting) > _WAITING:
                self.arrived.emit(self._waiting.popleft())
            self._go_on()
        return None

    def kept(self, wish: Wish) -> LongFormula | None:
        """Return what was wished for if it is there."""
        return self._kept.get(wish)

    def busy(self) -> bool:
        """Say whether something is still being typeset."""
        return self._at_work is not None

    def _go_on(self) -> None:
        if self._at_work is None and self._waiting:
            self._at_work = self._waiting.pop()
            threading.Thread(target=self._make, args=(self._at_work,), name="typesetting").start()

    def _make(self, wish: Wish) -> None:
        """On the thread: typeset, and cut up."""
        from tutor import typeset
        from tutor.ui.strips import cut

        made: LongFormula | None = None
        try:
            svg = typeset.svg_aside(*wish)
            strips = cut(svg, wish.size)
            found = typeset.links(svg)
            links = tuple((link.target, QRectF(*link.rectangle)) for link in found)
            made = LongFormula(QSizeF(strips.width, strips.height), links, strips)
        except typeset.TypesettingError as problem:
            # The plain text is shown instead; the log keeps why.
            log.warning("cannot typeset a formula of %d characters: %s", len(wish.markup), problem)
        finally:
            self._made.emit(wish, made)

    def _take(self, wish: Wish, made: LongFormula | None) -> None:
        self._at_work = None
        self._kept[wish] = made
        while len(self._kept) > 1 and sum(map(_weight, self._kept.values())) > _KEPT:
            self._kept.popitem(last=False)
        self._go_on()
        self.arrived.emit(wish)


@cache
def long_formulas() -> LongFormulas:
    """Return the one place where long formulas are made."""
    return LongFormulas()


def _weight(formula: LongFormula | None) -> int:
    return sum(map(len, formula.strips.pieces)) if formula is not None else 0
