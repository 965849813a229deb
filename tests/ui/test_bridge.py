"""The engine's answers in the window's thread: the latest request of a channel wins."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from tests.ui.fake_engine import FakeEngine
from tutor.ui.bridge import DEADLINES, Bridge


def test_the_latest_of_a_channel_wins(qtbot: QtBot, engine: FakeEngine) -> None:
    bridge = Bridge(engine)
    heard: list[str] = []
    engine.held = {"read"}
    for text in ("first", "second"):
        bridge.ask("typing", "read", {"text": text}, lambda reply: heard.append(reply.value.input))
    bridge.ask("other", "read", {"text": "third"}, lambda reply: heard.append(reply.value.input))
    assert [ticket.cancelled for _name, _answer, ticket in engine.waiting] == [True, False, False]
    engine.release()
    qtbot.waitUntil(lambda: not bridge.under_way())
    assert sorted(heard) == ["second", "third"]


def test_what_was_cancelled_is_not_heard(qtbot: QtBot, engine: FakeEngine) -> None:
    bridge = Bridge(engine)
    heard: list[Any] = []
    bridge.ask("typing", "read", {"text": "first"}, heard.append)  # answered, and its answer on the way
    bridge.cancel("typing")
    bridge.ask("other", "read", {"text": "second"}, heard.append)
    qtbot.waitUntil(lambda: not bridge.under_way())
    assert [reply.value.input for reply in heard] == ["second"]


def test_answers_arrive_in_the_windows_thread(qtbot: QtBot, engine: FakeEngine) -> None:
    bridge = Bridge(engine)
    threads: list[QThread] = []
    bridge.ask("typing", "read", {"text": "x"}, lambda _reply: threads.append(QThread.currentThread()))
    assert not threads
    qtbot.waitUntil(lambda: bool(threads))
    assert threads == [bridge.thread()]


def test_tells_of_the_work_under_way(engine: FakeEngine) -> None:
    bridge = Bridge(engine)
    assert bridge.work("typing") is None
    engine.held = {"read"}
    bridge.ask("typing", "read", {"text": "x"}, lambda reply: None)
    bridge.ask("patient", "read", {"text": "x"}, lambda reply: None, 120.0)
    engine.waiting[1][2].steps = (1, 3)
    work = bridge.work("unheard of", "patient", "typing")
    assert work is not None
    assert (work.name, work.deadline, work.done, work.total) == ("read", 120.0, 1, 3)
    usual = bridge.work("typing")
    assert usual is not None
    assert usual.deadline == DEADLINES["read"]
