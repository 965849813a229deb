"""From an input to its statements: pieces of text, matched brackets, `name(parameters) =`, questions."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from tutor.language import _
from tutor.notation import messages
from tutor.notation.characters import plain
from tutor.notation.limits import MAX_DEFINITIONS, MAX_DEPTH
from tutor.notation.messages import Source
from tutor.notation.names import FUNCTIONS, GREEK, GREEK_NAMES, LETTERS

_WORD = rf"[{LETTERS}]+\d*(?:_(?:\{{[{LETTERS}\d]+\}}|\d+|[{LETTERS}]+\d*))*(?:_(?![\w{{]))?"
_RAW = re.compile(
    rf"(?P<space>[ ]+)|(?P<newline>\n)|(?P<number>\d+(?:\.(?![\^*/])\d*)?|\.\d+)|(?P<dotted>\.(?=[\^*/]))"
    rf"|(?P<maxima>%(?:e|pi)(?![{LETTERS}\d_]))|(?P<word>{_WORD})|(?P<command>\\(?:[A-Za-z]+|.))"
    r"|(?P<power>\*\*)|(?P<sign>[-+*/^=,;(){}\[\]<>|√∛∇∂'])"
)
_NAME = _WORD
_D = r"(?:d|∂|\\partial)"
_ASK = re.compile(
    rf"\s*(?:\\frac\s*)?\{{?\s*(?P<d>{_D})\s*(?P<order>\^\s*[({{]?\s*\d+\s*[)}}]?\s*)?(?P<of>{_NAME})?\s*\}}?\s*"
    rf"/?\s*\{{?\s*(?P<under>{_D})\s*(?P<letter>\\?{_NAME})"
    rf"(?P<again>\s*\^\s*[({{]?\s*\d+[)}}]?|\s*{_D}\s*{_NAME})?\s*\}}?"
)
_GRADIENT = re.compile(r"\s*(?:∇|\\nabla|(?:grad|gradient|nabla)(?![A-Za-z0-9_]))")
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_OPEN_ENDED = {*"+-*/^=,", "**"}
_CONTINUING = {*"+*/^=,)", "**"}
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


@dataclass(frozen=True, slots=True)
class Spoken:
    """A question at the beginning of a statement; `of` is the f of df/dx."""

    kind: str
    letter: str | None = None
    of: str | None = None


@dataclass(slots=True)
class Line:
    """One statement before the grammar sees it."""

    pieces: list[Raw]
    end: int
    ask: Spoken | None = None
    ask_place: int = 0
    name: Raw | None = None
    parameters: list[Raw] | None = None
    body: list[Raw] = field(default_factory=list)


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


def lines(source: Source, text: str, found: list[Raw]) -> list[Line]:
    """Split the pieces into statements at `;`, at line ends and before `, name =`; match brackets.

    Raises:
        NotationError: for brackets without partners, and for too many inside each other.
    """
    done: list[Line] = []
    current: list[Raw] = []
    open_brackets: list[Raw] = []

    def close_line(end: int) -> None:
        if open_brackets:
            bracket = open_brackets[0]
            where = current.index(bracket)
            before = current[where - 1] if where else None
            after = before.text if before is not None and before.text in FUNCTIONS else ""
            closing = "".join(_CLOSING[opened.text] for opened in reversed(open_brackets))
            equals = next((i for i in range(where, len(current)) if current[i].text == "="), len(current))
            last = current[equals - 1].end
            raise messages.never_closed(source, bracket.start, last, after, closing)
        if current:
            done.append(Line(current.copy(), end))
            current.clear()

    for index, piece in enumerate(found):
        if piece.kind == "newline":
            following = next(
                (found[i] for i in range(index + 1, len(found)) if found[i].kind != "newline"), None
            )
            if not open_brackets and not _goes_on(current, following):
                close_line(piece.start)
            continue
        if piece.text == ";" and piece.kind == "sign":
            close_line(piece.start)
            continue
        if piece.text == "," and not open_brackets and current and _head_length(found, index + 1):
            close_line(piece.start)
            continue
        current.append(piece)
        if piece.kind == "sign" and piece.text in _CLOSING:
            open_brackets.append(piece)
            if len(open_brackets) > MAX_DEPTH:
                raise source.error(
                    _("This is nested too deeply: Nabla's limit is {limit} levels.").format(limit=MAX_DEPTH),
                    piece.start,
                    _("Give an inner part a name and define it on a line of its own."),
                )
        elif piece.kind == "sign" and piece.text in ")]}":
            if not open_brackets:
                raise messages.never_opened(source, piece.start)
            opener = open_brackets.pop()
            if _CLOSING[opener.text] != piece.text:
                raise messages.wrong_partner(source, opener.start, piece.start, _CLOSING[opener.text])
    close_line(len(source.text))
    if len(done) > MAX_DEFINITIONS:
        raise source.error(
            _("There are too many definitions: Nabla's limit is {limit}.").format(limit=MAX_DEFINITIONS),
            done[MAX_DEFINITIONS].pieces[0].start,
            _("Put some of them together."),
        )
    words = {own_name(piece) for line in done for piece in line.pieces if piece.kind == "word"}
    for line in done:
        _split_head(source, text, line, words)
    return done


def _goes_on(current: list[Raw], following: Raw | None) -> bool:
    """Say whether a line end is only a break inside a statement."""
    if not current or following is None:
        return not current
    if current[-1].kind == "sign" and current[-1].text in _OPEN_ENDED:
        return True
    return following.kind == "sign" and following.text in _CONTINUING


def _head_length(found: list[Raw], at: int) -> int:
    """Return how many pieces `name =` or `name(a, b) =` takes from `at` on, 0 where there is none."""
    if at >= len(found) or found[at].kind != "word":
        return 0
    stop = at + 1
    if stop < len(found) and found[stop].text == "(":
        stop += 1
        while stop + 1 < len(found) and found[stop].kind == "word" and found[stop + 1].text == ",":
            stop += 2
        if not (stop + 1 < len(found) and found[stop].kind == "word" and found[stop + 1].text == ")"):
            return 0
        stop += 2
    return stop + 1 - at if stop < len(found) and found[stop].text == "=" else 0


def _is_question(match: re.Match[str]) -> bool:
    """Say whether d and ∂ match, above and below a fraction bar."""
    return (match["d"] == "d") == (match["under"] == "d") and ("/" in match[0] or "\\frac" in match[0])


def _from(piece: Raw, at: int) -> Raw:
    """Return what is left of a piece from a place in the plain text on (the sin of dxsin)."""
    cut = at - piece.at
    if cut <= 0:
        return piece
    return Raw(piece.kind, piece.text[cut:], min(piece.start + cut, piece.end), piece.end, at, glued=True)


def _split_head(source: Source, text: str, line: Line, words: Collection[str]) -> None:
    """Take the question and `name(parameters) =` off the front of a statement."""
    first = line.pieces[0]
    covered = first.at
    if (match := _ASK.match(text, first.at)) and _is_question(match):
        if match["order"] or match["again"]:
            raise source.error(
                _("Only first derivatives can be asked for in the text."),
                first.start,
                _("Write d/dx for the first derivative."),
            )
        kind = "derivative" if match["d"] == "d" else "partial"
        letter = match["letter"].lstrip("\\")
        covered = match.end()
        if (
            letter not in GREEK_NAMES
            and letter not in words
            and not letter[1:2].isdigit()
            and "_" not in letter
        ):
            # d/dxsin x: only the first letter is under the d.
            covered = match.end("letter") - len(letter) + 1
            letter = letter[0]
        line.ask = Spoken(kind, GREEK.get(letter, letter), match["of"])
    elif match := _GRADIENT.match(text, first.at):
        line.ask, covered = Spoken("gradient"), match.end()
    line.ask_place = first.start
    rest = [_from(piece, covered) for piece in line.pieces if piece.at + len(piece.text) > covered]
    length = _head_length(rest, 0)
    if length:
        line.name = rest[0]
        if length > 2:
            line.parameters = [piece for piece in rest[2 : length - 2] if piece.kind == "word"]
    elif place := _misplaced_input(rest):
        raise source.error(
            _("An input of {name} must be a letter.").format(name=own_name(rest[0])),
            place.start,
            _("Write for example {name}(x) = x^2.").format(name=own_name(rest[0])),
        )
    line.body = rest[length:]
    _unwrap(line)


def _misplaced_input(rest: list[Raw]) -> Raw | None:
    """Return what is not a letter in the argument list of f(2) = …"""
    if len(rest) < 4 or rest[0].kind != "word" or rest[1].text != "(":
        return None
    closing = next((index for index, piece in enumerate(rest) if piece.text == ")"), len(rest))
    if closing + 1 >= len(rest) or rest[closing + 1].text != "=":
        return None
    inside = enumerate(rest[2 : closing + 1])
    return next((piece for index, piece in inside if (piece.kind == "word") != (index % 2 == 0)), None)


def _unwrap(line: Line) -> None:
    """Read Derivative(x^2, x), diff(x^2, x) and D[x^2, x] as the question that they are."""
    body = line.body
    if len(body) < 5 or line.ask or body[0].text not in {"Derivative", "diff", "D"}:
        return
    opening, comma, letter, closing = body[1], body[-3], body[-2], body[-1]
    if opening.text not in {"(", "["} or comma.text != "," or letter.kind != "word":
        return
    depth = 0
    for piece in body[1:]:
        depth += (piece.text in {"(", "["}) - (piece.text in {")", "]"})
        if depth == 0 and piece is not closing:
            return
        if depth == 1 and piece.text == "," and piece is not comma:
            return
    line.ask, line.body = Spoken("derivative", own_name(letter)), body[2:-3]


def own_name(raw: Raw) -> str:
    """Return the name that a word stands for as a whole: theta for θ, x_12 for x_{12}."""
    name = raw.text.replace("{", "").replace("}", "")
    return GREEK.get(name[0], name[0]) + name[1:] if name[0] in GREEK else name
