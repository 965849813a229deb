"""No network, ever: the whole app with its workers, where every socket to somewhere else is forbidden."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engine.asking import gone

ROOT = Path(__file__).parent.parent

FORBIDDING = """
import os, socket

def tell(what):
    with open(os.environ["NABLA_TEST_SOCKETS"], "a", encoding="utf-8") as found:
        found.write(f"{os.getpid()} {what}\\n")

class Forbidding(socket.socket):
    def __init__(self, family=-1, *others, **named):
        # What multiprocessing starts its processes through is inside this computer.
        if family != getattr(socket, "AF_UNIX", None) and named.get("fileno") is None:
            tell(f"a socket of family {family}")
            raise OSError("no network")
        super().__init__(family, *others, **named)

def no_address(*asked, **named):
    tell(f"the address of {asked}")
    raise OSError("no network")

socket.socket = Forbidding
socket.getaddrinfo = socket.gethostbyname = no_address
with open(os.environ["NABLA_TEST_SOCKETS"] + ".processes", "a", encoding="utf-8") as found:
    found.write(f"{os.getpid()}\\n")
"""
"""Run by every Python process as it starts."""

LIFE = """
import sys
import psutil
from PySide6.QtCore import QTimer
from tutor import app
from tutor.ui.main_window import MainWindow

texts = ["f(x, y) = x^2 y + y", "F(x, y) = (x^2 y, 5x + sin y)", "sin(x^2)"]

def follow(settled):
    if not settled:
        return
    if window.session.walkthrough is not None:
        print(window.session.walkthrough.result.formula.text)
    if texts:
        text = texts.pop()
        QTimer.singleShot(0, lambda: window.show_problem(text))
        return
    me = psutil.Process()
    for process in (me, *me.children(recursive=True)):
        for connection in process.net_connections(kind="inet"):
            print("connected:", process.cmdline(), connection)
    window.close()

begin = MainWindow.show
def show(self):
    global window
    window = self
    self.settled_changed.connect(follow)
    begin(self)
MainWindow.show = show
sys.exit(app.run("en"))
"""


@pytest.fixture
def forbidding(tmp_path: Path) -> dict[str, str]:
    """The environment of a process that may not open a socket; what it tries is written to "tried"."""
    (tmp_path / "sitecustomize.py").write_text(FORBIDDING, encoding="utf-8")
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)]),
        "NABLA_TEST_SOCKETS": str(tmp_path / "tried"),
    }


def run(code: str, environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_test_sees_what_is_tried(tmp_path: Path, forbidding: dict[str, str]) -> None:
    tries = "from urllib.request import urlopen\ntry: urlopen('http://127.0.0.1:9')\nexcept OSError: pass"
    run(tries, forbidding)
    assert "address" in (tmp_path / "tried").read_text(encoding="utf-8")


def test_the_app_and_its_workers_open_no_connection(tmp_path: Path, forbidding: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as trap:
        # Whatever fetches without Python, as typesetting could fetch packages, would go through here.
        proxy = f"http://127.0.0.1:{trap.getsockname()[1]}"
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            forbidding[name] = forbidding[name.upper()] = proxy
        said = run(LIFE, forbidding).splitlines()
        trap.setblocking(False)
        with pytest.raises(BlockingIOError):
            trap.accept()
    assert {"[2xy, x^2 + 1]", "[[2xy, x^2], [5, cos(y)]]"} <= set(said)
    assert not [line for line in said if line.startswith("connected")]
    assert not (tmp_path / "tried").exists()
    processes = (tmp_path / "tried.processes").read_text(encoding="utf-8").split()
    assert len(set(processes)) >= 2, "the workers were not watched"
    assert gone(map(int, processes), within=2)
