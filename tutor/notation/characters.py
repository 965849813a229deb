"""The characters of an input, made plain: one spelling for each sign, with the place it came from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from tutor.notation.messages import Source, invisible_character

_DROPPED = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0e\ufe0f")
_NEWLINES = frozenset("\n\r\x0b\x0c\x85\u2028\u2029")
_DIRECTION = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SAME = {
    **dict.fromkeys("−–‒—﹣‐‑", "-"),
    **dict.fromkeys("×✕✖⨯·⋅∙•∗⋆", "*"),
    **dict.fromkeys("\u2061\u2062\u2063", " "),
    **dict.fromkeys("÷∕⁄", "/"),
    **dict.fromkeys("′’ʹ´", "'"),
    **{"″": "''", "‴": "'''", "⁗": "''''", "≔": "=", "、": ",", "。": "."},
    **{"⌊": " floor(", "⌋": ")", "⌈": " ceil(", "⌉": ")", "ℯ": "e", "ⅇ": "e", "ⅈ": "i", "ℎ": "h", "ℓ": "l"},
    **dict(zip("асеорхуАСЕОРХУ", "aceopxyACEOPXY", strict=True)),
    **dict.fromkeys("⟨〈", "<"),
    **dict.fromkeys("⟩〉", ">"),
    **dict.fromkeys("∣❘", "|"),
    **{"º": "°", "˚": "°"},
    **{"ϕ": "φ", "ϑ": "θ", "ϵ": "ε", "ϱ": "ρ", "ϖ": "π", "µ": "μ", "∆": "Δ", "Ω": "Ω", "∙": "*"},
}
_RAISED = dict(
    zip(
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
        "0123456789+-()abcdefghijklmnoprstuvwxyz",
        strict=True,
    )
)
_LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789aehijklmnoprstuvx", strict=True))
_VULGAR = "¼½¾⅐-⅞"
_FOLDED = re.compile(f"[\uff01-\uff5e\U0001d400-\U0001d7ff{_VULGAR}]")
_MIXED = re.compile(rf"(?<![\d.])\d+(?=[{_VULGAR}])")
"""the 3 of 3½, which is 3 + ½ and no product"""
_ROOT_DEGREE = re.compile(r"(?<![\w)\]}²³⁴])[³⁴](?=\s*√)")
"""the small 3 before a root sign: with nothing before it, it is no exponent"""


class Plain:
    """The plain text, and for each of its characters the offset in what was typed."""

    def __init__(self, text: str, origin: list[int]) -> None:
        self.text = text
        self.origin = origin


def plain(source: Source) -> Plain:
    """Return the input in plain characters: `x²` as x^(2), `×` as *, full-width forms as usual ones.

    Raises:
        NotationError: for control characters and marks that turn the direction of writing.
    """
    if source.text.isascii() and source.text.isprintable() and "$" not in source.text:
        return Plain(source.text, list(range(len(source.text) + 1)))
    dollars = _math_dollars(source.text)
    mixed = {found.start(): found.end() for found in _MIXED.finditer(source.text)}
    fractions = set(mixed.values())
    degrees = {found.start() for found in _ROOT_DEGREE.finditer(source.text)}
    out: list[str] = []
    origin: list[int] = []
    raised = lowered = False
    for offset, character in enumerate(source.text):
        if character in _DROPPED or offset in dollars:
            continue
        if raised and character not in _RAISED:
            out.append(")")
            origin.append(origin[-1])
            raised = False
        if character in _LOWERED:
            new = _LOWERED[character] if lowered else "_" + _LOWERED[character]
        elif offset in degrees:
            new = "∛" if character == "³" else "∜"
        elif character == "√" and out and out[-1] in "∛∜" and source.text[origin[-1]] in "³⁴":
            new = ""
        elif character in _RAISED:
            new = _RAISED[character] if raised else "^(" + _RAISED[character]
            if raised and new.isdecimal() and out[-1].isalpha():
                new = "^" + new  # eˣ² is e^(x^2)
            raised = True
        else:
            new = _one(source, character, offset)
        if offset in mixed:
            new = "(" + new
        elif offset in fractions:
            new = f"+{new})"
        lowered = character in _LOWERED
        out.extend(new)
        origin.extend([offset] * len(new))
    if raised:
        out.append(")")
        origin.append(origin[-1])
    origin.append(len(source.text))
    return Plain("".join(out), origin)


def _math_dollars(text: str) -> Container[int]:
    """Return the offsets of the dollar signs around formulas, as in $x^2$, $$x^2$$ and $z = x y$, $x = t$."""
    dollars = [place.start() for place in re.finditer(r"\$", text)]
    return set(dollars) if len(dollars) % 2 == 0 and text.strip("$ \n\t.") else ()


def _one(source: Source, character: str, offset: int) -> str:
    if " " <= character <= "~":
        return character
    if character in _SAME:
        return _SAME[character]
    if character in _NEWLINES:
        return "\n"
    if character == "\t":
        return " "
    category = unicodedata.category(character)
    if category == "Zs":
        return " "
    if category in {"Cc", "Cs"} or character in _DIRECTION:
        raise invisible_character(source, offset)
    if _FOLDED.match(character):
        folded = unicodedata.normalize("NFKC", character)
        return f"({folded.replace('⁄', '/')})" if "⁄" in folded else folded
    return character
