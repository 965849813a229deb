"""What a worker has finished of a long answer, on its way to the window before the answer is.

A ring of bytes that both processes see: the worker writes records, the window's side reads them, and each
moves only its own mark. No message can block, and a worker killed at any moment leaves whole records or none:
a record counts once the mark has moved past it, and its checksum says whether it is what was written.
"""

from __future__ import annotations

import pickle
import struct
import time
import zlib
from collections.abc import Callable, MutableSequence
from typing import Any, Final

from tutor.engine.parcel import Parcel, pack, unpack

CAPACITY: Final = 1 << 20
"""Bytes of a ring."""
EVERY: Final = 0.2
"""Seconds between two records, on the average;"""
AT_ONCE: Final = 4
"""so many may follow each other at once where there was nothing to send before."""
TOGETHER: Final = 100
"""Pieces in one record."""

_HEAD: Final = struct.Struct("<II")
WRITTEN, READ = 0, 1
"""Places of the two marks: bytes written, and bytes read, since the ring was made."""


class Ring:
    """Records in memory that two processes share; `bytes_` and `marks` are the shared arrays."""

    def __init__(self, bytes_: Any, marks: MutableSequence[int]) -> None:
        self._bytes = memoryview(bytes_).cast("B")
        self._marks = marks

    def write(self, record: bytes) -> bool:
        """Add a record; return False where there is no room for it now."""
        whole = _HEAD.pack(len(record), zlib.crc32(record)) + record
        written = self._marks[WRITTEN]
        if len(whole) > len(self._bytes) - (written - self._marks[READ]):
            return False
        at = written % len(self._bytes)
        first = min(len(whole), len(self._bytes) - at)
        self._bytes[at : at + first] = whole[:first]
        self._bytes[: len(whole) - first] = whole[first:]
        self._marks[WRITTEN] = written + len(whole)  # from here on it is there
        return True

    def read(self) -> list[bytes]:
        """Return the records that have come since the last time."""
        found = []
        end, at = self._marks[WRITTEN], self._marks[READ]
        while end - at >= _HEAD.size:
            length, checksum = _HEAD.unpack(self._taken(at, _HEAD.size))
            if at + _HEAD.size + length > end:
                break
            record = self._taken(at + _HEAD.size, length)
            if zlib.crc32(record) != checksum:
                break
            found.append(record)
            at += _HEAD.size + length
        self._marks[READ] = end  # what did not check out is passed over
        return found

    def fits(self, record: bytes) -> bool:
        """Say whether there would be room for a record if the ring were empty."""
        return _HEAD.size + len(record) <= len(self._bytes)

    def _taken(self, start: int, length: int) -> bytes:
        at = start % len(self._bytes)
        first = min(length, len(self._bytes) - at)
        return bytes(self._bytes[at : at + first]) + bytes(self._bytes[: length - first])


class Sender:
    """The worker's end. Pieces go in their order and without a gap, a few records a second; what is not
    sent when the answer is ready is not needed any more."""

    def __init__(self, ring: Ring, clock: Callable[[], float] = time.monotonic) -> None:
        self._ring = ring
        self._clock = clock
        self._waiting: list[Any] = []
        self._broken = False
        self._credit = 0.0
        self._since = clock()

    def begin(self) -> None:
        """Another request begins: nothing is worth sending in its first moments."""
        self._waiting, self._broken = [], False
        self._credit, self._since = 0.0, self._clock()

    def add(self, pieces: tuple[Any, ...]) -> None:
        """Send pieces, now or together with the next ones."""
        if self._broken:
            return
        self._waiting.extend(pieces)
        now = self._clock()
        self._credit = min(AT_ONCE, self._credit + (now - self._since) / EVERY)
        self._since = now
        while self._waiting and self._credit >= 1 and self._send(self._waiting[:TOGETHER]):
            self._credit -= 1

    def _send(self, pieces: list[Any]) -> bool:
        record = pickle.dumps(pack(tuple(pieces)))
        if self._ring.write(record):
            del self._waiting[: len(pieces)]
            return True
        if self._ring.fits(record):  # once the window has read what is there
            return False
        if len(pieces) > 1:
            return self._send(pieces[: len(pieces) // 2])
        self._broken, self._waiting = True, []  # a gap would be worse than an end
        return False


def received(ring: Ring) -> tuple[Any, ...]:
    """Return the pieces that have come since the last time, at the window's end."""
    found: list[Any] = []
    for record in ring.read():
        parcel = pickle.loads(record)
        assert isinstance(parcel, Parcel)
        found.extend(unpack(parcel))
    return tuple(found)
