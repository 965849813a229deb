"""Nodes of a tree that are hashed once."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter

_FIELDS: dict[type, Callable[[object], object]] = {}
"""What is hashed of each kind of node, noted when the first of its kind is."""


class HashedOnce:
    """Remembers its hash and its free letters (see `traversal.symbols`): lines on a board share most of
    their parts, and each is looked up many times.

    What is pickled are the fields alone, so a hash never reaches another process.
    """

    __slots__ = ("_hash", "_symbols")
    _hash: int
    _symbols: tuple[str, ...]

    def __init_subclass__(cls) -> None:
        # A dataclass keeps a __hash__ that it finds in its own class, and replaces an inherited one.
        cls.__hash__ = HashedOnce.__hash__  # type: ignore[method-assign]

    def __hash__(self) -> int:
        try:
            return self._hash
        except AttributeError:
            kind = type(self)
            if kind not in _FIELDS:
                _FIELDS[kind] = attrgetter(*kind.__match_args__)  # type: ignore[attr-defined]
            known = hash((kind.__name__, _FIELDS[kind](self)))
            object.__setattr__(self, "_hash", known)
            return known
