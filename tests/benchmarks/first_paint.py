"""How much later than a bare Qt window ours is first painted, each in a fresh process."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
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
from tutor.ui.main_window import MainWindow

show = MainWindow.show
def show_and_tell(window):
    window.ready.connect(lambda: (os.write(1, b"painted"), os._exit(0)))
    show(window)
MainWindow.show = show_and_tell
cli.main([])
"""


def until_painted(code: str, compiled: str) -> float:
    """Return the seconds from the start of a process until its window has been painted. `compiled` is
    the folder where Python keeps what it compiled, as it does for everyone after the first start."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=environment,
    ) as process:
        assert process.stdout is not None
        painted = process.stdout.read(7)
        took = time.perf_counter() - start
    assert painted == b"painted"
    return took


@benchmark(what="Nabla's first paint / a bare PySide6 main window's, fresh processes", bound=1.5)
def first_paint() -> float:
    with tempfile.TemporaryDirectory(prefix="nabla-benchmark-") as compiled:
        return ratio(lambda: until_painted(OURS, compiled), lambda: until_painted(BARE, compiled))
