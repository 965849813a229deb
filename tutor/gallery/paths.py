"""The data of the picture "Paths"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutor.board import Formula
from tutor.gallery.contour import ContourScene
from tutor.gallery.scene import Scene
from tutor.program import Program

if TYPE_CHECKING:
    from tutor.gallery.scene import Array


@dataclass(frozen=True, slots=True)
class Edge:
    """One arrow of the dependency tree, e.g. from "f" to "g", labelled ∂f/∂g = 2gh."""

    source: str
    target: str
    label: Formula
    slot: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """One circle of the dependency tree as a function of the input: its value and its rate of change."""

    name: str
    slot: str
    value: Program
    rate: Program


@dataclass(frozen=True, slots=True)
class PathsScene(Scene):
    """The chain rule f(g(x), h(x)): the tree, and the path over the level curves of f.

    `tree` lists the columns of names from left to right, `path` has shape (2, n); the level curves
    are a ContourScene of f over (g, h), and None where f has other than two inner functions.
    `quantities` are the circles that the input reaches, the input first and f last; `outer` are the
    derivatives of f by its own inputs, in the values of `inner` (() where there is no number for them).
    """

    variable: str
    tree: tuple[tuple[str, ...], ...]
    edges: tuple[Edge, ...]
    contour: ContourScene | None
    inner: tuple[Program, ...]
    inner_derivatives: tuple[Program, ...]
    path: Array
    range: tuple[float, float]
    start: float
    quantities: tuple[Quantity, ...] = ()
    outer: tuple[Program, ...] = ()
