"""What takes long the first time, done ahead: on a thread on the side, or as a piece of its own."""

from __future__ import annotations

from functools import cache

from PySide6.QtWidgets import QScrollArea

from tutor.language import _
from tutor.theme import theme


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


@cache
def load_pictures(palette: str, ratio: float) -> None:
    """Import what draws pictures and have it read its fonts, on the side, once. `palette` is the name of one,
    `ratio` that of the screen."""
    import tutor.ui.picture_canvas  # noqa: F401
    from tutor.canvas.labels import warm_up
    from tutor.canvas.style import Style

    warm_up(Style(theme(palette)), 72 * ratio)
