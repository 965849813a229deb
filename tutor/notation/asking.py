"""The question at the beginning of a statement, d²/dx² or ∇, and the point at its end, at (1, 2)."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass, field

from tutor.language import _
from tutor.notation.limits import MAX_ORDER
from tutor.notation.messages import Source
from tutor.notation.names import GREEK, GREEK_NAMES, LETTERS, TRUE_VARIABLES
from tutor.notation.pieces import WORD, Raw, own_name
from tutor.notation.wording import closing, parts_between

_D = r"(?:d|∂|\\partial)"
_POWER = r"\^\s*(?:\(\s*\d+\s*\)|\{\s*\d+\s*\}|\d+)\s*"
_UNDER = re.compile(rf"\s*(?P<under>{_D})\s*(?P<letter>\\?{WORD})\s*(?P<power>{_POWER})?")
_ABOVE = re.compile(
    rf"\s*(?P<frac>\\[dt]?frac\s*\{{)?\s*(?P<d>{_D})\s*(?P<order>{_POWER})?(?P<of>{WORD})?\s*"
)
_OF = re.compile(r"\s*of(?![A-Za-z0-9_])")
_BAR = re.compile(r"\s*/\s*")
_LATEX_BAR = re.compile(r"\s*\}\s*\{\s*")
_GRADIENT = re.compile(
    r"\s*(?:∇|\\nabla|(?:the\s+)?(?:grad|gradient|nabla)(?![A-Za-z0-9_]))(?:\s+of(?![A-Za-z0-9_]))?"
)
_NO_GRADIENT = re.compile(r"\s*(?:[*^]|\\(?:cdot|times)(?![A-Za-z]))")
"""∇·F, ∇×F, ∇²f"""
_BY_LETTER = re.compile(
    rf"\s*(?P<sign>D|∂|\\partial)_(?:(?P<letter>[x-z]|t|θ|φ)(?![{LETTERS}0-9_])"
    r"|\{\s*(?P<letters>(?:[x-z]|t|θ|φ)+)\s*\})"
)
"""∂_x f, D_x f and ∂_{xy} f, the derivative by x, or by x and then by y"""
_DERIVATIVE = re.compile(
    r"\s*(?:(?:the\s+)?(?:(?P<order>first|second|third|fourth|fifth|2nd|3rd|4th|5th)\s+)?"
    r"(?:(?:partial\s+)?derivative|slope)\s+of|[Dd]ifferentiate)(?![A-Za-z0-9_])"
)
_ORDERS = {"second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5}
_DIRECTIONAL = re.compile(r"\s*D_(?:\{\s*)?(?P<direction>[a-z])(?![A-Za-z0-9_])(?:\s*\})?")
"""the D_u of D_u f, the derivative in the direction u"""
_SPOKEN = re.compile(
    r"\s*(?:the\s+)?(?P<kind>tangent|hessian|jacobian|determinant|difference\s+quotient)(?:\s+(?:line|plane|matrix))?(?:\s+(?:of|to))?(?![A-Za-z0-9_])"
)
_BEGINNINGS = frozenset(r"dD∂\∇gnthjpsf2345")
"""first characters of questions: d/dx, D_u, ∂/∂x, a command, ∇, grad, nabla, tangent, hessian, slope of,
second or 2nd derivative"""
_POINT_WORDS = frozenset({"pi", "π", "e", "sqrt"})
_VALUE_ENDS = frozenset({")", "]", "}", "|", "'"})


@dataclass(frozen=True, slots=True)
class Spoken:
    """A question at the beginning of a statement; `of` is the f of df/dx, `letters` one letter for each
    differentiation, from left to right; `direction` is the u of D_u f."""

    kind: str
    letters: tuple[str, ...] = ()
    of: str | None = None
    direction: str | None = None


@dataclass(frozen=True, slots=True)
class Coordinate:
    """One coordinate of the point asked for: its letter where it was typed, and its value's pieces."""

    letter: str | None
    start: int
    value: list[Raw] = field(default_factory=list)


