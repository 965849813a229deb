"""The other way to differentiate a composite: put the inner functions in first, then use the usual rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import sympy

from tutor.board import NOTHING_TO_SAY, Focus, Question, Sentence
from tutor.calculus.lines import Line, tidying_lines
from tutor.calculus.meaning import Meaning
from tutor.calculus.questions import chain_words
from tutor.calculus.questions.chain import MOST_PATHS, chains_of
from tutor.calculus.questions.composition import Composition, entries_tidied
from tutor.calculus.questions.dependencies import Dependencies
from tutor.calculus.questions.gathering import component_names
from tutor.calculus.questions.question import (
    Answered,
    QuestionError,
    checked_variables,
    label,
    question,
    slots_for,
    slots_varying,
)
from tutor.calculus.questions.rows import Output, RowsOfGradients
from tutor.calculus.recall import not_shown
from tutor.calculus.tidying.transforms import tidied
from tutor.calculus.verification import sympy_derivative, sympy_jacobian
from tutor.calculus.working import Worked, work_out
from tutor.language import _
from tutor.notation.expression import Expression, Marked, Matrix, Named, Symbol, Vector
from tutor.notation.problem import Problem
from tutor.notation.sentence import sentence
from tutor.notation.text import name_in_words
from tutor.notation.traversal import depends_on, substitute, unmarked


@question("substitute")
class SubstituteQuestion:
    """df/dx of f(g(x), h(x)) without the chain rule for several inner functions."""

    def offers(self, problem: Problem) -> Iterable[Question]:
        if problem.inner:
            words = _("Substitute first")
            yield Question(
                "substitute",
                None,
                label(words, rf"\mathrm{{{words}}}".replace(" ", r"\ "), f'"{words}"', words),
                _("Put the inner functions in first, then differentiate"),
            )

    def answer(self, problem: Problem, wrt: tuple[str, ...], detail: str) -> Answered:
        if not problem.inner:
            raise QuestionError(
                _("There are no inner functions to put in."),
                _("Ask for the derivative itself."),
            )
        inputs = problem.variables
        for name in wrt:
            if name not in inputs:
                raise QuestionError(
                    _("{name} is not an input of the inner functions.").format(name=name),
                    _("The inputs are {names}.").format(names=", ".join(inputs)),
                )
        variables = checked_variables(problem, wrt, inputs)
        if problem.main.is_vector:
            return _jacobian_of_the_whole(problem, variables, detail)
        answered = substituted_first(problem, variables, detail)
        return replace(answered, check=_agreeing(problem, variables))


def substituted_first(problem: Problem, variables: tuple[str, ...], detail: str) -> Answered:
    """Answer with the inner functions put in and the composite differentiated."""
    graph = Dependencies(problem)
    slots = slots_for(problem.variables)
    lines, composite = _put_in(graph, detail)
    whole = problem.spelled_out(problem.main.body)
    worked = [_differentiated(graph, composite, variable, detail) for variable in variables]
    lines += [line for one in worked for line in one.lines]
    lefts = [one.left for one in worked]
    meaning = Meaning(
        graph.bodies,
        {problem.main.name: problem.main_variables},
        totals=dict.fromkeys(lefts, whole),
    )
    expected = [sympy_derivative(whole, variable) for variable in variables]
    if len(worked) == 1:
        [one] = worked
        return Answered(
            variables, tuple(lines), one.left, one.result, one.raw, expected[0], meaning, (whole,), slots
        )
    return Answered(
        variables,
        tuple(lines),
        Vector(tuple(lefts)),
        Vector(tuple(one.result for one in worked)),
        Vector(tuple(one.raw for one in worked)),
        sympy.Matrix(expected),
        meaning,
        (whole,),
        slots,
    )


def _put_in(graph: Dependencies, detail: str) -> tuple[list[Line], Expression]:
    """Return the lines that put the inner functions in, level by level, and the tidy composite."""
    problem = graph.problem
    left = Named("value", problem.main.name)
    slots = graph.colours
    body = problem.main.body
    lines: list[Line] = []
    for level in range(1, len(graph.levels)):
        used = [name for name in graph.levels[level] if depends_on(body, name)]
        if not used:
            continue
        bodies = {name: graph.bodies[name] for name in used}
        after = substitute(body, bodies)
        last = not any(depends_on(after, name) for name in graph.inner)
        lines.append(
            Line(
                "put the inner functions in",
                _("Put the inner functions in first"),
                substitute(body, {name: Marked("before", Symbol(name)) for name in used}),
                substitute(body, {name: Marked("changed", value) for name, value in bodies.items()}),
                _about_putting_in(tuple(bodies.items()), problem.variables, slots, last),
                sentence(
                    _("What is {f}, written with {inputs} only?"),
                    f=chain_words.in_words(problem.main.name),
                    inputs=chain_words.listed(problem.variables),
                ),
                left=left,
                slots=slots,
            )
        )
        body = after
    whole, tidying = _tidied(left, body, graph)
    if detail == "brief" and len(lines) + len(tidying) > 1:
        every = (*lines, *tidying)
        first, last_line = every[0], every[-1]
        lines = [
            replace(
                first,
                before=unmarked(first.before),
                after=Marked("changed", unmarked(last_line.after)),
                parts=every,
            )
        ]
    else:
        lines += tidying
    return lines, whole


def _tidied(left: Expression, body: Expression, graph: Dependencies) -> tuple[Expression, list[Line]]:
    if isinstance(body, Vector):
        names = tuple(Named("value", name) for name in component_names(graph.problem))
        result, line = entries_tidied(left, body, names, graph.colours)
        return result, [] if line is None else [line]
    steps = tidied(body)
    lines = [replace(line, left=left) for line in tidying_lines(steps, graph.colours)]
    return steps[-1].after if steps else body, lines


def _jacobian_of_the_whole(problem: Problem, variables: tuple[str, ...], detail: str) -> Answered:
    """Answer for a vector of functions: the composite's Jacobian matrix, row by row."""
    graph = Dependencies(problem)
    composition = Composition(problem, variables, detail)
    lines, composite = _put_in(graph, detail)
    whole = problem.spelled_out(problem.main.body)
    assert isinstance(composite, Vector) and isinstance(whole, Vector)
    names = component_names(problem)
    outputs = [
        Output(Named("value", name), name_in_words(name), entry)
        for name, entry in zip(names, composite.entries, strict=True)
    ]
    taken = (*graph.bodies, *names, composition.inner)
    matrix = RowsOfGradients(composition.left, outputs, variables, problem.variables, taken, detail)
    lines += matrix.written()
    return Answered(
        variables,
        tuple(lines),
        composition.left,
        Matrix(tuple(matrix.rows)),
        Matrix(tuple(matrix.raw_rows)),
        sympy_jacobian(whole, variables),
        Meaning(
            {**graph.bodies, **dict(zip(names, whole.entries, strict=True)), composition.whole: whole},
            {composition.whole: variables},
        ),
        (whole,),
        matrix.slots,
        sentence(
            _("The chain rule, {left} = {product}, gives the same."),
            left=composition.left,
            product=composition.product,
        ),
    )


