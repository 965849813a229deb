"""From definitions to the problem: which definition is asked about, which letters are variables."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from tutor.language import _
from tutor.notation import limits, messages
from tutor.notation.asked import ask_of, point_asked
from tutor.notation.definitions import Told, circle, definitions_of
from tutor.notation.expression import Call, Expression, Matrix, Sum, Vector
from tutor.notation.messages import Source
from tutor.notation.names import COORDINATES, is_true_variable, stem
from tutor.notation.pieces import own_name
from tutor.notation.problem import Ask, Definition, Fix, Note, Problem
from tutor.notation.traversal import symbols, walk

DIRECTION = "u"
"""The name of a direction given beside a function, for its directional derivative."""


def problem_of(source: Source, told: list[Told]) -> Problem:
    """Return the problem that the statements make up together.

    Raises:
        NotationError: for circles, missing definitions, and values that do not fit.
    """
    values = _nameless_first([t for t in told if t.value is not None])
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
    notes = [
        *source.notes,
        *(note for t in values if t.value is not None for note in (*t.value.notes, *t.notes)),
    ]
    put_in: set[str] = set()
    definitions = definitions_of(source, values, put_in)
    named = next((line.ask.direction for line in asks if line.ask and line.ask.direction), None)
    direction = named or _direction_beside(definitions)
    order = _direction_last(_main_first(source, values, definitions), direction)
    used = {name for definition in order for name in symbols(definition.body)}
    main, inner = order[0], [d for d in order[1:] if d.name not in put_in or d.name in used]
    touching = all(line.ask and line.ask.kind == "tangent" for line in asks)
    if touching and (curve := _curve([main, *inner])):
        asks = []  # the velocity is the tangent of a curve
        names = ", ".join(d.name for d in (main, *inner))
        notes.append(Note(_("{names} were read as the entries of one vector, a curve.").format(names=names)))
        main, inner = curve, []
    noted = len(source.notes)
    notes += [Note(_("The definition of {name} was put in.").format(name=name)) for name in sorted(put_in)]
    equation = equations[0].equation if equations else None
    ask = ask_of(source, asks[0], main, equation) if asks else None
    if equation is not None and ask is None:
        ask = Ask("implicit")
    if isinstance(main.body, Matrix) and ask is not None and ask.kind not in ("derivative", "partial"):
        raise source.error(
            _("A matrix of functions can only be differentiated by one letter at a time."),
            asks[0].ask_place if asks else 0,
            _("Write for example d/dx [[x, x^2], [1, x]]."),
        )
    inner, directions = _without_direction(main, inner, direction)
    inner, values_given = _without_values(main, inner)
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
    problem = Problem(
        source.text,
        main,
        tuple(inner),
        variables,
        main_variables,
        ask,
        (),
        (
            *(
                point_asked(source, [t.point for t in told if t.point], variables, main, inner)
                or values_given
            ),
            *directions,
        ),
        equation,
        tuple(span for t in told for span in t.spans),
    )
    return replace(problem, notes=tuple(_placed(source, (*notes, *source.notes[noted:], *_remarks(problem)))))


def _nameless_first(values: list[Told]) -> list[Told]:
    """Return the statements with f(g(x)) before f(x) = … and g(x) = …, where it was typed after them."""
    nameless = [t for t in values if t.line.name is None]
    if len(nameless) != 1 or nameless[0].equation is not None or nameless[0] is values[0]:
        return values
    [asked] = nameless
    defined = {own_name(t.line.name) for t in values if t.line.name is not None}
    called = (
        {node.function for node in walk(asked.value.expression) if isinstance(node, Call)}
        if asked.value
        else set()
    )
    return [asked, *(t for t in values if t is not asked)] if called & defined else values


def _curve(definitions: list[Definition]) -> Definition | None:
    """Return x = cos t, y = sin t as the vector (cos t, sin t): coordinates that depend on one letter alone,
    and not on each other."""
    names = [definition.name for definition in definitions]
    if sorted(names) not in (["x", "y"], ["x", "y", "z"]):
        return None
    found = {name for definition in definitions for name in symbols(definition.body)}
    listed = {definition.parameters for definition in definitions}
    moving = {name for name in found if is_true_variable(name)}
    if len(moving) != 1 or found & set(names) or not listed <= {None, tuple(moving)}:
        return None
    if any(definition.is_vector for definition in definitions):
        return None
    entries = (each.body for each in sorted(definitions, key=lambda each: each.name))
    return Definition("F" if "r" in found else "r", None, Vector(tuple(entries)), named=False)


def _direction_beside(definitions: list[Definition]) -> str:
    """Return the name of the one vector of numbers beside a function without it, v = (3, 4); u is the name
    where there is none."""
    used = {name for each in definitions for name in (*(each.parameters or ()), *symbols(each.body))}
    numbers = [
        each.name
        for each in definitions
        if each.is_vector and each.parameters is None and each.name not in used and not symbols(each.body)
    ]
    return numbers[0] if len(numbers) == 1 < len(definitions) else DIRECTION


def _direction_last(order: list[Definition], direction: str) -> list[Definition]:
    """Return the definitions with another one first where a mere direction was typed first."""
    first, *others = order
    if not others or first.name != direction or not first.is_vector or first.parameters is not None:
        return order
    if {d.name for d in others} & set(symbols(first.body)):
        return order
    return [*others, first]


def _without_direction(
    main: Definition, inner: list[Definition], direction: str
) -> tuple[list[Definition], tuple[tuple[str, Expression], ...]]:
    """Set apart a direction given beside a function of numbers, u = (3, 4): it is no inner function but
    the value of a letter, which is u by whatever name it was given."""
    used = {name for d in (main, *inner) for name in (*(d.parameters or ()), *symbols(d.body))}
    if main.is_vector or direction in used:
        return inner, ()
    given = [d for d in inner if d.name == direction and d.is_vector and d.parameters is None]
    return [d for d in inner if d not in given], tuple((DIRECTION, d.body) for d in given)


def _without_values(
    main: Definition, inner: list[Definition]
) -> tuple[list[Definition], tuple[tuple[str, Expression], ...]]:
    """Set apart the x = 3 of f(x) = x^2; x = 3: where every letter has a number, these are a point."""
    numbers = [d for d in inner if d.parameters is None and not d.is_vector and not symbols(d.body)]
    inputs = {*(main.parameters or ()), *filter(is_true_variable, symbols(main.body))}
    given = len(numbers) == len(inner) and bool(inputs) and inputs <= {d.name for d in numbers}
    if not given or not all(map(is_true_variable, inputs)):
        return inner, ()
    return [], tuple((d.name, d.body) for d in numbers)


def _placed(source: Source, notes: Iterable[Note]) -> Iterable[Note]:
    """Turn offsets into columns; say everything once."""
    seen: set[str] = set()
    for note in notes:
        if note.message not in seen:
            seen.add(note.message)
            column = None if note.column is None else source.place(note.column)[1]
            yield replace(note, column=column)


def _main_first(source: Source, values: list[Told], definitions: list[Definition]) -> list[Definition]:
    """Return the definitions with the one asked about first: the first typed, unless the others
    lead to another one. Refuses circles."""
    names = {definition.name for definition in definitions}
    uses = {d.name: [n for n in (*(d.parameters or ()), *symbols(d.body)) if n in names] for d in definitions}
    finished: set[str] = set()

    def follow(name: str, trail: tuple[str, ...]) -> None:
        if name in trail:
            raise circle(
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


def _remarks(problem: Problem) -> list[Note]:
    notes: list[Note] = []
    main, inner, ask = problem.main, problem.inner, problem.ask
    if held := problem.parameters:
        notes.append(Note(_("Held constant: {names}.").format(names=", ".join(held))))
    whole = {name for definition in (main, *inner) for name in symbols(definition.body)}
    names = [definition.name for definition in inner]
    inputs = main.parameters or ()
    notes += [
        Note(_("{name} is defined but not used.").format(name=name))
        for name in names
        if name not in whole and name not in inputs
    ]
    if ask is not None and ask.variable is not None and ask.variable not in whole.union(names):
        notes.append(Note(_("{name} does not occur in the function.").format(name=ask.variable)))
    return notes
