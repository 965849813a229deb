"""The names in a picture stand apart and inside it, wherever its point is."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from matplotlib.path import Path

from tests.canvas.test_pictures import PROBLEMS, picture
from tests.canvas.test_strange_functions import drawn
from tests.galleries import gallery_of
from tests.shares import rotating
from tutor.canvas.labels import PADDING, Label

SIZES = [((516, 480), 1.0), ((743, 560), 1.0), ((560, 560), 1.2), ((840, 800), 1.8)]
BESIDE = 4.0
"""px from a number or a name within which an arrow of the field would read as one more sign of it"""
SHARES = (0.5, 0.2, 0.45, 0.7, 0.9)
STRANGE = [
    ("sin(1/x)", "derivative"),
    ("sign(x)", "derivative"),
    ("tan x", "derivative"),
    ("f(x) = 7", "derivative"),
    ("F(x, y) = (x^2 y, 5x + sin y)", "jacobian"),
    ("F(x, y) = (tan x, y)", "jacobian"),
    ("f(x, y) = x^3 - 3x y^2", "gradient"),
]


def labels_of(shown: Any) -> list[Label]:
    moving = [artist for artist in shown.moving() if isinstance(artist, Label)]
    return [label for label in moving if label.get_visible() and label.text]


def collisions(shown: Any) -> list[tuple[str, ...]]:
    """Return the names that cover each other's ink, and those that leave the picture."""
    labels, room = labels_of(shown), shown.figure.bbox.padded(1)
    covering = [
        (one.text, other.text)
        for one, other in combinations(labels, 2)
        if one.box.padded(-2 * PADDING).overlaps(other.box.padded(-2 * PADDING))
    ]
    ends = [(label, end) for label in labels for end in (label.box.min, label.box.max)]
    outside = [(label.text,) for label, end in ends if not room.contains(*end)]
    return [*covering, *outside]


@pytest.mark.parametrize(("kind", "look"), rotating(sorted(PROBLEMS), SIZES, every=4))
def test_names_stand_apart(kind: str, look: tuple[tuple[int, int], float]) -> None:
    size, scale = look
    shown = picture(kind, size, scale=scale)
    shown.draw()
    assert collisions(shown) == []
    for share in SHARES if kind != "graph" else ():
        shown.move_to(low + share * (high - low) for low, high in shown.clip)
        assert collisions(shown) == []


@pytest.mark.parametrize(("text", "ask"), STRANGE)
def test_names_stand_apart_at_strange_functions(text: str, ask: str) -> None:
    for scene in gallery_of(text, ask).scenes:
        assert collisions(drawn(scene)) == []


def beside_arrows(shown: Any) -> list[str]:
    """Return the numbers and names of a map that an arrow of its field comes near to."""
    arrows = shown.field.patch.get_path().transformed(shown.axes.transData).to_polygons()
    assert arrows
    boxes = {text.get_text(): text.get_window_extent() for text in shown.axes.texts}
    boxes |= {label.text: label.box for label in labels_of(shown)}
    return [
        words
        for words, box in boxes.items()
        if any(Path(arrow).intersects_bbox(box.padded(BESIDE * shown.style.scale)) for arrow in arrows)
    ]


@pytest.mark.parametrize(("size", "scale"), SIZES[:1] + SIZES[3:])
def test_no_arrow_of_the_field_is_taken_for_a_digit(size: tuple[int, int], scale: float) -> None:
    shown = picture("contour", size, scale=scale)
    shown.draw()
    assert beside_arrows(shown) == []
    for share in SHARES:
        shown.move_to(low + share * (high - low) for low, high in shown.clip)
        assert beside_arrows(shown) == []
    shown.look_at(tuple(1.5 * edge for edge in shown.view))  # arrows and numbers come nearer to each other
    assert beside_arrows(shown) == []
