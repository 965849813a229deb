"""How soon after its start Nabla shows something, each in a fresh process: the window, the first walkthrough;
and what the window's process then takes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.measuring import benchmark, ratio

ROOT = Path(__file__).parent.parent.parent

BARE = """
import os
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        QTimer.singleShot(0, lambda: (os.write(1, b"painted"), os._exit(0)))

application = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
application.exec()
"""

OURS = """
import os
from tutor import cli
from tutor.ui.front import Front

show = Front.show
def show_and_tell(front):
    front.painted.connect(lambda: (os.write(1, b"painted"), os._exit(0)))
    show(front)
Front.show = show_and_tell
cli.main([])
"""

CANVAS = """
import os, sys
import sympy
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure

class Canvas(FigureCanvasQTAgg):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: (os.write(1, b"painted"), {end}))

application = QApplication([])
window = QMainWindow()
canvas = Canvas(Figure())
canvas.figure.add_subplot().plot([0, 1, 2], [0, 1, 4])
window.setCentralWidget(canvas)
window.resize(1280, 800)
window.show()
application.exec()
"""

WALKTHROUGH = """
import os
from PySide6.QtCore import QTimer
from tutor import cli
from tutor.ui.front import Front

take_in = Front.take_in
def take_in_and_tell(front, window):
    timer = QTimer(window, interval=2)
    def look():
        if window.session.walkthrough is not None and window.look.typesets:
            card = window.derivation.card
            if card.isVisible() and card.formula.formula() is not None:
                timer.stop()
                window.repaint()  # at once, so that it is on the screen before it is told
                os.write(1, b"painted")
                {end}
    timer.timeout.connect(look)
    timer.start()
    take_in(front, window)
Front.take_in = take_in_and_tell
cli.main([])
"""


def as_at_home(home: str) -> dict[str, str]:
    """Return the environment of someone whose folder is `home`, in which Python keeps what it compiled."""
    environment = {**os.environ, "HOME": home, "USERPROFILE": home, "PYTHONPYCACHEPREFIX": home}
    for other in ("PYTHONDONTWRITEBYTECODE", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "NABLA_HOME"):
        environment.pop(other, None)
    return environment


@contextmanager
def started(code: str, home: str) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """Run a script and yield it, and the seconds from its start until it has said that its window has been
    painted; it is ended after the block. `home` is the person's folder, and where Python keeps what it
    compiled (as it does for everyone after the first start)."""
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=as_at_home(home),
    ) as process:
        assert process.stdout is not None
        painted = process.stdout.read(7)
        took = time.perf_counter() - start
        try:
            assert painted == b"painted"
            yield process, took
        finally:
            process.kill()


def until_painted(code: str, home: str) -> float:
    """Return the seconds from the start of a process until its window has been painted."""
    with started(code, home) as (_process, took):
        return took


@benchmark(what="Nabla's first paint / a bare PySide6 main window's, fresh processes", bound=1.5)
def first_paint() -> float:
    with tempfile.TemporaryDirectory(prefix="nabla-benchmark-") as home:
        return ratio(lambda: until_painted(OURS, home), lambda: until_painted(BARE, home))


@benchmark(
    what="Nabla's first walkthrough on screen / the first paint of a script that imports PySide6, sympy and "
    "matplotlib and shows a canvas",
    bound=1.0,
)
def first_walkthrough() -> float:
    end = "os._exit(0)"
    ours, theirs = WALKTHROUGH.format(end=end), CANVAS.format(end=end)
    with tempfile.TemporaryDirectory(prefix="nabla-benchmark-") as home:
        return ratio(lambda: until_painted(ours, home), lambda: until_painted(theirs, home))
