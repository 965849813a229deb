r"""Forms of LaTeX, of computer algebra and of spreadsheets, put into the signs that the reader knows.

\frac xy is \frac{x}{y}, f[x_] is f(x), Matrix([…]) is […], If[c, a, b] is a if c else b, arc sin x arcsin x.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tutor.notation.limits import MAX_DEPTH
from tutor.notation.names import FUNCTIONS, GREEK_NAMES, INVERSES, STUDENT_FUNCTIONS, stem
from tutor.notation.pieces import Raw
from tutor.notation.wording import closing, parts_between

_ARGUMENTS = {r"\frac": 2, r"\dfrac": 2, r"\tfrac": 2, r"\cfrac": 2, r"\sqrt": 1}
_OVER = r"\over"
_ALL = frozenset(
    {
        *_ARGUMENTS,
        _OVER,
        "[",
        "-",
        "Matrix",
        "array",
        "If",
        "IF",
        "Eq",
        "arc",
        "PI",
        "log_e",
        "log_{e}",
        "loge",
    }
)
_LISTS = frozenset({"Matrix", "ImmutableMatrix", "array", "Array", "Vector"})


def translated(found: Sequence[Raw]) -> list[Raw]:
    """Return the pieces of an input with other programs' forms as Nabla's own."""
    texts = {raw.text for raw in found}
    pieces = list(found)
    if _ALL.isdisjoint(texts) or _depth(found) > MAX_DEPTH:  # what is too deep is refused later
        return pieces
    if _OVER in texts:
        pieces = _with_fractions(pieces)
    if not texts.isdisjoint(_ARGUMENTS):
        pieces = list(_with_braces(pieces))
    if "[" in texts:
        pieces = _called_with_square(pieces)
    if not texts.isdisjoint(_LISTS):
        pieces = [
            raw for at, raw in enumerate(pieces) if not (raw.text in _LISTS and _next(pieces, at) == "(")
        ]
    if not texts.isdisjoint({"If", "IF"}):
        pieces = list(_choices(pieces))
    if "Eq" in texts:
        pieces = _equation(pieces)
    if not texts.isdisjoint({"arc", "PI", "-", "log_e", "log_{e}", "loge"}):
        pieces = list(_joined(pieces))
    return pieces


def _depth(found: Sequence[Raw]) -> int:
    depth = deepest = 0
    for raw in found:
        depth = max(0, depth + (raw.text in {"(", "[", "{"}) - (raw.text in {")", "]", "}"}))
        deepest = max(deepest, depth)
    return deepest


def _next(found: Sequence[Raw], at: int) -> str:
    return found[at + 1].text if at + 1 < len(found) else ""


def _with_fractions(found: Sequence[Raw]) -> list[Raw]:
    r"""Return the pieces with {x \over y} as \frac{x}{y}. Outside curly brackets, \over parts what is between
    two other brackets, or a side of an equation."""
    written: list[list[Raw]] = [[raw] for raw in found]
    groups: list[tuple[int, list[int]]] = [(0, [])]
    r"""where each open one begins, and the \over in it"""
    for at, raw in enumerate(found):
        if raw.text == _OVER:
            groups[-1][1].append(at)
        elif raw.text in {"(", "[", "{"}:
            groups.append((at + 1, []))
        elif raw.text in {")", "]", "}"} and len(groups) > 1:
            _part(found, written, *groups.pop(), at)
        elif raw.text in {"=", ";", "\n"} and len(groups) == 1:
            _part(found, written, *groups.pop(), at)
            groups.append((at + 1, []))
    for group in groups:
        _part(found, written, *group, len(found))
    return [raw for pieces in written for raw in pieces]


def _part(found: Sequence[Raw], written: list[list[Raw]], start: int, over: list[int], end: int) -> None:
    r"""Write a fraction's command and brackets around found[start:end], if it has one \over in it."""
    if len(over) != 1 or not start < over[0] < end - 1:
        return
    (at,) = over
    bar, first, last = found[at], found[start], found[end - 1]

    def sign(text: str, place: int) -> Raw:
        return bar._replace(kind="sign", text=text, start=place, end=place, glued=False)

    command = bar._replace(text=r"\frac", start=first.start, end=first.start)
    written[at] = [sign("}", bar.start), sign("{", bar.end)]
    if start and found[start - 1].text == "{":  # these brackets are the fraction's own now
        written[start - 1].insert(0, command)
        return
    written[start] = [command, sign("{", first.start), *written[start]]
    written[end - 1] = [*written[end - 1], sign("}", last.end)]


def _braces(raw: Raw, start: int, end: int) -> Iterator[Raw]:
    """Yield a part of a piece in curly brackets."""
    part = raw._replace(
        text=raw.text[start:end],
        start=raw.start + start,
        end=min(raw.start + end, raw.end),
        at=raw.at + start,
    )
    if raw.kind == "command":
        part = raw
    yield part._replace(kind="sign", text="{", end=part.start)
    yield part
    yield part._replace(kind="sign", text="}", start=part.end)


