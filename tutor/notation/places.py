"""Where each term of an expression was typed, and the formula in which each of them can be pointed at.

Expressions know nothing of their places: equal ones are equal wherever they stand. What was read is kept
beside them, by the objects themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tutor.notation.building import Piece
from tutor.notation.expression import Call, Cases, Expression, Marked
from tutor.notation.precedence import is_squared_function
from tutor.notation.problem import Span
from tutor.notation.tokens import Token

PLACE = "place:"
"""the beginning of the role of a term that can be pointed at: Marked("place:0.1", …)"""
MOST_PLACES = 400
"""terms of an expression that are told apart; nobody points at one of more"""

_OPENING = frozenset({"_LPAR", "OPEN", "_LBAR", "_LBRACE", "_LCASES", "_LINDEX"})
_CLOSING = frozenset({"_RPAR", "_CLOSE", "_RBAR", "_RBRACE", "_RCASES", "_RINDEX"})


def spans(root: Piece, tokens: Sequence[Token]) -> Iterator[Span]:
    """Yield where each piece of a statement's value was typed, brackets included where they belong to it:
    in 2(x + 1), the sum is `x + 1` and the product all of it."""
    if root.size.nodes > MOST_PLACES:
        return
    brackets = _Brackets(tokens)
    pending = [root]
    while pending:
        piece = pending.pop()
        pending.extend(piece.parts)
        first, last = brackets.around(piece)
        start, end = tokens[first].start, tokens[last].end
        if start < end:
            yield Span(piece.expression, start, end)


class _Brackets:
    """For each token of a statement the bracket that it is in, and each bracket's partner."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.types = [token.type for token in tokens]
        self.starting: dict[int, int] = {}
        self.ending: dict[int, int] = {}
        self.outside: list[int] = []
        self.partner: dict[int, int] = {}
        opened: list[int] = []
        for index, token in enumerate(tokens):
            self.starting.setdefault(token.start, index)
            self.ending[token.end] = index
            if token.type in _CLOSING and opened:
                self.partner[opened[-1]] = index
                opened.pop()
            self.outside.append(opened[-1] if opened else -1)
            if token.type in _OPENING:
                opened.append(index)

    def around(self, piece: Piece) -> tuple[int, int]:
        """Return the first and the last token of a piece, with whole brackets only."""
        first = self.starting.get(piece.place, 0)
        last = max(first, self.ending.get(piece.end, first))
        while self.outside[first] != self.outside[last]:
            if self.outside[first] > self.outside[last]:
                first = self.outside[first]
            else:
                last = self.partner.get(self.outside[last], len(self.outside) - 1)
        own = "_LCASES" if isinstance(piece.expression, Cases) else ""
        if isinstance(piece.expression, Call) and piece.expression.function == "abs":
            own = "_LBAR"
        if own and first and self.types[first - 1] == own and self.partner.get(first - 1) == last + 1:
            return first - 1, last + 1
        return first, last


def placed(
    expression: Expression, where: Mapping[int, Span], path: str
) -> tuple[Expression, list[tuple[str, Span]]]:
    """Return the expression with each term that is in `where` (by its id()) in the role "place:PATH", and
    the paths with their places; the term at path 0.1 is the second part of the one at 0."""
    found: list[tuple[str, Span]] = []

    def mark(node: Expression, path: str, *, alone: bool = False) -> Expression:
        # In sin² x the function is not set apart from its exponent.
        whole = is_squared_function(node)
        parts = tuple(mark(part, f"{path}.{index}", alone=whole) for index, part in enumerate(node.parts))
        marked = node.with_parts(parts) if parts else node
        span = where.get(id(node))
        if alone or span is None:
            return marked
        found.append((path, span))
        return Marked(PLACE + path, marked)

    return mark(expression, path), found
