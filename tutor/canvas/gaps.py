"""Where a function has no value to show, in words."""

from __future__ import annotations

import numpy as np

from tutor.canvas.wording import plain_name, rounded
from tutor.gallery import SlopeScene, Window
from tutor.language import _, ngettext
from tutor.program import Program

MATTERS = 0.2
"""From this share of a window without values on, the picture says why it is empty there."""
SAMPLES = 41
MOST_BREAKS = 20


def gaps_of_curve(scene: SlopeScene) -> str:
    """Say how much of the window has no value, else at how many places the curve is broken."""
    left, right, *_heights = scene.window
    inside = (scene.x >= left) & (scene.x <= right)
    missing = ~np.isfinite(scene.y[inside])
    if words := _empty(missing):
        return words
    ends = np.diff(np.concatenate([[False], missing, [False]]).astype(int))
    lengths = np.nonzero(ends == -1)[0] - np.nonzero(ends == 1)[0]
    count = int((lengths == 1).sum())
    if not 0 < count <= MOST_BREAKS:
        return ""
    return ngettext(
        "The curve breaks at {count} place: there {f} jumps or has no value.",
        "The curve breaks at {count} places: there {f} jumps or has no value.",
        count,
    ).format(count=count, f=plain_name(scene.name))


def gaps_of_function(f: Program, window: Window) -> str:
    """Say how much of the window has no value."""
    x, y = np.linspace(*window[:2], SAMPLES), np.linspace(*window[2:], SAMPLES)
    values = f(x[None, :], y[:, None])
    finite = values[np.isfinite(values)]
    if finite.size == values.size and np.ptp(finite) <= 1e-12 * np.abs(finite).max():
        return _("There are no level curves here: the function has the same value everywhere.")
    return _empty(~np.isfinite(values))


def _empty(missing: np.ndarray) -> str:
    share = float(missing.mean()) if missing.size else 1.0
    if share < MATTERS:
        return ""
    if share > 0.995:
        return _("There is no real value anywhere in this part of the picture.")
    return _("Where it is empty there is no real value: about {share}% of this picture.").format(
        share=rounded(100 * share, 0)
    )
