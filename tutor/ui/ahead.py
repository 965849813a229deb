"""What will be shown in a moment is typeset on a thread of its own, while the window goes on.

Typst lets other threads go on while it works. The card of a step takes it 5 to 15 ms, which the window would
otherwise stand still for, together with all else that an answer brings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from tutor.ui import typesetting
from tutor.ui.typesetting import Order, Typeset

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor


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
            self._worker.submit(self._make, missing, self.thread(), then)
        elif then is not None:
            then()

    def _make(self, orders: list[Order], home: QThread, then: Callable[[], None] | None) -> None:
        """On the worker's thread."""
        pieces: list[tuple[Order, Typeset | None]] = []
        try:
            for order in orders:
                piece = typesetting.made(order)
                if piece is not None:
                    piece.renderer.moveToThread(home)
                pieces.append((order, piece))
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
    def _take(self, pieces: list[tuple[Order, Typeset | None]], then: Callable[[], None] | None) -> None:
        for order, piece in pieces:
            typesetting.keep(order, piece)
        if then is not None:
            then()