def question(
    source: Source, text: str, at: int, place: int, words: Collection[str]
) -> tuple[Spoken, int] | None:
    """Return the question that begins `at` a place of the plain text (`place` in what was typed), and where
    it ends; None where there is none.

    `words` are the words that occur in the input: in d/dxsin x, only x is under the d.

    Raises:
        NotationError: where the orders above and below the bar differ.
    """
    if text[at] not in _BEGINNINGS:
        return None
    if found := _fraction(source, text, at, place, words):
        spoken, end = found
        while spoken.of is None and (more := _fraction(source, text, end, place, words)):
            kind = spoken.kind if spoken.kind == more[0].kind else "partial"
            spoken, end = Spoken(kind, spoken.letters + more[0].letters, more[0].of), more[1]
        limit_order(source, len(spoken.letters), place)
        if of := _OF.match(text, end):
            end = of.end()
        return spoken, end
    letters: list[str] = []
    end = at
    while match := _BY_LETTER.match(text, end):
        # What stands next to the function is differentiated by first: ∂_{xy} f is ∂_y ∂_x f.
        letters += [GREEK.get(letter, letter) for letter in reversed(match["letter"] or match["letters"])]
        end = match.end()
    if letters:
        limit_order(source, len(letters), place)
        kind = "derivative" if text[at] == "D" and len(set(letters)) == 1 else "partial"
        return Spoken(kind, tuple(letters)), end
    if match := _DERIVATIVE.match(text, at):
        return Spoken("derivative", ("",) * _ORDERS.get(match["order"], 1)), match.end()
    if match := _DIRECTIONAL.match(text, at):
        return Spoken("directional", direction=match["direction"]), match.end()
    if match := _GRADIENT.match(text, at):
        if _NO_GRADIENT.match(text, match.end()):
            raise source.error(
                _("∇ is read as the gradient; divergence, curl and the Laplacian cannot be asked for here."),
                place,
                _("Write for example ∇(x^2 y)."),
            )
        return Spoken("gradient"), match.end()
    if match := _SPOKEN.match(text, at):
        return Spoken("limit" if match["kind"].startswith("diff") else match["kind"]), match.end()
    return None


def limit_order(source: Source, order: int, place: int) -> None:
    """Refuse to differentiate too often."""
    if order > MAX_ORDER:
        raise source.error(
            _("This order is too high: Nabla's limit is {limit}.").format(limit=MAX_ORDER), place
        )


def _fraction(
    source: Source, text: str, at: int, place: int, words: Collection[str]
) -> tuple[Spoken, int] | None:
    above = _ABOVE.match(text, at)
    bar = above and (_LATEX_BAR if above["frac"] else _BAR).match(text, above.end())
    if not above or not bar:
        return None
    letters: list[str] = []
    end = bar.end()
    while under := _UNDER.match(text, end):
        if (above["d"] == "d") != (under["under"] == "d"):
            return None
        letter = under["letter"].lstrip("\\")
        known = letter in GREEK_NAMES or letter in words or letter[1:2].isdigit() or "_" in letter
        if not known and len(letter) > 1:
            # d/dxsin x: only the first letter is under the d.
            end = under.end("letter") - len(letter) + 1
            letters.append(letter[0])
            break
        limit_order(source, _number(under["power"]), place)
        letters += [GREEK.get(letter, letter)] * _number(under["power"])
        end = under.end()
        if not text[end:].lstrip().startswith(("∂", "\\partial")) or _ABOVE_ALONE.match(text, end):
            break
    if not letters:
        return None
    if above["frac"]:
        closing = re.compile(r"\s*\}").match(text, end)
        if closing is None:
            return None
        end = closing.end()
    if _number(above["order"]) != len(letters):
        raise source.error(
            _("Above and below the bar, the orders of this derivative differ."),
            place,
            _("Write for example d^2/dx^2 or ∂^2/∂x∂y."),
        )
    return Spoken("derivative" if above["d"] == "d" else "partial", tuple(letters), above["of"]), end


_ABOVE_ALONE = re.compile(rf"\s*{_D}\s*(?:{_POWER})?(?:{WORD}\s*)?/")
"""the ∂/ of a second question, as in ∂/∂x ∂/∂y"""


def _number(power: str | None) -> int:
    return int(re.sub(r"\D", "", power)[:4]) if power else 1


