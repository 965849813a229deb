"""What the worker answers: board data only, and misunderstandings as answers."""

from __future__ import annotations

import dataclasses
import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

import numpy as np
import pytest
import sympy

from tests.ui.board_data import gallery
from tutor import board
from tutor.canvas.readout import Pose
from tutor.engine import worker
from tutor.engine.door import check_arguments
from tutor.gallery import Gallery, SlopeScene

GRADIENT = "f(x, y) = x^2 y + y"
CHAIN = "f(g, h) = g^2 h + h; g = 3x; h = x^2"
MAPPING = "F(x, y) = (x^2 y, 5x + sin y)"


AT_WINDOW = {"kind": "SlopeScene", "title": "Slope", "window": (-1.0, 1.0, -1.0, 1.0), "ask": "derivative"}
LINE = next(scene for scene in gallery().scenes if isinstance(scene, SlopeScene))
SIZE = (300.0, 200.0)
POSE = Pose((0.5,), True, board.Focus(), (), None, ())

Case = tuple[str, dict[str, Any], type]
CASES: list[Case] = [
    ("read", {"text": GRADIENT}, board.Reading),
    ("read", {"text": "x +"}, board.Misreading),
    ("explain", {"text": GRADIENT, "ask": "gradient"}, board.Walkthrough),
    ("explain", {"text": CHAIN}, board.Walkthrough),
    ("explain", {"text": MAPPING, "detail": "full"}, board.Walkthrough),
    ("explain", {"text": GRADIENT, "at": {"x": "1/2", "y": "3"}}, board.Walkthrough),
    ("explain", {"text": GRADIENT, "at": {"x": "1 +"}}, board.Misreading),
    ("explain", {"text": GRADIENT, "ask": "partial", "wrt": ["z"]}, board.QuestionMisfit),
    ("explain", {"text": ""}, board.Misreading),
    ("scenes", {"text": "sin(x^2)"}, Gallery),
    ("scenes", {"text": GRADIENT, "ask": "gradient", "wrt": ["x", "y"]}, Gallery),
    ("scenes", {"text": CHAIN, "ask": "chain"}, Gallery),
    ("scenes", {"text": MAPPING, "ask": "jacobian"}, Gallery),
    ("check", {"text": GRADIENT, "answer": "[2xy, x^2 + 1]"}, board.Verdict),
    ("check", {"text": GRADIENT, "answer": "[2xy,"}, board.Misreading),
    ("compare", {"text": GRADIENT, "ask": "gradient", "answer": "[2xy, x^2]"}, Gallery),
    ("compare", {"text": GRADIENT, "answer": "[2xy,"}, board.Misreading),
    ("functions", {}, tuple),
    ("so_far", {"text": "x^2 +"}, board.SoFar),
    ("sketch", {"text": "x^□"}, board.Formula),
    ("scene", {**AT_WINDOW, "text": "sin(x^2)"}, Gallery),
    ("scene", {**AT_WINDOW, "text": CHAIN, "title": "Contour"}, Gallery),
    (
        "picture_file",
        {"kind": "svg", "scene": LINE, "pose": POSE, "theme": "light", "size": (300, 200)},
        bytes,
    ),
]
PLAIN = ("builtins", "numpy", "tutor.board", "tutor.gallery", "tutor.program", "tutor.tables")
"""The modules whose types may cross: data, and nothing of what computed it."""


def inside(thing: object) -> Iterator[object]:
    """Yield a thing and everything in it."""
    yield thing
    match thing:
        case str() | bytes() | int() | float() | complex() | None:
            return
        case Mapping():
            parts: Iterable[object] = [*thing.keys(), *thing.values()]
        case Sequence() | Set():
            parts = thing
        case np.ndarray():
            parts = thing.flat if thing.dtype.hasobject else ()
        case _:
            assert dataclasses.is_dataclass(thing), f"{type(thing)} cannot be looked into"
            parts = [getattr(thing, field.name) for field in dataclasses.fields(thing)]
    for part in parts:
        yield from inside(part)


def modules_in(thing: object) -> set[str]:
    """Return the modules that define the types of everything in a thing."""
    return {kind.__module__ for each in inside(thing) for kind in type(each).__mro__}


def test_the_walk_finds_what_may_not_cross() -> None:
    hidden = board.Mend("a label", [{"key": (sympy.Symbol("x"),)}])  # type: ignore[arg-type]
    with pytest.raises(AssertionError, match="cannot be looked into"):
        modules_in(hidden)


def test_there_is_a_case_for_every_request() -> None:
    assert {name for name, _arguments, _kind in CASES} == set(worker.REQUESTS)


@pytest.mark.parametrize(("name", "arguments", "kind"), CASES)
def test_answers_are_plain_data_that_crosses(name: str, arguments: dict[str, Any], kind: type) -> None:
    check_arguments(worker.REQUESTS[name], arguments)
    answer = pickle.loads(pickle.dumps(worker.REQUESTS[name](**arguments)))
    assert type(answer) is kind
    strange = {module for module in modules_in(answer) if not module.startswith(PLAIN)}
    assert not strange


def test_a_misreading_points_at_its_place() -> None:
    misreading = worker.REQUESTS["read"](text="g = 3x\nx +* 2")
    assert (misreading.line, misreading.column) == (2, 3)
    assert misreading.caret.splitlines()[-1] == "  ^"
    assert misreading.mends


def test_the_warm_up_gets_real_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    answers: list[object] = []
    for name, answering in dict(worker.REQUESTS).items():
        monkeypatch.setitem(
            worker.REQUESTS,
            name,
            lambda answering=answering, **arguments: answers.append(answering(**arguments)),
        )
    worker.warm_up()
    assert {type(answer) for answer in answers} == {board.Walkthrough, Gallery}
