"""The worker's door: what it lets in."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from tutor.board import NotationStyle
from tutor.engine import door, worker
from tutor.gallery import Scene


def taking(
    text: str,
    wrt: Sequence[str] = (),
    at: Mapping[str, str] | None = None,
    share: float = 0.5,
    count: int = 1,
    sure: bool = False,
    anything: Any = None,
) -> None:
    """A request with arguments of every type there is."""


@pytest.mark.skipif(os.name == "nt", reason="Windows has priority classes, which os.nice does not set")
@pytest.mark.parametrize(
    ("warm", "patient", "done"),
    [
        (True, True, ["gives way", "loads", "warms up"]),
        (True, False, ["loads", "warms up"]),
        (False, True, ["loads"]),
    ],
)
def test_a_spare_worker_gives_way_while_it_loads_and_the_first_does_not(
    monkeypatch: pytest.MonkeyPatch, warm: bool, patient: bool, done: list[str]
) -> None:
    seen: list[str] = []
    answers = SimpleNamespace(load=lambda: seen.append("loads"), warm_up=lambda: seen.append("warms up"))
    monkeypatch.setitem(sys.modules, "answers_of_a_test", answers)
    monkeypatch.setattr(door.os, "nice", lambda _by: seen.append("gives way"))
    monkeypatch.setattr(door, "_patient", False)
    assert door.ready("answers_of_a_test", warm, patient) == os.getpid()
    assert seen == done


@pytest.mark.parametrize(
    "arguments",
    [
        {"text": "x"},
        {"text": "x", "wrt": ["x", "y"]},
        {"text": "x", "wrt": ("x",)},
        {"text": "x", "at": None},
        {"text": "x", "at": {"x": "1"}},
        {"text": "x", "share": 1},
        {"text": "x", "sure": True, "count": 2},
        {"text": "x", "anything": object()},
    ],
)
def test_lets_in(arguments: dict[str, Any]) -> None:
    door.check_arguments(taking, arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"txt": "x"},
        {"text": "x", "more": 1},
        {"text": 5},
        {"text": None},
        {"text": "x", "wrt": "x"},
        {"text": "x", "wrt": [1]},
        {"text": "x", "at": {"x": 1}},
        {"text": "x", "at": ["x"]},
        {"text": "x", "share": "1"},
        {"text": "x", "count": True},
        {"text": "x", "sure": 1},
    ],
)
def test_refuses(arguments: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        door.check_arguments(taking, arguments)


NEEDED: dict[str, dict[str, Any]] = {
    "functions": {},
    "check": {"text": "x", "answer": "1"},
    "compare": {"text": "x", "answer": "1"},
    "scene": {"text": "x", "kind": "SlopeScene", "title": "Slope", "window": (0.0, 1.0, 0.0, 1.0)},
    "picture_file": {"kind": "png", "scene": Scene(), "pose": None, "theme": "light", "size": (300.0, 200.0)},
}
"""What a request needs, where that is more or less than a text."""


@pytest.mark.parametrize("name", worker.REQUESTS)
def test_every_request_says_what_it_takes(name: str) -> None:
    function = worker.REQUESTS[name]
    usual = {"notation": NotationStyle("leibniz", "ln")}
    needed = NEEDED.get(name, {"text": "x"})
    door.check_arguments(function, {**needed, **usual})
    with pytest.raises(TypeError):
        door.check_arguments(function, {**needed, "notation": "leibniz"})
    with pytest.raises(TypeError):
        door.check_arguments(function, {**needed, "unheard_of": 1})


@pytest.mark.parametrize(
    ("name", "arguments", "error"),
    [
        ("unheard of", {}, KeyError),
        ("__import__", {"name": "os"}, KeyError),
        ("read", {"text": 5}, TypeError),
        ("read", {"text": "x", "ask": "derivative"}, TypeError),
    ],
)
def test_a_wrong_request_is_not_begun(name: str, arguments: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        door.answer("tutor.engine.worker", name, arguments, "en", 5)
