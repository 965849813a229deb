"""Brackets while typing: which belong together, and which close by themselves.

Nothing here moves a caret: a `Change` says what to do, and the editor does it as one step of undo.
"""

from __future__ import annotations

from dataclasses import dataclass

CLOSERS = {"(": ")", "[": "]", "{": "}"}
OPENERS = {closer: opener for opener, closer in CLOSERS.items()}
_WRAPS = {**CLOSERS, "|": "|"}
"""What may be put around a selection; a bar by itself says not which side it is, so it never closes."""

_MAY_FOLLOW = " \t\n\u2029,;+-−*·×/^=<>|&" + "".join(OPENERS)
"""A bracket closes by itself only before one of these, or at the end: elsewhere it is meant for what
follows."""


@dataclass(frozen=True, slots=True)
class Change:
    """Replace [start, end) by `new`, then select [anchor, caret), all counted in characters."""

    start: int
    end: int
    new: str
    anchor: int
    caret: int


def typed_bracket(text: str, start: int, end: int, typed: str) -> Change | None:
    """Return what typing a bracket does while [start, end) is selected; None where it is plain text."""
    if start != end:
        closer = _WRAPS.get(typed)
        inside = text[start:end]
        if closer is None or not inside.strip():
            return None
        return Change(start, end, typed + inside + closer, start + 1, start + 1 + len(inside))
    after = text[start : start + 1]
    if typed in OPENERS and after == typed and _balanced(text, typed):
        return Change(start, start, "", start + 1, start + 1)  # typed over
    if typed in CLOSERS and (not after or after in _MAY_FOLLOW) and _balanced(text, CLOSERS[typed]):
        return Change(start, start, typed + CLOSERS[typed], start + 1, start + 1)
    return None


def deleted_pair(text: str, place: int) -> Change | None:
    """Return what Backspace does between an empty pair: both go. None elsewhere."""
    pair = text[place - 1 : place + 1] if place else ""
    if len(pair) == 2 and CLOSERS.get(pair[0]) == pair[1] and _balanced(text, pair[1]):
        return Change(place - 1, place + 1, "", place - 1, place - 1)
    return None


def _balanced(text: str, closer: str) -> bool:
    return text.count(closer) == text.count(OPENERS[closer])


def pair_at(text: str, caret: int) -> tuple[int, int | None] | None:
    """Return the place of the bracket beside the caret and of its partner (None where it has none)."""
    for place in (caret - 1, caret):
        if 0 <= place < len(text) and text[place] in CLOSERS.keys() | OPENERS.keys():
            return place, _partner(text, place)
    return None


def _partner(text: str, place: int) -> int | None:
    forward = text[place] in CLOSERS
    steps = range(place, len(text)) if forward else range(place, -1, -1)
    open_now: list[str] = []
    for at in steps:
        character = text[at]
        if character in (CLOSERS if forward else OPENERS):
            open_now.append(character)
        elif character in (OPENERS if forward else CLOSERS):
            wanted = (CLOSERS if forward else OPENERS)[open_now.pop()]
            if character != wanted:
                return None
            if not open_now:
                return at
    return None
