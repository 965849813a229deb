"""Where the window's parts are, by its size: known before any of them is made."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.ui.look import size_of, text_scale

STRIP = 84
"""px of the lecture strip"""
_LOW = 740
"""Below this height the editor folds to its preview and the lecture strip is put away."""
_NARROW = 1160
_LEAST_PICTURE = 480
"""px that the picture keeps when large text wants a wider column"""


@dataclass(frozen=True)
class Rooms:
    """`column` is the width of the left column, `side` and `edge` its margins at the sides and above and
    below, `top` is where it begins, `lecture` whether the lecture strip is shown. All in px."""

    column: int
    side: int
    edge: int
    top: int
    lecture: bool


def rooms(width: int, height: int, lecture: bool) -> Rooms:
    """Return the rooms of a window; `lecture` says whether the strip is wanted."""
    narrow, low = width < _NARROW, height < _LOW
    across = (520 if narrow else size_of("editorWidthExplore")) * max(1.0, text_scale())
    shown = lecture and not low
    return Rooms(
        column=round(min(across, width - _LEAST_PICTURE)),
        side=16 if narrow else 24,
        edge=12 if low else 20,
        top=size_of("topBar") + (STRIP if shown else 0),
        lecture=shown,
    )
