"""A formula in the notations that other programs take: MathML, and Typst markup that stands alone.

Both are made only when somebody copies, from what is there: the LaTeX, or else the markup with roles.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

from tutor import typeset
from tutor.board import Formula

_MATHML = "http://www.w3.org/1998/Math/MathML"
_APPLIED = "\u2061"
_STYLES = ("outer(", "inner(", "script(", "sscript(", "inline(")
_MATRICES = ("math.mat", "tinted_rows")
_CALL = re.compile(
    r"#([\w.]+)\(|\b((?:slot[ABC]|derivative|velocity)(?:_tint)?|yours|faded|row|changed|before|held)\("
)
"""A call in the markup; in maths mode a role may stand without its #."""
_OPEN, _CLOSE = "([", ")]"


def mathml(formula: Formula) -> str:
    """Return the formula as presentation MathML, with its words as `alttext` for those who listen."""
    if formula.latex:
        from latex2mathml.converter import convert

        root = ElementTree.fromstring(convert(formula.latex, xmlns="", display="block"))
        _apply_functions(root)
    else:
        root = ElementTree.fromstring(typeset.mathml(standalone_typst(formula)))
    root.set("xmlns", _MATHML)
    root.set("alttext", formula.speech or formula.text)
    return ElementTree.tostring(root, encoding="unicode")


def _apply_functions(element: ElementTree.Element) -> None:
    """Say between a function's name and its argument that it is applied, with a thin space before an
    argument without brackets: LaTeX sets sin x apart by itself, MathML does not."""
    for child in element:
        _apply_functions(child)
    if element.tag not in ("mrow", "mtd", "math"):
        return
    children = list(element)
    for at in reversed(range(len(children) - 1)):
        name = children[at]
        while name.tag in ("msup", "msub"):
            name = name[0]
        if not (name.tag == "mi" and name.get("mathvariant") is None and len(name.text or "") > 1):
            continue
        bracketed = children[at + 1].tag == "mrow" and children[at + 1][0].get("fence") == "true"
        if not bracketed:
            element.insert(at + 1, ElementTree.Element("mspace", {"width": "0.167em"}))
        applied = ElementTree.Element("mo")
        applied.text = _APPLIED
        element.insert(at + 1, applied)


def standalone_typst(formula: Formula) -> str:
    """Return Typst markup for maths mode that compiles in anybody's document: no roles, no links."""
    return _tidied(_plain(formula.typst))


def _plain(markup: str) -> str:
    """Return the markup without the calls that `tutor.typeset` defines, and matrices in Typst's own way."""
    written, at = "", 0
    while at < len(markup):
        if markup[at] == '"':
            end = _after_string(markup, at)
            written, at = written + markup[at:end], end
        elif markup.startswith("/**/", at):
            written, at = written + " ", at + 4
        elif call := _CALL.match(markup, at):
            end = _closing(markup, call.end() - 1)
            called = _called(call[1] or call[2], _arguments(markup[call.end() : end]))
            written, at = f"{written} {called} ", end + 1
        else:
            written, at = written + markup[at], at + 1
    return written


def _called(name: str, arguments: list[str]) -> str:
    if name == "math.cases":
        return f"cases({', '.join(map(_content, arguments))})"
    if name in _MATRICES:
        rows = [_arguments(row[1:-1]) for row in arguments[1:]]
        return f'mat(delim: "[", {"; ".join(", ".join(map(_content, row)) for row in rows)})'
    body = _content(arguments[-1])
    for style in _STYLES:
        if body.startswith(style) and body.endswith(")"):
            return body.removeprefix(style)[:-1]
    return body


def _content(argument: str) -> str:
    """Return what stands between the dollars, itself without roles."""
    return _tidied(_plain(argument.strip().removeprefix("$").removesuffix("$")))


def _arguments(inside: str) -> list[str]:
    """Split the arguments of a call at its own commas."""
    found, start, at = [], 0, 0
    while at < len(inside):
        if inside[at] == '"':
            at = _after_string(inside, at)
        elif inside[at] == "$":
            at = _after_content(inside, at)
        elif inside[at] in _OPEN:
            at = _closing(inside, at) + 1
        elif inside[at] == ",":
            found.append(inside[start:at])
            start = at = at + 1
        else:
            at += 1
    return [*found, inside[start:]] if inside[start:].strip() else found


def _closing(markup: str, at: int) -> int:
    """Return where the bracket of a call that opens at a place closes."""
    at += 1
    while markup[at] not in _CLOSE:
        if markup[at] == '"':
            at = _after_string(markup, at)
        elif markup[at] == "$":
            at = _after_content(markup, at)
        elif markup[at] in _OPEN:
            at = _closing(markup, at) + 1
        else:
            at += 1
    return at


def _after_content(markup: str, at: int) -> int:
    """Return the place after the $…$ that opens at a place; dollars within it belong to calls."""
    at += 1
    while markup[at] != "$":
        if markup[at] == '"':
            at = _after_string(markup, at)
        elif call := re.compile(r"#[\w.]+\(").match(markup, at):
            at = _closing(markup, call.end() - 1) + 1
        elif markup[at] == "\\":
            at += 2
        else:
            at += 1
    return at + 1


def _after_string(markup: str, at: int) -> int:
    at += 1
    while markup[at] != '"':
        at += 2 if markup[at] == "\\" else 1
    return at + 1


_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*"|-+>|[<>!]=| *(?:&?=|\+|-(?![->])) *| +')


def _tidied(markup: str) -> str:
    """Leave one space between pieces and around signs, none where it says nothing; strings stay."""

    def spaced(found: re.Match[str]) -> str:
        token = found[0].strip(" ")
        if token.startswith('"') or token.endswith(("->", "<=", ">=", "!=")):
            return found[0]
        before, after = markup[: found.start()].rstrip(" ")[-1:], markup[found.end() : found.end() + 1]
        opens = before == "" or before in "(,;="
        if token and before and before in ",;":
            return f" {token}"
        if token:
            return f"{token} " if token.endswith("=") and opens else token if opens else f" {token} "
        slash = markup.startswith(r"\/", found.end())
        idle = opens and (before == "" or before not in ",;") or slash or after == "" or after in "^_',;)"
        return "" if idle else " "

    return _TOKENS.sub(spaced, markup).strip(" ")
