"""An engine that answers from hand-written data, at once, later, or never."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.ui import board_data


@dataclass(frozen=True)
class FakeFailure:
    kind: str
    message: str
    hint: str
    after: float | None = None


@dataclass(frozen=True)
class FakeAnswer:
    value: Any = None
    failure: FakeFailure | None = None


class FakeTicket:
    def __init__(self) -> None:
        self.cancelled = False
        self.steps = (0, 0)

    def cancel(self) -> None:
        self.cancelled = True

    def progress(self) -> tuple[int, int]:
        return self.steps


class FakeEngine:
    """`held` names requests that are kept in `waiting` until `release` is called."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.held: set[str] = set()
        self.waiting: list[tuple[str, Callable[[], None], FakeTicket]] = []
        self.failures: dict[str, FakeFailure] = {}
        self.partly: Callable[[tuple[Any, ...]], None] = lambda pieces: None
        """takes what is finished of the last request that wants it"""

    def request(
        self,
        name: str,
        arguments: Mapping[str, Any],
        done: Callable[[Any], None],
        *,
        deadline: float,
        partly: Callable[[tuple[Any, ...]], None] | None = None,
    ) -> FakeTicket:
        self.asked.append((name, dict(arguments)))
        ticket = FakeTicket()
        self.partly = partly or self.partly

        def answer() -> None:
            # On another thread, as the real one does.
            thread = threading.Thread(target=lambda: done(self._answer(name, arguments)))
            thread.start()
            thread.join()

        if name in self.held:
            self.waiting.append((name, answer, ticket))
        else:
            answer()
        return ticket

    def release(self) -> None:
        """Answer what was held, the latest first: answers may overtake each other."""
        waiting, self.waiting, self.held = self.waiting[::-1], [], set()
        for _name, answer, _ticket in waiting:
            answer()

    def count(self, name: str) -> int:
        return sum(asked == name for asked, _arguments in self.asked)

    def last(self, name: str) -> dict[str, Any]:
        return next(arguments for asked, arguments in reversed(self.asked) if asked == name)

    def _answer(self, name: str, arguments: Mapping[str, Any]) -> FakeAnswer:
        if name == "so_far":
            return FakeAnswer(None)
        if name in self.failures:
            return FakeAnswer(failure=self.failures[name])
        if name == "functions":
            return FakeAnswer(board_data.FUNCTIONS)
        text = arguments["text"]
        if "* +" in text:
            return FakeAnswer(board_data.misreading(text))
        match name:
            case "read":
                return FakeAnswer(board_data.reading(text))
            case "explain":
                asked = {name: arguments[name] for name in ("ask", "wrt", "detail", "method")}
                return FakeAnswer(board_data.walkthrough(text, **asked))
            case "scenes" | "compare":
                return FakeAnswer(board_data.gallery())
            case "check":
                return FakeAnswer(board_data.VERDICTS[arguments["answer"] == "(2x y, x^2 + 1)"])
        raise AssertionError(f"no such request: {name}")
