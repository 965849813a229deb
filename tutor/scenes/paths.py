"""The numbers of "Paths": a function of functions, its tree and its way over the level curves."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from tutor.calculus.model import ModelError, partial_derivative
from tutor.calculus.questions.dependencies import Dependencies
from tutor.calculus.questions.gathering import component_names
from tutor.calculus.questions.paths import Arrows, Branch, Paths
from tutor.gallery import ContourScene, Edge, PathsScene, Quantity, Scene, Way, Window
from tutor.language import _
from tutor.notation.expression import ZERO, Equation, Sum, Symbol, Vector
from tutor.notation.formula import aligned, formula
from tutor.notation.problem import Problem
from tutor.notation.text import text
from tutor.program import Program
from tutor.scenes.compile import NotComputable, compiled
from tutor.scenes.contour import contour_scene
from tutor.scenes.effort import tabled
from tutor.scenes.gallery import Situation, scene_for

SAMPLES = 400
RANGES = ((-1.0, 2.0), (0.2, 3.2), (1.1, 4.1), (-0.8, 0.8), (-3.0, -0.2))
ROUND_TRIP = (-3.2, 3.2)
"""For inner functions that keep coming back, as cosine and sine."""
MOST_TERMS = 4
"""With more the sum would be too small to read beside the tree."""
MOST_WAYS = 6
"""With more there would be no room for their buttons."""


@scene_for(10)
def paths(situation: Situation) -> Iterable[tuple[str, Scene]]:
    """A function of inner functions, asked for as a whole; of a vector, one tree for all components."""
    if situation.through_paths and situation.problem.variables:
        yield _("Paths"), paths_scene(situation.problem, situation.wrt, situation.point)


def paths_scene(
    problem: Problem, wrt: tuple[str, ...] = (), point: tuple[float, ...] | None = None
) -> PathsScene:
    """Return the chain rule's scene, which opens with the one input in `wrt`, or the first one.

    Raises:
        NotComputable: if a function has no numeric values to draw.
    """
    graphs = tuple(map(Dependencies, by_component(problem)))
    place = point or _start(graphs, problem.variables)
    ways = tuple(_way(graph, variable, place) for graph in graphs for variable in problem.variables)
    asked = next((name for name in wrt if name in problem.variables), problem.variables[0])
    return PathsScene(
        tree=columns(problem),
        edges=edges(problem),
        ways=ways[:MOST_WAYS],
        start=place,
        first=problem.variables.index(asked) if problem.variables.index(asked) < MOST_WAYS else 0,
    )


def by_component(problem: Problem) -> tuple[Problem, ...]:
    """Return the problem itself, or that of each component of a vector of functions."""
    body = problem.main.body
    if not isinstance(body, Vector):
        return (problem,)
    return tuple(
        replace(problem, main=replace(problem.main, name=name, body=entry))
        for name, entry in zip(component_names(problem), body.entries, strict=True)
    )


def _names(graph: Dependencies) -> tuple[str, ...]:
    return graph.inputs_of(graph.main) or graph.problem.main_variables


def _start(graphs: tuple[Dependencies, ...], inputs: tuple[str, ...]) -> tuple[float, ...]:
    """Return a place of the inputs at which everything has a value and something moves."""
    problem = graphs[0].problem
    names = tuple(dict.fromkeys(name for graph in graphs for name in _names(graph)))
    bodies = [problem.spelled_out(Symbol(name)) for name in names]
    if len(inputs) > 1:
        place = tuple(1.0 + index % 2 for index in range(len(inputs)))
        if all(math.isfinite(float(compiled(body, inputs)(*place))) for body in bodies):
            return place
    found: list[float] = []
    for variable in inputs:
        inner = tuple(compiled(body, (variable,)) for body in bodies)
        slopes = tuple(compiled(partial_derivative(body, variable), (variable,)) for body in bodies)
        low, high = parameter_range(inner)
        found.append(parameter_start(inner, slopes, low, high, 0.5 if len(inner) == 2 else 0.8))
    return tuple(found)


def _way(graph: Dependencies, variable: str, place: tuple[float, ...]) -> Way:
    problem, inputs = graph.problem, graph.problem.variables
    names = _names(graph)
    whole = [problem.spelled_out(Symbol(name)) for name in names]
    here = place[inputs.index(variable)]
    held = dict(zip(inputs, place, strict=True))
    along = tuple(compiled(body, (variable,), held) for body in whole)
    low, high = parameter_range(along)
    spare = 0.1 * (high - low)
    low, high = min(low, math.floor(here - spare)), max(high, math.ceil(here + spare))

    def table(program: Program) -> Program:
        return tabled(program, (low, high)) if len(inputs) == 1 else program

    contour = None
    if len(names) == 2:
        path = np.array([program(np.linspace(low, high, SAMPLES)) for program in along])
        spot = (float(along[0](here)), float(along[1](here)))
        contour = _contour(problem, (names[0], names[1]), around(path, spot), spot)
    quantities = tuple(
        replace(each, value=table(each.value), rate=table(each.rate)) for each in _quantities(graph, variable)
    )
    output = _quantity(graph, graph.main, variable)
    return Way(
        output=graph.main,
        variable=variable,
        partial=graph.total(variable).partial,
        names=names,
        inner=tuple(table(compiled(body, inputs)) for body in whole),
        inner_derivatives=tuple(compiled(partial_derivative(body, variable), inputs) for body in whole),
        outer=_outer(graph, names),
        contour=contour,
        quantities=quantities,
        whole=output and replace(output, value=table(output.value), rate=table(output.rate)),
        range=(low, high),
        sums=_sums(graph, variable, names),
    )


def _sums(graph: Dependencies, variable: str, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return the chain rule's sum for each branch that can be spoken of, see `Way.sums`."""
    paths = Paths(graph, variable, Arrows(graph, "standard"))
    if not 1 < len(paths.branches) <= MOST_TERMS:
        return ()

    def markup(name: str) -> str:
        terms = [
            [branch.coloured(product(branch), name in branch.names[1:-1]) for branch in paths.branches]
            for product in (Branch.named, Branch.worked)
        ]
        return aligned(paths.left, [Sum(tuple(line)) for line in terms], graph.colours).typst

    return tuple((name, markup(name)) for name in ("", *names))


