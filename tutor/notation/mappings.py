"""Functions written with an arrow, x ↦ x² or f: (x, y) → x y, as the definitions that they are: f(x) = x²."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tutor.notation.pieces import Raw, own_name
from tutor.notation.wording import closing, parts_between

_NAMES = ("f", "g", "h")
"""how a function without a name is called, unless that is a letter of its own"""


def defined(found: Sequence[Raw]) -> list[Raw]:
    """Return the pieces with a definition in the place of each arrow that has letters at its left."""
    if not any(raw.kind == "arrow" for raw in found):
        return list(found)
    statement: list[Raw] = []
    pieces: list[Raw] = []
    depth = 0
    for raw in found:
        depth += (raw.text in {"(", "[", "{"}) - (raw.text in {")", "]", "}"})
        if raw.kind == "newline" or raw.text == ";" and depth == 0:
            pieces += [*_definition(statement), raw]
            statement = []
        else:
            statement.append(raw)
    return [*pieces, *_definition(statement)]


def _definition(statement: list[Raw]) -> Iterator[Raw]:
    last = parts_between(statement, ",")[-1]
    sides = _sides(statement)
    if len(sides) == 3 and len(_sides(last)) == 2 and statement[1].text == ":":
        sides = [[*statement[:2], *_sides(last)[0]], sides[2]]  # f: R → R, x ↦ x^2
    named = [at for at, raw in enumerate(sides[0]) if raw.text == ":"]
    name, inputs = (sides[0][0], sides[0][2:]) if named == [1] else (None, sides[0])
    letters = inputs[1:-1] if len(inputs) > 2 and closing(inputs, 0) == len(inputs) - 1 else inputs
    entries = parts_between(letters, ",")
    alone = all(len(entry) == 1 and entry[0].kind == "word" for entry in entries)
    limit = not any(raw.kind == "word" for raw in sides[-1])  # x → 0
    sets = all(raw.text.isupper() for raw in (*letters, *sides[-1]))  # R → R
    if len(sides) != 2 or not alone or limit or sets or name is not None and name.kind != "word":
        yield from statement
        return
    words = {own_name(raw) for raw in (*letters, *sides[1]) if raw.kind == "word"}
    several = len(parts_between(sides[1][1:-1], ",")) > 1 and closing(sides[1], 0) == len(sides[1]) - 1
    free = next((letter for letter in _NAMES if letter not in words), _NAMES[0])
    first, end = inputs[0], sides[1][0].start
    if name is None:
        name = first._replace(kind="word", text="F" if several else free, end=first.start)
    yield name
    yield first._replace(kind="sign", text="(", end=first.start)
    yield from letters
    yield from (first._replace(kind="sign", text=sign, start=end, end=end) for sign in (")", "="))
    yield from sides[1]


def _sides(statement: list[Raw]) -> list[list[Raw]]:
    """Return what stands between the arrows of a statement."""
    sides: list[list[Raw]] = [[]]
    for raw in statement:
        if raw.kind == "arrow":
            sides.append([])
        else:
            sides[-1].append(raw)
    return sides
