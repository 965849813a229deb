"""The numbers of "Paths": a function of functions, its tree and its way over the level curves."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from tutor.board import ContourScene, Edge, PathsScene, Scene, Window
from tutor.calculus.model import partial_derivative
from tutor.language import _
from tutor.notation.expression import Derivative, Equation, Expression, Named, Symbol, Vector
from tutor.notation.formula import formula
from tutor.notation.problem import Problem
from tutor.notation.traversal import depends_on
from tutor.program import Program
from tutor.scenes.compile import NotComputable, compiled
from tutor.scenes.contour import contour_scene
from tutor.scenes.gallery import Situation, scene_for

SAMPLES = 400
RANGES = ((-1.0, 2.0), (0.2, 3.2), (1.1, 4.1), (-0.8, 0.8), (-3.0, -0.2))
ROUND_TRIP = (-3.2, 3.2)
"""For inner functions that keep coming back, as cosine and sine."""
SLOTS = ("slotA", "slotB", "slotC")


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
    whole = [problem.spelled_out(Symbol(name)) for name in problem.main_variables]
    inner = tuple(compiled(body, (variable,)) for body in whole)
    inner_derivatives = tuple(compiled(partial_derivative(body, variable), (variable,)) for body in whole)
    low, high = parameter_range(inner)
    start = parameter_start(inner, inner_derivatives, low, high)
    ts = np.linspace(low, high, SAMPLES)
    path = np.array([program(ts) for program in inner[:2]])
    contour = None
    if len(inner) == 2:
        place = (float(inner[0](start)), float(inner[1](start)))
        contour = _contour(problem, around(path, place), place)
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
    )


def _contour(problem: Problem, window: Window, start: tuple[float, float]) -> ContourScene | None:
    """Return the level curves of the main function, None where there is nothing to draw."""
    first, second = problem.main_variables
    try:
        return contour_scene(problem.main.name, problem.main.body, (first, second), window, start)
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
    inner: tuple[Program, ...], derivatives: tuple[Program, ...], low: float, high: float
) -> float:
    """Return where the point starts: in the middle, if something moves there."""
    middle = round((low + high) / 2, 1)
    shares = (low + share * (high - low) for share in (0.6, 0.4, 0.75, 0.25))
    for place in (middle or 0.5, *shares):
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
    bodies = {definition.name: definition.body for definition in problem.inner}
    level = {problem.main.name: 0}
    waiting = [problem.main.name]
    while waiting:
        name = waiting.pop()
        for other in direct_inputs(problem, name):
            # A definition that leads back to itself is refused when it is read.
            if other in bodies and level.get(other, -1) < level[name] + 1 <= len(bodies):
                level[other] = level[name] + 1
                waiting.append(other)
    order = [problem.main.name, *problem.main_variables, *bodies]
    names = sorted(level, key=lambda name: (level[name], order.index(name)))
    inner = tuple(
        tuple(name for name in names if level[name] == depth) for depth in range(max(level.values()) + 1)
    )
    return (*inner, problem.variables)


def direct_inputs(problem: Problem, name: str) -> tuple[str, ...]:
    """Return what a function depends on at once: its own inputs."""
    if name == problem.main.name:
        return problem.main_variables
    body = next(definition.body for definition in problem.inner if definition.name == name)
    known = [*(definition.name for definition in problem.inner), *problem.variables]
    return tuple(other for other in known if other != name and depends_on(body, other))


def edges(problem: Problem) -> tuple[Edge, ...]:
    """Return the tree's arrows with their derivatives; ∂ where a function has several inputs."""
    bodies: dict[str, Expression] = {problem.main.name: problem.main.body}
    bodies |= {definition.name: definition.body for definition in problem.inner}
    slots = {name: SLOTS[index % len(SLOTS)] for index, name in enumerate(problem.main_variables)}
    colours = dict(slots)
    found: list[Edge] = []
    for column in columns(problem)[:-1]:
        for source in column:
            inputs = direct_inputs(problem, source)
            for target in inputs:
                slot = colours.get(source) or colours.get(target) or "faded"
                if target in bodies:
                    colours.setdefault(target, slot)
                value = partial_derivative(bodies[source], target)
                named = Derivative(Named("value", source), target, len(inputs) > 1)
                found.append(Edge(source, target, formula(Equation((named, value)), slots), slot))
    return tuple(found)
