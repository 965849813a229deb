"""Workers killed at every moment, over and over; many requests in a row; two windows at once."""

from __future__ import annotations

import contextlib
import os
import pickle
import random
import threading
import time
from collections.abc import Iterator
from typing import Any

import pebble.pool.process
import psutil
import pytest
from pebble.pool.process import BrokenProcessPool, NoMessage, WorkerManager

from tests.engine.asking import ANSWERS, QUICK, Asking, gone, kill, soon
from tutor.engine import seat
from tutor.engine.client import Engine

MOMENTS: dict[str, tuple[str, dict[str, Any], float]] = {
    "as it is sent": ("pid", {}, 0.002),
    "while it is computed": ("sleep", {"seconds": 0.1}, 0.08),
    "while its answer is pickled": ("answer_slowly", {}, 0.15),
    "while its answer is sent": ("answer_at_length", {}, 0.02),
}
"""Phases of a request: its name, its arguments, and the seconds within which the worker is killed."""

ROUNDS = [3, pytest.param(60, marks=pytest.mark.soak)]


@pytest.fixture(scope="module")
def asking() -> Iterator[Asking]:
    with Engine(answers=ANSWERS) as engine:
        made = Asking(engine)
        made("sleep", seconds=0, deadline=QUICK)
        yield made


def processes() -> set[int]:
    """Return the workers of all engines of this process, those that start included."""
    return {pid for pid, command in family().items() if "main" not in command or "spawn_main" in command}


def family() -> dict[int, str]:
    """Return the processes below this one with what they were told to do; of a forked one nothing."""
    found = {}
    for child in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            command = " ".join(child.cmdline())
            found[child.pid] = command if child.ppid() == os.getpid() else ""
    return found


def nothing_is_left_over(asking: Asking) -> bool:
    """Say whether there is no process but the warm workers, and no thread of a pool that was given up."""
    workers = set(asking.until_warm())
    threads = [thread.name for thread in threading.enumerate()]
    return processes() == workers and "engine's farewell" not in threads


@pytest.mark.parametrize("rounds", ROUNDS)
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_worker_killed_at_any_moment_of_a_request(asking: Asking, moment: str, rounds: int) -> None:
    name, arguments, within = MOMENTS[moment]
    choose = random.Random(rounds)
    for _round in range(rounds):
        workers = asking.until_warm()
        asking.ask(name, **arguments)
        time.sleep(choose.uniform(0, within))
        for pid in workers:
            kill(pid)
        answer = asking.next()
        assert answer not in ("crashed", "failed", "deadline", "memory")
    soon(lambda: nothing_is_left_over(asking))


@pytest.mark.parametrize("rounds", ROUNDS)
def test_workers_killed_while_they_start(asking: Asking, rounds: int) -> None:
    choose = random.Random(rounds)
    for _round in range(rounds):
        for pid in asking.until_warm():
            kill(pid)
        time.sleep(choose.uniform(0, 0.6))
        for pid in processes():
            kill(pid)
        assert asking("sleep", seconds=0) == 0
    soon(lambda: nothing_is_left_over(asking))


class Torn:
    """A channel with the beginning of a message and the end of another in it."""

    def poll(self, timeout: float) -> bool:
        return True

    def recv(self) -> Any:
        return pickle.loads(self.message)

    def __init__(self, message: bytes) -> None:
        self.message = message


@pytest.mark.parametrize("length", range(1, 60, 3))
def test_a_torn_message_breaks_the_pool_and_ends_no_thread(length: int) -> None:
    """pebble replaces a pool that is broken; an error that it does not expect ends its thread."""
    seat.load()
    message = pickle.dumps(pebble.pool.process.TaskResult(1, ["value", 2.5, {"key": None}]))
    manager = WorkerManager.__new__(WorkerManager)
    manager.pool_channel = Torn(message[:length] + message)
    try:
        received = manager.receive(1.0)
    except BrokenProcessPool:
        return
    assert isinstance(received, (NoMessage, pebble.pool.process.TaskResult))


def test_all_workers_killed_with_what_starts_them(asking: Asking) -> None:
    asking.until_warm()
    for pid, command in family().items():
        if "resource_tracker" not in command:  # Python's own, which says so when it is killed
            kill(pid)
    assert asking("sleep", seconds=0) == 0
    soon(lambda: nothing_is_left_over(asking))


@pytest.mark.parametrize("rounds", [3, pytest.param(60, marks=[pytest.mark.soak, pytest.mark.timeout(900)])])
def test_a_worker_killed_while_it_hands_over_what_it_has(asking: Asking, rounds: int) -> None:
    """Whatever came before is whole and in order; the repeated request begins again from its first piece."""
    choose = random.Random(rounds)
    for _round in range(rounds):
        workers = asking.until_warm()
        asking.pieces.clear()
        asking.ask("hand_over", partly=True, count=60, length=3000, pause=0.005, at_last=0.3)
        time.sleep(choose.uniform(0, 0.7))
        for pid in workers:
            kill(pid)
        assert asking.next() == 60
        numbers = [number for number, _text in asking.pieces]
        again = numbers.index(0, 1) if 0 in numbers[1:] else len(numbers)
        for run in (numbers[:again], numbers[again:]):
            assert run == list(range(len(run)))
        assert all(text == chr(65 + number % 26) * 3000 for number, text in asking.pieces)
    soon(lambda: nothing_is_left_over(asking))


@pytest.mark.parametrize("rounds", ROUNDS)
def test_cancelled_at_any_moment(asking: Asking, rounds: int) -> None:
    choose = random.Random(rounds)
    for _round in range(rounds):
        ticket = asking.ask("sleep", seconds=0.02)
        time.sleep(choose.uniform(0, 0.04))
        ticket.cancel()
        assert asking.next() in (0.02, "cancelled")
    assert asking("sleep", seconds=0) == 0
    assert asking.answers.empty(), "each request is answered once"


def test_two_engines_do_not_touch_each_other() -> None:
    with Engine(answers=ANSWERS) as one, Engine(answers=ANSWERS) as other:
        asking, another = Asking(one), Asking(other)
        for each in (asking, another):
            each("sleep", seconds=0, deadline=QUICK)
            each.until_warm()
        kept = other.workers()
        another.ask("sleep", seconds=0.4)
        for pid in one.workers():
            kill(pid)
        assert asking("sleep", seconds=0) == 0
        one.close()
        assert another.next() == 0.4
        assert other.workers() == kept
    assert gone(kept, within=0.5)


@pytest.mark.parametrize("count", [200, pytest.param(1000, marks=pytest.mark.soak)])
def test_memory_does_not_grow(count: int) -> None:
    """The worker that answers, and the process that asks."""
    with Engine(seats=1) as engine:
        asking = Asking(engine)
        before: dict[int, int] = {}
        for number in range(count):
            name = "read" if number % 4 else "explain"
            answer = asking(name, text=f"f(x) = x^{number % 7 + 2} sin({number} x) + {number}/x")
            assert not isinstance(answer, str)
            if number == 99:
                before = taken(engine)
        after = taken(engine)
    assert before.keys() == after.keys(), "a worker was replaced"
    for process, bytes_before in before.items():
        assert after[process] <= 1.1 * bytes_before


def taken(engine: Engine) -> dict[int, int]:
    """Return the resident bytes of the workers and of this process."""
    soon(lambda: bool(engine.workers()))
    return {pid: psutil.Process(pid).memory_info().rss for pid in (*engine.workers(), psutil.Process().pid)}
