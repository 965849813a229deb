"""The numbers of "Paths": a function of functions, its tree and its way over the level curves."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from tutor.calculus.model import ModelError, partial_derivative
from tutor.calculus.questions.dependencies import Dependencies
from tutor.calculus.questions.paths import Arrows
from tutor.gallery import ContourScene, Edge, PathsScene, Quantity, Scene, Window
from tutor.language import _
from tutor.notation.expression import ZERO, Equation, Symbol, Vector
from tutor.notation.formula import formula
from tutor.notation.problem import Problem
from tutor.program import Program
from tutor.scenes.compile import NotComputable, compiled
from tutor.scenes.contour import contour_scene
from tutor.scenes.gallery import Situation, scene_for

SAMPLES = 400
RANGES = ((-1.0, 2.0), (0.2, 3.2), (1.1, 4.1), (-0.8, 0.8), (-3.0, -0.2))
ROUND_TRIP = (-3.2, 3.2)
"""For inner functions that keep coming back, as cosine and sine."""


@scene_for(10)
def paths(situation: Situation) -> Iterable[tuple[str, Scene]]:
    """A function of inner functions, asked for as a whole."""
    problem = situation.problem
    if situation.through_paths and not isinstance(problem.main.body, Vector) and problem.variables:
        yield _("Paths"), paths_scene(problem, situation.wrt)


def paths_scene(problem: Problem, wrt: tuple[str, ...] = ()) -> PathsScene:
    """Return the chain rule's scene for the one input in `wrt`, or the first one.

    Raises:
        NotComputable: if a function has no numeric values to draw.
    """
    variable = next((name for name in wrt if name in problem.variables), problem.variables[0])
    graph = Dependencies(problem)
    names = graph.inputs_of(graph.main) or problem.main_variables
    whole = [problem.spelled_out(Symbol(name)) for name in names]
    inner = tuple(compiled(body, (variable,)) for body in whole)
    inner_derivatives = tuple(compiled(partial_derivative(body, variable), (variable,)) for body in whole)
    low, high = parameter_range(inner)
    start = parameter_start(inner, inner_derivatives, low, high, 0.5 if len(inner) == 2 else 0.8)
    ts = np.linspace(low, high, SAMPLES)
    path = np.array([program(ts) for program in inner[:2]])
    contour = None
    if len(inner) == 2:
        place = (float(inner[0](start)), float(inner[1](start)))
        contour = _contour(problem, (names[0], names[1]), around(path, place), place)
    return PathsScene(
        variable=variable,
        tree=columns(problem),
        edges=edges(problem),
        contour=contour,
        inner=inner,
        inner_derivatives=inner_derivatives,
        path=path,
        range=(low, high),
        start=start,
        quantities=_quantities(graph, variable),
        outer=_outer(graph, names),
    )


def _quantities(graph: Dependencies, variable: str) -> tuple[Quantity, ...]:
    """Return the input and all that depends on it, level by level up to the function; () where that is
    not reached, or has no numbers."""
    names = [variable]
    for level in reversed(graph.levels):
        names += [name for name in level if graph.path_count(variable, name)]
    if graph.main not in names:
        return ()
    found: list[Quantity] = []
    for name in names:
        body = graph.problem.spelled_out(graph.bodies.get(name, Symbol(name)))
        slot = "" if name in (variable, graph.main) else graph.colours.get(name, "")
        try:
            rate = compiled(partial_derivative(body, variable), (variable,))
            found.append(Quantity(name, slot, compiled(body, (variable,)), rate))
        except (NotComputable, ModelError):
            return ()
    return tuple(found)


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
    """Return the tree's names: the function, its inner functions level by level, the inputs."""
    return (*Dependencies(problem).levels, problem.variables)


def edges(problem: Problem) -> tuple[Edge, ...]:
    """Return the tree's arrows with their derivatives; ∂ where a function has several inputs.

    An arrow has its branch's colour, and the slot "" where several branches run through it.
    """
    graph = Dependencies(problem)
    arrows = Arrows(graph, "standard")
    found: list[Edge] = []
    for source in (name for level in graph.levels for name in level):
        for target in graph.inputs_of(source):
            arrow = arrows.between(source, target)
            label = formula(Equation((arrow.name, arrow.worked.result)), graph.colours)
            found.append(Edge(source, target, label, graph.slot(source, target)))
    return tuple(found)
