"""Derivatives of higher order, one differentiation after the other: d²f/dx², ∂²f/∂x∂y."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import sympy

from tutor.board import Focus, Question
from tutor.calculus.lines import Line
from tutor.calculus.meaning import Meaning
from tutor.calculus.model import ModelError, letter, to_sympy
from tutor.calculus.questions.gathering import component_names, entry_lines
from tutor.calculus.questions.many_orders import (
    BY_NUMBER,
    MANY,
    at_one_point,
    one_step,
    so_far,
    value_at,
)
from tutor.calculus.questions.question import (
    Answered,
    QuestionError,
    label,
    name_label,
    question_letters,
    slots_for,
    slots_varying,
)
from tutor.calculus.unfolding import tell
from tutor.calculus.verification import Later, sympy_entries
from tutor.calculus.working import Worked, work_out
from tutor.language import _
from tutor.notation.expression import (
    ZERO,
    Derivative,
    Equation,
    Expression,
    Marked,
    Matrix,
    Named,
    Symbol,
    Vector,
)
from tutor.notation.formula import formula
from tutor.notation.limits import MAX_ORDER
from tutor.notation.problem import Problem
from tutor.notation.sentence import sentence
from tutor.notation.traversal import symbols
from tutor.ordinals import ordinal


def name_of(function: str, variables: Sequence[str], partial: bool) -> Derivative:
    """Return the name of a derivative: ("x", "x") gives d²f/dx², ("x", "y") ∂²f/∂x∂y, which is
    ∂/∂x of ∂f/∂y."""
    named: Expression = Named("value", function)
    for variable, run in groupby(reversed(variables)):
        named = Derivative(named, variable, partial, len(list(run)))
    assert isinstance(named, Derivative)
    return named


def higher_button(problem: Problem, variables: Sequence[str], partial: bool, ask: str) -> Question:
    """Return the button d²/dx² or ∂²/∂x∂y."""
    order = len(variables)
    runs = [(formula(Symbol(name)), len(list(run))) for name, run in groupby(variables)]
    d, typst_d, latex_d = ("∂", "partial ", r"\partial ") if partial else ("d", "d ", "d ")
    below = "".join(f"{d}{x.text}" + (f"^{times}" if times > 1 else "") for x, times in runs)
    latex = "".join(f"{latex_d}{x.latex}" + (f"^{{{times}}}" if times > 1 else "") for x, times in runs)
    typst = " ".join(f"{typst_d}{x.typst}" + (f"^{times}" if times > 1 else "") for x, times in runs)
    named = name_of(problem.main.name, variables, partial)
    return Question(
        ask,
        ",".join(variables),
        name_label(
            named,
            label(
                f"{d}^{order}/{below}",
                f"{latex_d}^{{{order}}}/{latex}",
                rf"{typst_d.rstrip()}^{order}\/{typst}",
                formula(named).speech,
            ),
        ),
        _title(variables),
    )


def _title(variables: Sequence[str]) -> str:
    names = [formula(Symbol(name)).text for name in variables]
    if len(set(names)) > 1:
        order = ", ".join(reversed(names))
        return _("Mixed partial derivative, in this order: {letters}").format(letters=order)
    if len(names) == 2:
        return _("Second derivative with respect to {x}").format(x=names[0])
    if len(names) == 3:
        return _("Third derivative with respect to {x}").format(x=names[0])
    return _("{nth} derivative with respect to {x}").format(nth=ordinal(len(names)), x=names[0])


@dataclass(frozen=True, slots=True)
class Function:
    """What is differentiated several times: its name on the board and its formula, with its inputs."""

    name: str
    body: Expression
    inputs: tuple[str, ...]
    row: int | None = None


def worked_out(
    function: Function,
    variables: Sequence[str],
    partial: bool,
    detail: str,
    done: Callable[[Derivative, tuple[Line, ...], list[Expression]], None] | None = None,
) -> Worked:
    """Differentiate by the last of `variables` first, then by the one before it, and so on.

    `done` is told after each of them: the derivative's name, the lines so far, and the results so far.
    """
    slots = slots_for(function.inputs)
    for name in variables:
        slots.setdefault(name, "slotA")
    lines: list[Line] = []
    results: list[Expression] = []
    many = len(variables) >= MANY
    body, raw = function.body, function.body
    for index in reversed(range(len(variables))):
        variable = variables[index]
        left = name_of(function.name, variables[index:], partial)
        varying = slots_varying(slots, variable)
        focus = Focus(variable=variable, row=function.row)
        if lines and body == ZERO:
            last = name_of(function.name, variables, partial)
            lines.append(_nothing_left(last, focus))
            return Worked(last, tuple(lines), ZERO, ZERO)
        if lines and not many:
            below = name_of(function.name, variables[index + 1 :], partial)
            lines.append(_again(left, Equation((below, body)), varying, focus))
        worked = work_out(
            left,
            body,
            varying,
            detail,
            held=tuple(name for name in function.inputs if name != variable),
            taken=(function.name, *function.inputs),
            focus=focus,
        )
        lines.extend([one_step(worked, len(variables) - index)] if many else worked.lines)
        body, raw = worked.result, worked.raw
        results.append(body)
        if done is not None:
            done(left, tuple(lines), results)
    return Worked(name_of(function.name, variables, partial), tuple(lines), raw, body)


def _again(left: Derivative, below: Equation, slots: dict[str, str], focus: Focus) -> Line:
    """The line d²f/dx² = d/dx (3x²)."""
    once_more = Derivative(below.sides[1], left.variable, left.partial)
    return Line(
        "differentiate again",
        _("Differentiate again"),
        left,
        Marked("changed", once_more),
        sentence(
            _("Now {below} is a function of its own: differentiate it once more, with respect to {x}."),
            slots=slots,
            below=below,
            x=Symbol(left.variable),
        ),
        sentence(
            _("Which function is to be differentiated now, and with respect to which letter?"), slots=slots
        ),
        left=left,
        slots=slots,
        focus=focus,
    )


def _nothing_left(left: Derivative, focus: Focus) -> Line:
    return Line(
        "only zeros follow",
        _("From here on everything is zero"),
        left,
        Marked("changed", ZERO),
        sentence(_("The derivative of 0 is 0, however often it is taken.")),
        sentence(_("What is the derivative of 0?")),
        left=left,
        focus=focus,
    )


def higher_derivative(problem: Problem, variables: Sequence[str], partial: bool, detail: str) -> Answered:
    """Answer for a derivative of order two or more; a vector is differentiated entry by entry.

    Raises:
        QuestionError: if the order is too high.
    """
    variables = tuple(variables)
    if len(variables) > MAX_ORDER:
        raise QuestionError(
            _("Nabla differentiates up to {count} times.").format(count=MAX_ORDER),
            _("Ask for a lower order and look for the pattern."),
        )
    opening, inputs, body = _spelled_out(problem, variables)
    if isinstance(body, Vector | Matrix):
        return _componentwise(problem, body, inputs, variables, partial, detail, opening)
    function = Function(problem.main.name, body, inputs)
    question = partial_or_total(problem, variables, partial)
    ways = at_one_point(question, body, inputs) if len(variables) >= BY_NUMBER else ()

    def done(left: Derivative, lines: tuple[Line, ...], results: list[Expression]) -> None:
        result = results[-1]
        unfinished = so_far(
            results,
            len(variables),
            lambda order: partial_or_total(problem, variables[-order:], partial),
            ways,
        )
        tell(
            Answered(
                variables,
                (*opening, *lines),
                left,
                result,
                result,
                None,
                _meaning(problem, body, inputs),
                (body,),
                slots_for(inputs),
            ),
            replace(unfinished, total=len(opening) + len(variables)),
        )

    worked = worked_out(function, variables, partial, detail, done if len(variables) >= MANY else None)
    lines = [*opening, *worked.lines]
    if len(set(variables)) > 1:
        lines.append(_clairaut(function, variables, worked.result, detail))
    return Answered(
        variables,
        tuple(lines),
        worked.left,
        worked.result,
        worked.raw,
        Later(lambda: sympy_higher(body, variables)),
        _meaning(problem, body, inputs),
        (body,),
        slots_for(inputs),
    )


def partial_or_total(problem: Problem, variables: Sequence[str], partial: bool) -> Question:
    """Return the question for a derivative of any order."""
    ask = "partial" if partial and len(problem.main_variables) > 1 else "derivative"
    return higher_button(problem, variables, partial, ask)


def high_value(
    problem: Problem, wrt: Sequence[str], kinds: Sequence[str], point: Mapping[str, Expression]
) -> Answered | None:
    """Return the value of a derivative of high order at a point; None where the formula is the way to it.

    Raises:
        QuestionError: if it has no value there.
    """
    variables = asked_orders(problem, wrt, kinds)
    if not BY_NUMBER <= len(variables) <= MAX_ORDER:
        return None
    _opening, inputs, body = _spelled_out(problem, variables)
    if isinstance(body, Vector | Matrix) or set(point) != set(inputs) or set(symbols(body)) - set(inputs):
        return None
    left = name_of(problem.main.name, variables, len(inputs) > 1)
    return value_at(left, body, inputs, variables, point)


def _meaning(problem: Problem, body: Expression, inputs: tuple[str, ...]) -> Meaning:
    return Meaning({problem.main.name: body}, {problem.main.name: inputs})


def _spelled_out(
    problem: Problem, variables: tuple[str, ...]
) -> tuple[tuple[Line, ...], tuple[str, ...], Expression]:
    """Return a first line that puts the inner functions in, where there are any, then the inputs and the
    formula to differentiate."""
    main = problem.main
    if not problem.inner or set(variables) <= set(main.parameters or problem.main_variables):
        return (), problem.main_variables, main.body
    body = problem.spelled_out(main.body)
    name = Named("value", main.name)
    first = Line(
        "put the inner functions in",
        _("Put the inner functions in"),
        name,
        Marked("changed", body),
        sentence(_("With the inner functions put in, the usual rules can be used again and again.")),
        sentence(_("What do the inner functions stand for?")),
        left=name,
    )
    return (first,), problem.variables, body


def _clairaut(function: Function, variables: tuple[str, ...], result: Expression, detail: str) -> Line:
    """The line ∂²f/∂y∂x = the same, with its own derivation inside."""
    other = tuple(reversed(variables))
    if other == variables:
        other = (*variables[1:], variables[0])
    worked = worked_out(function, other, True, detail)
    slots = slots_for(function.inputs)
    return Line(
        "clairaut",
        _("The other order gives the same"),
        worked.left,
        Marked("changed", result),
        sentence(
            _(
                "By {x} first, the result is the same: where the derivatives are continuous, the order "
                "does not matter (Clairaut's theorem)."
            ),
            slots=slots,
            x=Symbol(other[-1]),
        ),
        sentence(_("Does it matter which letter comes first?"), slots=slots),
        left=worked.left,
        slots=slots,
        parts=worked.lines,
    )


def _componentwise(
    problem: Problem,
    body: Vector | Matrix,
    inputs: tuple[str, ...],
    variables: tuple[str, ...],
    partial: bool,
    detail: str,
    opening: tuple[Line, ...],
) -> Answered:
    names = component_names(problem)
    left = name_of(problem.main.name, variables, partial)
    slots = slots_varying(slots_for(inputs), variables[0])
    worked = [
        worked_out(Function(name, entry, inputs, row), variables, partial, detail)
        for row, (name, entry) in enumerate(zip(names, body.parts, strict=True))
    ]
    lefts = body.with_parts(tuple(one.left for one in worked))
    first, last = entry_lines(left, lefts, [one.result for one in worked], slots)
    meaning = _meaning(problem, body, inputs)
    return Answered(
        variables,
        (*opening, first, *(line for one in worked for line in one.lines), last),
        left,
        body.with_parts(tuple(one.result for one in worked)),
        body.with_parts(tuple(one.raw for one in worked)),
        Later(lambda: sympy_entries(body, lambda entry: sympy_higher(entry, variables))),
        replace(meaning, bodies={**meaning.bodies, **dict(zip(names, body.parts, strict=True))}),
        (body,),
        slots,
    )


def sympy_higher(body: Expression, variables: Sequence[str]) -> Any:
    """Return sympy's own derivative by all the letters, None where it has no such function."""
    try:
        return sympy.diff(to_sympy(body), *map(letter, reversed(variables)))
    except ModelError:
        return None


def asked_orders(problem: Problem, wrt: Sequence[str], kinds: Sequence[str]) -> tuple[str, ...]:
    """Return one letter per differentiation where more than one is asked for, in `wrt` or else in the
    text; () where it is one at most.

    Raises:
        QuestionError: if a letter does not occur.
    """
    letters = tuple(wrt)
    if not letters and problem.ask is not None and problem.ask.kind in kinds:
        letters = question_letters(problem.ask)
    if len(letters) < 2:
        return ()
    main = problem.main
    known = {*problem.variables, *problem.main_variables, *symbols(main.body)}
    for name in letters:
        if name not in known:
            raise QuestionError(
                _("The letter {name} does not occur in this function.").format(name=name),
                _("It can be differentiated with respect to {names}.").format(
                    names=", ".join(problem.variables)
                ),
            )
    return letters
