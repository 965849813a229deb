"""Hands the engine's answers over to the window's thread; in each channel the latest request wins."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot

DEADLINES = {"read": 2.0, "explain": 20.0, "scenes": 10.0, "check": 10.0}
"""Seconds of work after which a request is given up."""


class Refusal(Protocol):
    """Why there is no answer, in a student's words, and what to try."""

    @property
    def kind(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def hint(self) -> str: ...


class Reply(Protocol):
    """What became of a request: a value, or a failure and no value."""

    @property
    def value(self) -> Any: ...
    @property
    def failure(self) -> Refusal | None: ...


class Cancellable(Protocol):
    """A request under way."""

    def cancel(self) -> None: ...


class Asks(Protocol):
    """What the window needs of an engine (`tutor.engine.client.Engine` is one)."""

    def request(
        self, name: str, arguments: Mapping[str, Any], done: Callable[[Any], None], *, deadline: float
    ) -> Cancellable: ...


Receiver = Callable[[Any], None]


@dataclass
class _Request:
    number: int
    receiver: Receiver
    ticket: Cancellable | None
    since: float


class Bridge(QObject):
    """Asks the engine and delivers its answers in the window's thread.

    An answer that another request of its channel has overtaken is dropped.
    """

    changed = Signal()
    """a request started or ended"""
    _arrived = Signal(str, int, object)

    def __init__(self, engine: Asks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._requests: dict[str, _Request] = {}
        self._number = 0
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def ask(self, channel: str, name: str, arguments: Mapping[str, Any], receiver: Receiver) -> None:
        """Ask for `name`; `receiver` gets the reply, unless a later request of the channel wins."""
        self.cancel(channel)
        self._number += 1
        number = self._number
        request = _Request(number, receiver, None, time.monotonic())
        self._requests[channel] = request

        def done(reply: Any) -> None:  # on the engine's thread
            self._arrived.emit(channel, number, reply)

        request.ticket = self._engine.request(name, arguments, done, deadline=DEADLINES[name])
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

    def elapsed(self, channel: str) -> float:
        """Return the seconds since the channel's request was made; 0 where there is none."""
        request = self._requests.get(channel)
        return time.monotonic() - request.since if request else 0.0

    @Slot(str, int, object)
    def _deliver(self, channel: str, number: int, reply: Any) -> None:
        request = self._requests.get(channel)
        if request is None or request.number != number:
            return
        del self._requests[channel]
        request.receiver(reply)
        self.changed.emit()
