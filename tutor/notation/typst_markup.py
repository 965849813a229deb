"""Pieces of Typst markup: plain words, letters, names of functions, and the ends of calls.

Everything a student typed is escaped here.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tutor.notation.precedence import COMPOSED, GREEK, letter

END = "\ue000"
"""Ends a `#f(…)`: a "(", "[", "." or ";" right after it would be taken into the call (see `finished`)."""

_SPACE_BY_CALL = re.compile(rf" +(?=#)|(?<={END}) +")
_OPEN_CALL = re.compile(rf"{END}(?=[(\[.;])")
_COMMANDS = re.compile(r"[\\#$*_`<>@\[\]~=+\-/.(;\"]")
_NEW_LINE = re.compile(r"\s*\n\s*")
_OPERATORS = frozenset(
    "sin cos tan cot sec csc sinh cosh tanh coth sech csch arcsin arccos arctan ln log exp".split()
)


def finished(markup: str) -> str:
    """Close the calls in printed pieces against what follows them, and take out white space beside
    them: beside a box it would show."""
    if "#" not in markup and END not in markup:
        return markup
    return _OPEN_CALL.sub("/**/", _SPACE_BY_CALL.sub("", markup)).replace(END, "")


def quoted(words: str) -> str:
    """Return the words as a Typst string, upright in maths."""
    escaped = words.replace(END, "").replace("\\", "\\\\").replace('"', '\\"')
    escaped = escaped.replace("#", "\\u{23}")  # lest it look like a call (see `finished`)
    return '"' + re.sub(r"\s", " ", escaped) + '"'


@lru_cache(maxsize=1024)
def escaped_words(words: str) -> str:
    """Return plain words as text-mode markup in which nothing is a command."""
    escaped = _COMMANDS.sub(r"\\\g<0>", words.replace(END, ""))
    return _NEW_LINE.sub(r" \\ ", escaped) if "\n" in escaped else escaped


def letter_markup(name: str) -> str:
    """Return a letter with its index, or a composition of them."""
    if COMPOSED in name:
        return " compose ".join(letter_markup(part).strip(" ") for part in name.split(COMPOSED)) + " "
    parts = letter(name)
    return word_markup(parts.base).rstrip(" ") + (f"_({word_markup(parts.index)})" if parts.index else " ")


def word_markup(word: str) -> str:
    """Return one letter or number as it is, more as an upright word."""
    if word in GREEK:
        return GREEK[word] + " "
    if (len(word) == 1 and word.isalpha()) or (word.isascii() and word.isdigit()):
        return word
    return quoted(word)


def function_markup(name: str) -> str:
    """Return the name of a known function, upright."""
    return name if name in _OPERATORS else f"op({quoted(name)})"


def primes(order: int) -> str:
    """Return the primes of f′, f″, f‴, or (4) for more of them."""
    return "'" * order if order < 4 else rf"^(\({order}\))"


def without_space(written: str) -> str:
    """Return what an exponent can follow: `x`, not `x `."""
    return written.rstrip(" ")