def _about_putting_in(
    definitions: chain_words.Definitions, inputs: Sequence[str], slots: dict[str, str], last: bool
) -> Sentence:
    if not last:
        return chain_words.about_putting_in(definitions, inputs, slots, last)
    words = (
        _("With {names} put in, {inputs} is the only letter left that moves: the ordinary rules are enough.")
        if len(inputs) == 1
        else _("With {names} put in, only the inputs {inputs} are left: the ordinary rules are enough.")
    )
    return sentence(
        words,
        slots=slots,
        names=chain_words.listed([name for name, _body in definitions]),
        inputs=chain_words.listed(inputs),
    )


def _differentiated(graph: Dependencies, composite: Expression, variable: str, detail: str) -> Worked:
    inputs = graph.problem.variables
    left = graph.total(variable)
    # Where the function contains an input itself, d stands on the left; the others are held all the same.
    asked = replace(left, partial=len(inputs) > 1)
    worked = work_out(
        asked,
        composite,
        slots_varying(slots_for(inputs), variable),
        detail,
        held=tuple(other for other in inputs if other != variable),
        taken=(*graph.bodies, *inputs),
        focus=Focus(variable=variable),
    )
    return replace(worked, left=left, lines=tuple(replace(line, left=left) for line in worked.lines))


def _agreeing(problem: Problem, variables: Sequence[str]) -> Sentence:
    """Say what the chain rule gives for the same question."""
    graph = Dependencies(problem)
    if max(map(graph.path_count, variables)) > MOST_PATHS:
        return NOTHING_TO_SAY
    with not_shown():
        sums = [chain.raw for chain in chains_of(graph, variables, "standard")]
    words = (
        _("The chain rule, path by path, gives {sum}: the same.")
        if len(sums) == 1
        else _("The chain rule, path by path, gives {sum}: the same, entry by entry.")
    )
    return sentence(words, sum=sums[0] if len(sums) == 1 else Vector(tuple(sums)))
