"""The directional derivative D_u f = ∇f · u/‖u‖."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import sympy

from tutor.board import Question
from tutor.calculus.lines import Line, Slots, tidying_lines, with_left
from tutor.calculus.meaning import Meaning, vector_called
from tutor.calculus.model import ModelError, to_sympy
from tutor.calculus.questions.gathering import gathered_partials
from tutor.calculus.questions.hessian import gradient_first
from tutor.calculus.questions.points import arithmetic_words, checked_point, exact_value
from tutor.calculus.questions.question import (
    Answered,
    QuestionError,
    checked_variables,
    label,
    question,
)
from tutor.calculus.tidying.transforms import tidied, tidy
from tutor.calculus.values import at_point
from tutor.calculus.verification import Later, sympy_gradient
from tutor.language import _
from tutor.notation.expression import (
    ONE,
    TWO,
    ZERO,
    DotProduct,
    Equation,
    Expression,
    Marked,
    Named,
    Power,
    Product,
    Quotient,
    Root,
    Sum,
    Vector,
)
from tutor.notation.formula import formula
from tutor.notation.problem import Problem
from tutor.notation.sentence import sentence
from tutor.notation.traversal import symbols, unmarked

DIRECTION = "u"
"""The name of the direction, in `u = (3, 4)` beside the function and among the values of a point."""


@question("directional")
class DirectionalQuestion:
    """D_u f: how fast f changes for each unit of length in the direction u."""

    def offers(self, problem: Problem) -> Iterable[Question]:
        if len(problem.main_variables) > 1 and _fits(problem):
            name = formula(Named("directional", problem.main.name))
            yield Question(
                "directional",
                None,
                label(name.text, name.latex, name.typst, name.speech),
                _("Directional derivative of {f}").format(f=problem.main.name),
            )

    def answer(self, problem: Problem, wrt: tuple[str, ...], detail: str) -> Answered:
        return self.answer_at(problem, wrt, detail, {})

    def answer_at(
        self, problem: Problem, wrt: tuple[str, ...], detail: str, point: Mapping[str, Expression]
    ) -> Answered:
        if not _fits(problem):
            raise QuestionError(
                _("A directional derivative belongs to a single function of several inputs."),
                _("Ask about one component, or put the inner functions in first."),
            )
        variables = checked_variables(problem, wrt, problem.main_variables)
        direction, chosen = _direction(problem, point, variables)
        values = {name: value for name, value in point.items() if not isinstance(value, Vector)}
        checked_point(problem, values)
        answered = _answered(problem, variables, direction, chosen, detail)
        return at_point(answered, values) if values else answered


def _fits(problem: Problem) -> bool:
    composite = any(inner.name in problem.main_variables for inner in problem.inner)
    return not (problem.main.is_vector or composite or problem.equation is not None)


def _direction(
    problem: Problem, point: Mapping[str, Expression], variables: tuple[str, ...]
) -> tuple[Vector, bool]:
    """Return the direction, and whether it was Nabla's choice.

    Raises:
        QuestionError: if it does not fit the inputs.
    """
    defined = next((inner.body for inner in problem.inner if inner.name == DIRECTION), None)
    given = point.get(DIRECTION, defined)
    if given is None or (not isinstance(given, Vector) and DIRECTION in variables):
        return Vector((ONE,) * len(variables)), True
    if not isinstance(given, Vector) or len(given.entries) != len(variables):
        raise QuestionError(
            _("The direction needs one entry for each of the inputs {names}.").format(
                names=", ".join(variables)
            ),
            _("Write it as a vector with {count} entries.").format(count=len(variables)),
        )
    if set(symbols(given)) & set(variables):
        raise QuestionError(
            _("The direction must not change from point to point."),
            _("Use numbers for its entries, for example {example}.").format(example="(3, 4)"),
        )
    if all(exact_value(entry, {}) == ZERO for entry in given.entries):
        raise QuestionError(
            _("The zero vector has no direction."), _("Give at least one entry that is not 0.")
        )
    return given, False


def _answered(
    problem: Problem, variables: tuple[str, ...], direction: Vector, chosen: bool, detail: str
) -> Answered:
    main = problem.main
    gradient = gathered_partials(problem, variables, detail)
    assert isinstance(gradient.result, Vector)
    left = Named("directional", main.name)
    length = exact_value(Root(tidy(_squares(direction))), {})
    is_unit = length == ONE
    unit = direction if is_unit else exact_value(_divided(direction, length), {})
    assert isinstance(unit, Vector)
    slots = gradient.slots
    named = DotProduct(
        Marked("derivative", Named("gradient", main.name)),
        Marked("velocity", Named("vector" if is_unit else "unit", DIRECTION)),
    )
    filled = DotProduct(Marked("derivative", gradient.result), Marked("velocity", unit))
    products = Sum(tuple(Product(pair) for pair in zip(gradient.result.entries, unit.entries, strict=True)))
    steps = tidied(products)
    ending = [
        Line(
            "directional derivative",
            _("Directional derivative"),
            left,
            named,
            sentence(
                _(
                    "A step of length one along {u} goes a part of the way along each input: each partial "
                    "derivative counts for its part."
                ),
                slots=slots,
                u=Named("vector", DIRECTION),
            ),
            sentence(_("How do the gradient and a direction combine into one number?"), slots=slots),
        ),
        Line(
            "fill in",
            _("Put the two vectors in"),
            named,
            filled,
            sentence(_("Both vectors have been found: they take the place of their names."), slots=slots),
            sentence(_("What has been found for the gradient, and for the direction?"), slots=slots),
        ),
        Line(
            "dot product",
            _("Expand the dot product"),
            filled,
            Marked("changed", products),
            sentence(_("First entry times first entry, plus second times second, and so on."), slots=slots),
            sentence(_("How is a dot product computed?"), slots=slots),
        ),
        *tidying_lines(steps, slots),
    ]
    notes: tuple[str, ...] = ()
    if chosen:
        notes = (
            _("No direction was given, so Nabla took {u}. To choose one, write {example} after it.").format(
                u=formula(Equation((Named("vector", DIRECTION), direction))).text,
                example="; u = (3, 4)" if len(variables) == 2 else "; u = (1, 2, 2)",
            ),
        )
    return Answered(
        variables,
        (
            *gradient_first(gradient, detail),
            *_length(direction, length, unit, is_unit, slots, detail),
            *(replace(line, slots=slots) for line in with_left(ending, left)),
        ),
        left,
        unmarked(ending[-1].after),
        products,
        Later(lambda: _sympy(main.body, variables, direction)),
        Meaning({main.name: main.body, vector_called(DIRECTION): direction}, {main.name: variables}),
        (main.body,),
        slots,
        notes=notes,
    )


def _squares(direction: Vector) -> Sum:
    return Sum(tuple(Power(entry, TWO) for entry in direction.entries))


def _divided(direction: Vector, length: Expression) -> Vector:
    return Vector(tuple(Quotient(entry, length) for entry in direction.entries))


def _length(
    direction: Vector, length: Expression, unit: Vector, is_unit: bool, slots: Slots, detail: str
) -> Iterator[Line]:
    """The lines ‖u‖ = √(3² + 4²) = 5 and u/‖u‖ = [3/5, 4/5]."""
    norm = Named("norm", DIRECTION)
    root = Root(_squares(direction))
    why = sentence(
        _("A rate of change is per unit of length, so the length of {u} is needed first."),
        u=Equation((Named("vector", DIRECTION), direction)),
    )
    hint = sentence(_("How long is the vector? Think of Pythagoras."))
    put_in = Line("length", _("The length of the direction"), norm, Marked("changed", root), why, hint, norm)
    worked = Line(
        "work out the value",
        _("Work out the value"),
        root,
        Marked("changed", length),
        arithmetic_words(length, slots),
        sentence(_("Powers first, then sums, then the root.")),
        norm,
    )
    if detail == "brief":
        yield Line(
            "length",
            _("The length of the direction"),
            norm,
            Marked("changed", length),
            why,
            hint,
            norm,
            parts=(put_in, worked),
        )
    else:
        yield from (put_in, worked)
    if is_unit:
        return
    name = Named("unit", DIRECTION)
    divided = _divided(direction, length)
    yield Line(
        "unit vector",
        _("Scale the direction to length one"),
        name,
        Marked("changed", divided),
        sentence(
            _("Divided by its length {length}, the vector keeps its direction and has length one."),
            length=length,
        ),
        sentence(_("By which number must each entry be divided?")),
        name,
    )
    if unit != divided:
        yield Line(
            "work out the value",
            _("Work out the value"),
            divided,
            Marked("changed", unit),
            arithmetic_words(unit, slots),
            sentence(_("Can the fractions be written more simply?")),
            name,
        )


def _sympy(body: Expression, variables: tuple[str, ...], direction: Vector) -> Any:
    try:
        u = to_sympy(direction)
        return (sympy_gradient(body, variables).T * u)[0] / sympy.sqrt((u.T * u)[0])
    except ModelError:
        return None
