"""The chain rule with several inner functions: one term for each path from the function to the input.

df/dx = ∂f/∂g · dg/dx + ∂f/∂h · dh/dx, with ∂ where a function has several inputs and d where it has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import sympy

from tutor.board import Question
from tutor.calculus.meaning import Meaning
from tutor.calculus.questions.chain_lines import ChainLines
from tutor.calculus.questions.composition import product_of_jacobians
from tutor.calculus.questions.dependencies import Dependencies
from tutor.calculus.questions.paths import Arrow, Arrows, Paths
from tutor.calculus.questions.question import (
    Answered,
    QuestionError,
    ask_instead,
    checked_variables,
    label,
    name_label,
    question,
)
from tutor.calculus.tidying.transforms import tidy
from tutor.calculus.verification import sympy_derivative
from tutor.language import _
from tutor.notation.expression import Named, Symbol, Vector
from tutor.notation.formula import formula
from tutor.notation.problem import Problem
from tutor.notation.sentence import sentence

MOST_PATHS = 24
"""With more, a line would be a page long."""


@question("chain")
class ChainQuestion:
    """df/dx of f(g(x), h(x)); with several inputs, one derivative for each (∂z/∂s and ∂z/∂t); of a vector
    of functions, the product of two Jacobian matrices."""

    def offers(self, problem: Problem) -> Iterable[Question]:
        if not problem.inner:
            return
        if problem.main.is_vector:
            yield Question(
                "chain",
                None,
                label("J", "J", "J", formula(Named("jacobian", problem.main.name)).speech),
                _("Chain rule: product of two Jacobian matrices"),
            )
            return
        graph = Dependencies(problem)
        for variable in problem.variables:
            total = graph.total(variable)
            f, x = (formula(Symbol(name)) for name in (problem.main.name, variable))
            sign, typst_sign, latex_sign = (
                ("∂", "partial", r"\partial ") if total.partial else ("d", "d", "d")
            )
            yield Question(
                "chain",
                variable,
                name_label(
                    total,
                    label(
                        f"{sign}{f.text}/{sign}{x.text}",
                        f"{latex_sign}{f.latex}/{latex_sign}{x.latex}",
                        rf"{typst_sign} {f.typst}\/{typst_sign} {x.typst}",
                        formula(total).speech,
                    ),
                ),
                _("Chain rule: derivative with respect to {x}").format(x=x.text),
            )

    def answer(self, problem: Problem, wrt: tuple[str, ...], detail: str) -> Answered:
        if not problem.inner:
            return _without_inner_functions(problem, wrt, detail)
        for name in wrt:
            if name not in problem.variables:
                raise QuestionError(
                    _("{name} is not an input of the inner functions.").format(name=name),
                    _("The inputs are {names}.").format(names=", ".join(problem.variables)),
                )
        variables = checked_variables(problem, wrt, problem.variables)
        if problem.main.is_vector:
            return product_of_jacobians(problem, variables, detail)
        graph = Dependencies(problem)
        if max(map(graph.path_count, variables)) > MOST_PATHS:
            return _substituted(problem, variables, detail)
        chains = chains_of(graph, variables, detail)
        lines = tuple(line for chain in chains for line in chain.lines)
        composite = problem.spelled_out(problem.main.body)
        meaning = Meaning(
            graph.bodies,
            {problem.main.name: problem.main_variables},
            totals={chain.paths.left: composite for chain in chains},
        )
        expected = [sympy_derivative(composite, variable) for variable in variables]
        check = sentence(
            _("Checked: putting the inner functions in first gives {composite}, with the same derivative.")
            if len(chains) == 1
            else _(
                "Checked: putting the inner functions in first gives {composite}, with the same derivatives."
            ),
            composite=tidy(composite),
        )
        lefts = [chain.paths.left for chain in chains]
        results = [chain.result for chain in chains]
        raws = [chain.raw for chain in chains]
        one = len(chains) == 1
        return Answered(
            variables,
            lines,
            lefts[0] if one else Vector(tuple(lefts)),
            results[0] if one else Vector(tuple(results)),
            raws[0] if one else Vector(tuple(raws)),
            expected[0] if one else sympy.Matrix(expected),
            meaning,
            (composite,),
            graph.colours,
            check,
        )


def chains_of(graph: Dependencies, variables: Sequence[str], detail: str) -> list[ChainLines]:
    """Write the chain rule for one input after the other; what was worked out for one serves the next."""
    arrows = Arrows(graph, detail)
    shown: list[Arrow] = []
    chains: list[ChainLines] = []
    for variable in variables:
        paths = Paths(graph, variable, arrows)
        chain = ChainLines(paths, detail, shown)
        chain.written()
        shown += paths.arrows
        chains.append(chain)
    return chains


def _substituted(problem: Problem, variables: tuple[str, ...], detail: str) -> Answered:
    answered = ask_instead("substitute", problem, variables, detail)
    words = _("There are too many paths to write them all out; the inner functions are put in first instead.")
    return replace(answered, notes=(*answered.notes, words))


def _without_inner_functions(problem: Problem, wrt: tuple[str, ...], detail: str) -> Answered:
    """A composite typed in one line, such as sin(x²): its walkthrough names the inner function."""
    if len(problem.main_variables) == 1 or wrt:
        return ask_instead("derivative", problem, wrt, detail)
    raise QuestionError(
        _("There are no inner functions here."),
        _("Give them after the function, for example: {example}.").format(
            example="f(g, h) = g^2 h + h; g = 3x; h = x^2"
        ),
    )
