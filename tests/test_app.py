"""Start-up: the window paints before anything heavy is imported, and takes its processes with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOON = 60

FIRST_PAINT = """
import json, os, sys
from tutor import app
from tutor.ui.front import Front

show = Front.show
def show_and_tell(front):
    front.painted.connect(lambda: (print(json.dumps(sorted(sys.modules)), flush=True), os._exit(0)))
    show(front)
Front.show = show_and_tell
app.run("en")
"""

AN_IMPORT = """
import linecache
from tutor import app
app._application("en")
before = {*linecache.cache}
import wave
print(*({*linecache.cache} - before))
"""

WHOLE_LIFE = """
import multiprocessing, sys
from PySide6.QtCore import QTimer
from tutor import app, ui
from tutor.ui.main_window import MainWindow

def follow(settled):
    if settled and window.session.walkthrough is not None:
        print(window.session.walkthrough.result.formula.text, len(multiprocessing.active_children()))
        window.close()

begin = MainWindow.show
def show(self):
    global window
    window = self
    self.settled_changed.connect(follow)
    begin(self)
MainWindow.show = show
code = app.run("en")
print(code, len(multiprocessing.active_children()), "sympy" in sys.modules)
"""


def python(code: str) -> str:
    with tempfile.TemporaryDirectory(prefix="nabla-tests-", ignore_cleanup_errors=True) as home:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", code],
            capture_output=True,
            encoding="utf-8",
            cwd=ROOT,
            env={**os.environ, "NABLA_HOME": home},  # never what somebody left behind
            timeout=SOON,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_window_paints_before_mathematics_and_plots_are_imported() -> None:
    modules = set(json.loads(python(FIRST_PAINT)))
    assert "tutor.ui.front" in modules
    assert not modules & {
        "tutor.ui.main_window",
        "sympy",
        "mpmath",
        "matplotlib",
        "numpy",
        "lark",
        "pebble",
        "typst",
    }


def test_no_source_is_read_at_an_import() -> None:
    assert python(AN_IMPORT).strip() == ""


def test_from_the_first_paint_to_the_last_process() -> None:
    first, last = python(WHOLE_LIFE).splitlines()
    result, processes = first.rsplit(" ", 1)
    assert result
    assert int(processes) >= 1
    assert last == "0 0 False"
