"""What takes long the first time, done ahead: on a thread on the side, or as a piece of its own."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Final

from PySide6.QtWidgets import QScrollArea

from tutor.language import _
from tutor.theme import theme

_LOADING: Final = Lock()


def meet_widgets() -> None:
    """Have PySide6 load its widget types, as it does at the first widget that Qt itself made: 25 ms, which
    are a piece of their own here."""
    area = QScrollArea()
    area.viewport()


def load_typesetting() -> None:
    """Import Typst and have it read its fonts for a formula and for words in the interface's language, on the
    side."""
    from tutor import typeset
    from tutor.ui.look import ui_family

    typeset.svg("x", "light", 16)
    typeset.paragraph(_("Show how"), "light", 16, 400, ui_family())


@contextmanager
def left_alone() -> Iterator[None]:
    """Look for no garbage meanwhile, nor ever among what was loaded: to go through all of it takes up to a
    tenth of a second, in which no thread goes on."""
    looks = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if looks:
            gc.enable()


def load_pictures(palette: str, ratio: float) -> None:
    """Import what draws pictures and have it read its fonts, on the side, once. `palette` is the name of one,
    `ratio` that of the screen."""
    # A second window may begin before the first is done, and mathtext is for one thread at a time.
    with _LOADING:
        _load_pictures(palette, ratio)


@cache
def _load_pictures(palette: str, ratio: float) -> None:
    with left_alone():
        import tutor.ui.picture_canvas  # noqa: F401
        from tutor.canvas.labels import warm_up
        from tutor.canvas.style import Style

        warm_up(Style(theme(palette)), 72 * ratio)


def meet_letters(palette: str, ratio: float, kind: str) -> None:
    """Have the window's thread open the files of the letters of pictures, which each thread does for itself:
    "normal", "bold" or "mathematics"."""
    from tutor.canvas.labels import open_letters
    from tutor.canvas.style import Style

    open_letters(Style(theme(palette)), 72 * ratio, kind)
