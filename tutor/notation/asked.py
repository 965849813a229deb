"""What a problem asks: the question in the text, and the point, matched with the function's letters."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.language import _
from tutor.notation.expression import Equation, Expression
from tutor.notation.messages import Source
from tutor.notation.names import is_true_variable
from tutor.notation.problem import Ask, Definition, Note
from tutor.notation.statements import Line
from tutor.notation.traversal import symbols


@dataclass(frozen=True, slots=True)
class Given:
    """One coordinate of the point asked for; `letter` is None where only its value was typed."""

    letter: str | None
    place: int
    value: Expression


def point_asked(
    source: Source,
    points: list[tuple[Given, ...]],
    variables: tuple[str, ...],
    main: Definition,
    inner: list[Definition],
) -> tuple[tuple[str, Expression], ...]:
    """Return the point asked for, letters with values in the order typed; () where there is none.

    Raises:
        NotationError: if the coordinates do not fit the inputs.
    """
    if not points:
        return ()
    if len(points) > 1:
        raise source.error(_("Two points are given here; only one can be asked for."), points[1][0].place)
    given = points[0]
    known = {*variables, *(name for d in (main, *inner) for name in (d.name, *symbols(d.body)))}
    if all(each.letter is None for each in given):
        if len(given) == len(variables) + 1 and not inner and not main.is_vector and main.named:
            # (1, 1, 3) lies on z = 2x² + y²
            source.notes.append(
                Note(_("The last coordinate is the value of {name} there.").format(name=main.name))
            )
            given = given[:-1]
        if len(given) != len(variables):
            raise source.error(
                _("The point has {given} coordinates, but the inputs are {names}.").format(
                    given=len(given), names=", ".join(variables)
                ),
                given[0].place,
                _("Give each input a value, as in at x = 1, y = 2."),
            )
        return tuple((name, each.value) for name, each in zip(variables, given, strict=True))
    at: dict[str, Expression] = {}
    for each in given:
        if each.letter is None or each.letter in at:
            raise source.error(
                _("This point cannot be read."),
                each.place,
                _("Write for example at (1, 2), or at x = 1, y = 2."),
            )
        if each.letter not in known:
            raise source.error(
                _("{name} does not occur in the function.").format(name=each.letter),
                each.place,
                _("The inputs are {names}.").format(names=", ".join(variables)),
            )
        at[each.letter] = each.value
    return tuple(at.items())


def ask_of(source: Source, line: Line, main: Definition, equation: Equation | None) -> Ask:
    """Return the question in the text.

    Raises:
        NotationError: if it is about another function than the one given.
    """
    spoken = line.ask
    assert spoken is not None
    inputs = main.parameters or tuple(filter(is_true_variable, symbols(main.body))) or ("x",)
    letters = tuple(letter or inputs[0] for letter in spoken.letters)
    first = letters[0] if letters else None
    if equation is not None:
        kind = "implicit" if letters or spoken.kind == "tangent" else spoken.kind
        if spoken.of is not None and spoken.of not in symbols(main.body):
            raise source.error(
                _("{name} does not occur in the equation.").format(name=spoken.of), line.ask_place
            )
        return Ask(kind, first, max(len(letters), 1), letters, spoken.of)
    if spoken.of is not None and main.named and spoken.of != main.name:
        raise source.error(
            _("The question is about {asked}, but the function given is {name}.").format(
                asked=spoken.of, name=main.name
            ),
            line.ask_place,
            _("Ask about {name}, or make {asked} the first definition.").format(
                asked=spoken.of, name=main.name
            ),
        )
    return Ask(spoken.kind, first, max(len(letters), 1), letters)
