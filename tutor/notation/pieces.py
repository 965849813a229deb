"""The pieces of an input's text: words, numbers, signs, commands, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import factorial
from typing import NamedTuple

from tutor.language import _
from tutor.notation import messages
from tutor.notation.characters import plain
from tutor.notation.chinese import in_signs
from tutor.notation.layout import without_layout
from tutor.notation.limits import MAX_NODES
from tutor.notation.messages import Source
from tutor.notation.names import GREEK, GREEK_NAMES, LETTERS
from tutor.notation.phrases import without_phrases
from tutor.notation.problem import Fix, Note
from tutor.notation.programs import without_code

WORD = rf"[{LETTERS}]+\d*(?:_(?:\{{[{LETTERS}\d]+\}}|\d+|[{LETTERS}]+\d*))*(?:_(?![\w{{]))?"
_RAW = re.compile(
    rf"(?P<space>[ ]+)|(?P<newline>\n)|(?P<number>\d+(?:\.(?![\^*/])\d*)?|\.\d+)|(?P<dotted>\.(?=[\^*/]))"
    rf"|(?P<module>(?:np|jnp|numpy|math|cmath|Math|mpmath|mp|sp|sympy|torch|(?:scipy\.)?special)\.(?=[A-Za-z]))|(?P<degree>°)"
    rf"|(?P<many>[∑∏]|\\(?:lim|sum|prod)(?![A-Za-z])|(?:lim(?![A-Za-z])|(?:limit|Limit|sum|Sum|prod|Product)(?=\s*[_(\[])))"
    r"|(?P<factorial>(?<=\d)!(?!=))"
    rf"|(?P<maxima>%(?:e|pi)(?![{LETTERS}\d_]))"
    r"|(?P<integral>(?:∫|\\int(?![A-Za-z])|(?:int|integral)(?=_))(?:\\limits)?_?)"
    r"|(?P<arrow>↦|→|\|->|->|\\(?:mapsto|longmapsto|to|rightarrow)(?![A-Za-z]))"
    r"|(?P<named>(?::|\\colon(?![A-Za-z]))(?=[^\n;]*(?:↦|→|->|\\(?:long)?mapsto|\\to)))"
    rf"|(?P<word>{WORD})|(?P<command>\\(?:[A-Za-z]+|.))|(?P<partial>∂_(?:\d+|\{{\d+\}}))"
    r"|(?P<by_letter>∂_(?:[A-Za-z]|\{\s*[A-Za-z]+\s*\})(?![A-Za-z]))"
    r"|(?P<power>\*\*)|(?P<defines>:=)|(?P<relation>[<>!]=|[≤≥≠⩽⩾])|(?P<sign>[-+*/^=,;(){}\[\]<>|√∛∜∇∂'])"
)
_PLAIN = frozenset(
    {"word", "number", "sign", "relation", "command", "integral", "partial", "maxima", "arrow"}
)
"""kinds of pieces that stand for themselves"""
_SIGNS = {"power": "", "by_letter": "∂", "defines": "=", "named": ":"}
"""and those that are signs, by which one ("": as typed)"""
_ATOMS = frozenset({"word", "number", "degree", "maxima"})
LARGEST_FACTORIAL = 20
_LONG = 60
"""letters of a word that can only be a product of them"""
_METHOD = re.compile(r"(?P<of>[^;\n=]+)\.diff\((?P<by>[^()]*)\)")
_QUOTES = "\"'‘“”„`"
_SPACING = {",", ";", ":", "!", " ", "quad", "qquad", "left", "right", "displaystyle"}


class Raw(NamedTuple):
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
    return GREEK[name[0]] + name[1:] if name[:1] in GREEK else name


def pieces(source: Source) -> tuple[str, list[Raw]]:
    """Return the plain text and its pieces, without spaces."""
    smooth = plain(source)
    signs = in_signs(*without_layout(without_code(smooth.text), smooth.origin))
    text, origin = without_phrases(*signs)
    found: list[Raw] = []
    at = 0
    gap = True
    brackets = atoms = 0
    """names and numbers so far, which are fewer than the expression's nodes"""
    while at < len(text):
        match = _RAW.match(text, at)
        if match is None and text[at:].strip() in {".", "?"}:
            break  # the end of a sentence
        if match is None:
            raise messages.program(source) or _unreadable(source, text, at, origin[at])
        kind = match.lastgroup or ""
        end = match.end()
        if kind == "space":
            gap, at = True, end
            continue
        if kind == "command" and match[0][1:] in _SPACING:
            kind = "space"
        brackets += (match[0] == "(") - (match[0] == ")")
        if kind == "command" and match[0][1:] in GREEK_NAMES:
            # \gamma(v) = … defines gamma, as γ(v) = … does.
            found.append(Raw("word", match[0][1:], origin[at], origin[end - 1] + 1, at, not gap))
        elif kind in _PLAIN:
            found.append(Raw(kind, text[at:end], origin[at], origin[end - 1] + 1, at, not gap))
        elif kind == "defines" and brackets > 0:
            raise messages.program(source) or _unreadable(source, text, at, origin[at])
        elif kind in _SIGNS:
            found.append(Raw("sign", _SIGNS[kind] or match[0], origin[at], origin[end - 1] + 1, at, not gap))
        elif kind == "newline":
            if not found or found[-1].kind != kind:
                found.append(Raw(kind, match[0], origin[at], origin[end - 1] + 1, at, not gap))
        elif kind == "factorial":
            found[-1] = _factorial(source, found[-1], origin[at])
        elif kind == "many":
            raise messages.many_terms(source, origin[at])
        elif kind == "degree":
            source.notes.append(Note(_("A degree was read as π/180."), origin[at]))
            found += degrees(Raw(kind, match[0], origin[at], origin[at] + 1, at, glued=True))
        atoms += end - at if kind == "word" and end - at > _LONG else kind in _ATOMS
        if atoms > MAX_NODES:
            raise messages.too_many(source, origin[at])
        gap = kind == "space"
        at = end
    return text, found


