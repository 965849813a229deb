"""From the grammar's rules to expressions: a short transformer that also keeps the limits.

Order and form stay as typed. `x/y` is a Quotient, `a - b` Sum((a, Negative(b))), a run of factors one
flat Product whether or not it was dotted; brackets keep a sum or a product of their own together.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from tutor.language import _
from tutor.notation import limits
from tutor.notation.expression import (
    ONE,
    ZERO,
    Call,
    Cases,
    Comparison,
    Constant,
    Expression,
    FunctionDerivative,
    Integral,
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
from tutor.notation.operations import ARGUMENTS, OPERATIONS, ROOTS
from tutor.notation.problem import Note
from tutor.notation.tokens import Token


class Piece(NamedTuple):
    """An expression while it is being built: where it was typed, how large it is, what to note."""

    expression: Expression
    place: int
    size: limits.Size
    notes: tuple[Note, ...] = ()
    end: int = 0
    parts: tuple[Piece, ...] = ()
    """the pieces that it was built from"""


class Misfit(Exception):
    """Something is wrong at a place; the reader of the text turns it into words."""

    def __init__(self, kind: str, place: int, **details: object) -> None:
        super().__init__(kind)
        self.kind = kind
        self.place = place
        self.details = details


def _piece(
    expression: Expression, place: int, parts: Sequence[Piece] = (), *notes: Note, end: int = 0
) -> Piece:
    try:
        size = limits.size_of(expression, [part.size for part in parts])
    except limits.LimitExceeded as error:
        raise Misfit("limit", place, message=error.message, hint=error.hint) from None
    except limits.DivisionByZero:
        raise Misfit("zero", parts[-1].place if parts else place) from None
    said = notes
    for part in reversed(parts):
        if part.notes:
            said = part.notes + said
        if part.end > end:
            end = part.end
    return Piece(expression, place, size, said, end, tuple(parts))


def _scalar(part: Piece) -> Piece:
    if isinstance(part.expression, Vector | Matrix):
        raise Misfit("vector" if isinstance(part.expression, Vector) else "matrix", part.place)
    return part


def _product(run: Sequence[Piece]) -> Piece:
    """Put a run of factors together; a product in brackets stays a product of its own."""
    if len(run) == 1:
        return run[0]
    return _piece(Product(tuple(_scalar(factor).expression for factor in run)), run[0].place, run)


def _negative(place: int, part: Piece) -> Piece:
    return _piece(Negative(_scalar(part).expression), place, [part])


def difference(left: Piece, right: Piece) -> Piece:
    """Return left − right, which is 0 where the equation left = right holds.

    Raises:
        Misfit: if one of the two is a vector.
    """
    parts = [_scalar(left), _scalar(right)]
    if right.expression == ZERO:
        return left
    terms = left.expression.terms if isinstance(left.expression, Sum) else (left.expression,)
    taken = right.expression
    negative = taken.operand if isinstance(taken, Negative) else Negative(taken)
    return _piece(Sum((*terms, negative)), left.place, parts)


class Builder:
    """One method a rule of grammar.lark."""

    def sum(self, first: Piece, *rest: Token | Piece) -> Piece:
        if not rest:
            return first
        parts = [_scalar(first)]
        for sign, term in zip(rest[::2], rest[1::2], strict=True):
            assert isinstance(sign, Token) and isinstance(term, Piece)
            parts.append(_negative(sign.start, term) if sign.type == "MINUS" else _scalar(term))
        return _piece(Sum(tuple(part.expression for part in parts)), first.place, parts)

    def opening(self, sign: Token | None, term: Piece) -> Piece:
        return _negative(sign.start, term) if sign is not None and sign.type == "MINUS" else term

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
            value = _negative(sign.start, value)
        return value

    def power(self, base: Piece, exponent: Piece | None) -> Piece:
        if exponent is None:
            return base
        parts = [_scalar(base), _scalar(exponent)]
        return _piece(Power(base.expression, exponent.expression), base.place, parts)

    def number(self, token: Token) -> Piece:
        # The text is shorter than limits.MAX_TEXT, which is within what int() converts.
        text = token.text
        decimal = "." in text.rstrip(".")
        whole, _dot, places = text.partition(".")
        value = Fraction(int(whole + places or "0"), 10 ** len(places)) if decimal else Fraction(int(whole))
        return _piece(Number(value, text if decimal else None), token.start, end=token.end)

    def symbol(self, token: Token) -> Piece:
        return Piece(Symbol(token.text), token.start, limits.LETTER, end=token.end)

    def constant(self, token: Token) -> Piece:
        return _piece(Constant(token.text), token.start, end=token.end)

    def round_entries(self, *entries: Piece) -> Piece:
        return self._entries(entries[0].place, entries)

    def entries(self, bracket: Token, *entries: Piece) -> Piece:
        if bracket.text == "<" and len(entries) == 1:
            raise Misfit("short vector", bracket.start)
        return self._entries(bracket.start, entries)

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
        index = {"∛": 3, "∜": 4}.get(sign.text, 2)
        return _piece(Root(_scalar(radicand).expression, index), sign.start, [radicand])

    def fraction(self, sign: Token, above: Piece, below: Piece) -> Piece:
        parts = [_scalar(above), _scalar(below)]
        return _piece(Quotient(above.expression, below.expression), sign.start, parts)

    def latex_root(self, sign: Token, index: Piece | None, radicand: Piece) -> Piece:
        inside = _scalar(radicand).expression
        if index is None:
            return _piece(Root(inside), sign.start, [radicand])
        if isinstance(index.expression, Number):
            degree = index.expression.value
            if degree.denominator != 1 or not 2 <= degree <= 1000:
                raise Misfit("root index", index.place)
            return _piece(Root(inside, int(degree)), sign.start, [radicand])
        one = _piece(ONE, index.place, end=index.end)
        exponent = _piece(Quotient(ONE, _scalar(index).expression), index.place, [one, index])
        return _piece(Power(inside, exponent.expression), sign.start, [radicand, exponent])

    def arguments(self, *items: Token | Piece) -> tuple[Piece, ...]:
        return tuple(_scalar(item) for item in items if isinstance(item, Piece))

    def call(self, function: Token, power: Piece | None, arguments: tuple[Piece, ...]) -> Piece:
        return self._call(function, power, arguments)

    def student_call(self, name: Token, arguments: tuple[Piece, ...]) -> Piece:
        special, _mark, index = name.text.partition(":")
        if index:
            return self._bessel(special, index, name, arguments)
        call = Call(name.text, tuple(argument.expression for argument in arguments))
        return _piece(call, name.start, arguments)

    def _bessel(self, function: str, index: str, sign: Token, arguments: tuple[Piece, ...]) -> Piece:
        """Read J_0(x), with the function's order as its index."""
        order: Expression = Number(Fraction(int(index))) if index.isdecimal() else Symbol(index)
        parts = [_piece(order, sign.start, end=sign.end), *arguments]
        return _piece(Call(function, tuple(part.expression for part in parts)), sign.start, parts)

    def primed_call(self, name: Token, arguments: tuple[Piece, ...]) -> Piece:
        function, _mark, by = name.text.partition(":")
        if "'" in by:
            orders: tuple[int, ...] = (len(by),)
        else:
            inputs = [int(index) for index in by.split(",")]
            if max(inputs) > len(arguments) or min(inputs) < 1:
                raise Misfit("no such input", name.start, name=function, number=max(inputs))
            orders = tuple(inputs.count(index) for index in range(1, len(arguments) + 1))
        if len(orders) != len(arguments):
            raise Misfit("primes", name.start, name=function)
        derived = FunctionDerivative(function, orders, tuple(part.expression for part in arguments))
        return _piece(derived, name.start, arguments)

    def integral_call(self, name: Token, *items: Token | Piece) -> Piece:
        pieces = [item for item in items if isinstance(item, Piece)]
        if len(pieces) == 2 and isinstance(pieces[1].expression, Vector):
            # Integral(t^2, (t, 0, x)), as sympy has it
            bounds = pieces[1].expression.entries
        else:
            bounds = tuple(piece.expression for piece in pieces[1:])
        if len(bounds) != 3 or not isinstance(bounds[0], Symbol):
            raise Misfit("integral", name.start)
        integrand = _scalar(pieces[0])
        node = Integral(integrand.expression, bounds[0].name, bounds[1], bounds[2])
        return _piece(node, name.start, pieces)

    def integral(self, sign: Token, lower: Piece, upper: Piece, inside: Piece, letter: Token) -> Piece:
        node = Integral(_scalar(inside).expression, letter.text, lower.expression, upper.expression)
        return _piece(node, sign.start, [inside, lower, upper], end=letter.end)

    def integral_of_one(self, sign: Token, lower: Piece, upper: Piece, letter: Token) -> Piece:
        return self.integral(sign, lower, upper, _piece(ONE, letter.start), letter)

    def integral_of_reciprocal(
        self, sign: Token, lower: Piece, upper: Piece, letter: Token, over: Token, below: Piece
    ) -> Piece:
        place = letter.start
        inside = Quotient(ONE, _scalar(below).expression)
        return self.integral(sign, lower, upper, _piece(inside, place, [_piece(ONE, place), below]), letter)

    def bound(self, *items: Token | Piece | None) -> Piece:
        value, *exponent = (item for item in items if isinstance(item, Piece))
        bound = self.power(_scalar(value), exponent[0] if exponent else None)
        return _negative(items[0].start, bound) if isinstance(items[0], Token) else bound

    def conditional(self, value: Piece, condition: Piece, other: Piece) -> Piece:
        parts = [_scalar(value), condition, _scalar(other)]
        values: tuple[Expression, ...] = (other.expression,)
        conditions: tuple[Expression, ...] = ()
        if isinstance(other.expression, Cases):
            values, conditions = other.expression.values, other.expression.conditions
        node = Cases((value.expression, *values), (condition.expression, *conditions))
        return _piece(node, value.place, parts)

    def condition(self, first: Piece, *rest: Token | Piece) -> Piece:
        node, parts = _scalar(first).expression, [first]
        for sign, piece in zip(rest[::2], rest[1::2], strict=True):
            assert isinstance(sign, Token) and isinstance(piece, Piece)
            node = Comparison(node, sign.text, _scalar(piece).expression)
            parts.append(piece)
        return _piece(node, first.place, parts)

    def case(self, value: Piece, condition: Piece | None = None) -> tuple[Piece, Piece | None]:
        return _scalar(value), condition

    def cases(self, *items: tuple[Piece, Piece | None]) -> Piece:
        conditions = [condition for _value, condition in items if condition is not None]
        place = items[0][0].place
        if len(conditions) < len(items) - 1 or items[-1][1] is not None and len(conditions) < len(items):
            raise Misfit("cases", place)
        if not conditions:
            raise Misfit("cases", place)
        values = [value for value, _condition in items]
        node = Cases(
            tuple(value.expression for value in values), tuple(each.expression for each in conditions)
        )
        return _piece(node, place, [*values, *conditions])

    def application(self, function: Token, power: Piece | None, argument: Piece) -> Piece:
        return self._call(function, power, (_scalar(argument),))

    def bare(self, *items: Token | Piece) -> Piece:
        signs = [item for item in items if isinstance(item, Token)]
        factors = [item for item in items if isinstance(item, Piece)]
        value = _product(factors)
        for sign in reversed(signs):
            value = _negative(sign.start, value)
        return value

    scaled = bare

    def function_power(self, sign: Token | None, value: Piece) -> Piece:
        return _negative(sign.start, value) if sign is not None else value

    def bracketed_power(self, value: Piece) -> Piece:
        return value

    def _call(self, function: Token, power: Piece | None, arguments: tuple[Piece, ...]) -> Piece:
        place = function.start
        typed, mark, index = function.text.partition("_")
        name = FUNCTIONS[typed]
        notes: list[Note] = []
        wanted = (1,) if mark else ARGUMENTS.get(name, (1,))
        if len(arguments) not in wanted:
            raise Misfit("arguments", place, name=function.text, wanted=wanted, given=len(arguments))
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
        elif typed == "Log" and len(parts) == 2:
            parts.reverse()
            notes.append(Note(_("Log was read with its base first."), place))
        elif name == "log" and len(parts) == 1:
            name = "ln"
            notes.append(Note(_("log was read as the natural logarithm ln."), place))
        elif name == "gamma" and len(parts) == 2:
            name = "uppergamma"
            notes.append(
                Note(
                    _("{name} of two arguments was read as the upper incomplete gamma function.").format(
                        name=typed
                    ),
                    place,
                )
            )
        elif typed == "Li":
            notes.append(Note(_("Li was read as the logarithmic integral li."), place))
        if name in OPERATIONS:
            value = _piece(OPERATIONS[name](*(part.expression for part in parts)), place, parts)
        elif name in ROOTS:
            value = _piece(Root(parts[0].expression, ROOTS[name]), place, parts, *notes)
        else:
            value = _piece(Call(name, tuple(part.expression for part in parts)), place, parts, *notes)
        if power is None:
            return value
        return _piece(Power(value.expression, _scalar(power).expression), place, [value, power])
