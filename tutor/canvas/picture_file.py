"""A picture, or what Play shows, as a file. Knows nothing of windows: this runs in the worker process."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl
from matplotlib.animation import AbstractMovieWriter, FFMpegWriter, PillowWriter
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from tutor.canvas.labels import Label
from tutor.canvas.picture import Picture
from tutor.canvas.pictures import picture_for
from tutor.canvas.readout import Pose
from tutor.gallery import Scene
from tutor.theme import theme

STILL: Final = ("png", "svg", "pdf")
MOVING: Final = ("gif", "mp4")
SHARPNESS: Final = 2
"""Pixels of a PNG to one of the screen."""
FRAMES: Final = {"gif": 12, "mp4": 25}
"""Frames a second."""
SECONDS: Final = 8.0
ABOVE: Final = 20
"""The zorder of labels: above all axes."""
LETTERS: Final = {"svg.fonttype": "none", "pdf.fonttype": 42}
"""Letters stay letters: they can be searched, selected and read aloud."""

FOLDER: Final = "nabla-film-"
"""What the name of a film's folder begins with; its process follows."""

Progress = Callable[[int, int], None]


def picture_file(
    kind: str,
    scene: Scene,
    pose: Pose,
    theme_name: str,
    size: tuple[float, float],
    scale: float = 1.0,
    progress: Progress = lambda _done, _total: None,
) -> bytes:
    """Return a picture of so many logical px as a file of a kind of `STILL`; as one of `MOVING`, what its
    slider's Play shows. `progress` is told of every frame.

    Raises:
        ValueError: if there is nothing to play, or no such kind.
    """
    if kind not in (*STILL, *MOVING):
        raise ValueError(f"no picture is saved as {kind}")
    figure = Figure(figsize=(size[0] / 72, size[1] / 72), dpi=72 * (SHARPNESS if kind == "png" else 1))
    FigureCanvasAgg(figure)
    picture = picture_for(scene, theme(theme_name), figure, scale)
    picture.take(pose)
    for artist in picture.moving():
        artist.set_animated(False)  # a file has no second painting of what moves
        if isinstance(artist, Label):
            artist.set_zorder(ABOVE)
            figure.add_artist(artist)
    letters: Any = LETTERS
    with picture.style.applied(), mpl.rc_context(letters):
        if kind in MOVING:
            return _film(kind, picture, progress)
        file = io.BytesIO()
        figure.savefig(file, format=kind, dpi=figure.dpi)
    return file.getvalue()


def _film(kind: str, picture: Picture, progress: Progress) -> bytes:
    """Return what Play shows, from one end of the slider to the other."""
    slider = picture.readout().slider
    if slider is None or not slider.plays:
        raise ValueError("this picture has nothing to play")
    first, last = (slider.lowest, slider.highest)[:: slider.plays]
    count = round(SECONDS * FRAMES[kind])
    # ffmpeg wants a file, and sides of an even number of pixels.
    dpi = picture.figure.dpi
    wide, high = (2 * round(side * dpi / 2) / dpi for side in picture.figure.get_size_inches())
    picture.figure.set_size_inches(wide, high)
    picture.fit()
    writer: AbstractMovieWriter = (PillowWriter if kind == "gif" else FFMpegWriter)(fps=FRAMES[kind])
    _clear_left_behind()
    with tempfile.TemporaryDirectory(prefix=f"{FOLDER}{os.getpid()}-") as folder:
        file = Path(folder, f"picture.{kind}")
        with writer.saving(picture.figure, str(file), picture.figure.dpi):
            for frame in range(count):
                picture.slide(first + (last - first) * frame / (count - 1))
                if picture.rough:
                    picture.rest()
                writer.grab_frame()
                progress(frame + 1, count)
        return file.read_bytes()


def _clear_left_behind() -> None:
    """Remove the folders of films that were given up: their worker was killed, and could not do it."""
    import psutil

    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDER}*-*"):
        process = folder.name.removeprefix(FOLDER).partition("-")[0]
        if process.isdigit() and not psutil.pid_exists(int(process)):
            shutil.rmtree(folder, ignore_errors=True)  # another user's is theirs to remove
