"""From an input to its statements: pieces of text, matched brackets, `name(parameters) =`, questions."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from tutor.language import _
from tutor.notation import messages
from tutor.notation.asking import Spoken, limit_order, point_start, question
from tutor.notation.functions import ONLY_WITH_BRACKETS
from tutor.notation.limits import MAX_DEFINITIONS, MAX_DEPTH, MAX_ORDER
from tutor.notation.lookahead import by_unit_vectors, entries_of
from tutor.notation.messages import Source
from tutor.notation.names import FUNCTIONS, GREEK_NAMES, STUDENT_FUNCTIONS, TRUE_VARIABLES
from tutor.notation.pieces import Raw, own_name
from tutor.notation.problem import Note
from tutor.notation.wording import closing, parts_between

_CLOSING = {"(": ")", "[": "]", "{": "}"}
_OPEN_ENDED = {*"+-*/^=,", "**"}
_CONTINUING = {*"+*/^=,)", "**"}


@dataclass(slots=True)
class Line:
    """One statement before the grammar sees it: `right` is the right side of an equation, `point` what
    is after the word at."""

    pieces: list[Raw]
    end: int
    ask: Spoken | None = None
    ask_place: int = 0
    name: Raw | None = None
    parameters: list[Raw] | None = None
    body: list[Raw] = field(default_factory=list)
    right: list[Raw] | None = None
    point: list[Raw] | None = None


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
        if piece.kind not in {"sign", "newline"}:
            current.append(piece)
            continue
        if open_brackets and open_brackets[-1].text == "{" and _ends_case(piece, current):
            current.append(Raw("sign", ";", piece.start, piece.end, piece.at, glued=False))
            continue
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
        after_comma = piece.text == "," and not open_brackets and current
        primed = after_comma and [raw.text for raw in found[index + 2 : index + 3]] == ["'"]
        begins = primed or (
            after_comma and (_head_length(found, index + 1) or _calls_one_defined(found, index + 1))
        )
        if begins and not _in_point(current):
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
    _take_points(source, done)
    words = [own_name(piece) for line in done for piece in line.pieces if piece.kind == "word"]
    for line in done:
        _split_head(source, text, line, words)
    return done


def _ends_case(piece: Raw, current: list[Raw]) -> bool:
    """Say whether a `;` or a line end in curly brackets is one between two cases."""
    if piece.kind == "newline":
        return current[-1].kind != "sign" or current[-1].text in {")", "]", "}"}
    return piece.text == ";"


def _goes_on(current: list[Raw], following: Raw | None) -> bool:
    """Say whether a line end is only a break inside a statement."""
    if not current or following is None:
        return not current
    if current[-1].kind == "sign" and current[-1].text in _OPEN_ENDED:
        return True
    return following.kind == "sign" and following.text in _CONTINUING


def _in_point(current: list[Raw]) -> bool:
    """Say whether `, y =` goes on with a point: at x = 1, y = 2."""
    start = max((index for index, raw in enumerate(current) if raw.text == "at"), default=len(current))
    return any(raw.text == "=" for raw in current[start:])


def _take_points(source: Source, done: list[Line]) -> None:
    """Take `at (1, 2)` off the statements; on a line of its own it belongs to the one before it."""
    for index, line in enumerate(done):
        start = point_start(line.pieces)
        if start is None:
            continue
        line.point, line.pieces = line.pieces[start + 1 :], line.pieces[:start]
        if line.pieces and line.pieces[-1].text == ",":
            line.pieces.pop()
        if point_start(line.pieces) is not None or (not line.pieces and index and done[index - 1].point):
            raise source.error(
                _("Two points are given here; only one can be asked for."), line.point[0].start
            )
        if not line.pieces:
            if not index:
                raise source.error(
                    _("Here is a point, but no function before it."),
                    line.point[0].start,
                    _("Write for example x^2 at x = 1."),
                )
            done[index - 1].point = line.point
    done[:] = [line for line in done if line.pieces]


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


def _calls_one_defined(found: list[Raw], at: int) -> bool:
    """Say whether f(g(x)) stands here, at the end, with f(x) = … before it."""
    if at + 1 >= len(found) or found[at].kind != "word" or found[at + 1].text != "(":
        return False
    if any(raw.text in {"=", ",", ";"} for raw in found[at:]):
        return False
    if not any(raw.kind == "word" for raw in found[at + 2 :]):
        return False
    return any(
        raw.text == found[at].text and _head_length(found, index) > 2 for index, raw in enumerate(found[:at])
    )


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
    if asked := question(source, text, first.at, first.start, words):
        line.ask, covered = asked
    line.ask_place = first.start
    rest = line.pieces.copy()
    if line.ask is not None:
        rest = [_from(piece, covered) for piece in rest if piece.at + len(piece.text) > covered]
        rest = rest[1:] if rest and rest[0].text == "." else rest  # d^2/dx^2. has the number 2. at its end
    if (letter := _with_respect_to(rest)) is not None:
        before = line.ask or Spoken("derivative", ("",))
        line.ask = replace(before, letters=(letter,) * max(len(before.letters), 1))
        del rest[-2 if rest[-2].text == "wrt" else -4 :]
    length = _head_length(rest, 0)
    equals = list(_equals_at_top(rest))
    if _is_equation(rest, length, equals, words):
        length = 0
    if length:
        line.name = rest[0]
        if length > 2:
            line.parameters = [piece for piece in rest[2 : length - 2] if piece.kind == "word"]
            if len(equals) == 2 and [piece.text for piece in rest[equals[1] + 1 :]] == ["0"]:
                # F(x, y) = x^2 + y^2 - 25 = 0
                line.right = rest[equals[1] + 1 :]
                rest = rest[: equals[1]]
    elif (place := _misplaced_input(rest)) and own_name(rest[0]) in STUDENT_FUNCTIONS:
        raise source.error(
            _("An input of {name} must be a letter.").format(name=own_name(rest[0])),
            place.start,
            _("Write for example {name}(x) = x^2.").format(name=own_name(rest[0])),
        )
    elif len(equals) == 1 and equals[0]:
        line.right = rest[equals[0] + 1 :]
        if not line.right:
            raise source.error(
                _("After = the value is missing."), rest[equals[0]].start, _("Write for example f(x) = x^2.")
            )
        rest = rest[: equals[0]]
    line.body = by_unit_vectors(_without_condition(source, rest[length:]))
    _unwrap(line)
    _unprime(line)
    _over(line)
    if line.ask is not None:
        limit_order(source, len(line.ask.letters), line.ask_place)


def _without_condition(source: Source, body: list[Raw]) -> list[Raw]:
    """Leave out the x > 0 of y = sqrt(x), x > 0: for which inputs a function is asked about."""
    before, *others = parts_between(body, ",")
    if len(others) != 1 or not before or any(raw.text in {"<", "if"} for raw in before):
        return body
    [rest] = others
    relations = [index for index, raw in enumerate(rest) if raw.kind == "relation" or raw.text in {"<", ">"}]
    between = [raw for index, raw in enumerate(rest) if index not in relations]
    alternating = relations == list(range(1, len(rest), 2)) and len(rest) % 2 == 1
    if not relations or not alternating or any(raw.kind not in {"word", "number"} for raw in between):
        return body
    said = _("The condition {condition} was left out.")
    typed = source.text[rest[0].start : rest[-1].end]
    source.notes.append(Note(said.format(condition=typed), rest[0].start))
    return before


def _with_respect_to(rest: list[Raw]) -> str | None:
    """Return the letter in … with respect to x, at the end of a statement."""
    words = [raw.text for raw in rest[-4:-1]]
    if (
        len(rest) > 2
        and rest[-1].kind == "word"
        and (words == ["with", "respect", "to"] or words[-1:] == ["wrt"])
    ):
        return own_name(rest[-1])
    return None


def _over(line: Line) -> None:
    """Read d(x^2)/dx as the question that it is, where that is all there is to the statement."""
    body = line.body
    if line.ask or line.name or len(body) < 5 or body[0].text not in {"d", "∂"} or body[1].text != "(":
        return
    end = closing(body, 1)
    under = "".join(raw.text for raw in body[end + 1 :])
    if (
        under.startswith(f"/{body[0].text}")
        and body[-1].kind == "word"
        and len(under) > 2
        and len(body) - end <= 4
    ):
        kind = "derivative" if body[0].text == "d" else "partial"
        line.ask, line.body = Spoken(kind, (under[2:],)), body[2:end]


def _equals_at_top(rest: list[Raw]) -> Iterator[int]:
    """Yield where an = stands that is in no bracket and in no condition."""
    depth = 0
    for index, piece in enumerate(rest):
        if piece.text == "if":
            return
        depth += (piece.text in _CLOSING) - (piece.text in {")", "]", "}"})
        if piece.text == "=" and depth == 0:
            yield index


def _is_equation(rest: list[Raw], length: int, equals: list[int], words: Collection[str]) -> bool:
    """Say whether what looks like a definition is an equation: xy = 1, a product of variables, or
    sin(y) = x."""
    if len(equals) != 1 or not length:
        return False
    name = own_name(rest[0])
    if length > 2:
        return name in FUNCTIONS.keys() - ONLY_WITH_BRACKETS
    letters = set(name)
    product = len(name) > 1 and len(letters) == len(name) and letters <= TRUE_VARIABLES
    return product and name not in GREEK_NAMES and sum(word == name for word in words) < 2


def _misplaced_input(rest: list[Raw]) -> Raw | None:
    """Return what is not a letter in the argument list of f(2) = …"""
    if len(rest) < 4 or rest[0].kind != "word" or rest[1].text != "(":
        return None
    end = next((index for index, piece in enumerate(rest) if piece.text == ")"), len(rest))
    if end + 1 >= len(rest) or rest[end + 1].text != "=":
        return None
    inside = enumerate(rest[2 : end + 1])
    return next((piece for index, piece in inside if (piece.kind == "word") != (index % 2 == 0)), None)


def _unprime(line: Line) -> None:
    """Read (x^2)'' as the question that it is, where that is all there is to the statement."""
    body = line.body
    end = len(body)
    while end and body[end - 1].text == "'":
        end -= 1
    if line.ask or line.name or end < 3 or end == len(body):
        return
    if body[0].text == "(" and closing(body, 0) == end - 1:
        line.ask, line.body = Spoken("derivative", ("",) * (len(body) - end)), body[1 : end - 1]


def _unwrap(line: Line) -> None:
    """Read Derivative(x^2, x), diff(x^2, x, 2) and D[x^2, {x, 2}] as the questions that they are."""
    body = line.body
    if len(body) < 5 or line.ask or body[0].text not in {"Derivative", "diff", "D"}:
        return
    if body[1].text not in {"(", "["} or closing(body, 1) != len(body) - 1:
        return
    function, *under = entries_of(body[1:])
    letters: list[str] = []
    for entry in under:
        inside = [raw for raw in entry if raw.text not in {"(", "{", ")", "}", ","}]
        orders = [raw for raw in inside if raw.kind == "number" and raw.text.isdecimal()]
        words = [raw for raw in inside if raw.kind == "word"]
        if len(words) + len(orders) != len(inside) or len(words) > 1 or len(orders) > 1:
            return
        if not words and not letters:
            return
        times = int(orders[0].text[:4]) if orders else 1
        # A number by itself belongs to the letter before it: diff(x^3, x, 2).
        more = times if words else times - 1
        letters += [own_name(words[0]) if words else letters[-1]] * min(more, MAX_ORDER + 1)
    if not function or not letters:
        return
    # What is written first is differentiated by first, which in ∂²/∂x∂y stands last.
    kind = "derivative" if len(set(letters)) == 1 else "partial"
    line.ask, line.body = Spoken(kind, tuple(reversed(letters))), function
