"""Inputs that can be read in two ways: the reading taken is said, the other one is offered."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from tutor.language import _
from tutor.notation.messages import Source, other_reading
from tutor.notation.names import FUNCTIONS, STUDENT_FUNCTIONS
from tutor.notation.operations import MOST, ROOTS
from tutor.notation.problem import Ambiguity, Fix, Note
from tutor.notation.tokens import Token

_ATOMS = {"NUMBER", "SYMBOL", "CONSTANT"}


def two_readings(source: Source, tokens: Sequence[Token], defined: Container[str] = ()) -> Iterator[Note]:
    """Yield a note for each of e^2x, x^1/2, 1/2x, 2e3, sin x y, root(3, x) and, where f is not in `defined`,
    f(x + 1) in a statement's tokens."""
    for index, token in enumerate(tokens):
        if token.type == "_CARET" and index:
            yield from _exponent(source, tokens, index)
        elif token.type == "OVER" and index:
            yield from _denominator(source, tokens, index)
        elif token.type == "CALLED" and token.text not in defined:
            yield from _product_or_call(source, tokens, index)
        elif token.type == "FUNCTION":
            yield from _argument(source, tokens, index)
            yield from _index_first(source, tokens, index)
        elif token.text == "e" and 0 < index < len(tokens) - 1 and token.type == "CONSTANT":
            before, after = tokens[index - 1], tokens[index + 1]
            if before.type == after.type == "NUMBER" and _touch(before, token) and _touch(token, after):
                read, other = f"{before}·e·{after}", f"{before}*10^{after}"
                yield other_reading(source, before.start, after.end, read, other)
            if [each.type for each in tokens[index - 1 : index + 3]] == [
                "NUMBER",
                "CONSTANT",
                "MINUS",
                "NUMBER",
            ]:
                number = tokens[index + 2]
                if all(map(_touch, tokens[index - 1 : index + 2], tokens[index : index + 3])):
                    read, other = f"{before}·e - {number}", f"{before}*10^(-{number})"
                    yield other_reading(source, before.start, number.end, read, other)


def _exponent(source: Source, tokens: Sequence[Token], index: int) -> Iterator[Note]:
    base = tokens[index - 1]
    after = tokens[index + 1 : index + 4]
    if base.type in _ATOMS and [token.type for token in after] == ["NUMBER", "OVER", "NUMBER"]:
        above, below = after[0].text, after[2].text
        whole = "." in above + below or not int(below) or int(above) % int(below) == 0
        if _touch(after[0], after[1]) and _touch(after[1], after[2]) and not whole:
            typed = source.text[base.start : base.end]
            read, other = f"({typed}^{after[0]})/{after[2]}", f"{typed}^({after[0]}/{after[2]})"
            yield other_reading(source, base.start, after[2].end, read, other)
        return
    if base.type not in {"CONSTANT", "NUMBER"}:
        return
    first = index + 1
    if first < len(tokens) and tokens[first].type == "MINUS":
        first += 1
    last = _run(tokens, first)
    if last > first and tokens[first].type == "NUMBER":
        start, end = base.start, tokens[last].end
        power = source.text[tokens[index + 1].start : tokens[first].end]
        rest = source.text[tokens[first].end : end]
        yield other_reading(source, start, end, f"{base}^{power}·{rest}", f"{base}^({power}{rest})")


def _denominator(source: Source, tokens: Sequence[Token], index: int) -> Iterator[Note]:
    above = tokens[index - 1]
    first = index + 1
    if above.type not in _ATOMS or first >= len(tokens) or tokens[first].type not in _ATOMS:
        return
    last = _run(tokens, first)
    if last == first:
        return
    start, end = above.start, tokens[last].end
    below = source.text[tokens[first].start : tokens[first].end]
    rest = source.text[tokens[first].end : end]
    over = source.text[start : above.end]
    yield other_reading(source, start, end, f"({over}/{below})·{rest}", f"{over}/({below}{rest})")


def _argument(source: Source, tokens: Sequence[Token], index: int) -> Iterator[Note]:
    run = list(tokens[index + 1 : index + 3])
    if [token.type for token in run] == ["SYMBOL", "SYMBOL"] and not _touch(*run):
        name = source.text[tokens[index].start : tokens[index].end]
        first, second = (source.text[token.start : token.end] for token in run)
        yield other_reading(
            source,
            tokens[index].start,
            run[1].end,
            f"{name}({first} {second})",
            f"{name}({first}) {second}",
        )


def _index_first(source: Source, tokens: Sequence[Token], index: int) -> Iterator[Note]:
    """root(3, x), as `tutor.notation.operations` reads it."""
    if FUNCTIONS.get(tokens[index].text) != "root":
        return
    if [token.type for token in tokens[index + 1 : index + 4]] != ["_LPAR", "NUMBER", "_COMMA"]:
        return
    last = _run(tokens, index)
    number, radicand = tokens[index + 2].text, tokens[index + 4 : last]
    if (
        not number.isdecimal()
        or not 2 <= int(number) <= MOST
        or not any(t.type == "SYMBOL" for t in radicand)
    ):
        return
    inside = source.text[radicand[0].start : radicand[-1].end]
    bracketed = inside if len(radicand) == 1 else f"({inside})"
    sign = next((name for name, degree in ROOTS.items() if degree == int(number)), None)
    read = f"{sign}({inside})" if sign else f"{bracketed}^(1/{number})"
    other = f"{number}^(1/{bracketed})"
    beside = tokens[max(index - 1, 0)].type, tokens[min(last + 1, len(tokens) - 1)].type
    if beside[0] == "NUMBER" or beside[1] == "_CARET":
        other = f"({other})"
    yield other_reading(source, tokens[index].start, tokens[last].end, read, other)


def _product_or_call(source: Source, tokens: Sequence[Token], index: int) -> Iterator[Note]:
    last = _run(tokens, index)
    depths = [0]
    for token in tokens[index + 1 : last + 1]:
        opened, closed = token.type in {"_LPAR", "OPEN"}, token.type in {"_RPAR", "_CLOSE"}
        depths.append(depths[-1] + opened - closed)
    inside = zip(tokens[index + 1 : last + 1], depths, strict=False)
    name = source.typed(tokens[index])
    sum_inside = any(token.type in {"PLUS", "MINUS"} and depth == 1 for token, depth in inside)
    if sum_inside or name not in STUDENT_FUNCTIONS:
        start, end = tokens[index].start, tokens[last].end
        bracket = source.text[tokens[index + 1].start : end]
        product = f"{name}*{bracket}"
        other = Fix(_("Read as {text}").format(text=product), source.with_change(start, end, product))
        typed = source.text[start:end]
        message = _("In {typed}, {name} was read as a function.").format(typed=typed, name=name)
        yield Note(message, start, other, Ambiguity(start, end, typed, product))


def _run(tokens: Sequence[Token], first: int) -> int:
    """Return the last of the factors written without a gap from `first` on (brackets included)."""
    last = first
    while last + 1 < len(tokens) and _touch(tokens[last], tokens[last + 1]):
        following = tokens[last + 1]
        if following.type == "_LPAR":
            depth = 0
            for place in range(last + 1, len(tokens)):
                depth += (tokens[place].type == "_LPAR") - (tokens[place].type == "_RPAR")
                if depth == 0:
                    return place
            return last
        if following.type not in _ATOMS:
            break
        last += 1
    return last


def _touch(left: Token, right: Token) -> bool:
    return left.end == right.start
