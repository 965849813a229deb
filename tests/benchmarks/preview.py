"""From a key press to the updated preview: with a derivation running in the worker, and idle.

A person's keys are pressed one at a time; the clock stops when the preview of the text with that key has been
painted. The figure is the 95th percentile. While "working", a long derivation runs all the time.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.measuring import benchmark

ROOT = Path(__file__).parent.parent.parent
FRAME = 1000 / 60
"""Milliseconds"""

SCRIPT = """
import json, statistics, sys, time
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tutor import app
from tutor.engine.client import Engine

TEXT = "f(x, y) = x^2 y + sin(x y) + 3x - y^3 + e^x y + 2x y^2"
LONG = "d^14/dx^14 sin(x)^2 e^(x^3) ln(1 + x^2) arctan(x^2)"

def main():
    application = app._application()
    engine = Engine()
    from tutor.ui.main_window import MainWindow
    window = MainWindow(engine)
    window.resize(1280, 800)
    window.show()
    engine.start()
    until(application, lambda: window.settled, 0.05)
    until(application, lambda: True, 3)  # the spare workers are warm
    typed(application, window)  # imports, glyphs
    idle = typed(application, window)
    working = typed(application, window, engine)
    idle += typed(application, window)
    working += typed(application, window, engine)
    print(json.dumps([percentile(idle), percentile(working), len(idle)]))
    window.close()
    engine.close()

def percentile(times):
    return sorted(times)[int(len(times) * 0.95)] * 1000

def typed(application, window, engine=None):
    editor, times = window.editor, []
    editor.focus_editor()
    editor.source.selectAll()
    QTest.keyClick(editor.source, Qt.Key.Key_Delete)
    until(application, lambda: window.settled)
    shown = []
    show_reading, show_misreading = editor.show_reading, editor.show_misreading
    editor.show_reading = lambda reading: (show_reading(reading), shown.append(reading.input))
    editor.show_misreading = lambda wrong: (show_misreading(wrong), wrong and shown.append(wrong.input))
    running = []
    for key in TEXT:
        if engine is not None and not running:
            running.append(1)
            arguments = {"text": LONG, "detail": "full"}
            engine.request("explain", arguments, lambda answer: running.clear(), deadline=20.0)
        shown.clear()
        before = editor.text()
        start = time.perf_counter()
        QTest.keyClick(editor.source, key)
        if editor.text() != before and not editor.completing.open:
            until(application, lambda: editor.text() in shown, 0)
            editor.preview.repaint()
            times.append(time.perf_counter() - start)
        until(application, lambda: True, 0.06)
    del editor.show_reading, editor.show_misreading
    until(application, lambda: window.settled and not running)
    return times

def until(application, done, at_least=0.02, patience=60):
    start = time.monotonic()
    while time.monotonic() < start + at_least or not done():
        application.processEvents()
        time.sleep(0.0002)
        assert time.monotonic() < start + patience, "not settled"

if __name__ == "__main__":
    main()
"""


@benchmark(what="key press to preview, 95th percentile, a derivation running / idle", bound=2)
def preview() -> float:
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    idle, working, count = json.loads(run.stdout.splitlines()[-1])
    print(
        f"preview: idle {idle:.1f} ms, working {working:.1f} ms = {working / FRAME:.1f} frames at 60 Hz "
        f"({count} keys)",
        file=sys.stderr,
    )
    return float(working / idle)
