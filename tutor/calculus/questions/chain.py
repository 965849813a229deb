"""The chain rule with several inner functions: one term for each path from the function to the input.

df/dx = ∂f/∂g · dg/dx + ∂f/∂h · dh/dx, with ∂ where a function has several inputs and d where it has one.
"""

from __future__ import annotations

from collections.abc import Iterable

import sympy

from tutor.board import Question
from tutor.calculus.numeric import Meaning
from tutor.calculus.questions.chain_lines import ChainLines
from tutor.calculus.questions.paths import Paths
from tutor.calculus.questions.question import (
    Answered,
    QuestionError,
    checked_variables,
    derivative_of,
    label,
    question,
)
from tutor.calculus.tidying.transforms import tidy
from tutor.calculus.verification import sympy_derivative
from tutor.language import _
from tutor.notation.expression import Symbol, Vector
from tutor.notation.formula import formula
from tutor.notation.problem import Problem
from tutor.notation.sentence import sentence


@question("chain")
class ChainQuestion:
    """df/dx of f(g(x), h(x)); with several inputs, one derivative for each (∂z/∂s and ∂z/∂t)."""

    def offers(self, problem: Problem) -> Iterable[Question]:
        if not problem.inner or problem.main.is_vector:
            return
        several = len(problem.variables) > 1
        for variable in problem.variables:
            f, x = (formula(Symbol(name)) for name in (problem.main.name, variable))
            sign, typst_sign, latex_sign = ("∂", "partial", r"\partial ") if several else ("d", "d", "d")
            yield Question(
                "chain",
                variable,
                label(
                    f"{sign}{f.text}/{sign}{x.text}",
                    f"{latex_sign}{f.latex}/{latex_sign}{x.latex}",
                    rf"{typst_sign} {f.typst}\/{typst_sign} {x.typst}",
                    formula(derivative_of(problem.main.name, variable, several)).speech,
                ),
                _("Chain rule: derivative with respect to {x}").format(x=x.text),
            )

    def answer(self, problem: Problem, wrt: tuple[str, ...], detail: str) -> Answered:
        if not problem.inner:
            return _without_inner_functions(problem, wrt, detail)
        if problem.main.is_vector:
            raise QuestionError(
                _("The chain rule for a vector of functions is not offered yet."),
                _("Ask about one component at a time."),
            )
        for name in wrt:
            if name not in problem.variables:
                raise QuestionError(
                    _("{name} is not an input of the inner functions.").format(name=name),
                    _("The inputs are {names}.").format(names=", ".join(problem.variables)),
                )
        variables = checked_variables(problem, wrt, problem.variables)
        chains = [ChainLines(Paths(problem, variable, detail), detail) for variable in variables]
        lines = tuple(line for chain in chains for line in chain.written())
        composite = problem.spelled_out(problem.main.body)
        bodies = {inner.name: inner.body for inner in problem.inner}
        totals = {chain.paths.left: composite for chain in chains}
        meaning = Meaning(
            {problem.main.name: problem.main.body, **bodies},
            {problem.main.name: problem.main_variables},
            totals=totals,
        )
        expected = [sympy_derivative(composite, variable) for variable in variables]
        first = chains[0]
        check = sentence(
            _("Checked: putting the inner functions in first gives {composite}, with the same derivative."),
            composite=tidy(composite),
        )
        if len(chains) == 1:
            return Answered(
                variables,
                lines,
                first.paths.left,
                first.result,
                first.raw,
                expected[0],
                meaning,
                (composite,),
                first.paths.colours,
                check,
            )
        return Answered(
            variables,
            lines,
            Vector(tuple(chain.paths.left for chain in chains)),
            Vector(tuple(chain.result for chain in chains)),
            Vector(tuple(chain.raw for chain in chains)),
            sympy.Matrix(expected),
            meaning,
            (composite,),
            first.paths.colours,
            check,
        )


def _without_inner_functions(problem: Problem, wrt: tuple[str, ...], detail: str) -> Answered:
    """A composite typed in one line, such as sin(x²): its walkthrough names the inner function."""
    if len(problem.main_variables) == 1 or wrt:
        from tutor.calculus.questions.derivative import DerivativeQuestion

        return DerivativeQuestion().answer(problem, wrt, detail)
    raise QuestionError(
        _("There are no inner functions here."),
        _("Give them after the function, for example: {example}.").format(
            example="f(g, h) = g^2 h + h; g = 3x; h = x^2"
        ),
    )