def _quantities(graph: Dependencies, variable: str) -> tuple[Quantity, ...]:
    """Return the input and all that depends on it, level by level up to the function; () where that is
    not reached, or has no numbers."""
    names = [variable]
    for level in reversed(graph.levels):
        names += [name for name in level if graph.path_count(variable, name)]
    if graph.main not in names:
        return ()
    found = [_quantity(graph, name, variable) for name in names]
    return () if None in found else tuple(each for each in found if each is not None)


def _quantity(graph: Dependencies, name: str, variable: str) -> Quantity | None:
    """Return one circle as a function of the inputs, None where it has no numbers."""
    problem = graph.problem
    body = problem.spelled_out(graph.bodies.get(name, Symbol(name)))
    slot = "" if name in (variable, graph.main) else graph.colours.get(name, "")
    try:
        rate = compiled(partial_derivative(body, variable), problem.variables)
        return Quantity(name, slot, compiled(body, problem.variables), rate)
    except (NotComputable, ModelError):
        return None


def _outer(graph: Dependencies, names: tuple[str, ...]) -> tuple[Program, ...]:
    arrows = Arrows(graph, "standard")
    contained = graph.inputs_of(graph.main)
    try:
        return tuple(
            compiled(arrows.between(graph.main, name).worked.result if name in contained else ZERO, names)
            for name in names
        )
    except NotComputable:
        return ()


def _contour(
    problem: Problem, names: tuple[str, str], window: Window, start: tuple[float, float]
) -> ContourScene | None:
    """Return the level curves of the main function, None where there is nothing to draw."""
    try:
        return contour_scene(problem.main.name, problem.main.body, names, window, start)
    except NotComputable:
        return None


