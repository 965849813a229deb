"""From statements to the problem: which definition is asked about, which letters are variables."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from tutor.language import _
from tutor.notation import limits, messages
from tutor.notation.asked import Given, ask_of, point_asked
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
from tutor.notation.names import COORDINATES, FUNCTIONS, is_true_variable, stem
from tutor.notation.pieces import own_name
from tutor.notation.problem import Ask, Definition, Fix, Note, Problem
from tutor.notation.statements import Line
from tutor.notation.traversal import rebuild, substitute, symbols, walk

DIRECTION = "u"
"""The name of a direction given beside a function, for its directional derivative."""


@dataclass(frozen=True, slots=True)
class Told:
    """A statement as read; `value` is None for a mere question such as df/dx, and left − right for an
    equation."""

    line: Line
    value: Piece | None
    notes: tuple[Note, ...] = ()
    point: tuple[Given, ...] = ()
    equation: Equation | None = None


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


def problem_of(source: Source, told: list[Told]) -> Problem:
    """Return the problem that the statements make up together.

    Raises:
        NotationError: for circles, missing definitions, and values that do not fit.
    """
    values = [t for t in told if t.value is not None]
    asks = [t.line for t in told if t.line.ask is not None]
    if not values:
        letter = next((line.ask.of for line in asks if line.ask and line.ask.of), None) or "f"
        raise source.error(
            _("It is not said what {name} is.").format(name=letter),
            asks[0].ask_place,
            _("Write for example {name}(x) = x^2 on the next line.").format(name=letter),
        )
    equations = [t for t in values if t.equation is not None]
    if equations and len(values) > 1:
        raise source.error(
            _("An equation stands by itself: it cannot be read beside other lines."),
            equations[0].line.pieces[0].start,
            _("Begin a definition with a single name and =, as in g = 3x."),
        )
    notes = [note for t in values if t.value is not None for note in (*t.value.notes, *t.notes)]
    put_in: set[str] = set()
    order = _direction_last(_main_first(source, values, _definitions(source, values, put_in)))
    used = {name for definition in order for name in symbols(definition.body)}
    main, inner = order[0], [d for d in order[1:] if d.name not in put_in or d.name in used]
    notes += [Note(_("The definition of {name} was put in.").format(name=name)) for name in sorted(put_in)]
    equation = equations[0].equation if equations else None
    ask = ask_of(source, asks[0], main, equation) if asks else None
    if equation is not None and ask is None:
        ask = Ask("implicit")
    inner, direction = _without_direction(main, inner)
    inner_names = {definition.name for definition in inner}
    _check_inner(source, values, main, inner)
    variables = _variables(main, inner, ask)
    if len(variables) > limits.MAX_VARIABLES:
        raise source.error(
            _("There are too many variables: Nabla's limit is {limit}.").format(limit=limits.MAX_VARIABLES), 0
        )
    main_variables = _main_variables(main, inner_names, variables) if inner else variables
    if isinstance(main.body, Vector) and any(
        t.value and isinstance(t.value.expression, Sum) for t in values[:1]
    ):
        notes.append(Note(_("i, j and k were read as the unit vectors.")))
    notes += _remarks(main, inner, variables, ask)
    return Problem(
        source.text,
        main,
        tuple(inner),
        variables,
        main_variables,
        ask,
        tuple(_placed(source, notes)),
        (*point_asked(source, [t.point for t in told if t.point], variables, main, inner), *direction),
        equation,
    )


def _direction_last(order: list[Definition]) -> list[Definition]:
    """Return the definitions with another one first where a mere direction was typed first."""
    first, *others = order
    if not others or first.name != DIRECTION or not first.is_vector or first.parameters is not None:
        return order
    if {d.name for d in others} & set(symbols(first.body)):
        return order
    return [*others, first]


def _without_direction(
    main: Definition, inner: list[Definition]
) -> tuple[list[Definition], tuple[tuple[str, Expression], ...]]:
    """Set apart a direction given beside a function of numbers, u = (3, 4): it is no inner function but
    the value of a letter."""
    used = {name for d in (main, *inner) for name in (*(d.parameters or ()), *symbols(d.body))}
    if main.is_vector or DIRECTION in used:
        return inner, ()
    given = [d for d in inner if d.name == DIRECTION and d.is_vector and d.parameters is None]
    return [d for d in inner if d not in given], tuple((d.name, d.body) for d in given)


def _placed(source: Source, notes: Iterable[Note]) -> Iterable[Note]:
    """Turn offsets into columns; say everything once."""
    seen: set[str] = set()
    for note in notes:
        if note.message not in seen:
            seen.add(note.message)
            column = None if note.column is None else source.place(note.column)[1]
            yield Note(note.message, column, note.other)


def _definitions(source: Source, values: list[Told], put_in: set[str]) -> list[Definition]:
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
            raise messages.vector_for_number(source, t.value.place)
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
    usual = "FGH" if isinstance(body, Vector) else "fhgF"
    return next((name for name in usual if name not in taken), "f_0")


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
        if called.name == definition.name:
            raise _circle(source, told, called.name)
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


def _circle(source: Source, told: Told, name: str) -> Exception:
    start = told.line.pieces[0].start
    return source.error(
        _("{name} is defined by itself, in a circle.").format(name=name),
        start,
        _("Each name needs a definition that does not lead back to it."),
    )


def _main_first(source: Source, values: list[Told], definitions: list[Definition]) -> list[Definition]:
    """Return the definitions with the one asked about first: the first typed, unless the others
    lead to another one. Refuses circles."""
    names = {definition.name for definition in definitions}
    uses = {d.name: [n for n in (*(d.parameters or ()), *symbols(d.body)) if n in names] for d in definitions}
    finished: set[str] = set()

    def follow(name: str, trail: tuple[str, ...]) -> None:
        if name in trail:
            raise _circle(
                source, next(t for t, d in zip(values, definitions, strict=True) if d.name == name), name
            )
        if name not in finished:
            for used in uses[name]:
                follow(used, (*trail, name))
            finished.add(name)

    for definition in definitions:
        follow(definition.name, ())
    used = {name for targets in uses.values() for name in targets}
    main = definitions[0]
    if main.name in used:
        main = next(definition for definition in definitions if definition.name not in used)
    return [main, *(definition for definition in definitions if definition is not main)]


def _check_inner(source: Source, values: list[Told], main: Definition, inner: list[Definition]) -> None:
    """Where other definitions are given, each input of main must be defined or be an input itself."""
    if not inner:
        return
    names = {definition.name for definition in inner}
    for t in values:
        inside = t.line.name is not None and own_name(t.line.name) in names
        if inside and t.value is not None and isinstance(t.value.expression, Vector):
            raise messages.vector_for_number(source, t.value.place)
    inputs = {letter for d in inner for letter in (*(d.parameters or ()), *symbols(d.body))}
    heads = [t.line for t in values if t.line.name is not None and own_name(t.line.name) == main.name]
    for raw in (heads[0].parameters if heads else None) or ():
        letter = own_name(raw)
        if letter not in names and letter not in inputs and stem(letter) not in COORDINATES:
            fix = source.text.rstrip().rstrip(";") + f"; {letter} = x"
            raise source.error(
                _("It is not said what {name} is.").format(name=letter),
                raw.start,
                _("Define it as well, for example {name} = x^2.").format(name=letter),
                [Fix(_("Add {text}").format(text=f"{letter} = x"), fix)],
            )


def _variables(main: Definition, inner: list[Definition], ask: Ask | None) -> tuple[str, ...]:
    """Return the inputs of the whole: those listed, else the letters that look like variables."""
    names = {definition.name for definition in (main, *inner)}
    listed: list[str] = []
    letters: list[str] = []
    for definition in (main, *inner):
        if definition.parameters is not None:
            listed += definition.parameters
        else:
            letters += symbols(definition.body)
    if inner:
        # Inputs that only main lists come last: f(x, g) with g of t has the inputs t and x.
        listed = [*listed[len(main.parameters or ()) :], *(main.parameters or ())]
    free = [name for name in dict.fromkeys(letters) if name not in names]
    likely = [name for name in free if is_true_variable(name)]
    if all(stem(name) in {"x", "y", "z"} for name in likely):
        likely.sort(key=stem)  # y/x is a function of x and y, in this order
    chosen = [name for name in listed if name not in names]
    chosen += likely if likely or chosen else free
    if ask is not None and ask.variable is not None and ask.variable not in names:
        chosen.append(ask.variable)
    # Where there are no letters at all, x is the variable: the derivative of 5 is 0.
    return tuple(dict.fromkeys(chosen)) or ("x",)


def _main_variables(main: Definition, inner: Collection[str], variables: tuple[str, ...]) -> tuple[str, ...]:
    """Return the letters that main is a function of, inner functions first where it lists none."""
    found = symbols(main.body)
    if main.parameters is None:
        return (*(n for n in found if n in inner), *(n for n in found if n in variables))
    hidden = [name for name in found if name in inner and name not in main.parameters]
    if not hidden:
        return main.parameters
    direct = [name for name in main.parameters if name in inner or name in found]
    return (*hidden, *direct)


def _remarks(
    main: Definition, inner: list[Definition], variables: tuple[str, ...], ask: Ask | None
) -> list[Note]:
    notes: list[Note] = []
    whole = {name for definition in (main, *inner) for name in symbols(definition.body)}
    names = [definition.name for definition in inner]
    inputs = main.parameters or ()
    inside = {*variables, *inputs, *names}
    held = [
        n
        for d in (main, *inner)
        for n in symbols(d.body)
        if n not in inside and n not in (d.parameters or ())
    ]
    if held:
        notes.append(Note(_("Held constant: {names}.").format(names=", ".join(dict.fromkeys(held)))))
    notes += [
        Note(_("{name} is defined but not used.").format(name=name))
        for name in names
        if name not in whole and name not in inputs
    ]
    if ask is not None and ask.variable is not None and ask.variable not in whole.union(names):
        notes.append(Note(_("{name} does not occur in the function.").format(name=ask.variable)))
    return notes


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
