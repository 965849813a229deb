"""Words around the mathematics, and other programs' forms, put into the signs that the reader knows.

`y = u^3 where u = x^2` is two statements, `30 degrees` is 30°, SymPy's Piecewise is {…, …; …}.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tutor.notation.names import FUNCTIONS
from tutor.notation.pieces import Raw, degrees

_OPENING = frozenset({"(", "[", "{"})
_CLOSING = frozenset({")", "]", "}"})
_DEGREES = frozenset({"deg", "degree", "degrees"})
_ASKING = frozenset(
    "find Find compute Compute calculate Calculate determine Determine evaluate Evaluate what What".split()
)
_GIVEN = frozenset({"let", "Let", "given", "Given", "suppose", "Suppose", "if", "If"})
_SAID = {
    "squared": "^2", "cubed": "^3", "plus": "+", "minus": "-", "times": "*", "over": "/", "equals": "=",
}  # fmt: skip
"""signs in words, as they are read aloud"""
_JOINING = frozenset({"where", "with", "and"})


def reworded(found: Sequence[Raw]) -> list[Raw]:
    """Return the pieces of an input with its words as signs."""
    if _ALL.isdisjoint([raw.text for raw in found]):
        return list(found)
    return list(_without_words(list(_cases(found))))


def _without_words(found: list[Raw]) -> Iterator[Raw]:
    depth = 0
    begins = True
    for index, raw in enumerate(found):
        text = raw.text
        depth += (text in _OPENING) - (text in _CLOSING)
        defines = not depth and _defines(found, index + 1)
        before = found[index - 1] if index else None
        asks = not depth and (raw if text != "," else found[min(index + 1, len(found) - 1)]).text in _ASKING
        if text in _DEGREES and before is not None and before.kind == "number":
            yield from degrees(raw)
        elif text == "," and index + 1 < len(found) and found[index + 1].text in _JOINING and not depth:
            continue  # dw/dt, where w = …
        elif not begins and (text in _JOINING and defines or asks and _asks(found, index + (text == ","))):
            yield raw._replace(kind="sign", text=";")
            begins = True
            continue
        elif (
            begins
            and (text in _GIVEN and defines or _asks(found, index))
            or begins
            and text == "is"
            and before is not None
            and before.text in {"what", "What"}
        ):
            continue
        elif text in _SAID and before is not None and not begins and raw.kind == "word":
            for sign in _SAID[text]:
                yield raw._replace(kind="number" if sign.isdecimal() else "sign", text=sign)
        elif text != "of" or before is None or before.text not in FUNCTIONS:
            yield raw
        begins = raw.kind == "newline" or text == ";"


def _asks(found: Sequence[Raw], index: int) -> bool:
    """Say whether a word such as find stands before a question."""
    following = found[index + 1] if index + 1 < len(found) else None
    return (
        found[index].text in _ASKING and following is not None and following.text not in {"=", "(", ",", "'"}
    )


def _defines(found: Sequence[Raw], index: int) -> bool:
    """Say whether name = or name(…) = stands here."""
    if index + 1 >= len(found) or found[index].kind != "word":
        return False
    stop = index + 1
    if found[stop].text == "(":
        stop = closing(found, stop) + 1
    return stop < len(found) and found[stop].text == "="


def _cases(found: Sequence[Raw]) -> Iterator[Raw]:
    """Yield the pieces with Piecewise((x, x < 0), (x^2, True)) as {x, x < 0; x^2, otherwise}."""
    index = 0
    while index < len(found):
        raw = found[index]
        opens = index + 1 < len(found) and found[index + 1].text in {"(", "["}
        end = closing(found, index + 1) if opens and raw.text in {"Piecewise", "piecewise"} else len(found)
        if end == len(found):
            yield raw
            index += 1
            continue
        first, last = index + 2, end
        other: Sequence[Raw] = ()
        inner = closing(found, first) if found[first].text == "{" else end
        if inner < end:  # Wolfram's Piecewise[{{x, x < 0}, {x^2, x > 1}}, 0]
            first, last, other = first + 1, inner, found[inner + 1 : end]
        yield found[index + 1]._replace(text="{", start=raw.start)
        yield from _pairs(found[first:last])
        if other:
            yield other[0]._replace(text=";")
            yield from other[1:]
            yield other[0]._replace(kind="word", text="otherwise")
        yield found[end]._replace(text="}")
        index = end + 1


def _pairs(inside: Sequence[Raw]) -> Iterator[Raw]:
    depth = 0
    for raw in inside:
        depth -= raw.text in _CLOSING
        pair = depth == 0 and raw.text in _OPENING | _CLOSING
        depth += raw.text in _OPENING
        if pair:
            continue
        if depth == 0 and raw.text == ",":
            yield raw._replace(text=";")
        else:
            yield raw._replace(text="otherwise") if raw.text == "True" else raw


def parts_between(found: Sequence[Raw], sign: str) -> list[list[Raw]]:
    """Return what stands between the signs that are in no bracket."""
    parts: list[list[Raw]] = [[]]
    depth = 0
    for raw in found:
        depth += (raw.text in _OPENING) - (raw.text in _CLOSING)
        if raw.text == sign and depth == 0:
            parts.append([])
        else:
            parts[-1].append(raw)
    return parts


def closing(found: Sequence[Raw], start: int) -> int:
    """Return where the bracket that opens at `start` is closed, len(found) where it is not."""
    depth = 0
    for index in range(start, len(found)):
        depth += (found[index].text in _OPENING) - (found[index].text in _CLOSING)
        if depth == 0:
            return index
    return len(found)


_ALL = _ASKING | _DEGREES | _GIVEN | _JOINING | {*_SAID, "of", "Piecewise", "piecewise"}