def parameter_range(inner: tuple[Program, ...]) -> tuple[float, float]:
    """Return a stretch of the input on which the inner functions have values."""

    def size(low: float, high: float) -> float:
        values = np.array([program(np.linspace(low, high, 200)) for program in inner])
        usable = values[:, np.isfinite(values).all(axis=0)]
        return float(np.ptp(usable, axis=1).max()) if usable.shape[1] > 20 else np.nan

    def share(low: float, high: float) -> float:
        values = np.array([program(np.linspace(low, high, 200)) for program in inner])
        return float(np.isfinite(values).all(axis=0).mean())

    low, high = next(
        (stretch for stretch in RANGES if share(*stretch) == 1.0), max(RANGES, key=lambda r: share(*r))
    )
    if share(-12.0, 12.0) == 1.0 and size(-12.0, 12.0) < 1.7 * size(*ROUND_TRIP):
        return ROUND_TRIP
    return low, high


def parameter_start(
    inner: tuple[Program, ...], derivatives: tuple[Program, ...], low: float, high: float, share: float = 0.5
) -> float:
    """Return where the point starts: so far along the range, if something moves there."""
    middle = round(low + share * (high - low), 1)
    others = (low + part * (high - low) for part in (0.6, 0.4, 0.75, 0.25))
    for place in (middle or 0.5, *others):
        values = np.array([float(program(place)) for program in (*inner, *derivatives)])
        if np.isfinite(values).all() and np.abs(values[len(inner) :]).max() > 1e-9:
            return float(place)
    return float(middle)


def around(path: np.ndarray, start: tuple[float, float]) -> Window:
    """Return a window around a path of shape (2, n), not too flat."""
    edges: list[tuple[float, float]] = []
    for values, here in zip(path, start, strict=True):
        finite = values[np.isfinite(values)]
        low, high = (float(finite.min()), float(finite.max())) if finite.size else (-1.0, 1.0)
        if finite.size:
            q1, q3 = np.quantile(finite, (0.1, 0.9))
            low, high = max(low, float(q1 - 1.5 * (q3 - q1))), min(high, float(q3 + 1.5 * (q3 - q1)))
        low, high = (min(low, here), max(high, here)) if np.isfinite(here) else (low, high)
        edges.append((low, high))
    longest = max(high - low for low, high in edges) or 2.0
    window: list[float] = []
    for low, high in edges:
        spare = max(0.12 * (high - low), (0.4 * longest - (high - low)) / 2)
        window += [low - spare, high + spare]
    return window[0], window[1], window[2], window[3]


def columns(problem: Problem) -> tuple[tuple[str, ...], ...]:
    """Return the tree's names: the outputs, their inner functions level by level, the inputs."""
    graphs = [Dependencies(each) for each in by_component(problem)]
    depth = max(len(graph.levels) for graph in graphs)
    level = {name: index for graph in graphs for index, names in enumerate(graph.levels) for name in names}
    for graph in graphs:
        for index, names in enumerate(graph.levels):
            for name in names:
                level[name] = max(level[name], index)
    inner = tuple(tuple(name for name, place in level.items() if place == index) for index in range(depth))
    return (*inner, problem.variables)


def edges(problem: Problem) -> tuple[Edge, ...]:
    """Return the tree's arrows with their derivatives; ∂ where a function has several inputs.

    An arrow has its branch's colour, and the slot "" where several branches run through it.
    """
    found: dict[tuple[str, str], Edge] = {}
    for graph in map(Dependencies, by_component(problem)):
        arrows = Arrows(graph, "standard")
        for source in (name for level in graph.levels for name in level):
            for target in graph.inputs_of(source):
                arrow = arrows.between(source, target)
                label = formula(Equation((arrow.name, arrow.worked.result)), graph.colours)
                slot = graph.slot(source, target)
                found.setdefault((source, target), Edge(source, target, label, slot, text(arrow.name)))
    return tuple(found.values())