def _with_braces(found: Sequence[Raw]) -> Iterator[Raw]:
    r"""Yield the pieces with the arguments of \frac and \sqrt in curly brackets, one sign each."""
    at = 0
    while at < len(found):
        raw = found[at]
        yield raw
        at += 1
        wanted = _ARGUMENTS.get(raw.text, 0) if raw.kind == "command" else 0
        if raw.text == r"\sqrt" and at < len(found) and found[at].text == "[":
            end = closing(found, at)
            yield from found[at : end + 1]
            at = end + 1
        while wanted and at < len(found):
            argument = found[at]
            if argument.text == "{":
                end = closing(found, at)
                yield argument
                yield from _with_braces(found[at + 1 : end])
                yield from found[end : end + 1]
                at, taken = end + 1, 1
            elif (
                argument.kind == "command"
                and argument.text not in _ARGUMENTS
                or (
                    "_" in argument.text[: wanted + 1]
                    or "." in argument.text
                    or stem(argument.text) in GREEK_NAMES
                )
            ):
                yield from _braces(argument, 0, len(argument.text))
                at, taken = at + 1, 1
            elif argument.text[0].isalnum():
                taken = min(wanted, len(argument.text))
                for place in range(taken):
                    yield from _braces(argument, place, place + 1)
                at += 1
                if argument.text[taken:]:
                    yield argument._replace(
                        text=argument.text[taken:], start=argument.start + taken, at=argument.at + taken
                    )
            else:
                break
            wanted -= taken


def _called_with_square(found: list[Raw]) -> list[Raw]:
    """Return the pieces with f[x] as f(x), and with f[x_] = … as f(x) = …"""
    pieces = list(found)
    for at, raw in enumerate(found):
        before = next((found[k] for k in range(at - 1, -1, -1) if found[k].text != "'"), None)  # of f''[x]
        if raw.text != "[" or before is None or before.kind != "word" or not raw.glued:
            continue
        end = closing(found, at)
        inside = found[at + 1 : end]
        pattern = bool(inside) and all(
            each.text == "," or each.kind == "word" and each.text.endswith("_") for each in inside
        )
        if end == len(found) or not (pattern or before.text in STUDENT_FUNCTIONS):
            continue
        pieces[at], pieces[end] = raw._replace(text="("), found[end]._replace(text=")")
        if pattern:
            pieces[at + 1 : end] = [each._replace(text=each.text.removesuffix("_")) for each in inside]
    return pieces


def _choices(found: list[Raw]) -> Iterator[Raw]:
    """Yield the pieces with If[c, a, b] as (a if c else b)."""
    at = 0
    while at < len(found):
        raw = found[at]
        end = closing(found, at + 1) if _next(found, at) in {"(", "["} else len(found)
        entries = parts_between(found[at + 2 : end], ",") if end < len(found) else []
        if raw.text not in {"If", "IF"} or len(entries) != 3 or not all(entries):
            yield raw
            at += 1
            continue
        condition, value, other = (translated(entry) for entry in entries)
        yield found[at + 1]._replace(text="(")
        yield from value
        yield raw._replace(text="if")
        yield from condition
        yield raw._replace(text="else")
        yield from other
        yield found[end]._replace(text=")")
        at = end + 1


def _equation(found: list[Raw]) -> list[Raw]:
    """Return Eq(a, b) as a = b, where that is all there is."""
    if found[0].text != "Eq" or _next(found, 0) != "(" or closing(found, 1) != len(found) - 1:
        return found
    sides = parts_between(found[2:-1], ",")
    if len(sides) != 2 or not all(sides):
        return found
    comma = found[2 + len(sides[0])]
    return [*sides[0], comma._replace(text="="), *sides[1]]


def _joined(found: list[Raw]) -> Iterator[Raw]:
    """Yield the pieces with arc sin as arcsin, PI() as pi, sin-1(x) as sin^-1(x)."""
    at = 0
    while at < len(found):
        raw, following = found[at], _next(found, at)
        if raw.text in {"log_e", "log_{e}"} or raw.text == "loge" and following == "(":
            raw = raw._replace(text="ln")
        if raw.text == "arc" and f"arc{following}" in FUNCTIONS:
            yield found[at + 1]._replace(text=f"arc{following}", start=raw.start, glued=raw.glued)
            at += 2
            continue
        if raw.text == "PI" and following == "(" and _next(found, at + 1) == ")":
            yield raw._replace(text="pi")
            at += 3
            continue
        yield raw
        at += 1
        after = found[at : at + 3]
        inverse = raw.text in INVERSES and [each.text for each in after] == ["-", "1", "("]
        if inverse and all(each.glued for each in after):
            yield found[at]._replace(text="^")
