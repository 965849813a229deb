"""Hands the engine's answers over to the window's thread; in each channel the latest request wins."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot

from tutor.ui.ahead import Ahead
from tutor.ui.typesetting import Order

DEADLINES = {
    "read": 2.0, "so_far": 2.0, "sketch": 2.0, "functions": 10.0,
    "explain": 20.0, "scenes": 10.0, "check": 10.0, "compare": 10.0,
}  # fmt: skip
"""Seconds of work after which a request is given up."""


class Refusal(Protocol):
    """Why there is no answer, in a student's words, and what to try."""

    @property
    def kind(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def hint(self) -> str: ...
    @property
    def after(self) -> float | None:
        """The seconds after which it was stopped, where that is why."""


class Reply(Protocol):
    """What became of a request: a value, or a failure and no value."""

    @property
    def value(self) -> Any: ...
    @property
    def failure(self) -> Refusal | None: ...


class Cancellable(Protocol):
    """A request under way."""

    def cancel(self) -> None: ...
    def progress(self) -> tuple[int, int]: ...


class Asks(Protocol):
    """What the window needs of an engine (`tutor.engine.client.Engine` is one)."""

    def request(
        self,
        name: str,
        arguments: Mapping[str, Any],
        done: Callable[[Any], None],
        *,
        deadline: float,
        partly: Callable[[tuple[Any, ...]], None] | None = None,
    ) -> Cancellable: ...


Receiver = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Work:
    """A request under way: its name, seconds since it was made, seconds it may take, and how many steps of
    how many are done (of 0 while that is not known)."""

    name: str
    elapsed: float
    deadline: float
    done: int
    total: int


@dataclass
class _Request:
    number: int
    name: str
    receiver: Receiver
    deadline: float
    since: float
    partly: Receiver | None = None
    ticket: Cancellable | None = None


class Bridge(QObject):
    """Asks the engine and delivers its answers in the window's thread.

    An answer that another request of its channel has overtaken is dropped.
    """

    changed = Signal()
    """a request started or ended"""
    _arrived = Signal(str, int, object)
    _came = Signal(str, int, object)

    def __init__(self, engine: Asks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self.manner: dict[str, Any] = {}
        """arguments that go with every request: how its formulas are to be written"""
        self.ahead = Ahead(self)
        self._prepared: dict[str, list[Callable[[Any], Iterable[Order]]]] = {}
        self._requests: dict[str, _Request] = {}
        self._number = 0
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._came.connect(self._deliver_pieces, Qt.ConnectionType.QueuedConnection)

    def prepare(self, name: str, orders: Callable[[Any], Iterable[Order]]) -> None:
        """Have what `orders` returns for an answer to `name` typeset before the answer is delivered."""
        self._prepared.setdefault(name, []).append(orders)

    def ask(
        self,
        channel: str,
        name: str,
        arguments: Mapping[str, Any],
        receiver: Receiver,
        deadline: float | None = None,
        partly: Receiver | None = None,
    ) -> None:
        """Ask for `name`; `receiver` gets the reply, unless a later request of the channel wins.

        `deadline` is in seconds of work; None takes the request's usual one. `partly` gets the pieces of the
        answer that are finished before it.
        """
        self.cancel(channel)
        self._number += 1
        number = self._number
        seconds = DEADLINES[name] if deadline is None else deadline
        request = _Request(number, name, receiver, seconds, time.monotonic(), partly)
        self._requests[channel] = request

        def done(reply: Any) -> None:  # on the engine's thread
            self._arrived.emit(channel, number, reply)

        def some(pieces: tuple[Any, ...]) -> None:  # likewise
            self._came.emit(channel, number, pieces)

        asked = {**arguments, **self.manner}
        hand_over = some if partly is not None else None
        request.ticket = self._engine.request(name, asked, done, deadline=seconds, partly=hand_over)
        self.changed.emit()

    def cancel(self, channel: str) -> None:
        """Give up what is under way in a channel; its receiver is not called."""
        request = self._requests.pop(channel, None)
        if request is not None:
            if request.ticket is not None:
                request.ticket.cancel()
            self.changed.emit()

    def under_way(self, channel: str | None = None) -> bool:
        """Say whether a request is unanswered, in one channel or in any."""
        return bool(self._requests) if channel is None else channel in self._requests

    def work(self, *channels: str) -> Work | None:
        """Return how the first of these channels' requests gets on that is under way."""
        for channel in channels:
            request = self._requests.get(channel)
            if request is not None:
                done, total = request.ticket.progress() if request.ticket is not None else (0, 0)
                elapsed = time.monotonic() - request.since
                return Work(request.name, elapsed, request.deadline, done, total)
        return None

    def _awaited(self, channel: str, number: int) -> _Request | None:
        """Return the request with a number, unless another of its channel has overtaken it."""
        request = self._requests.get(channel)
        return request if request is not None and request.number == number else None

    @Slot(str, int, object)
    def _deliver(self, channel: str, number: int, reply: Any) -> None:
        request = self._awaited(channel, number)
        if request is None:
            return
        value = reply.value
        prepared = self._prepared.get(request.name, ()) if value is not None else ()
        orders = [order for orders in prepared for order in orders(value)]
        self.ahead.typeset(orders, partial(self._hand_over, channel, number, reply))

    def _hand_over(self, channel: str, number: int, reply: Any) -> None:
        request = self._awaited(channel, number)
        if request is None:
            return
        del self._requests[channel]
        request.receiver(reply)
        self.changed.emit()

    @Slot(str, int, object)
    def _deliver_pieces(self, channel: str, number: int, pieces: tuple[Any, ...]) -> None:
        request = self._awaited(channel, number)
        if request is not None and request.partly is not None:
            request.partly(pieces)
