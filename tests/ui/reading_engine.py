"""A fake engine that reads for real, and knows the real functions; what is worked out stays hand-written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.ui.fake_engine import FakeAnswer, FakeEngine
from tutor.engine import worker
from tutor.gallery import Gallery


class ReadingEngine(FakeEngine):
    def _answer(self, name: str, arguments: Mapping[str, Any]) -> FakeAnswer:
        if name in ("read", "so_far", "sketch", "functions"):
            return FakeAnswer(worker.REQUESTS[name](**arguments))
        if name == "scenes":
            return FakeAnswer(Gallery())
        return super()._answer(name, arguments)
