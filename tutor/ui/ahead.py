"""What will be shown in a moment is typeset on a thread of its own, while the window goes on.

Typst lets other threads go on while it works. The card of a step takes it 5 to 15 ms, which the window would
otherwise stand still for, together with all else that an answer brings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from tutor.ui import typesetting
from tutor.ui.typesetting import Order

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

Drawn = tuple[Order, bytes | None]
"""An order and its SVG, None where it cannot be typeset"""


class Ahead(QObject):
    """Typesets orders, one batch after another."""

    _made = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._made.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def typeset(self, orders: Iterable[Order], then: Callable[[], None] | None = None) -> None:
        """Typeset what is not there yet; `then` is called in the window's thread, at once where all is."""
        missing = [order for order in orders if not typesetting.is_kept(order)]
        if missing:
            self._worker.submit(self._make, missing, then)
        elif then is not None:
            then()

    def _make(self, orders: list[Order], then: Callable[[], None] | None) -> None:
        """On the worker's thread, which has nothing to do with Qt but to emit.

        Most of Qt is called with Python's lock held, and some of it (`moveToThread`) waits for a lock of
        Qt's; the window's thread can have that one and wait for Python's. `emit` lets go of Python's.
        """
        pieces: list[Drawn] = []
        try:
            pieces.extend((order, typesetting.drawn(order)) for order in orders)
        finally:
            self._made.emit(pieces, then)

    @cached_property
    def _worker(self) -> ThreadPoolExecutor:
        """The thread, once there is something to do for it: the first paint does not wait for its import."""
        from concurrent.futures import ThreadPoolExecutor

        worker = ThreadPoolExecutor(1, "typesetting ahead")
        self.destroyed.connect(lambda: worker.shutdown(wait=False))
        return worker

    @Slot(object, object)
    def _take(self, pieces: list[Drawn], then: Callable[[], None] | None) -> None:
        for order, svg in pieces:
            typesetting.keep(order, svg)
        if then is not None:
            then()
