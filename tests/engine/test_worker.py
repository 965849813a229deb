"""What the worker answers: board data only, and misunderstandings as answers."""

from __future__ import annotations

import io
import pickle
from typing import Any

import pytest

from tutor import board
from tutor.engine import worker
from tutor.gallery import Gallery

GRADIENT = "f(x, y) = x^2 y + y"
CHAIN = "f(g, h) = g^2 h + h; g = 3x; h = x^2"
MAPPING = "F(x, y) = (x^2 y, 5x + sin y)"


class Watching(pickle.Unpickler):
    """Notes from which modules the objects of a pickle come."""

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data))
        self.modules: set[str] = set()

    def find_class(self, module: str, name: str) -> Any:
        self.modules.add(module.split(".")[0] if not module.startswith("tutor") else module)
        return super().find_class(module, name)


@pytest.mark.parametrize(
    ("name", "arguments", "kind"),
    [
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
    ],
)
def test_answers_are_board_data_that_crosses(name: str, arguments: dict[str, Any], kind: type) -> None:
    answer = worker.REQUESTS[name](**arguments)
    assert type(answer) is kind
    watching = Watching(pickle.dumps(answer))
    assert type(watching.load()) is kind
    assert watching.modules <= {"tutor.board", "tutor.program", "numpy"}


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
