"""The engine's front door against a worker that sleeps, grinds, fails and dies."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tutor.engine.client import Answer, Engine

ANSWERS = "tests.engine.requests"
SOON = 20.0


class Asking:
    """An engine with its answers in a queue."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.answers: queue.Queue[Answer] = queue.Queue()

    def ask(self, name: str, *, deadline: float = SOON, channel: str | None = None, **arguments: Any) -> Any:
        return self.engine.request(name, arguments, self.answers.put, deadline=deadline, channel=channel)

    def next(self) -> Any:
        """Return the next answer's value, or the kind of its failure."""
        answer = self.answers.get(timeout=SOON)
        assert (answer.value is None) != (answer.failure is None)
        return answer.value if answer.failure is None else answer.failure.kind

    def __call__(self, name: str, **arguments: Any) -> Any:
        self.ask(name, **arguments)
        return self.next()

    def until_warm(self) -> tuple[int, ...]:
        """Wait for the worker and its spare, and return their process ids."""
        end = time.monotonic() + SOON
        while len(self.engine.workers()) < 2:
            assert time.monotonic() < end, "no spare worker came"
            time.sleep(0.01)
        return self.engine.workers()


@pytest.fixture(scope="module")
def asking() -> Iterator[Asking]:
    with Engine(answers=ANSWERS) as engine:
        yield Asking(engine)


def alive(pid: int) -> bool:
    """Say whether a process runs (a zombie does not)."""
    stat = Path(f"/proc/{pid}/stat")
    if stat.parent.parent.joinpath("self").exists():
        return stat.exists() and stat.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def gone(pids: tuple[int, ...], within: float) -> bool:
    end = time.monotonic() + within
    while any(alive(pid) for pid in pids):
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def test_answers_with_a_value(asking: Asking) -> None:
    assert asking("sleep", seconds=0) == 0


@pytest.mark.parametrize(
    ("name", "deadline", "kind"),
    [
        ("sleep", 0.2, "deadline"),
        ("grind", 0.2, "deadline"),
        ("fail", SOON, "failed"),
        ("fail_like_the_pool", SOON, "failed"),
        ("unheard of", SOON, "failed"),
        ("die", SOON, "crashed"),
        pytest.param(
            "fill",
            SOON,
            "memory",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds RLIMIT_AS"),
        ),
    ],
)
def test_says_what_failed_and_goes_on(asking: Asking, name: str, deadline: float, kind: str) -> None:
    arguments = {"seconds": 60} if name == "sleep" else {}
    assert asking(name, deadline=deadline, **arguments) == kind
    assert asking("sleep", seconds=0) == 0


def test_a_failure_says_what_to_try(asking: Asking) -> None:
    asking.ask("sleep", deadline=0.1, seconds=60)
    failure = asking.answers.get(timeout=SOON).failure
    assert failure is not None
    assert failure.message == "This took too long, so Nabla stopped it."
    assert failure.hint


def test_a_request_is_repeated_once(asking: Asking, tmp_path: Path) -> None:
    assert asking("die_once", mark=str(tmp_path / "mark")) == "second"


def test_workers_killed_at_rest_are_replaced(asking: Asking) -> None:
    before = asking.until_warm()
    for pid in before:
        os.kill(pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    assert asking("pid") not in before
    assert not set(asking.until_warm()) & set(before)


def test_a_worker_killed_at_work_is_replaced(asking: Asking) -> None:
    asking.until_warm()
    asking.ask("sleep", seconds=0.5)
    time.sleep(0.1)
    for pid in asking.engine.workers():
        os.kill(pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    assert asking.next() == 0.5


def test_cancel_ends_the_work(asking: Asking) -> None:
    before = asking.until_warm()
    ticket = asking.ask("grind", deadline=60)
    time.sleep(0.1)
    ticket.cancel()
    assert asking.next() == "cancelled"
    ticket.cancel()  # a second press does nothing
    assert asking("sleep", seconds=0) == 0
    end = time.monotonic() + SOON
    while all(alive(pid) for pid in before):
        assert time.monotonic() < end, "the grinding worker was left alive"
        time.sleep(0.01)


def test_a_cancelled_answer_that_comes_soon_keeps_its_worker(asking: Asking) -> None:
    before = asking.until_warm()
    asking.ask("sleep", seconds=0.1).cancel()
    assert asking.next() == "cancelled"
    time.sleep(0.5)
    assert asking.until_warm() == before


def test_the_latest_of_a_channel_wins(asking: Asking) -> None:
    asking.until_warm()
    for seconds in (0.01, 0.02, 0.03, 0.04):
        asking.ask("sleep", channel="typing", seconds=seconds)
    asking.ask("sleep", channel="another", seconds=0.05)
    answers = [asking.next() for _ in range(5)]
    assert sorted(map(str, answers)) == ["0.04", "0.05", "cancelled", "cancelled", "cancelled"]


def test_a_receiver_that_fails_stops_nobody(asking: Asking, caplog: pytest.LogCaptureFixture) -> None:
    called = threading.Event()

    def receiver(_answer: Answer) -> None:
        called.set()
        raise ValueError("the receiver's own mistake")

    asking.engine.request("sleep", {"seconds": 0}, receiver, deadline=SOON)
    assert called.wait(SOON)
    assert asking("sleep", seconds=0) == 0  # the same thread, so the log has been written
    assert "the receiver of 'sleep' failed" in caplog.text


def test_the_worker_speaks_the_language_asked_for(asking: Asking) -> None:
    assert asking("say") == "Stopped."


def test_workers_import_neither_qt_nor_a_plot(asking: Asking) -> None:
    assert not {"PySide6", "matplotlib"} & set(asking("modules"))


def test_start_and_close() -> None:
    warm: queue.Queue[bool] = queue.Queue()
    engine = Engine(lambda: warm.put(True), answers=ANSWERS)
    asking = Asking(engine)
    asking.ask("pid")  # before the start: it waits
    assert asking.answers.empty()
    engine.start()
    assert warm.get(timeout=SOON)
    assert isinstance(asking.next(), int)
    pids = asking.until_warm()
    for _ in pids:
        asking.ask("grind", deadline=60)
    time.sleep(0.1)
    began = time.monotonic()
    engine.close()
    assert time.monotonic() - began < 2
    assert gone(pids, within=0.5)
    assert asking.answers.empty(), "nothing is called after close"


def test_a_damaged_installation_is_said() -> None:
    with Engine(answers="tests.engine.broken") as engine:
        assert Asking(engine)("pid") == "crashed"


WINDOW_THAT_IS_KILLED = """
import sys, time
from tutor.engine.client import Engine
engine = Engine(answers="tests.engine.requests")
engine.start()
while len(engine.workers()) < 2:
    time.sleep(0.01)
engine.request("grind", {}, print, deadline=30)
time.sleep(0.1)
print(*engine.workers(), flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a grinding worker ends at its deadline")
def test_no_worker_outlives_a_killed_window() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WINDOW_THAT_IS_KILLED], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as window:
        assert window.stdout is not None
        pids = tuple(int(pid) for pid in window.stdout.readline().split())
        assert len(pids) == 2
        assert all(alive(pid) for pid in pids)
        window.kill()
    assert gone(pids, within=2)
