"""The numbers of "Graph": an expression as the operations that it is made of."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, product

from tutor.calculus.questions.dependencies import Dependencies
from tutor.gallery import Scene
from tutor.gallery.graph import GraphEdge, GraphNode, GraphScene
from tutor.language import _
from tutor.notation.expression import (
    Call,
    Equation,
    Expression,
    Marked,
    Negative,
    Power,
    Product,
    Quotient,
    Root,
    Sum,
    Symbol,
    Vector,
)
from tutor.notation.formula import formula
from tutor.notation.problem import Problem
from tutor.notation.traversal import substitute, symbols
from tutor.scenes.compile import compiled
from tutor.scenes.derivatives import derivative_program
from tutor.scenes.gallery import Situation, scene_for
from tutor.scenes.layering import layered

ASKED = ("derivative", "partial", "gradient", "chain")
MOST_NODES = 14
MOST_COLUMNS = 7
MOST_ROWS = 5
LETTERS = "abcmnpqrsuvwyz"
"""Names of operations; those that are taken are left out, d and e have a meaning of their own."""
STARTS = (0.5, 1.0, 2.0, 1.5, -0.5, 0.25, 3.0, -2.0)
REACH = 2.0
SLOTS = ("slotA", "slotB", "slotC")
DECOMPOSED = (Sum, Product, Quotient, Power, Root, Call, Negative)


@scene_for(90)
def graph(situation: Situation) -> Iterable[tuple[str, Scene]]:
    """A function of any number of inputs with one output, made of more than one operation."""
    problem, body = situation.problem, situation.problem.main.body
    if situation.ask not in ASKED or isinstance(body, Vector) or not situation.inputs:
        return
    whole = problem if situation.through_paths else _outer(problem)
    for coarse in range(4):
        operations = _Operations(whole, coarse).found
        count = len(operations) - len(whole.variables)
        if count < 2:
            return
        if count > MOST_NODES:
            continue  # before a layout is looked for: of hundreds of nodes that takes seconds
        layout = layered(len(operations), _edges(operations))
        rows = [row for _column, row in chain(layout.nodes, *layout.bends)]
        columns = max(column for column, _row in layout.nodes) + 1
        if columns <= MOST_COLUMNS and max(rows) - min(rows) < MOST_ROWS:
            yield _("Graph"), _scene(whole, operations, situation.point)
            return


def graph_scene(problem: Problem) -> GraphScene:
    """Return the graph of a problem with one output, down to its single operations.

    Raises:
        NotComputable: if one of them has no numeric value.
    """
    return _scene(problem, _Operations(problem, 0).found, None)


def _outer(problem: Problem) -> Problem:
    """Return the main function by itself, in its own inputs."""
    return Problem(problem.text, problem.main, (), problem.main_variables, problem.main_variables)


@dataclass(frozen=True, slots=True)
class _Operation:
    """One node to be: its `body` is over the names of those before it."""

    name: str
    body: Expression
    arguments: tuple[int, ...]
    slot: str


class _Operations:
    """Takes a problem apart. Sub-expressions of at most `coarse` + 1 levels stay whole."""

    def __init__(self, problem: Problem, coarse: int) -> None:
        self._coarse = coarse
        self._dependencies = Dependencies(problem)
        self.found: list[_Operation] = []
        self._index: dict[str, int] = {}
        self._known: dict[Expression, str] = {}
        self._constant: dict[str, Expression] = {}
        bodies = self._dependencies.bodies
        inner = [name for level in reversed(self._dependencies.levels[1:]) for name in level]
        taken = {*problem.variables, *bodies}.union(*(symbols(body) for body in bodies.values()))
        self._inputs = len(problem.variables)
        self._letters = self._free(taken)
        for index, name in enumerate(problem.variables):
            slot = SLOTS[index] if 1 < self._inputs <= len(SLOTS) else ""
            self._add(name, Symbol(name), slot)
        for name in (*inner, problem.main.name):
            self._name(name, bodies[name], is_last=name == problem.main.name)

    @staticmethod
    def _free(taken: set[str]) -> Iterator[str]:
        for number, letter in product(("", *map(str, range(1, 100))), LETTERS):
            name = f"{letter}_{number}" if number else letter
            if name not in taken:
                yield name

    def _name(self, name: str, body: Expression, is_last: bool) -> None:
        """Give what a function is made of the function's own name."""
        body = substitute(body, self._constant)
        if not self._reached(body) and not is_last:
            self._constant[name] = body
            return
        apart = self._apart(body)
        slot = self._slot(apart, is_last) if is_last else self._dependencies.colours.get(name, "")
        self._add(name, apart, slot)
        self._known.setdefault(_key(apart), name)

    def _inputs_of(self, body: Expression) -> tuple[int, ...]:
        return tuple(self._index[name] for name in symbols(body) if name in self._index)

    def _reached(self, body: Expression) -> bool:
        return bool(self._inputs_of(body))

    def _add(self, name: str, body: Expression, slot: str) -> None:
        arguments = self._inputs_of(body)
        self._index[name] = len(self.found)
        self.found.append(_Operation(name, body, arguments, slot))

    def _placed(self, expression: Expression) -> Expression:
        """Return a part as the letter of its node; what has no input in it stays as it is."""
        expression = _bare(expression)
        if isinstance(expression, Symbol) or not self._reached(expression):
            return expression
        if isinstance(expression, Negative):
            return Negative(self._placed(expression.operand))
        apart = self._apart(expression)
        if (known := self._known.get(_key(apart))) is None:
            known = next(self._letters)
            self._add(known, apart, self._slot(apart))
            self._known[_key(apart)] = known
        return Symbol(known)

    def _apart(self, expression: Expression) -> Expression:
        """Return an operation with its parts replaced by the letters of their nodes."""
        expression = _bare(expression)
        if not isinstance(expression, DECOMPOSED) or _height(expression) <= self._coarse + 1:
            return expression
        return expression.with_parts(tuple(self._placed(part) for part in expression.parts))

    def _slot(self, body: Expression, is_last: bool = False) -> str:
        """Return the colour of an operation's branch, "" where branches meet."""
        arguments = self._inputs_of(body)
        slots = {self.found[each].slot for each in arguments}
        if self._inputs > 1 or any(each >= self._inputs for each in arguments):
            return slots.pop() if len(slots) == 1 else ""
        begun = sum(1 for each in self.found[self._inputs :] if each.arguments == (0,))
        return SLOTS[begun] if begun < len(SLOTS) and not is_last else ""


