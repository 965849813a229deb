"""The sentences that textbooks wrap around a problem, put into the questions that the reader knows.

`Find the second derivative of y = x^4` is `derivative …`, `in the direction (3, 4)` is `; u = (3, 4)`,
`find dy/dx if …` is `dy/dx; …`. Each character keeps its origin.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_QUESTION: Final = (
    r"(?:(?:d|∂)(?:\^\s*\(?\d\)?)?\s*[A-Za-z]\s*/\s*(?:(?:d|∂)\s*+[A-Za-z]\w*+(?:\s*+\^\s*\(?\d\)?)?+\s*+)++"
    r"|[A-Za-z]\s*'+(?:\s*\(\s*[A-Za-z]\s*\))?|[A-Za-z]_(?:[A-Za-z]+|\{[A-Za-z]+\}))"
)
"""dy/dx, ∂²f/∂x∂y, f'(x), y'' or f_xy, where it is all that is asked"""
_WAYS: Final = (
    r"(?:implicit(?:ly|\s+differentiation)|logarithmic\s+differentiation"
    r"|the\s+(?:chain|product|quotient|power)\s+rule)"
)
_CURVES: Final = r"(?:the\s+)?(?:function|curve|graph|surface|equation)(?:\s+(?:of|defined\s+by|given\s+by))?"
_ASKED: Final = (
    r"^\s*(?:(?:[Ff]ind|[Cc]ompute|[Cc]alculate|[Dd]etermine|[Ww]rite|[Ww]hat\s+is|[Ee]valuate)\s+)?"
    r"(?:an?\s+|the\s+)?"
)

