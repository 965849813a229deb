"""Sentences below a picture, with the names and numbers in them typeset as mathematics."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tutor.canvas.wording import MINUS, RAISED, typst_name

_LOWERED = {raised: chr(plain) for plain, raised in RAISED.items()}
_NUMBER = re.compile(rf"{MINUS}?\d[\d.]*(·10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)?|{MINUS}?10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+|–")
_PART = (
    r"(?:\d − )?"
    r"(?:‖∇\{\w+\}‖|∇\{\w+\}|\{\w+\}[η°]?(?: · cos \{\w+\}°)?|(?<![A-Za-z])[Pη](?![A-Za-z]))"
)
_MATHEMATICS = re.compile(rf"{_PART}(?: (?:=|\{{sign\}}) {_PART})*")
"""What is mathematics in a sentence: a place, a gradient, its length, P and η, and equations of them"""
_SIGNS = {"η": " eta ", "°": " degree ", " · cos ": " dot cos ", "−": "-"}
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence as plain text and as Typst text."""

    text: str
    typst: str


def saying(template: str, names: Mapping[str, str], **roles: str) -> Saying:
    """Return a translated sentence with its {places} filled with names and numbers, which are mathematics
    where it is typeset: in the colour of a role, where one is named for the place."""
    markup, end = "", 0
    for found in _MATHEMATICS.finditer(template):
        markup += _plain(template[end : found.start()]) + f"#maths(${_typeset(found[0], names, roles)}$)"
        end = found.end()
    return Saying(template.format(**names), markup + _plain(template[end:]))


def _plain(words: str) -> str:
    """Return words as a Typst string, in which nothing is a command."""
    quoted = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'#"{quoted}"' if words else ""


def _typeset(found: str, names: Mapping[str, str], roles: Mapping[str, str]) -> str:
    def put(place: re.Match[str]) -> str:
        name = place[1]
        shown = _value(names[name])
        return f"#{roles[name]}(${shown}$)" if name in roles else shown

    lengths = re.sub(r"‖∇(\{\w+\})‖", r"norm(derivative(nabla \1))", found)
    gradients = re.sub(r"∇(\{\w+\})", r"derivative(nabla \1)", lengths)
    for sign, markup in _SIGNS.items():
        gradients = gradients.replace(sign, markup)
    return _PLACE.sub(put, gradients)


def _value(text: str) -> str:
    """Return a number, a sign or a name, as pictures write them in words, as Typst math markup."""
    if text in ("=", "≈"):
        return {"=": "=", "≈": "approx"}[text]
    if "=" in text:
        equations = (equation.split(" = ") for equation in text.split(", "))
        return ", ".join(" = ".join(map(_value, sides)) for sides in equations)
    if _NUMBER.fullmatch(text) is None:
        return typst_name(text)
    if text == "–":
        return '"–"'
    bare = text.rstrip("".join(map(chr, _LOWERED)))
    exponent = text[len(bare) :].translate(_LOWERED)
    return f"{bare.replace('·', ' dot ')}^({exponent})" if exponent else bare
