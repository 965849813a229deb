"""The paths from a function to an input through its inner functions, with the derivatives along them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tutor.board import Focus
from tutor.calculus.lines import linked
from tutor.calculus.questions.question import Worked, derivative_of, slots_for, slots_varying, work_out
from tutor.notation.expression import (
    ZERO,
    Derivative,
    DotProduct,
    Expression,
    Marked,
    Product,
    Sum,
    Symbol,
    Vector,
)
from tutor.notation.problem import Problem
from tutor.notation.text import text
from tutor.notation.traversal import depends_on, symbols


@dataclass(frozen=True, slots=True)
class Branch:
    """One path: through the inner function `name` with formula `body` (for an input of the main
    function that is itself the input asked for, the inner derivative is 1)."""

    name: str
    body: Expression
    slot: str
    outer_name: Derivative
    inner_name: Derivative
    outer: Worked
    inner: Worked


def _opens(worked: Worked) -> Expression:
    """Return the worked-out derivative, which opens its own derivation when pressed."""
    return linked(worked.result, text(worked.left))


class Paths:
    """The paths from the main function of `problem` to the input `variable`."""

    def __init__(self, problem: Problem, variable: str, detail: str) -> None:
        self.problem = problem
        self.variable = variable
        self._detail = "full" if detail == "full" else "standard"
        self.name = problem.main.name
        self.left = derivative_of(self.name, variable, len(problem.variables) > 1)
        self.colours = slots_for(problem.main_variables)
        taken = (self.name, *problem.main_variables, *problem.variables)
        self.branches = [
            self._branch(name, taken)
            for name in problem.main_variables
            if depends_on(problem.spelled_out(Symbol(name)), variable)
        ]

    def _branch(self, name: str, taken: Sequence[str]) -> Branch:
        problem = self.problem
        bodies = {inner.name: inner.body for inner in problem.inner}
        several = len(problem.main_variables) > 1
        body = problem.spelled_out(bodies[name]) if name in bodies else Symbol(name)
        inputs = [letter for letter in symbols(body) if letter in problem.variables]
        outer_name = derivative_of(self.name, name, several)
        inner_name = derivative_of(name, self.variable, len(inputs) > 1)
        focus = Focus(variable=name, branch=name)
        outer = work_out(
            outer_name,
            problem.main.body,
            slots_varying(self.colours, name),
            self._detail,
            held=[other for other in problem.main_variables if other != name],
            taken=taken,
            focus=focus,
        )
        inner = work_out(
            inner_name,
            body,
            {self.variable: self.colours[name]}
            | {other: "held" for other in inputs if other != self.variable},
            self._detail,
            held=[other for other in inputs if other != self.variable],
            taken=taken,
            focus=Focus(branch=name),
        )
        return Branch(name, body, self.colours[name], outer_name, inner_name, outer, inner)

    def _coloured(self, branch: Branch, expression: Expression, tinted: bool = False) -> Expression:
        coloured = Marked(branch.slot, expression)
        return Marked(f"{branch.slot}_tint", coloured) if tinted else coloured

    def _sum(self, terms: Iterable[Expression]) -> Expression:
        all_terms = tuple(terms)
        if not all_terms:
            return ZERO
        return all_terms[0] if len(all_terms) == 1 else Sum(all_terms)

    def named_sum(self, tinted: bool) -> Expression:
        """∂f/∂g · dg/dx + ∂f/∂h · dh/dx"""
        return self._sum(
            self._coloured(
                branch,
                branch.outer_name
                if branch.name == self.variable
                else Product((branch.outer_name, branch.inner_name)),
                tinted,
            )
            for branch in self.branches
        )

    def filled_sum(self, tinted: bool) -> Expression:
        """2gh · 3 + (g² + 1) · 2x"""
        return self._sum(
            self._coloured(
                branch,
                _opens(branch.outer)
                if branch.name == self.variable
                else Product((_opens(branch.outer), _opens(branch.inner))),
                tinted,
            )
            for branch in self.branches
        )

    def dot_product(self) -> Expression:
        """[2gh, g² + 1] · [3, 2x]"""
        return DotProduct(
            Marked("derivative", Vector(tuple(branch.outer.result for branch in self.branches))),
            Marked("velocity", Vector(tuple(branch.inner.result for branch in self.branches))),
        )
