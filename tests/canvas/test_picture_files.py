"""Pictures as files hold everything that the screen shows, and letters stay letters."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.canvas.test_pictures import picture, pixels
from tutor.canvas import picture_file as drawing
from tutor.canvas.picture_file import picture_file

SIZE = (600.0, 480.0)
KINDS = ("slope", "contour", "slice", "surface", "direction", "descent", "paths", "mapping")


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_looks_like_the_screen(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "SHARPNESS", 1)
    shown = picture(kind)
    shown.draw()
    saved = Image.open(io.BytesIO(picture_file("png", shown.scene, shown.pose(), "light", SIZE)))
    difference = np.abs(np.asarray(saved.convert("RGB")).astype(int) - pixels(shown)[..., :3])
    # What moves is painted in the same order, so hardly a pixel differs.
    assert (difference.max(axis=2) > 60).mean() < 0.004


def test_a_drawing_has_letters() -> None:
    shown = picture("contour")
    svg = picture_file("svg", shown.scene, shown.pose(), "light", SIZE)
    words = ["".join(text.itertext()) for text in ElementTree.fromstring(svg).iter() if "text" in text.tag]
    assert any("Small arrows show direction only" in line for line in words)
    assert any("=" in line and "2" in line for line in words)


def test_a_film_shows_what_play_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "SECONDS", 0.5)
    shown = picture("slope", (300, 240))
    heard: list[tuple[int, int]] = []
    film = picture_file(
        "gif", shown.scene, shown.pose(), "dark", (300.0, 240.0),
        progress=lambda done, total: heard.append((done, total)),
    )  # fmt: skip
    opened = Image.open(io.BytesIO(film))
    assert opened.n_frames == len(heard) == 6
    assert heard[-1] == (6, 6)
    first = np.asarray(opened.convert("RGB")).astype(int)
    opened.seek(5)
    assert np.abs(np.asarray(opened.convert("RGB")) - first).max() > 60


def test_what_a_film_left_that_was_given_up_is_cleared(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(drawing.tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(drawing, "SECONDS", 0.2)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left, running = (tmp_path / f"nabla-film-{number}-x" for number in (ended.pid, os.getppid()))
    left.mkdir()
    (left / "picture.mp4").write_bytes(b"half")
    running.mkdir()
    shown = picture("slope", (300, 240))
    picture_file("gif", shown.scene, shown.pose(), "light", (300.0, 240.0))
    assert list(tmp_path.iterdir()) == [running]


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="MP4 is offered only where ffmpeg is")
def test_a_film_for_other_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "SECONDS", 0.2)
    shown = picture("slope", (301, 241))
    assert b"ftyp" in picture_file("mp4", shown.scene, shown.pose(), "light", (301.0, 241.0))[:16]


@pytest.mark.parametrize(("kind", "problem"), [("gif", "contour"), ("bmp", "slope")])
def test_what_cannot_be_made_is_refused(kind: str, problem: str) -> None:
    shown = picture(problem)
    with pytest.raises(ValueError, match="picture"):
        picture_file(kind, shown.scene, shown.pose(), "light", SIZE)
