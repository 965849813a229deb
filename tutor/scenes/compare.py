"""The numbers of "Compare": a student's derivative beside the slope of the curve."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from tutor.calculus.model import ModelError
from tutor.gallery import Gallery
from tutor.gallery.compare import CompareScene
from tutor.language import _
from tutor.notation.expression import Expression, Matrix, Vector, integer
from tutor.notation.formula import formula
from tutor.notation.problem import Problem
from tutor.notation.traversal import substitute
from tutor.sampling import with_gaps
from tutor.scenes.compile import NotComputable, compiled
from tutor.scenes.derivatives import derivative_of
from tutor.scenes.gallery import Situation
from tutor.scenes.slope import slope_scene
from tutor.scenes.windows import y_range

SAMPLES = 600
HELD_VALUES = (1, 2, 3)
"""What the other inputs are held at: the first at which the answers differ."""
LEAST_SHOWN = 0.02
"""Share of the height from which a difference can be seen."""
INNER = 0.8
"""Share of the width in which the point starts."""
DIFFERENCE = 1e-6
"""Share of the slope from which two values differ."""

Entry = tuple[str, Expression, str, Expression]
"""The function's name and formula, the variable, and what the student says its derivative is."""


def comparison(problem: Problem, ask: str, wrt: tuple[str, ...], typed: Expression) -> Gallery:
    """Return the picture of the first entry of an answer that is not the derivative; an empty gallery
    where there is none, or nothing to draw. Never raises for an answer that was read."""
    situation = Situation(problem, ask, wrt)
    for entry in _entries(situation, typed):
        try:
            scene = _first_difference(situation, entry)
        except (NotComputable, ModelError):
            continue
        if scene is not None:
            return Gallery((scene,), (_("Compare"),))
    return Gallery()


def _entries(situation: Situation, typed: Expression) -> Iterator[Entry]:
    """Return the pairs of a function and what is said of its derivative, that the answer is made of."""
    inputs, rows, ask, wrt = situation.inputs, situation.rows, situation.ask, situation.wrt
    match typed:
        case Matrix(rows=lines) if ask in ("jacobian", "hessian"):
            if ask == "hessian" and len(rows) == 1:
                (name, body) = rows[0]
                rows = tuple((f"{name}_{each}", derivative_of(body, each)) for each in inputs)
            if len(lines) == len(rows) and len(lines[0]) == len(inputs):
                for (name, body), line in zip(rows, lines, strict=True):
                    yield from ((name, body, x, said) for x, said in zip(inputs, line, strict=True))
        case Vector(entries=entries) if ask in ("gradient", "jacobian", "derivative"):
            if len(rows) == 1 and len(entries) == len(inputs):
                name, body = rows[0]
                yield from ((name, body, x, said) for x, said in zip(inputs, entries, strict=True))
            elif len(inputs) == 1 and len(entries) == len(rows):
                for (name, body), said in zip(rows, entries, strict=True):
                    yield name, body, inputs[0], said
        case Vector() | Matrix():
            return
        case _ if ask in ("derivative", "partial", "chain") and len(rows) == 1 and inputs:
            name, body = rows[0]
            by = wrt or inputs[:1]
            for variable in reversed(by[1:]):
                name, body = f"{name}'", derivative_of(body, variable)
            if by[0] in inputs:
                yield name, body, by[0], typed


def _first_difference(situation: Situation, entry: Entry) -> CompareScene | None:
    """Return the comparison along the entry's variable, the other inputs held where the two differ."""
    _name, _body, variable, _said = entry
    others = [name for name in situation.inputs if name != variable]
    given = dict(situation.problem.at)
    choices = [
        tuple(given[name] if name in given else integer(value) for name in others) for value in HELD_VALUES
    ]
    for values in dict.fromkeys(choices):
        scene = _scene(situation, entry, dict(zip(others, values, strict=True)))
        if scene is not None:
            return scene
    return None


def _scene(situation: Situation, entry: Entry, held: dict[str, Expression]) -> CompareScene | None:
    """Return the comparison with inputs held at values; None where the two do not differ."""
    name, body, variable, said = entry
    curve = slope_scene(name, substitute(body, held), variable)
    whole = situation.problem.spelled_out(said) if situation.through_paths else said
    answer = compiled(substitute(whole, held), (variable,))
    left, right, *_heights = curve.window
    x, yours = with_gaps(answer, np.linspace(left, right, SAMPLES))
    slope = curve.derivative(x)
    bottom, top = y_range(np.concatenate([slope, np.clip(yours, *_reach(y_range(slope)))]), (0.0,))
    gap = np.abs(slope - yours)
    differs = gap > DIFFERENCE * (1 + np.abs(slope))
    if not differs.any():
        return None
    # Beside a pole the difference has no bound: what counts is what can be seen.
    seen = differs & (slope >= bottom) & (slope <= top)
    gap = np.where(seen if seen.any() else differs, gap, -1.0)
    start = curve.start
    there = abs(float(curve.derivative(start)) - float(answer(start)))
    if not (math.isfinite(there) and there > LEAST_SHOWN * (top - bottom)):
        inner = np.abs(x - (left + right) / 2) < INNER * (right - left) / 2
        start = _largest(x, np.where(inner, gap, -1.0), curve.start)
    return CompareScene(
        curve=curve,
        answer=answer,
        answer_label=formula(said),
        x=x,
        slope_y=slope,
        answer_y=yours,
        window=(left, right, bottom, top),
        worst=_largest(x, gap, start),
        start=start,
        held=tuple((each, float(compiled(value, ())())) for each, value in held.items()),
    )


def _reach(shown: tuple[float, float]) -> tuple[float, float]:
    """Return how far below and above the slope an answer can take the window along."""
    span = shown[1] - shown[0]
    return shown[0] - span, shown[1] + span


def _largest(x: np.ndarray, gap: np.ndarray, near: float) -> float:
    """Return where the gap is largest, of several such places that nearest to `near`, with as few digits as
    can be told apart in the picture."""
    places = x[gap >= (1 - DIFFERENCE) * gap.max()]
    place = float(places[np.argmin(np.abs(places - near))])
    return round(place, max(0, 2 - math.floor(math.log10(float(x[-1] - x[0]))))) + 0.0
