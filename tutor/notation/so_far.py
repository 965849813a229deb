"""What can be read of a text that cannot be read whole: missing values and brackets are put in.

A missing value becomes a letter that nobody types; the reading shows it as an empty box. Each mistake
met on the way is kept with its place, and its mends, in the text as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tutor.board import Formula
from tutor.language import _
from tutor.notation.names import FUNCTIONS
from tutor.notation.problem import Fix, NotationError, Problem
from tutor.notation.reading import read
from tutor.notation.speech import spoken_name
from tutor.notation.typst_markup import letter_markup

MISSING = "c_99"
"""stands for a missing value: a letter that is a constant where nothing else is said"""

_BOX = "□"
_MARKUP = re.compile(re.escape(letter_markup(MISSING)) + " ?")
_TRIES = 4
_WORD = re.compile(r"[^\W\d_]+$")
_EMPTY = re.compile(r"[(\[{,]\s*(?=[)\],}])")


@dataclass(frozen=True, slots=True)
class SoFar:
    """A problem with what was missing put in, and what was wrong with the text from left to right."""

    problem: Problem
    wrong: tuple[NotationError, ...]


@dataclass(frozen=True, slots=True)
class _Patched:
    """A text and what was put into it: (offset in the text as typed, words), from left to right."""

    typed: str
    inserted: tuple[tuple[int, str], ...] = ()

    @property
    def text(self) -> str:
        text, shift = self.typed, 0
        for place, words in self.inserted:
            text = text[: place + shift] + words + text[place + shift :]
            shift += len(words)
        return text

    def place(self, offset: int) -> int:
        """Return where an offset of `text` is in the text as typed."""
        for place, words in self.inserted:
            if offset <= place:
                break
            offset = max(place, offset - len(words))
        return offset

    def with_more(self, offset: int, words: str) -> _Patched:
        return replace(self, inserted=tuple(sorted((*self.inserted, (self.place(offset), words)))))


def without_boxes(text: str) -> str:
    """Return a text in which letters stand for the values that are missing, written "□"."""
    return text.replace(_BOX, f" {MISSING} ")


def with_boxes(printed: Formula) -> Formula:
    """Return a formula with empty boxes where values are missing."""
    return replace(
        printed,
        text=printed.text.replace(MISSING, _BOX),
        typst=_MARKUP.sub("#missing ", printed.typst),
        speech=printed.speech.replace(spoken_name(MISSING), _("a missing value")),
    )


def so_far(text: str) -> SoFar | None:
    """Return what can be read of a text that cannot be read; None where that is nothing, or all of it."""
    if not text.strip():
        return None
    patched, wrong = _Patched(text), []
    for _try in range(_TRIES):
        try:
            problem = read(patched.text)
        except NotationError as error:
            wrong.append(_as_typed(error, patched))
            following = _patch(patched, error)
            if following is None:
                return None
            patched = following
        else:
            return SoFar(problem, tuple(sorted(wrong, key=lambda error: error.start))) if wrong else None
    return None


def _patch(patched: _Patched, error: NotationError) -> _Patched | None:
    """Put in what is missing, where that helps."""
    for candidate in _candidates(patched, error):
        try:
            read(candidate.text)
        except NotationError as following:
            if following.message != error.message or following.start > error.start + len(MISSING):
                return candidate
        else:
            return candidate
    return None


def _candidates(patched: _Patched, error: NotationError) -> Iterator[_Patched]:
    text = patched.text
    for fix in error.fixes:  # a bracket that is missing
        start, end, new = _change(text, fix.text)
        if start == end and new.strip() in (")", "]", "}", "|"):
            yield patched.with_more(start, new)
    empty = _EMPTY.search(text, error.start)
    places = [error.end, error.start] if empty is None else [empty.end(), error.end, error.start]
    for place in dict.fromkeys(places):
        if _may_miss(text, place):
            yield patched.with_more(place, f" {MISSING} ")


def _may_miss(text: str, place: int) -> bool:
    """Say whether a value can be missing at a place: behind a word only where that is a function."""
    word = _WORD.search(text[:place])
    return word is None or (word[0] in FUNCTIONS and text[place : place + 1] != "(")


def _as_typed(error: NotationError, patched: _Patched) -> NotationError:
    """Return the error as one of the text as typed."""
    if not patched.inserted:
        return error
    start, end = patched.place(error.start), patched.place(error.end)
    line = patched.typed.count("\n", 0, start) + 1
    column = start - (patched.typed.rfind("\n", 0, start) + 1) + 1
    fixes = []
    for fix in error.fixes:
        first, last, new = _change(patched.text, fix.text)
        first, last = patched.place(first), patched.place(last)
        whole = patched.typed[:first] + new + patched.typed[last:]
        if MISSING not in whole and MISSING not in fix.label:
            fixes.append(Fix(fix.label, whole))
    return NotationError(
        error.message, text=patched.typed, line=line, column=column, hint=error.hint, fixes=tuple(fixes),
        start=start, end=end,
    )  # fmt: skip


def _change(old: str, new: str) -> tuple[int, int, str]:
    """Return the part of `old` that differs from `new`, and what stands there in `new`."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    tail = 0
    while tail < min(len(old), len(new)) - start and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return start, len(old) - tail, new[start : len(new) - tail]
