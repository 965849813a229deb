"""A token: what the scanner hands to the grammar."""

from __future__ import annotations

from typing import NamedTuple


class Token(NamedTuple):
    """A terminal of grammar.lark: its kind, the name or the sign that it stands for, and the offsets at
    which it was typed."""

    type: str
    text: str
    start: int
    end: int

    def __str__(self) -> str:
        return self.text
