"""The worker's door: what it lets in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from tutor.board import NotationStyle
from tutor.engine import door, worker


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


@pytest.mark.parametrize("name", worker.REQUESTS)
def test_every_request_says_what_it_takes(name: str) -> None:
    function = worker.REQUESTS[name]
    usual = {"notation": NotationStyle("leibniz", "ln")}
    text = {} if name == "functions" else {"text": "x"}
    answer = {"answer": "1"} if name in ("check", "compare") else {}
    door.check_arguments(function, {**text, **answer, **usual})
    with pytest.raises(TypeError):
        door.check_arguments(function, {**text, **answer, "notation": "leibniz"})
    with pytest.raises(TypeError):
        door.check_arguments(function, {**text, **answer, "unheard_of": 1})


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
