"""The pieces of an input's text: words, numbers, signs, commands, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tutor.language import _
from tutor.notation import messages
from tutor.notation.characters import plain
from tutor.notation.messages import Source
from tutor.notation.names import GREEK, LETTERS

WORD = rf"[{LETTERS}]+\d*(?:_(?:\{{[{LETTERS}\d]+\}}|\d+|[{LETTERS}]+\d*))*(?:_(?![\w{{]))?"
_RAW = re.compile(
    rf"(?P<space>[ ]+)|(?P<newline>\n)|(?P<number>\d+(?:\.(?![\^*/])\d*)?|\.\d+)|(?P<dotted>\.(?=[\^*/]))"
    rf"|(?P<maxima>%(?:e|pi)(?![{LETTERS}\d_]))"
    r"|(?P<integral>(?:∫|\\int(?![A-Za-z])|(?:int|integral)(?=_))(?:\\limits)?_?)"
    rf"|(?P<word>{WORD})|(?P<command>\\(?:[A-Za-z]+|.))|(?P<partial>∂_(?:\d+|\{{\d+\}}))"
    r"|(?P<power>\*\*)|(?P<relation>[<>!]=|[≤≥≠⩽⩾])|(?P<sign>[-+*/^=,;(){}\[\]<>|√∛∇∂'])"
)
_SPACING = {",", ";", ":", "!", " ", "quad", "qquad", "left", "right", "displaystyle"}


@dataclass(frozen=True, slots=True)
class Raw:
    """A piece of text: kind "word", "number", "sign", "command" or "newline", with its offsets in
    what was typed (`start`, `end`) and in the plain text (`at`); `glued` to what is before it."""

    kind: str
    text: str
    start: int
    end: int
    at: int
    glued: bool


def own_name(raw: Raw) -> str:
    """Return the name that a word stands for as a whole: theta for θ, x_12 for x_{12}."""
    name = raw.text.replace("{", "").replace("}", "")
    return GREEK.get(name[0], name[0]) + name[1:] if name[0] in GREEK else name


def pieces(source: Source) -> tuple[str, list[Raw]]:
    """Return the plain text and its pieces, without spaces."""
    smooth = plain(source)
    text, origin = smooth.text, smooth.origin
    found: list[Raw] = []
    at = 0
    gap = True
    while at < len(text):
        match = _RAW.match(text, at)
        if match is None:
            raise _unreadable(source, text, at, origin[at])
        kind = match.lastgroup or ""
        end = match.end()
        if kind == "command" and match[0][1:] in _SPACING:
            kind = "space"
        if kind not in {"space", "dotted"}:
            stop = origin[end - 1] + 1
            found.append(Raw("sign" if kind == "power" else kind, match[0], origin[at], stop, at, not gap))
        gap = kind == "space"
        at = end
    return text, found


def _unreadable(source: Source, text: str, at: int, offset: int) -> Exception:
    character = text[at]
    if character == "!":
        return source.error(
            _("Factorials cannot be differentiated here."),
            offset,
            _("Write the number itself, such as 24 for 4!."),
        )
    if character == ".":
        return source.error(
            _("A dot cannot stand here."), offset, _("Write decimals as 1.5 and products as 2*x.")
        )
    if character == "∞":
        return source.error(
            _("Infinity is not a number to compute with here."), offset, _("Use a letter instead.")
        )
    if character == "_":
        return source.error(
            _("The sign _ needs a letter before it and an index after it."),
            offset,
            _("Write for example x_1."),
        )
    if character in "\"'‘“”„":
        return source.error(
            _("Quotation marks cannot stand here."), offset, _("Type the function itself, without them.")
        )
    return messages.unknown_character(source, offset)
