"""How long the window ever stands still while the engine works and its answers come in and are typeset.

A 5 ms timer in the window's thread looks at the clock; the longest time between two looks is the stall. The
same window with the same job, but answered in a thread of its own process, is what an engine in a process of
its own avoids.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from statistics import median

from tests.benchmarks.measuring import benchmark
from tests.benchmarks.start import as_at_home

ROOT = Path(__file__).parent.parent.parent
ROUNDS = 3

SCRIPT = """
import json, os, queue, sys, threading, time
from PySide6.QtCore import QTimer
from tutor import app
from tutor.engine.client import Answer, Engine

PATIENCE = 25 if sys.argv[1] == "thread" else 90  # seconds; what is not done by then goes on

NESTED = "sin(x)^2 exp(cos(x)^3) ln(1 + x^2) / (x^4 + arctan(x)^2) sqrt(1 + sin(x^2) cos(x)) tan(x e^x)"
POWER = "(3^2095903) x"  # a million digits
TERMS = " + ".join(f"x^{k}" for k in range(2, 402))

class InAThread:
    # Answers as the engine does, one request at a time; what has begun cannot be ended.

    def __init__(self):
        self.waiting = queue.SimpleQueue()
        threading.Thread(target=self.work, daemon=True).start()

    def start(self):
        pass

    def close(self):
        pass

    def request(self, name, arguments, done, *, deadline, partly=None):
        ticket = Ticket()
        self.waiting.put((ticket, name, arguments, done))
        return ticket

    def work(self):
        from tutor.engine.worker import REQUESTS
        while True:
            ticket, name, arguments, done = self.waiting.get()
            if not ticket.cancelled:
                done(Answer(REQUESTS[name](**arguments)))

class Ticket:
    cancelled = False

    def cancel(self):
        self.cancelled = True

    def progress(self):
        return 0, 0

def main(way):
    application = app._application()
    engine = InAThread() if way == "thread" else Engine()
    from tutor.ui.main_window import MainWindow
    from tutor.ui.sweeping import Sweeping
    window = MainWindow(engine)
    sweeping = Sweeping(window)
    window.ready.connect(engine.start)
    window.show()
    looks = []
    timer = QTimer()
    timer.setInterval(5)
    timer.timeout.connect(lambda: looks.append(time.perf_counter()))
    window.ready.connect(timer.start)
    stalls = {}

    def measure(name, work):
        looks[:] = [time.perf_counter()] if timer.isActive() else []
        work()
        finished = wait(application, lambda: window.settled)
        looks.append(time.perf_counter())
        stalls[name] = max(after - before for before, after in zip(looks, looks[1:]))
        return finished

    def job():
        yield "start", lambda: None
        yield "simplify", lambda: window.show_problem(NESTED)
        yield "power", lambda: window.show_problem(POWER)
        yield "terms", lambda: window.show_problem(TERMS)
        yield "every step", lambda: window.derivation.detail_chosen.emit("full")
        yield "the last step", lambda: window.derivation.go_to(window.derivation.count)

    for name, work in job():
        if not measure(name, work):
            break  # what comes after it would be measured beside what still goes on
        wait(application, lambda: True, 1.0)
    print(json.dumps({"count": window.derivation.count, "stalls": stalls}), flush=True)
    window.close()
    engine.close()
    if way == "thread":
        os._exit(0)  # nothing else ends it

def wait(application, done, at_least=0.3):
    start = time.monotonic()
    while time.monotonic() < start + at_least or not done():
        application.processEvents()
        time.sleep(0.0005)
        if time.monotonic() > start + PATIENCE:
            return False
    return True

if __name__ == "__main__":
    main(sys.argv[1])
"""


def stalls(way: str, home: str) -> dict[str, float]:
    """Return the longest time, in ms, in which the window answered nothing, in each part of the job; `way` is
    "engine" or "thread", `home` the person's folder. A thread may take too long over a part: it is the
    last one then."""
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, way],
        cwd=ROOT,
        env=as_at_home(home),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    found = json.loads(run.stdout)
    if way == "engine":
        assert found["count"] > 300, "the long derivation did not come"
    return {part: 1000 * stall for part, stall in found["stalls"].items()}


@cache
def _runs(way: str) -> tuple[dict[str, float], ...]:
    with tempfile.TemporaryDirectory(prefix="nabla-benchmark-", ignore_cleanup_errors=True) as home:
        if way == "engine":
            stalls(way, home)  # after this Python has kept what it compiled
        return tuple(stalls(way, home) for _ in range(ROUNDS))


def _longest(run: dict[str, float], parts: Iterable[str] | None = None) -> float:
    return max(run[part] for part in parts or run if part != "start")


@benchmark(
    what="the longest stall of the window while the engine grinds and long answers come in, ms", bound=50
)
def stall() -> float:
    return median(map(_longest, _runs("engine")))


@benchmark(what="the longest stall between the first paint and the first picture, ms", bound=50)
def stall_at_start() -> float:
    return median(run["start"] for run in _runs("engine"))


@benchmark(
    what="the longest stall with the same job done in a thread / in the engine, over the parts that the "
    "thread came to",
    bound=1,
    at_most=False,
)
def stall_in_a_thread() -> float:
    pairs = zip(_runs("thread"), _runs("engine"), strict=True)
    return median(_longest(thread) / _longest(engine, thread) for thread, engine in pairs)
