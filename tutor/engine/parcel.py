"""An answer on its way from the worker to the window, made so that it can be opened bit by bit.

Opening a pickle holds the interpreter from its first byte to its last, and a walkthrough of 400 steps of 400
terms is 85 MB: the window would stand still. So every long text goes aside, once and compressed; what is left
is small, and is read in bites between which other threads go on.
"""

from __future__ import annotations

import io
import pickle
import time
import zlib
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

LONG: Final = 2000
"""Characters from which a text goes aside."""
_TEXTS: Final = 20
"""Long texts that are opened at once: a millisecond's work."""
_QUICK: Final = 1
"""zlib's level: what repeats itself as formulas do shrinks to a twentieth even so."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """`texts` are the long texts, compressed; `content` is the pickle of everything else."""

    content: bytes
    texts: tuple[bytes, ...]


def pack(answer: Any) -> Parcel:
    """Return an answer ready to be sent."""
    places: dict[str, int] = {}
    content = io.BytesIO()
    _Packing(content, places).dump(answer)
    texts = tuple(zlib.compress(text.encode("utf-8", "surrogatepass"), _QUICK) for text in places)
    return Parcel(content.getvalue(), texts)


def unpack(parcel: Parcel) -> Any:
    """Return the answer, letting other threads go on now and then."""
    texts = []
    for number, text in enumerate(parcel.texts):
        texts.append(zlib.decompress(text).decode("utf-8", "surrogatepass"))
        if number % _TEXTS == 0:
            time.sleep(0)
    return _Unpacking(_InBites(parcel.content), texts).load()


class _Packing(pickle.Pickler):
    def __init__(self, file: io.BytesIO, places: dict[str, int]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._places = places

    def persistent_id(self, thing: Any) -> int | None:
        if type(thing) is str and len(thing) >= LONG:
            return self._places.setdefault(thing, len(self._places))
        return None


class _InBites(io.BytesIO):
    """A pickle's bytes. It is read a frame (64 kB) at a time, and before each, other threads go on."""

    def read(self, size: int | None = -1, /) -> bytes:
        time.sleep(0)
        return super().read(size)

    def readinto(self, buffer: Any, /) -> int:
        time.sleep(0)
        return super().readinto(buffer)


class _Unpacking(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, texts: list[str]) -> None:
        super().__init__(file)
        self._texts = texts

    def persistent_load(self, place: Any) -> str:
        text: str = self._texts[place]
        return text

    def find_class(self, module: str, name: str) -> Any:
        # The whole package first: of a package that another thread is importing just then, this thread would
        # otherwise lock a part, and both would be left with half of it.
        import_module(module.partition(".")[0])
        return super().find_class(module, name)
