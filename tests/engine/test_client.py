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

import psutil
import pytest

from tests.engine.asking import ANSWERS, QUICK, SOON, Asking, alive, gone, kill, soon
from tutor.engine.client import OVERTIME, Engine
from tutor.engine.failures import Answer


@pytest.fixture(scope="module")
def asking() -> Iterator[Asking]:
    with Engine(answers=ANSWERS) as engine:
        made = Asking(engine)
        made("sleep", seconds=0, deadline=QUICK)
        yield made


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
        kill(pid)
    assert asking("pid") not in before
    assert not set(asking.until_warm()) & set(before)


def test_a_worker_killed_at_work_is_replaced(asking: Asking) -> None:
    asking.until_warm()
    asking.ask("sleep", seconds=0.5)
    time.sleep(0.1)
    for pid in asking.engine.workers():
        kill(pid)
    assert asking.next() == 0.5


def test_cancel_ends_the_work(asking: Asking) -> None:
    before = asking.until_warm()
    ticket = asking.ask("grind", deadline=60)
    time.sleep(0.1)
    ticket.cancel()
    assert asking.next() == "cancelled"
    ticket.cancel()  # a second press does nothing
    assert asking("sleep", seconds=0) == 0
    soon(lambda: not all(map(alive, before)))


def test_a_cancelled_answer_that_comes_soon_keeps_its_worker(asking: Asking) -> None:
    before = asking.until_warm()
    asking.ask("sleep", seconds=0.1).cancel()
    assert asking.next() == "cancelled"
    time.sleep(0.5)
    assert asking.until_warm() == before


def test_what_is_quick_waits_for_nothing(asking: Asking) -> None:
    asking.until_warm()
    tickets = [asking.ask("grind", deadline=60) for _ in range(3)]
    time.sleep(0.1)
    assert asking("sleep", seconds=0, deadline=QUICK) == 0
    for ticket in tickets:
        ticket.cancel()
    assert [asking.next() for _ in tickets] == ["cancelled"] * 3


def test_tells_how_far_it_is(asking: Asking) -> None:
    asking.until_warm()
    ticket = asking.ask("count", steps=40)
    seen = set()
    while asking.answers.empty():
        seen.add(ticket.progress())
    assert asking.next() == 40
    assert {total for _done, total in seen} <= {0, 40}
    assert len(seen) > 10
    assert ticket.progress() == (0, 0)
    assert asking("sleep", seconds=0) == 0


@pytest.mark.parametrize("length", [10, 200_000])
def test_what_is_finished_is_there_when_time_is_up(asking: Asking, length: int) -> None:
    """More than fits into the ring at once as well."""
    asking.pieces.clear()
    asking.ask("hand_over", deadline=1.2, partly=True, count=30, length=length, at_last=60)
    assert asking.next() == "deadline"
    numbers = [number for number, _text in asking.pieces]
    assert numbers == list(range(len(numbers))) and len(numbers) > 10
    assert {len(text) for _number, text in asking.pieces} == {length}
    asking.ask("hand_over", count=30)
    assert asking.next() == 30
    assert len(asking.pieces) == len(numbers), "nobody asked for these"


def test_what_is_finished_is_there_after_a_cancel(asking: Asking) -> None:
    asking.pieces.clear()
    ticket = asking.ask("hand_over", deadline=60, partly=True, count=100_000)
    soon(lambda: len(asking.pieces) > 5)
    ticket.cancel()
    assert asking.next() == "cancelled"
    kept = len(asking.pieces)
    time.sleep(0.3)
    assert len(asking.pieces) == kept


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot stop a process")
def test_a_worker_that_does_not_even_begin_is_given_up(asking: Asking) -> None:
    for pid in asking.until_warm():
        os.kill(pid, signal.SIGSTOP)
    began = time.monotonic()
    assert asking("sleep", seconds=0, deadline=0.1) == "deadline"
    assert time.monotonic() - began < OVERTIME + 3
    for pid in asking.engine.workers():
        os.kill(pid, signal.SIGCONT)
    assert asking("sleep", seconds=0) == 0


def test_memory_is_watched_where_the_system_does_not_limit_it() -> None:
    with Engine(answers=ANSWERS, memory_limit=400 << 20) as engine:
        asking = Asking(engine)
        assert asking("fill_slowly") == "memory"
        assert asking("sleep", seconds=0) == 0


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
    asking("pid", deadline=QUICK)
    pids = asking.until_warm()
    for deadline in (60, 60, QUICK):
        asking.ask("grind", deadline=deadline)
    time.sleep(0.1)
    began = time.monotonic()
    engine.close()
    assert gone(pids, within=2 - (time.monotonic() - began))
    assert asking.answers.empty(), "nothing is called after close"


def test_a_damaged_installation_is_said() -> None:
    with Engine(answers="tests.engine.broken") as engine:
        assert Asking(engine)("pid") == "crashed"


WINDOW_THAT_IS_KILLED = """
import sys, threading, time
import psutil
from tutor.engine.client import Engine
engine = Engine(answers="tests.engine.requests")
engine.start()
engine.request("pid", {}, lambda answer: None, deadline=2)
while not psutil.Process().children():
    time.sleep(0.01)
if sys.argv[1] != "starting":
    while len(engine.workers()) < 3:
        time.sleep(0.01)
for deadline in (30, 30, 2):
    if sys.argv[1] == "grinding":
        engine.request("grind", {}, lambda answer: None, deadline=deadline)
time.sleep(0.2)
print("now", flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a grinding worker ends at its deadline")
@pytest.mark.parametrize("moment", ["starting", "resting", "grinding"])
def test_no_process_outlives_a_killed_window(moment: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WINDOW_THAT_IS_KILLED, moment],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    ) as window:
        assert window.stdout is not None
        assert window.stdout.readline() == "now\n"
        pids = [child.pid for child in psutil.Process(window.pid).children(recursive=True)]
        assert len(pids) >= (1 if moment == "starting" else 4)  # three workers, and their tracker
        window.kill()
    assert gone(pids, within=2)
