"""What each statement defines: its name, its inputs, and its body with other definitions put in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from tutor.language import _
from tutor.notation import limits, messages
from tutor.notation.asked import Given
from tutor.notation.building import Piece
from tutor.notation.expression import (
    ONE,
    Call,
    Equation,
    Expression,
    Matrix,
    Negative,
    Product,
    Sum,
    Symbol,
    Vector,
)
from tutor.notation.functions import ONLY_WITH_BRACKETS
from tutor.notation.messages import Source
from tutor.notation.names import FUNCTIONS
from tutor.notation.pieces import own_name
from tutor.notation.problem import Definition, Note, Span
from tutor.notation.statements import Line
from tutor.notation.traversal import rebuild, substitute, symbols, walk


@dataclass(frozen=True, slots=True)
class Told:
    """A statement as read; `value` is None for a mere question such as df/dx, and left − right for an
    equation."""

    line: Line
    value: Piece | None
    notes: tuple[Note, ...] = ()
    point: tuple[Given, ...] = ()
    equation: Equation | None = None
    spans: tuple[Span, ...] = ()


def check_names(source: Source, statements: list[Line]) -> None:
    """Refuse heads that cannot be: defined twice, named like a function, an input twice."""
    seen: set[str] = set()
    for line in statements:
        if line.name is None:
            continue
        name = own_name(line.name)
        if name in FUNCTIONS.keys() - ONLY_WITH_BRACKETS or name == "pi":
            raise source.error(
                _("{name} already has a meaning.").format(name=name),
                line.name.start,
                _("Choose another name."),
            )
        if name in seen:
            raise source.error(
                _("{name} is defined twice.").format(name=name),
                line.name.start,
                _("Give one of the two another name."),
            )
        seen.add(name)
        inputs: set[str] = set()
        for raw in line.parameters or ():
            letter = own_name(raw)
            if letter in inputs:
                raise source.error(
                    _("The input {letter} is named twice.").format(letter=letter),
                    raw.start,
                    _("Give each input its own letter."),
                )
            if letter in FUNCTIONS.keys() - ONLY_WITH_BRACKETS or letter == "pi":
                raise source.error(
                    _("{name} already has a meaning.").format(name=letter),
                    raw.start,
                    _("Choose another letter."),
                )
            inputs.add(letter)


def definitions_of(source: Source, values: list[Told], put_in: set[str]) -> list[Definition]:
    """Return the definitions; `put_in` receives the names of those used with other inputs."""
    taken = {
        node.name if isinstance(node, Symbol) else node.function
        for t in values
        if t.value is not None
        for node in walk(t.value.expression)
        if isinstance(node, Symbol | Call)
    }
    taken |= {own_name(raw) for t in values for raw in (t.line.name, *(t.line.parameters or ())) if raw}
    definitions: list[Definition] = []
    for number, t in enumerate(values):
        assert t.value is not None
        body = _unit_vectors(t.value.expression)
        if isinstance(body, Matrix):
            if 1 in (len(body.rows), len(body.rows[0])):
                body = Vector(body.parts)
            elif len(values) > 1:
                raise messages.matrix(source, t.value.place)
        if t.equation is not None and len(symbols(body)) < 2:
            raise source.error(
                _("An equation needs two letters at least, so that one can depend on the other."),
                t.line.pieces[0].start,
                _("For a function, write for example f(x) = x^2."),
            )
        if t.equation is not None and t.line.name is None:
            name = next((name for name in "FGH" if name not in taken), "F_0")
            definitions.append(Definition(name, None, body, named=False))
            continue
        if t.line.name is None:
            if number:
                raise source.error(
                    _("This line does not say which name it defines."),
                    t.line.pieces[0].start,
                    _("Begin it with a name and =, as in g = 3x."),
                )
            definitions.append(Definition(_free_name(body, taken), None, body, named=False))
            continue
        parameters = t.line.parameters
        inputs = None if parameters is None else tuple(own_name(raw) for raw in parameters)
        name = own_name(t.line.name)
        if name in (inputs or ()):
            # f(f, t) = …: the letter is the input, as its use in the body shows.
            name = _free_name(body, taken)
        definitions.append(Definition(name, inputs, body))
    by_name = {definition.name: definition for definition in definitions}
    return [
        Definition(d.name, d.parameters, _applied(source, d, by_name, t, put_in), d.named)
        for d, t in zip(definitions, values, strict=True)
    ]


def _free_name(body: Expression, taken: Collection[str]) -> str:
    """Return a name for a function that has none of its own."""
    usual = "ABM" if isinstance(body, Matrix) else "FGH" if isinstance(body, Vector) else "fhgF"
    return next((name for name in usual if name not in taken), "f_0")


def _unit_vectors(body: Expression) -> Expression:
    """Read x i + y j as the vector (x, y)."""
    if not isinstance(body, Sum):
        return body
    found: dict[str, Expression] = {}
    for term in body.terms:
        negative = isinstance(term, Negative)
        bare = term.operand if isinstance(term, Negative) else term
        *rest, unit = bare.factors if isinstance(bare, Product) else (bare,)
        if not isinstance(unit, Symbol) or unit.name not in {"i", "j", "k"} or unit.name in found:
            return body
        if {"i", "j", "k"} & {name for factor in rest for name in symbols(factor)}:
            return body
        value: Expression = Product(tuple(rest)) if len(rest) > 1 else rest[0] if rest else ONE
        found[unit.name] = Negative(value) if negative else value
    if not {"i", "j"} <= set(found):
        return body
    return Vector(tuple(found[unit] for unit in "ijk" if unit in found))


def _applied(
    source: Source, definition: Definition, by_name: dict[str, Definition], told: Told, put_in: set[str]
) -> Expression:
    """Read g(x) as g where g is so defined, and put other arguments into its definition."""
    assert told.value is not None
    place = told.value.place
    grown = 0

    def apply(node: Expression) -> Expression:
        nonlocal grown
        if not isinstance(node, Call) or node.function not in by_name:
            return node
        called = by_name[node.function]
        if called.name == definition.name and node is definition.body:
            return node  # r = r(t): nothing but what r depends on is known
        if called.name == definition.name:
            raise circle(source, told, called.name)
        if called.parameters is None:
            return Symbol(called.name)
        if len(called.parameters) != len(node.arguments):
            raise messages.arguments(
                source, called.name, place, (len(called.parameters),), len(node.arguments)
            )
        if node.arguments == tuple(Symbol(name) for name in called.parameters):
            return Symbol(called.name)
        if any(isinstance(inside, Call) and inside.function in by_name for inside in walk(called.body)):
            raise source.error(
                _("{name} is used with other inputs than it was defined with.").format(name=called.name),
                place,
                _("Put the definition in by hand."),
            )
        put_in.add(called.name)
        grown += sum(1 for _node in walk(called.body))
        if grown > limits.MAX_NODES:
            raise source.error(
                _("With the definition of {name} put in, this is too long.").format(name=called.name), place
            )
        return substitute(called.body, dict(zip(called.parameters, node.arguments, strict=True)))

    body = rebuild(definition.body, apply)
    if body is not definition.body:
        _within_limits(source, body, place)
    return body


def _within_limits(source: Source, body: Expression, place: int) -> None:
    def measure(node: Expression) -> limits.Size:
        return limits.size_of(node, [measure(part) for part in node.parts])

    try:
        measure(body)
    except limits.LimitExceeded as error:
        raise source.error(error.message, place, error.hint) from None
    except limits.DivisionByZero:
        raise messages.division_by_zero(source, place) from None


def circle(source: Source, told: Told, name: str) -> Exception:
    """Return what to say when a name leads back to itself."""
    start = told.line.pieces[0].start
    return source.error(
        _("{name} is defined by itself, in a circle.").format(name=name),
        start,
        _("Each name needs a definition that does not lead back to it."),
    )
