"""The data of the picture "Graph"."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.board import Formula
from tutor.gallery.scene import Scene
from tutor.program import Program


@dataclass(frozen=True, slots=True)
class GraphNode:
    """One operation, or an input. `label` is "g = 3x", or "x"; `value` is computed from the values of the
    nodes `arguments` (() for an input), and the derivatives by each of them are `locals`.

    `place` is (column, row): columns count from the inputs, rows from the middle upwards.
    """

    name: str
    label: Formula
    slot: str
    arguments: tuple[int, ...]
    value: Program
    locals: tuple[Program, ...]
    place: tuple[float, float]


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """From the node `source` to `target`, whose `position`-th argument it is. `bends` are the places
    between, where the edge passes columns that it skips."""

    source: int
    target: int
    position: int
    slot: str
    bends: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class GraphScene(Scene):
    """A function as a graph of operations: the inputs first, each node after its arguments, f last.
    `ranges` are the values that each input can take by hand. `whole` is "f = g²h + h" and `parts` are
    the inner functions one below the other, in Typst math markup with roles."""

    name: str
    variables: tuple[str, ...]
    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    start: tuple[float, ...]
    ranges: tuple[tuple[float, float], ...]
    whole: str
    parts: str
