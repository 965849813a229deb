"""The names Nabla knows: functions, Greek letters, constants; and how a word splits into them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from itertools import pairwise
from string import ascii_letters
from typing import NamedTuple

from tutor.notation.functions import ONLY_WITH_BRACKETS, SPELLINGS

_TRIGONOMETRIC = ("sin", "cos", "tan", "cot", "sec", "csc")

_ELEMENTARY: dict[str, str] = {
    **{name: name for name in _TRIGONOMETRIC},
    **{f"{name}h": f"{name}h" for name in _TRIGONOMETRIC},
    **{f"arc{name}": f"arc{name}" for name in _TRIGONOMETRIC},
    **{f"a{name}": f"arc{name}" for name in _TRIGONOMETRIC},
    **{f"{prefix}{name}h": f"ar{name}h" for name in _TRIGONOMETRIC for prefix in ("ar", "arc", "a")},
    **{"tg": "tan", "ctg": "cot", "cosec": "csc", "arctg": "arctan", "arcctg": "arccot"},
    **{"sh": "sinh", "ch": "cosh", "th": "tanh", "cth": "coth"},
    **{name: name for name in ("exp", "ln", "log", "sqrt", "cbrt")},
    "lg": "log",
}
_ELSEWHERE: dict[str, str] = {
    **{name.upper(): inside for name, inside in _ELEMENTARY.items() if len(name) > 2},
    **{name.capitalize(): inside for name, inside in _ELEMENTARY.items() if len(name) > 2},
    **{f"Arc{name.capitalize()}": f"arc{name}" for name in _TRIGONOMETRIC},
    **{f"Arc{name.capitalize()}h": f"ar{name}h" for name in _TRIGONOMETRIC},
    **{"LN": "ln", "Ln": "ln", "ABS": "abs", "fabs": "abs", "CubeRoot": "cbrt"},
    **dict.fromkeys(("pow", "Pow", "Power", "POWER", "power"), "pow"),
    **dict.fromkeys(("root", "nthroot", "Surd", "surd", "nroot"), "root"),
    **dict.fromkeys(("cuberoot", "cubeRoot"), "cbrt"),
    "Rational": "ratio",
}
"""as spreadsheets, programming languages and computer algebra systems write them"""
_HERE: dict[str, str] = {**_ELEMENTARY, "abs": "abs", "Abs": "abs", **SPELLINGS}
FUNCTIONS: dict[str, str] = {**_ELSEWHERE, **_HERE}
"""what is typed -> the name in the tree (pow, root and ratio become a power, a root and a fraction)"""

INVERSES: dict[str, str] = {
    **{name: f"arc{name}" for name in _TRIGONOMETRIC},
    **{f"{name}h": f"ar{name}h" for name in _TRIGONOMETRIC},
}
"""sin^-1 and its kin"""

GREEK: dict[str, str] = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψω",
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau "
        "upsilon phi chi psi omega".split(),
        strict=True,
    )
)
GREEK |= {sign.upper(): name.capitalize() for sign, name in GREEK.items()} | {"ς": "sigma"}
GREEK_NAMES = frozenset(GREEK.values()) - {"pi"}

TRUE_VARIABLES = frozenset({*"xyztuvwrspq", "theta", "phi"})
"""letters that are variables where no argument list says which are (with any index)"""
COORDINATES = frozenset({*"xyztrs", "theta", "phi"})
"""letters that may be inputs of their own beside inner functions"""
STUDENT_FUNCTIONS = frozenset("fghFGH")
"""letters that are functions in `f(x)` where nothing else says what they are"""
PERHAPS_FUNCTIONS = frozenset({*"pqruvwyzABCDLMNPQRSTUVWXYZ", "phi", "psi", "rho", "Phi", "Psi"})
"""letters that are functions where only inputs are in their brackets, u(x), and they never stand alone"""
BESSEL = {"J": "besselj", "Y": "bessely", "I": "besseli", "K": "besselk"}
"""the Bessel functions by their signs: J_0(x)"""

FOREIGN = frozenset(
    "if else for while def return import from class None True False and or not where with await "
    "try exec eval int nan zoo NaN mod".split()
)
"""words of programming languages and of sympy that must not become products of letters"""

INFINITE = frozenset({"oo", "inf", "infinity", "Inf", "infty"})

_PLAIN_LETTERS = frozenset(ascii_letters) - {"e"}
LETTERS = "A-Za-z" + "".join(GREEK)
_GLUED = re.compile(
    "|".join([*sorted((name for name in _ELEMENTARY if len(name) > 2), key=len, reverse=True), "ln"])
)
_SHORT = frozenset({"sh", "ch", "th", "tg", "lg"})
"""functions only where a bracket follows, as ch also stands for c times h"""
SPACED = frozenset({"tg", "lg"})
"""but those of them that nobody writes for a product: functions where a space and an operand follow, too"""
_GLUED_GREEK = re.compile(
    "|".join(sorted((name for name in GREEK_NAMES if len(name) > 3), key=len, reverse=True))
)
_INDEX = re.compile(r"(?:\d|_).*$", re.DOTALL)


class Piece(NamedTuple):
    """One name inside a word: kind "symbol", "function", "constant" or "number" (the digits of
    sin2x), and where it starts and ends in the word."""

    kind: str
    name: str
    start: int
    end: int


def stem(name: str) -> str:
    """Return a letter without its index: x for x_1, theta for theta2."""
    return _INDEX.sub("", name)


def is_true_variable(name: str) -> bool:
    """Say whether the letter is one that students use for variables."""
    return stem(name) in TRUE_VARIABLES


def is_input(name: str) -> bool:
    """Say whether a letter is one that students use for the inputs of their functions."""
    return stem(name) in COORDINATES | {"u", "v", "w"}


def nearest_name(word: str, opens: bool) -> str | None:
    """Return the known function, or Greek letter where no bracket opens, that a word most resembles."""
    names = list(_HERE) if opens else [*_HERE, *GREEK_NAMES]
    close = get_close_matches(word, names, n=1, cutoff=0.6)
    close = close or get_close_matches(word.lower(), names, n=1, cutoff=0.6)
    return close[0] if close else None


def split_word(word: str, known: Collection[str], opens: bool) -> list[Piece] | None:
    """Split a word (letters, perhaps with an index) into names, the longest known name first.

    `opens` says whether a bracket follows. Returns None where the word cannot be taken apart with a
    good conscience: it is more likely a name that Nabla does not know.
    """
    if len(word) == 1 and word in _PLAIN_LETTERS and word not in known:
        return [Piece("symbol", word, 0, 1)]
    tidy = word.replace("{", "").replace("}", "")
    if word in known or tidy in known:
        return [Piece("symbol", tidy, 0, len(word))]
    if opens and word in FUNCTIONS:
        return [Piece("function", word, 0, len(word))]
    letters = stem(word)
    index = word[len(letters) :]
    if not letters or {word, letters} & (FOREIGN | INFINITE):
        return None
    if opens and len(letters) > 1 and letters[0].isupper() and letters[1:].islower():
        return None  # Psi(x), Heaviside(x): a function that is not in the table, no product
    if letters in {"log", "lg", "LOG"} and letters not in known and ("_" in index or index and opens):
        if "_" in index[1:]:
            return None
        return [Piece("function", "log" + index, 0, len(word))]
    if "_" in index and len(letters) > 2 and letters not in FUNCTIONS and not set(letters) <= TRUE_VARIABLES:
        return None if opens else [Piece("symbol", tidy, 0, len(word))]
    pieces = list(_pieces(letters, known, opens and not index))
    if index:
        last = pieces[-1]
        if last.kind == "symbol":
            pieces[-1] = Piece(
                "symbol", last.name + index.replace("{", "").replace("}", ""), last.start, len(word)
            )
        elif index.isdecimal():
            pieces.append(Piece("number", index, len(letters), len(word)))
        else:
            return None
    return pieces if _credible(pieces, known, opens) else None


def _pieces(letters: str, known: Collection[str], opens: bool) -> Iterator[Piece]:
    if letters in {"Pi", "PI"}:
        yield Piece("constant", "pi", 0, len(letters))
        return
    if letters in GREEK_NAMES and not (opens and letters in ONLY_WITH_BRACKETS):
        yield Piece("symbol", letters, 0, len(letters))
        return
    short = letters in _SHORT
    wants_bracket = short or letters in ONLY_WITH_BRACKETS
    if letters in FUNCTIONS and (opens or not wants_bracket) and not (short and set(letters) <= set(known)):
        yield Piece("function", letters, 0, len(letters))
        return
    own = [name for name in known if len(name) > 1]
    if len(own) > 1:
        own.sort(key=len, reverse=True)
    at = 0
    while at < len(letters):
        kind, name, taken = "symbol", letters[at], 1
        if name in GREEK and name not in known:
            kind, name = ("constant", "pi") if GREEK[name] == "pi" else ("symbol", GREEK[name])
        elif found := next((n for n in own if letters.startswith(n, at)), ""):
            name, taken = found, len(found)
        elif glued := _GLUED.match(letters, at):
            kind, name, taken = "function", glued[0], len(glued[0])
        elif glued := _GLUED_GREEK.match(letters, at):
            name, taken = glued[0], len(glued[0])
        elif letters.startswith("pi", at) and not {"p", "i"} <= set(known):
            kind, name, taken = "constant", "pi", 2
        elif name == "e" and "e" not in known:
            kind = "constant"
        yield Piece(kind, name, at, at + taken)
        at += taken


def _stutters(pieces: list[Piece], single: list[Piece]) -> bool:
    """Say whether a function's last letter is there twice, as in coss(x): a slip, and no product."""
    return any(
        function.kind == "function" and letter in single and function.name[-1] == letter.name
        for function, letter in pairwise(pieces)
    )


def _credible(pieces: list[Piece], known: Collection[str], opens: bool) -> bool:
    """Say whether a word is a product of letters, and not an unknown word such as `solve`."""
    letters = [p for p in pieces if p.end - p.start == 1 and p.name.isascii()]
    single = [p for p in letters if p.name not in known]
    if not single or all(p.kind == "symbol" and p.name in TRUE_VARIABLES for p in single):
        return not (opens and _stutters(pieces, single))
    if opens and pieces[-1].kind != "function":
        return len(letters) <= 2 and not _stutters(pieces, single)
    if len(single) <= 2:
        return True
    if len(single) < len(pieces):
        return False
    return len(single) == 3 or all(p.name in "abcdkmnpqrstuvwxyz" for p in single)
