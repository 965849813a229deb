"""The data of the picture "Paths"."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.board import Formula
from tutor.gallery.contour import ContourScene
from tutor.gallery.scene import Scene
from tutor.program import Program


@dataclass(frozen=True, slots=True)
class Edge:
    """One arrow of the dependency tree, e.g. from "f" to "g", labelled ∂f/∂g = 2gh. `name` is the
    derivative alone, as the derivation writes it."""

    source: str
    target: str
    label: Formula
    slot: str
    name: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """One circle of the dependency tree as a function of the inputs: its value, and its rate of change
    along the one input that moves."""

    name: str
    slot: str
    value: Program
    rate: Program


@dataclass(frozen=True, slots=True)
class Way:
    """The chain rule of one output for one input, while the other inputs are held.

    `inner` are what the output is made of directly, called `names`, as functions of all inputs of the
    scene, `inner_derivatives` their derivatives by `variable`; `outer` are the derivatives of the output by
    each of them, in their values (() where there is no number for them). `whole` is the output as a
    function of all inputs. The level curves are those of the output over its two inner functions, None
    where it has more or fewer. `quantities` are the circles between the input, which is the first, and
    the output, which is the last; () where the input does not reach it. `partial` says whether the derivative
    is written with ∂.
    """

    output: str
    variable: str
    partial: bool
    names: tuple[str, ...]
    inner: tuple[Program, ...]
    inner_derivatives: tuple[Program, ...]
    outer: tuple[Program, ...]
    contour: ContourScene | None
    quantities: tuple[Quantity, ...]
    whole: Quantity | None
    range: tuple[float, float]
    sums: tuple[tuple[str, str], ...] = ()
    """The derivative as a sum with one term for each path, by name and below it worked out, as Typst markup:
    first for "", then with the terms of each of `names` highlighted."""

    def sum_for(self, branch: str | None) -> str:
        """Return the sum with the terms of a branch highlighted, of none where there is no such branch; ""
        where there is no sum."""
        known = dict(self.sums)
        return known.get(branch or "", known.get("", ""))


@dataclass(frozen=True, slots=True)
class PathsScene(Scene):
    """The chain rule f(g(x), h(x)): the tree, and what happens along one input.

    `tree` lists the columns of names from left to right: the outputs, the inner functions level by level,
    the inputs. `start` is a place of the inputs, all of them; `first` indexes `ways`.
    """

    tree: tuple[tuple[str, ...], ...]
    edges: tuple[Edge, ...]
    ways: tuple[Way, ...]
    start: tuple[float, ...]
    first: int = 0

    @property
    def inputs(self) -> tuple[str, ...]:
        """The inputs of the whole."""
        return self.tree[-1]
