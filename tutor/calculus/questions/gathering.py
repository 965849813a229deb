"""Several derivatives worked out one at a time, then arranged in a vector."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from tutor.board import Focus
from tutor.calculus.lines import Line, Slots
from tutor.calculus.meaning import Meaning
from tutor.calculus.questions.question import Answered, derivative_of, slots_for, slots_varying
from tutor.calculus.verification import Later, sympy_derivative, sympy_entries, sympy_gradient
from tutor.calculus.working import Worked, work_out
from tutor.language import N_, _
from tutor.notation.expression import Expression, Marked, Matrix, Named, Vector
from tutor.notation.problem import Problem
from tutor.notation.sentence import sentence
from tutor.notation.text import text
from tutor.notation.traversal import indices_of, unmarked


def in_one_line(worked: Worked, rule: str, title: str, why: str, hint: str) -> Line:
    """Return one line from the derivative to its tidy value, its own lines inside."""
    first, last = worked.lines[0], worked.lines[-1]
    slots = first.slots
    return replace(
        last,
        rule=rule,
        title=title,
        before=unmarked(first.before),
        after=Marked("changed", worked.result),
        why=sentence(why, slots=slots, left=worked.left, result=worked.result),
        hint=sentence(hint, slots=slots, left=worked.left),
        slots=slots,
        letters={},
        parts=worked.lines,
        anchors=(text(worked.left),),
    )


def gathered_partials(problem: Problem, variables: Sequence[str], detail: str) -> Answered:
    """∇f: the partial derivatives one at a time, then arranged in a column."""
    main = problem.main
    inputs = problem.main_variables
    slots = slots_for(inputs)
    nabla = Named("gradient", main.name)
    lefts = [derivative_of(main.name, name, len(inputs) > 1) for name in variables]
    lines = [
        Line(
            "gradient",
            _("Gradient"),
            nabla,
            Vector(tuple(lefts)),
            sentence(
                _(
                    "The gradient gathers the partial derivatives of {f} in a vector. Find them one at a "
                    "time."
                ),
                slots=slots,
                f=Named("value", main.name),
            ),
            sentence(
                _("How many inputs does the function have? The gradient has as many entries."), slots=slots
            ),
            left=nabla,
            slots=slots,
        )
    ]
    worked = []
    for left in lefts:
        name = left.variable
        varying = slots_varying(slots, name)
        held = tuple(other for other in inputs if other != name)
        one = work_out(
            left,
            main.body,
            varying,
            "standard" if detail == "brief" else detail,
            held=held,
            taken=(main.name, *inputs),
            focus=Focus(variable=name),
        )
        worked.append(one)
        if detail == "brief":
            lines.append(
                in_one_line(
                    one,
                    "partial derivative",
                    _("Partial derivative with respect to {x}").format(x=name),
                    _("Every other input is held constant, so only the rules for one variable are needed."),
                    _("Which letters are held constant here?"),
                )
            )
        else:
            lines.extend(one.lines)
    result = Vector(tuple(one.result for one in worked))
    lines.append(_arranged(nabla, Vector(tuple(lefts)), result, slots))
    return Answered(
        tuple(variables),
        tuple(lines),
        nabla,
        result,
        Vector(tuple(one.raw for one in worked)),
        Later(lambda: sympy_gradient(main.body, variables)),
        Meaning({main.name: main.body}, {main.name: tuple(variables)}),
        (main.body,),
        slots,
    )


def _arranged(left: Expression, before: Vector, result: Vector, slots: Slots) -> Line:
    roles = list(slots.values())
    coloured = tuple(
        Marked(roles[index], entry) if index < len(roles) else entry
        for index, entry in enumerate(result.entries)
    )
    return Line(
        "arrange in a vector",
        _("Put the partial derivatives together"),
        before,
        Marked("changed", Vector(coloured)),
        sentence(_("Each partial derivative takes its place, in the order of the inputs."), slots=slots),
        sentence(_("In which order do the inputs stand?"), slots=slots),
        left=left,
        slots=slots,
    )


def gathered_components(problem: Problem, variable: str, detail: str) -> Answered:
    """The derivative of a vector or a matrix of functions: one entry at a time."""
    main = problem.main
    body = main.body
    assert isinstance(body, Vector | Matrix)
    partial = len({*problem.main_variables, variable}) > 1
    slots = slots_for(problem.main_variables)
    varying = slots_varying(slots, variable)
    held = tuple(name for name in problem.main_variables if name != variable)
    left = derivative_of(main.name, variable, partial)
    names = component_names(problem)
    lefts = [derivative_of(name, variable, partial) for name in names]
    worked = [
        work_out(
            one_left,
            entry,
            varying,
            detail,
            held=held,
            taken=(name, main.name, *problem.main_variables),
            focus=Focus(variable=variable, row=row),
        )
        for row, (name, entry, one_left) in enumerate(zip(names, body.parts, lefts, strict=True))
    ]
    first, last = entry_lines(left, body.with_parts(tuple(lefts)), [one.result for one in worked], varying)
    return Answered(
        (variable,),
        (
            replace(first, focus=Focus(variable=variable)),
            *(line for one in worked for line in one.lines),
            last,
        ),
        left,
        body.with_parts(tuple(one.result for one in worked)),
        body.with_parts(tuple(one.raw for one in worked)),
        Later(lambda: sympy_entries(body, lambda entry: sympy_derivative(entry, variable))),
        Meaning(
            {main.name: body, **dict(zip(names, body.parts, strict=True))},
            {main.name: problem.main_variables},
        ),
        (body,),
        varying,
    )


@dataclass(frozen=True, slots=True)
class _EntryWords:
    """What is said of a derivative entry by entry: title, reason and hint of its first line and its last."""

    title: str
    why: str
    hint: str
    together: str
    because: str
    where: str


_OF_VECTOR: Final = _EntryWords(
    N_("One component at a time"),
    N_("A vector is differentiated entry by entry."),
    N_("What happens to each entry of the vector?"),
    N_("Put the components together"),
    N_("Each derivative takes the place of its component."),
    N_("In which order do the components stand?"),
)
_OF_MATRIX: Final = _EntryWords(
    N_("One entry at a time"),
    N_("A matrix is differentiated entry by entry, each one on its own."),
    N_("What happens to each entry of the matrix?"),
    N_("Put the entries together"),
    N_("Each derivative takes the place of its entry."),
    N_("In which row and in which column does each derivative stand?"),
)


def entry_lines(
    left: Expression, lefts: Expression, results: Sequence[Expression], slots: Slots
) -> tuple[Line, Line]:
    """Return the first line of a derivative entry by entry, which names the derivative of each (`lefts`, a
    vector or a matrix of them), and the last, which puts the results together."""
    words = _OF_MATRIX if isinstance(lefts, Matrix) else _OF_VECTOR

    def line(rule: str, title: str, before: Expression, after: Expression, why: str, hint: str) -> Line:
        return Line(
            rule,
            _(title),
            before,
            after,
            sentence(_(why), slots=slots),
            sentence(_(hint), slots=slots),
            left=left,
            slots=slots,
        )

    arranged = Marked("changed", lefts.with_parts(tuple(results)))
    return (
        line("componentwise", words.title, left, lefts, words.why, words.hint),
        line("arrange in a vector", words.together, lefts, arranged, words.because, words.where),
    )


def component_names(problem: Problem) -> tuple[str, ...]:
    """Return names for the components of a vector-valued F: f_1, f_2, …, or of a matrix A: a_11, a_12, …"""
    main = problem.main
    assert isinstance(main.body, Vector | Matrix)
    stem = main.name.lower() if main.name.isupper() else main.name
    return tuple(f"{stem}_{index}" for index in indices_of(main.body))