def primed(body: Sequence[Raw]) -> tuple[Spoken, list[Raw] | None] | None:
    """Return the question that f'(x), f'' or the like is, where it is all there is to a statement, and the
    point asked for in f'(2)."""
    if len(body) < 2 or body[0].kind != "word" or body[1].text != "'":
        return None
    primes = next((index for index, raw in enumerate(body[1:]) if raw.text != "'"), len(body) - 1)
    inside = body[1 + primes :]
    if not inside:
        return Spoken("derivative", ("",) * primes, own_name(body[0])), None
    if len(inside) < 3 or not _in_brackets(inside):
        return None
    if len(inside) == 3 and inside[1].kind == "word" and inside[1].text not in _POINT_WORDS:
        return Spoken("derivative", (own_name(inside[1]),) * primes, own_name(body[0])), None
    if (
        any(raw.kind == "word" and raw.text not in _POINT_WORDS for raw in inside)
        or parts_between(inside[1:-1], ",")[1:]
    ):
        return None
    return Spoken("derivative", ("",) * primes, own_name(body[0])), list(inside[1:-1])


def indexed(body: Sequence[Raw], defined: Container[str]) -> Spoken | None:
    """Return the question that f_x or f_xy is, where it is all there is to a statement: f_xy is
    differentiated by x first, as ∂²f/∂y∂x is."""
    if len(body) != 1 or body[0].kind != "word" or own_name(body[0]) in defined:
        return None
    name, _mark, letters = own_name(body[0]).partition("_")
    if name not in defined or not letters or not set(letters) <= TRUE_VARIABLES:
        return None
    return Spoken("partial", tuple(reversed(letters)), name)


def point_start(body: Sequence[Raw]) -> int | None:
    """Return the index of the word `at` that a point follows: at x = 1, at (1, 2), at 3."""
    depth = 0
    for index in range(len(body) - 1, -1, -1):
        raw = body[index]
        depth += (raw.text in {")", "]", "}"}) - (raw.text in {"(", "[", "{"})
        if raw.text != "at" or depth or raw.kind != "word" or index + 1 >= len(body):
            continue
        if index and body[index - 1].kind == "sign" and body[index - 1].text not in {*_VALUE_ENDS, ","}:
            return None
        rest = body[index + 1 :]
        signed = rest[0].kind == "number" or rest[0].text in {"(", "-", *_POINT_WORDS}
        letters = any(piece.kind == "word" and piece.text not in _POINT_WORDS for piece in rest)
        if any(piece.text == "=" for piece in rest) or signed and not letters:
            return index
        return None
    return None


def coordinates(source: Source, rest: Sequence[Raw]) -> list[Coordinate]:
    """Return the coordinates after the word `at`.

    Raises:
        NotationError: if they are neither values nor letters with values.
    """
    sides = parts_between(rest, "=")
    if len(sides) == 2 and all(map(_in_brackets, sides)):
        names, values = (parts_between(side[1:-1], ",") for side in sides)
        if len(names) == len(values) and all(len(name) == 1 for name in names):
            return [
                Coordinate(own_name(name[0]), name[0].start, value)
                for name, value in zip(names, values, strict=True)
            ]
    if len(sides) == 1 and len(parts_between(rest, ",")) == 1 and _in_brackets(rest):
        rest = rest[1:-1]
    found = []
    for item in parts_between(rest, ","):
        left, *right = parts_between(item, "=")
        if right and (len(right) > 1 or len(left) != 1 or left[0].kind != "word"):
            left = []
        if not left or right and not right[0]:
            raise source.error(
                _("This point cannot be read."),
                item[0].start if item else rest[0].start if rest else len(source.text),
                _("Write for example at (1, 2), or at x = 1, y = 2."),
            )
        letter = own_name(left[0]) if right else None
        found.append(Coordinate(letter, left[0].start, right[0] if right else left))
    return found


def numbers_in_brackets(body: Sequence[Raw]) -> list[Raw] | None:
    """Return the point of df/dx (2), where numbers in brackets are all there is."""
    if not _in_brackets(body) or any(raw.kind == "word" and raw.text not in _POINT_WORDS for raw in body):
        return None
    return list(body[1:-1])


def _in_brackets(body: Sequence[Raw]) -> bool:
    """Say whether all of it is in one pair of round brackets."""
    return bool(body) and body[0].text == "(" and closing(body, 0) == len(body) - 1