_RULES: Final = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        # What stands at the end, or before a colon, and says how it is to be done.
        (rf"\s+(?:by|using|with|via|through)\s+(?:using\s+)?{_WAYS}\s*(?=$|[:.])", ""),
        (rf"^\s*(?:[Uu]se|[Uu]sing|[Bb]y)\s+{_WAYS}\s*(?:,|to)\s*", ""),
        (r"^\s*[Ii]mplicit\s+differentiation\s*(?:of\b|:)?\s*", ""),
        (
            rf"{_ASKED}limit\s+definition\s+of\s+(?:the\s+)?derivative\s+(?:of|for)\b",
            "difference quotient of",
        ),
        # Which derivative, of what
        (
            r"^\s*[Dd]ifferentiate(?:\s+the\s+following)?\s+(?:with\s+respect\s+to|wrt)\s+([A-Za-z])\s*:\s*",
            r"d/d\1 ",
        ),
        (rf"{_ASKED}(?:(?:first|all)\s+)*(?:first[- ]order\s+)?partial\s+derivatives\s+of\b", "gradient of"),
        (
            rf"{_ASKED}([A-Za-z])_[A-Za-z](?:\s*(?:,|and|, and)\s*\1_[A-Za-z])+\s+(?:for|if|of|when)\s+",
            "gradient of ",
        ),
        (rf"{_ASKED}directional\s+derivative\s+of\b", "D_u "),
        (rf"{_ASKED}(?:instantaneous\s+)?rate\s+of\s+change\s+of\b(?=.*\bdirection\b)", "D_u "),
        (rf"{_ASKED}(?:instantaneous\s+)?rate\s+of\s+change\s+of\b", "derivative of"),
        (
            rf"{_ASKED}slope\s+of\s+(?:the\s+)?(?:tangent(?:\s+line)?\s+to\s+(?:{_CURVES}\s)?|{_CURVES}\s)",
            "derivative of ",
        ),
        (
            rf"{_ASKED}(?:equation\s+(?:of|for)\s+(?:the\s+)?)?tangent(?:\s+(?:line|plane))?\s+(?:to|of)\b",
            "tangent to",
        ),
        (
            rf"{_ASKED}(?:linear(?:\s+approximation|i[sz]ation)|tangent\s+line\s+approximation)"
            r"\s+(?:of|to|for)\b",
            "tangent to",
        ),
        (
            rf"{_ASKED}(?:[Jj]acobian\s+determinant"
            r"|det(?:erminant)?\s+(?:of\s+)?(?:the\s+)?[Jj]acobian(?:\s+matrix)?)\s+of\b",
            "determinant of",
        ),
        (rf"{_ASKED}[Hh]essian(?:\s+matrix)?\s+(?:of|for)\b", "hessian of"),
        (rf"{_ASKED}[Jj]acobian(?:\s+matrix)?\s+(?:of|for)\b", "jacobian of"),
        (rf"{_ASKED}(?:[Ll]aplacian|[Dd]ivergence|[Cc]url|div|curl)\s+(?:of\b\s*)?(?=[A-Za-z\d(<\[])", "∇*"),
        (
            r"\(\s*([A-Za-z])\s*(?:∘|\\circ(?![A-Za-z]))\s*([A-Za-z])\s*\)\s*\(([^()]*)\)",
            r"\1(\2(\3))",
        ),
        # Of what, and where
        (rf"(?<=\b(?:of|to))\s+{_CURVES}(?=\s)", ""),
        (rf"^\s*[Dd]ifferentiate\s+{_CURVES}(?=\s)", "differentiate"),
        (rf"{_ASKED}({_QUESTION})\s*(?::|\b(?:for|if|of|when|given(?:\s+that)?|from)\b)\s*", r"\1; "),
        (r"\bin\s+(?:the\s+)?direction\s+(?:of\s+)?(?:the\s+)?(?:vector\s+)?", "; u = "),
        (r"(?<=; u = )(?:[a-z]\s*=\s*)", ""),
        (r"\bat\s+(?:the\s+)?point\s+(?:P\s*)?(?:where\s+)?|\bat\s+where\s+", "at "),
        (r"\b[Ii]ntegral\s+from\s+(\S+)\s+to\s+(\S+)\s+of\b", r"∫_(\1)^(\2) "),
    )
)  # fmt: skip
_DEFINITION: Final = re.compile(
    r"\s+(?:by|using|from|with)\s+(?:the\s+)?(?:limit\s+)?"
    r"(?:definition(?:\s+of\s+(?:the\s+)?derivative)?|first\s+principles)\s*\.?\s*$"
)
_DERIVATIVE: Final = re.compile(rf"{_ASKED}(?:derivative\s+of|[Dd]ifferentiate)\b")
_WORDS: Final = re.compile(
    r"\b(?:of|for|if|when|to|by|using|at|in|from|[Dd]ifferentiate|[Ii]mplicit|[Uu]se|[Uu]sing|[Ff]ind|div|curl|[Ll]aplacian)\s|∘|\\circ"
)
LONGEST: Final = 1000
"""characters: longer texts are no sentences of a textbook"""


def without_phrases(text: str, origin: Sequence[int]) -> tuple[str, list[int]]:
    """Return the plain text with its sentences as questions, and the offset of each character."""
    places = list(origin)
    if len(text) > LONGEST or not _WORDS.search(text):
        return text, places
    if (ending := _DEFINITION.search(text)) and _DERIVATIVE.match(text):
        text, places = text[: ending.start()], [*places[: ending.start()], places[-1]]
        text, places = _replaced(_DERIVATIVE, "difference quotient of", text, places)
    for pattern, written in _RULES:
        text, places = _replaced(pattern, written, text, places)
    return text, places


def _replaced(pattern: re.Pattern[str], written: str, text: str, origin: list[int]) -> tuple[str, list[int]]:
    """Replace the first place where the pattern fits; what is new has the origin of what it replaces."""
    found = pattern.search(text)
    if found is None:
        return text, origin
    new = found.expand(written)
    places = [*origin[: found.start()], *[origin[found.start()]] * len(new), *origin[found.end() :]]
    return text[: found.start()] + new + text[found.end() :], places
