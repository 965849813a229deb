"""The program as it is run: both ways to start it, its streams, and no display."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

ROOT = Path(__file__).parent.parent
MAIN = [sys.executable, str(ROOT / "main.py")]
SOON = 60


def nabla(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "LANGUAGE")}
    return subprocess.run(
        [*MAIN, *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**kept, **environment},
        timeout=SOON,
        check=False,
    )


def test_both_ways_to_start_are_the_same_program() -> None:
    module = subprocess.run(
        [sys.executable, "-m", "tutor.cli", "--version"],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        timeout=SOON,
        check=True,
    )
    assert nabla("--version").stdout == module.stdout


def test_explain_under_a_bare_locale() -> None:
    done = nabla("explain", "∇(x^2 y + y)", LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert "∇f = [2xy, x^2 + 1]" in done.stdout


def test_a_batch_answers_line_by_line() -> None:
    """Each line is answered before the next is sent: a script can hold a conversation."""
    with subprocess.Popen(
        [*MAIN, "explain", "--batch", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as batch:
        assert batch.stdin is not None
        assert batch.stdout is not None
        for problem, result in [("x^2", "2x"), ("x +", None), ("", None), ("sin x", "cos(x)")]:
            batch.stdin.write(problem + "\n")
            batch.stdin.flush()
            data = json.loads(batch.stdout.readline())
            assert data["problem"]["input"] == problem
            assert (data["result"] or {}).get("text") == result
        batch.stdin.close()
        assert batch.stdout.read() == ""
        assert batch.wait(SOON) == 0


@pytest.mark.skipif(os.name == "nt", reason="a closed pipe is said otherwise there")
def test_a_closed_pipe_is_no_error_message() -> None:

    def pour(stream: IO[str]) -> None:
        for _ in range(1000):
            stream.write("x^2\n" * 200)
            stream.flush()

    with subprocess.Popen(
        [*MAIN, "explain", "--batch", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as batch:
        assert batch.stdin is not None
        assert batch.stdout is not None
        assert batch.stderr is not None
        batch.stdin.write("x^2\n")
        batch.stdin.flush()
        batch.stdout.readline()
        batch.stdout.close()
        with pytest.raises(BrokenPipeError):
            pour(batch.stdin)
        assert batch.stderr.read() == ""
        assert batch.wait(SOON) == 1
        with pytest.raises(BrokenPipeError):
            batch.stdin.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only there can a display be missing")
@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"QT_QPA_PLATFORM": ""}, "There is no display"),
        ({"QT_QPA_PLATFORM": "", "DISPLAY": ":7654"}, ":7654 does not answer"),
        ({"QT_QPA_PLATFORM": "xcb"}, "does not answer"),
        ({"QT_QPA_PLATFORM": "nonsense"}, "QT_QPA_PLATFORM asks for nonsense"),
    ],
)
def test_no_display_is_one_sentence(environment: dict[str, str], said: str) -> None:
    done = nabla(**environment)
    assert done.returncode == 1
    assert done.stdout == ""
    assert said in done.stderr or "which this system does not have" in done.stderr
    assert "nabla explain" in done.stderr
    assert done.stderr.count("\n") == 1


def test_snapshot(tmp_path: Path) -> None:
    from PySide6.QtGui import QImage

    file = tmp_path / "window.png"
    done = nabla("snapshot", "f(x, y) = x^2 y + y", "-o", str(file), "--size", "1000x700", "--step", "2")
    assert (done.returncode, done.stderr) == (0, "")
    image = QImage(str(file))
    assert (image.width(), image.height()) == (1000, 700)
    colours = {image.pixel(x, y) for x in range(0, 1000, 5) for y in range(0, 700, 5)}
    assert len(colours) > 50, "a window with a formula and a picture has many colours"


def test_no_snapshot_of_what_cannot_be_read(tmp_path: Path) -> None:
    done = nabla("snapshot", "x +", "-o", str(tmp_path / "window.png"))
    assert done.returncode == 2
    assert "    x +\n" in done.stderr
    assert list(tmp_path.iterdir()) == []
