"""What depends on what: the graph from a function through its inner functions down to the inputs."""

from __future__ import annotations

from functools import cached_property

from tutor.calculus.questions.question import slots_for
from tutor.notation.expression import Derivative, Expression, Named
from tutor.notation.problem import Problem
from tutor.notation.traversal import substitute, symbols

Path = tuple[str, ...]
"""The names on the way from the main function to an input: ("f", "g", "x")."""


class Dependencies:
    """The functions of a problem, each with the quantities that its own formula contains."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.main = problem.main.name
        self.inner = {definition.name: definition.body for definition in problem.inner}
        self.bodies: dict[str, Expression] = {self.main: problem.main.body, **self.inner}
        parameters = {definition.name: definition.parameters for definition in problem.inner}
        parameters[self.main] = problem.main_variables
        known = dict.fromkeys((*problem.main_variables, *self.inner, *problem.variables))
        self._inputs: dict[str, tuple[str, ...]] = {}
        self._written_with: dict[str, int] = {}
        for name, body in self.bodies.items():
            found = set(symbols(body))
            order = dict.fromkeys((*(parameters[name] or ()), *known))
            self._inputs[name] = tuple(each for each in order if each in found and each in known)
            self._written_with[name] = len({*self._inputs[name], *(parameters[name] or ())})

    def inputs_of(self, name: str) -> tuple[str, ...]:
        """Return what the formula of `name` contains: inner functions and inputs, no constants."""
        return self._inputs.get(name, ())

    def has_several_inputs(self, name: str) -> bool:
        """Say whether the derivatives of `name` are written with ∂."""
        return self._written_with.get(name, 1) > 1

    def derivative(self, source: str, target: str) -> Derivative:
        """Return the name of the derivative along one arrow: ∂f/∂g, or dg/dx."""
        return Derivative(Named("value", source), target, self.has_several_inputs(source))

    def total(self, variable: str) -> Derivative:
        """Return the name of the derivative of the whole: df/dx, or ∂z/∂s with several inputs.

        Where the function contains the input itself as well, ∂ belongs to that direct way alone, and
        the whole is written with d.
        """
        several = len(self.problem.variables) > 1 and variable not in self.inputs_of(self.main)
        return Derivative(Named("value", self.main), variable, several)

    def path_count(self, variable: str, name: str = "") -> int:
        """Return how many paths lead from `name` (if missing, the main function) to the input."""
        return self._path_counts(variable).get(name or self.main, 0)

    def _path_counts(self, variable: str) -> dict[str, int]:
        counts: dict[str, int] = {variable: 1}

        def count(name: str) -> int:
            if name not in counts:
                counts[name] = sum(map(count, self.inputs_of(name)))
            return counts[name]

        count(self.main)
        return counts

    def paths(self, variable: str) -> tuple[Path, ...]:
        """Return every path from the main function to the input."""
        counts = self._path_counts(variable)

        def onward(name: str) -> tuple[Path, ...]:
            if name == variable:
                return ((name,),)
            below = (path for other in self.inputs_of(name) if counts[other] for path in onward(other))
            return tuple((name, *path) for path in below)

        return onward(self.main)

    @cached_property
    def levels(self) -> tuple[tuple[str, ...], ...]:
        """The functions level by level, the main function first: each only contains what is below it."""
        level = {self.main: 0}
        for _round in self.inner:
            for name, depth in tuple(level.items()):
                for other in self.inputs_of(name):
                    if other in self.inner:
                        level[other] = max(level.get(other, 0), depth + 1)
        order = {name: index for index, name in enumerate((*self.inputs_of(self.main), *self.inner))}
        names = sorted(level, key=lambda name: (level[name], order.get(name, -1)))
        return tuple(
            tuple(name for name in names if level[name] == depth) for depth in range(max(level.values()) + 1)
        )

    def put_in(self, expression: Expression, level: int) -> Expression:
        """Put the formulas of one level of inner functions (from 1) into an expression."""
        return substitute(expression, {name: self.bodies[name] for name in self.levels[level]})

    @cached_property
    def colours(self) -> dict[str, str]:
        """The colour of each branch: a name that only one branch leads through has the colour of that."""
        colours = slots_for(self.problem.main_variables)
        for name in self.inputs_of(self.main):
            colours.setdefault(name, "slotC")
        through: dict[str, set[str]] = {}

        def follow(name: str, branch: str) -> None:
            for other in self.inputs_of(name):
                if other in self.inner and branch not in through.setdefault(other, set()):
                    through[other].add(branch)
                    follow(other, branch)

        direct = self.inputs_of(self.main)
        for branch in direct:
            follow(branch, branch)
        for name, branches in through.items():
            if len(branches) == 1 and name not in direct:
                colours[name] = colours[next(iter(branches))]
        return colours

    def slot(self, source: str, target: str) -> str:
        """Return the colour of an arrow, "" where several branches run through it."""
        return self.colours.get(target if source == self.main else source, "")
