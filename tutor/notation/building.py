"""From the grammar's rules to expressions: a short transformer that also keeps the limits.

Order and form stay as typed. `x/y` is a Quotient, `a - b` Sum((a, Negative(b))), a run of factors one
flat Product whether or not it was dotted; brackets keep a sum or a product of their own together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from lark import Token, Transformer, v_args

from tutor.language import _
from tutor.notation import limits
from tutor.notation.expression import (
    Call,
    Constant,
    Expression,
    Matrix,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Root,
    Sum,
    Symbol,
    Vector,
)
from tutor.notation.names import FUNCTIONS, INVERSES
from tutor.notation.problem import Note

ARGUMENTS: dict[str, tuple[int, ...]] = {"log": (1, 2)}
"""how many arguments a function takes, where it is not one"""
ROOTS = {"sqrt": 2, "cbrt": 3}


@dataclass(frozen=True, slots=True)
class Piece:
    """An expression while it is being built: where it was typed, how large it is, what to note."""

    expression: Expression
    place: int
    size: limits.Size
    notes: tuple[Note, ...] = ()


class Misfit(Exception):
    """Something is wrong at a place; the reader of the text turns it into words."""

    def __init__(self, kind: str, place: int, **details: object) -> None:
        super().__init__(kind)
        self.kind = kind
        self.place = place
        self.details = details


def _piece(expression: Expression, place: int, parts: Sequence[Piece] = (), *notes: Note) -> Piece:
    try:
        size = limits.size_of(expression, [part.size for part in parts])
    except limits.LimitExceeded as error:
        raise Misfit("limit", place, message=error.message, hint=error.hint) from None
    except limits.DivisionByZero:
        raise Misfit("zero", parts[-1].place if parts else place) from None
    return Piece(expression, place, size, sum((part.notes for part in parts), ()) + notes)


def _scalar(part: Piece) -> Piece:
    if isinstance(part.expression, Vector | Matrix):
        raise Misfit("vector", part.place)
    return part


def _place(token: Token) -> int:
    return token.start_pos or 0


def _product(run: Sequence[Piece]) -> Piece:
    """Put a run of factors together; a product in brackets stays a product of its own."""
    if len(run) == 1:
        return run[0]
    return _piece(Product(tuple(_scalar(factor).expression for factor in run)), run[0].place, run)


def _negative(place: int, part: Piece) -> Piece:
    return _piece(Negative(_scalar(part).expression), place, [part])


@v_args(inline=True)
class Builder(Transformer[Token, Piece]):
    """One method a rule of grammar.lark."""

    def sum(self, first: Piece, *rest: Token | Piece) -> Piece:
        if not rest:
            return first
        parts = [_scalar(first)]
        for sign, term in zip(rest[::2], rest[1::2], strict=True):
            assert isinstance(sign, Token) and isinstance(term, Piece)
            parts.append(_negative(_place(sign), term) if sign.type == "MINUS" else _scalar(term))
        return _piece(Sum(tuple(part.expression for part in parts)), first.place, parts)

    def opening(self, sign: Token | None, term: Piece) -> Piece:
        return _negative(_place(sign), term) if sign is not None and sign.type == "MINUS" else term

    addend = opening
    exponent = opening

    def term(self, first: Piece, *rest: Token | Piece) -> Piece:
        run = [first]
        operator = "TIMES"
        for item in rest:
            if isinstance(item, Token):
                operator = item.type
            elif operator == "OVER":
                above, below = _scalar(_product(run)), _scalar(item)
                quotient = Quotient(above.expression, below.expression)
                run, operator = [_piece(quotient, above.place, [above, below])], "TIMES"
            else:
                run.append(item)
        return _product(run)

    def signed(self, *items: Token | Piece) -> Piece:
        value = items[-1]
        assert isinstance(value, Piece)
        for sign in reversed(items[:-1]):
            assert isinstance(sign, Token)
            value = _negative(_place(sign), value)
        return value

    def power(self, base: Piece, exponent: Piece | None) -> Piece:
        if exponent is None:
            return base
        parts = [_scalar(base), _scalar(exponent)]
        return _piece(Power(base.expression, exponent.expression), base.place, parts)

    def number(self, token: Token) -> Piece:
        # The text is shorter than limits.MAX_TEXT, which is within what int() converts.
        text = str(token)
        decimal = "." in text.rstrip(".")
        whole, _dot, places = text.partition(".")
        value = Fraction(int(whole + places or "0"), 10 ** len(places))
        return _piece(Number(value, text if decimal else None), _place(token))

    def symbol(self, token: Token) -> Piece:
        return _piece(Symbol(str(token)), _place(token))

    def constant(self, token: Token) -> Piece:
        return _piece(Constant(str(token)), _place(token))

    def round_entries(self, *entries: Piece) -> Piece:
        return self._entries(entries[0].place, entries)

    def entries(self, bracket: Token, *entries: Piece) -> Piece:
        if bracket == "<" and len(entries) == 1:
            raise Misfit("short vector", _place(bracket))
        return self._entries(_place(bracket), entries)

    def _entries(self, place: int, entries: Sequence[Piece]) -> Piece:
        if len(entries) == 1 and not isinstance(entries[0].expression, Vector):
            return entries[0]
        rows = [entry.expression.entries for entry in entries if isinstance(entry.expression, Vector)]
        if len(rows) == len(entries) and len({len(row) for row in rows}) == 1:
            return _piece(Matrix(tuple(rows)), place, entries)
        return _piece(Vector(tuple(_scalar(entry).expression for entry in entries)), place, entries)

    def bars(self, inside: Piece) -> Piece:
        return _piece(Call("abs", (_scalar(inside).expression,)), inside.place, [inside])

    def braced(self, inside: Piece) -> Piece:
        return inside

    def root(self, sign: Token, radicand: Piece) -> Piece:
        index = 3 if sign == "∛" else 2
        return _piece(Root(_scalar(radicand).expression, index), _place(sign), [radicand])

    def fraction(self, sign: Token, above: Piece, below: Piece) -> Piece:
        parts = [_scalar(above), _scalar(below)]
        return _piece(Quotient(above.expression, below.expression), _place(sign), parts)

    def latex_root(self, sign: Token, index: Token | None, radicand: Piece) -> Piece:
        if index is not None and not (index.isdecimal() and 2 <= int(index[:6]) <= 1000):
            raise Misfit("root index", _place(index))
        return _piece(Root(_scalar(radicand).expression, int(index or 2)), _place(sign), [radicand])

    def arguments(self, *items: Token | Piece) -> tuple[Piece, ...]:
        return tuple(_scalar(item) for item in items if isinstance(item, Piece))

    def call(self, function: Token, power: Piece | None, arguments: tuple[Piece, ...]) -> Piece:
        return self._call(function, power, arguments)

    def student_call(self, name: Token, arguments: tuple[Piece, ...]) -> Piece:
        call = Call(str(name), tuple(argument.expression for argument in arguments))
        return _piece(call, _place(name), arguments)

    def application(self, function: Token, power: Piece | None, argument: Piece) -> Piece:
        return self._call(function, power, (_scalar(argument),))

    def bare(self, *items: Token | Piece) -> Piece:
        signs = [item for item in items if isinstance(item, Token)]
        factors = [item for item in items if isinstance(item, Piece)]
        value = _product(factors)
        for sign in reversed(signs):
            value = _negative(_place(sign), value)
        return value

    scaled = bare

    def function_power(self, sign: Token | None, value: Piece) -> Piece:
        return _negative(_place(sign), value) if sign is not None else value

    def bracketed_power(self, value: Piece) -> Piece:
        return value

    def _call(self, function: Token, power: Piece | None, arguments: tuple[Piece, ...]) -> Piece:
        place = _place(function)
        typed, mark, index = str(function).partition("_")
        name = FUNCTIONS[typed]
        notes: list[Note] = []
        wanted = (1,) if mark else ARGUMENTS.get(name, (1,))
        if len(arguments) not in wanted:
            raise Misfit("arguments", place, name=str(function), wanted=wanted, given=len(arguments))
        parts = list(arguments)
        inverse = power is not None and power.expression == Negative(Number(Fraction(1)))
        if inverse and name in INVERSES:
            notes.append(
                Note(
                    _("{name}^-1 was read as the inverse function {inverse}, not as 1/{name}.").format(
                        name=typed, inverse=INVERSES[name]
                    ),
                    place,
                )
            )
            name, power = INVERSES[name], None
        if typed == "lg":
            parts.append(_piece(Number(Fraction(10)), place))
        elif mark:
            base: Expression = Number(Fraction(int(index))) if index.isdecimal() else Symbol(index)
            parts.append(_piece(base, place))
        elif name == "log" and len(parts) == 1:
            name = "ln"
            notes.append(Note(_("log was read as the natural logarithm ln."), place))
        if name in ROOTS:
            value = _piece(Root(parts[0].expression, ROOTS[name]), place, parts, *notes)
        else:
            value = _piece(Call(name, tuple(part.expression for part in parts)), place, parts, *notes)
        if power is None:
            return value
        return _piece(Power(value.expression, _scalar(power).expression), place, [value, power])
