"""How long the window ever stands still while the engine works and its answers come in and are typeset.

A 5 ms timer in the window's thread looks at the clock; the longest time between two looks is the stall. The
same work in a thread of the window's own process is what an engine in a process of its own avoids.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median

from tests.benchmarks.measuring import benchmark

ROOT = Path(__file__).parent.parent.parent
ROUNDS = 3

SCRIPT = """
import sys, threading, time
from PySide6.QtCore import QTimer
from tutor import app
from tutor.engine.client import Engine

def long_sum(count):
    return " + ".join(f"{k} x^{k}" for k in range(2, count + 2))

NESTED = "sin(x)^2 exp(cos(x)^3) ln(1 + x^2) / (x^4 + arctan(x)^2) sqrt(1 + sin(x^2) cos(x)) tan(x e^x)"

def main(way):
    application = app._application()
    engine = Engine()
    from tutor.ui.main_window import MainWindow
    window = MainWindow(engine)
    window.show()
    engine.start()
    until(application, lambda: window.settled)

    looks = [time.perf_counter()]
    timer = QTimer()
    timer.setInterval(5)
    timer.timeout.connect(lambda: looks.append(time.perf_counter()))
    timer.start()
    if way == "thread":
        in_a_thread(application)
    else:
        for text in (NESTED, "(3^9999999) x", long_sum(200) + " + " + long_sum(200)):
            window.show_problem(text)
            until(application, lambda: window.settled)
        window.derivation.detail_chosen.emit("full")
        until(application, lambda: window.settled)
        window.derivation.go_to(window.derivation.count)
        until(application, lambda: window.settled, 0.5)
    timer.stop()
    print(max(after - before for before, after in zip(looks, looks[1:])))
    window.close()
    engine.close()

def in_a_thread(application):
    def work():
        import sympy
        from tutor.engine.worker import REQUESTS
        x = sympy.Symbol("x")
        sympy.simplify(sympy.sin(x) ** 4 - 2 * sympy.cos(x) ** 2 * sympy.sin(x) ** 2 + sympy.cos(x) ** 4)
        3 ** 2_000_000 % 7
        REQUESTS["explain"](text=long_sum(400), ask="derivative")
    thread = threading.Thread(target=work)
    thread.start()
    until(application, lambda: not thread.is_alive())

def until(application, done, at_least=0.05, patience=90):
    start = time.monotonic()
    while time.monotonic() < start + at_least or not done():
        application.processEvents()
        time.sleep(0.0005)
        assert time.monotonic() < start + patience, "not settled"

if __name__ == "__main__":
    main(sys.argv[1])
"""


def longest_stall(way: str) -> float:
    """Return the longest time, in ms, in which the window answered nothing; `way` is "engine" or "thread"."""
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, way],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return float(run.stdout) * 1000


@benchmark(
    what="the longest stall of the window while the engine grinds and long answers come in, ms", bound=50
)
def stall() -> float:
    return median(longest_stall("engine") for _ in range(ROUNDS))


@benchmark(
    what="the longest stall while the same is done in a thread / in the engine", bound=1, at_most=False
)
def stall_in_a_thread() -> float:
    return median(longest_stall("thread") / longest_stall("engine") for _ in range(ROUNDS))