def _factorial(source: Source, number: Raw, place: int) -> Raw:
    """Return 24 for 4!."""
    if number.kind != "number" or not number.text.isdecimal() or int(number.text[:4]) > LARGEST_FACTORIAL:
        raise messages.factorial(source, place)
    value = str(factorial(int(number.text)))
    if value != number.text:
        said = _("{typed} was read as {text}.").format(typed=f"{number.text}!", text=value)
        source.notes.append(Note(said, number.start))
    return number._replace(text=value, end=place + 1)


def degrees(sign: Raw) -> Iterator[Raw]:
    """Yield the pieces that a degree sign stands for, (π/180)."""
    for kind, text in (("sign", "("), ("word", "π"), ("sign", "/"), ("number", "180"), ("sign", ")")):
        yield sign._replace(kind=kind, text=text, glued=True)


def _unreadable(source: Source, text: str, at: int, offset: int) -> Exception:
    character = text[at]
    if character == "!":
        return messages.factorial(source, offset)
    if character == "." and (method := _METHOD.fullmatch(source.text.strip())):
        asked = f"diff({method['of']}, {method['by']})" if method["by"] else f"derivative of {method['of']}"
        return source.error(
            _("A dot cannot stand here."),
            offset,
            _("Put the question before the function, as in d/dx x^2."),
            [Fix(_("Write {asked}").format(asked=asked), asked)],
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
    if character in _QUOTES:
        bare = "".join(each for each in source.text if each not in _QUOTES)
        return source.error(
            _("Quotation marks cannot stand here."),
            offset,
            _("Type the function itself, without them."),
            [Fix(_("Remove the quotation marks"), bare)],
        )
    return messages.unknown_character(source, offset)
