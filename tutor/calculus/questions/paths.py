"""The paths from a function to an input through its inner functions, with the derivatives along them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from tutor.board import Focus
from tutor.calculus.lines import linked
from tutor.calculus.questions.dependencies import Dependencies
from tutor.calculus.working import Worked, work_out
from tutor.notation.expression import (
    ONE,
    ZERO,
    Derivative,
    DotProduct,
    Expression,
    Marked,
    Product,
    Sum,
    Vector,
)
from tutor.notation.text import text


@dataclass(frozen=True, slots=True)
class Arrow:
    """One arrow of the graph: `name` is the derivative of `source` by `target`, `worked` its working."""

    source: str
    target: str
    name: Derivative
    worked: Worked
    held: tuple[str, ...]

    @property
    def opening(self) -> Expression:
        """The worked-out derivative, which opens its own derivation when pressed."""
        return linked(self.worked.result, text(self.name))


class Arrows:
    """Every arrow's derivative, worked out when it is first asked for, and only then."""

    def __init__(self, graph: Dependencies, detail: str) -> None:
        self.graph = graph
        self._detail = "full" if detail == "full" else "standard"
        self._taken = (*graph.bodies, *graph.problem.main_variables, *graph.problem.variables)
        self._known: dict[tuple[str, str], Arrow] = {}

    def between(self, source: str, target: str) -> Arrow:
        """Return the arrow from a function to a quantity in its formula."""
        key = (source, target)
        if key not in self._known:
            self._known[key] = self._worked_out(source, target)
        return self._known[key]

    def _worked_out(self, source: str, target: str) -> Arrow:
        graph = self.graph
        name = graph.derivative(source, target)
        held = tuple(other for other in graph.inputs_of(source) if other != target)
        slots = dict.fromkeys(held, "held")
        if slot := graph.slot(source, target):
            slots[target] = slot
        worked = work_out(
            name,
            graph.bodies[source],
            slots,
            self._detail,
            held=held,
            taken=self._taken,
            focus=Focus(variable=target, branch=target if source == graph.main else source),
        )
        return Arrow(source, target, name, worked, held)


@dataclass(frozen=True, slots=True)
class Branch:
    """One path, as the names that it leads through and its arrows; one colour for each first name."""

    names: tuple[str, ...]
    arrows: tuple[Arrow, ...]
    slot: str

    @property
    def is_direct(self) -> bool:
        """Whether the input stands in the function itself."""
        return len(self.arrows) == 1

    def named(self) -> Expression:
        """∂f/∂g · dg/dx"""
        return _product(arrow.name for arrow in self.arrows)

    def filled(self) -> Expression:
        """2gh · 3"""
        return _product(arrow.opening for arrow in self.arrows)

    def worked(self) -> Expression:
        """The same, where nothing can be pressed."""
        return _product(arrow.worked.result for arrow in self.arrows)

    def coloured(self, expression: Expression, tinted: bool) -> Expression:
        """Return the branch's term in its colour, and on its tint if it is `tinted`."""
        coloured = Marked(self.slot, expression)
        return Marked(f"{self.slot}_tint", coloured) if tinted else coloured


def _product(factors: Iterable[Expression]) -> Expression:
    several = tuple(factors)
    return several[0] if len(several) == 1 else Product(several)


class Paths:
    """The paths from the main function to the input `variable`."""

    def __init__(self, graph: Dependencies, variable: str, arrows: Arrows) -> None:
        self.graph = graph
        self.variable = variable
        self.name = graph.main
        self.left = graph.total(variable)
        self.colours = graph.colours
        self.branches = [
            Branch(
                names,
                tuple(arrows.between(*ends) for ends in pairwise(names)),
                graph.colours[names[1]],
            )
            for names in graph.paths(variable)
        ]

    @property
    def arrows(self) -> tuple[Arrow, ...]:
        """Every arrow on a path once, those nearest the main function first."""
        longest = max((len(branch.arrows) for branch in self.branches), default=0)
        met = {
            (branch.arrows[depth].source, branch.arrows[depth].target): branch.arrows[depth]
            for depth in range(longest)
            for branch in self.branches
            if depth < len(branch.arrows)
        }
        return tuple(met.values())

    @property
    def has_one_level(self) -> bool:
        """Whether the inner functions contain nothing but inputs."""
        return all(len(branch.arrows) <= 2 for branch in self.branches)

    def named_sum(self, tinted: bool) -> Expression:
        """∂f/∂g · dg/dx + ∂f/∂h · dh/dx"""
        return _sum(branch.coloured(branch.named(), tinted) for branch in self.branches)

    def filled_sum(self, tinted: bool) -> Expression:
        """2gh · 3 + (g² + 1) · 2x"""
        return _sum(branch.coloured(branch.filled(), tinted) for branch in self.branches)

    @property
    def outer(self) -> tuple[Expression, ...]:
        """The derivatives of the main function, path by path."""
        return tuple(branch.arrows[0].worked.result for branch in self.branches)

    @property
    def inner(self) -> tuple[Expression, ...]:
        """The derivatives of the inner functions, where there is one level of them; an input itself
        changes at the rate 1."""
        return tuple(ONE if branch.is_direct else branch.arrows[1].worked.result for branch in self.branches)

    def dot_product(self) -> Expression:
        """[2gh, g² + 1] · [3, 2x]"""
        return DotProduct(Marked("derivative", Vector(self.outer)), Marked("velocity", Vector(self.inner)))


def _sum(terms: Iterable[Expression]) -> Expression:
    all_terms = tuple(terms)
    if not all_terms:
        return ZERO
    return all_terms[0] if len(all_terms) == 1 else Sum(all_terms)
