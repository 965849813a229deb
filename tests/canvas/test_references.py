"""Every picture looks as it did when somebody last looked at it: small reference images in `references/`.

Letters are left out, since fonts differ between machines; what is compared is the mean colour of each
block of 2 × 2 pixels, so that antialiasing hardly counts. `ALLOWED` lies between what may differ and what
must not: with another font hardly a block is another one, while the least part listed below changes more
than twice as many as are allowed when it is missing; `test_a_missing_part_is_noticed` holds that.

After a change that is meant, look at the pictures and renew them: python -m tests.canvas.test_references
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.text import Text
from PIL import Image

from tests.canvas.test_compare import picture as compared
from tests.canvas.test_pictures import picture, pixels
from tests.shares import shared
from tutor.canvas.labels import Label

FOLDER = Path(__file__).parent / "references"
SIZE = (480, 400)
DIFFERENT = 48
"""From this difference of a colour on, of 255, a block counts as another one."""
ALLOWED = 0.0003
"""The share of blocks that may be other ones."""

PARTS = {
    "slope": ("curve", "tangent"),
    "contour": ("level_curve", "arrow.patch", "field.patch"),
    "slice": ("flat_cut", "tangent", "cut"),
    "surface": ("plane", "arrow.patch"),
    "direction": ("wave", "direction.patch"),
    "descent": ("_way", "_fall"),
    "paths": ("below.gradient.patch", "below.velocity.patch"),
    "mapping": ("parallelogram", "outline"),
    "curve": ("curve", "arrow.patch"),
    "spacecurve": ("curve", "_shadow"),
    "patch": ("parallelogram", "_lines.0"),
    "matrix": ("cells.0.0", "cells.3.3"),
    "bars": ("bars.0",),
    "graph": ("_lit",),
    "compare": ("slope", "answer"),
}
"""For each kind of picture, parts without which it must not pass."""
EACH_PART = [(kind, part) for kind, parts in PARTS.items() for part in parts]
THEMES = ("light", "dark")


def wordless(kind: str, theme: str, without: str = "") -> np.ndarray:
    """Return a picture without its letters, and without one of its parts, as blocks (rows, columns, 3)."""
    shown = compared(size=SIZE, name=theme) if kind == "compare" else picture(kind, SIZE, theme)
    shown.figure.draw_without_rendering()
    for text in shown.figure.findobj(Text):
        text.set_alpha(0.0)
        text.set_bbox(None)
    for artist in shown.moving():
        if isinstance(artist, Label):
            artist.set_visible(False)
    if kind == "contour":
        shown.field.clear_of(())  # which arrows give way depends on how large the letters are
    if without:
        part: Any = shown
        for name in without.split("."):
            part = part[int(name)] if name.isdigit() else getattr(part, name)
        part.set_visible(False)
    shown.figure.canvas.draw()
    image = pixels(shown)[..., :3].astype(float)
    rows, columns = image.shape[0] // 2, image.shape[1] // 2
    return image[: 2 * rows, : 2 * columns].reshape(rows, 2, columns, 2, 3).mean(axis=(1, 3))


def reference(kind: str, theme: str) -> Path:
    return FOLDER / f"{kind}-{theme}.png"


def difference(blocks: np.ndarray, kind: str, theme: str) -> float:
    """Return the share of blocks that are other ones than in the reference."""
    with Image.open(reference(kind, theme)) as image:
        wanted = np.asarray(image.convert("RGB")).astype(float)
    return float((np.abs(blocks - wanted).max(axis=2) > DIFFERENT).mean())


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", PARTS)
def test_a_picture_looks_as_it_should(kind: str, theme: str) -> None:
    assert difference(wordless(kind, theme), kind, theme) <= ALLOWED


@pytest.mark.parametrize(("kind", "part"), shared(EACH_PART, 3, lambda row: row[:1]))
def test_a_missing_part_is_noticed(kind: str, part: str) -> None:
    assert difference(wordless(kind, "light", part), kind, "light") > ALLOWED


def renew() -> None:
    FOLDER.mkdir(exist_ok=True)
    for kind in PARTS:
        for theme in THEMES:
            blocks = np.round(wordless(kind, theme)).astype(np.uint8)
            Image.fromarray(blocks).save(reference(kind, theme), optimize=True)


if __name__ == "__main__":
    renew()