def _bare(expression: Expression) -> Expression:
    while isinstance(expression, Marked):
        expression = expression.expression
    return expression


def _key(operation: Expression) -> Expression:
    """Return the same for xy and yx."""
    if isinstance(operation, Sum | Product):
        return operation.with_parts(tuple(sorted(operation.parts, key=repr)))
    return operation


def _height(expression: Expression) -> int:
    """Return how many operations stand in each other; constants and a sign count for nothing."""
    expression = _bare(expression)
    if not symbols(expression) or isinstance(expression, Symbol):
        return 0
    inside = max(map(_height, expression.parts), default=0)
    return inside if isinstance(expression, Negative) else 1 + inside


def _edges(operations: Sequence[_Operation]) -> list[tuple[int, int]]:
    return [(source, index) for index, each in enumerate(operations) for source in each.arguments]


def _scene(problem: Problem, operations: Sequence[_Operation], point: tuple[float, ...] | None) -> GraphScene:
    pairs = _edges(operations)
    layout = layered(len(operations), pairs)
    slots = {each.name: each.slot for each in operations if each.slot}
    nodes = tuple(
        _node(each, operations, slots, spot) for each, spot in zip(operations, layout.nodes, strict=True)
    )
    edges = tuple(
        GraphEdge(
            source,
            target,
            operations[target].arguments.index(source),
            operations[source].slot or operations[target].slot,
            bends,
        )
        for (source, target), bends in zip(pairs, layout.bends, strict=True)
    )
    start = point or _start(nodes, len(problem.variables))
    ranges = tuple((math.floor(value - REACH), math.ceil(value + REACH)) for value in start)
    bodies = [(problem.main.name, problem.main.body)]
    bodies += [(each.name, each.body) for each in problem.inner]
    whole, *parts = (formula(Equation((Symbol(name), body)), slots).typst for name, body in bodies)
    return GraphScene(
        problem.main.name, problem.variables, nodes, edges, start, ranges, whole, " \\ ".join(parts)
    )


def _node(
    operation: _Operation, operations: Sequence[_Operation], slots: dict[str, str], place: tuple[float, float]
) -> GraphNode:
    name, body = operation.name, operation.body
    names = tuple(operations[each].name for each in operation.arguments)
    shown = Equation((Symbol(name), body)) if body != Symbol(name) else body
    return GraphNode(
        name=name,
        label=formula(shown, slots),
        slot=operation.slot,
        arguments=operation.arguments,
        value=compiled(body, names),
        locals=tuple(derivative_program(body, each, names) for each in names),
        place=place,
    )


def _start(nodes: Sequence[GraphNode], count: int) -> tuple[float, ...]:
    """Return values of the inputs, the first `count` nodes, at which every node and edge has a value."""
    tried = [(value,) * count for value in STARTS]
    if count > 1:
        tried.insert(0, tuple(1.0 + index % 2 for index in range(count)))
    return next((place for place in tried if _is_defined(nodes, place)), tried[0])


def _is_defined(nodes: Sequence[GraphNode], place: tuple[float, ...]) -> bool:
    values = list(place)
    for node in nodes[len(place) :]:
        arguments = [values[each] for each in node.arguments]
        values.append(float(node.value(*arguments)))
        slopes = (float(each(*arguments)) for each in node.locals)
        if not all(map(math.isfinite, (values[-1], *slopes))):
            return False
    return True
