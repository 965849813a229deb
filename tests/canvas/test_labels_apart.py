"""The names in a picture stand apart and inside it, wherever its point is."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
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
    """Return the numbers of a map that an arrow of its field comes near to."""
    arrows = shown.field.patch.get_path().transformed(shown.axes.transData).to_polygons()
    assert arrows
    boxes = {text.get_text(): text.get_window_extent() for text in shown.axes.texts}
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


NEAR = 30.0
"""px from a line within which its name is seen to be its own"""
STEEP = [
    ("tan x", (1.2, 1.4, 1.5, -4.6)), ("x^3", (-2.0, 1.9, 2.0)), ("1/x", (-0.2, 0.1, 0.4, 2.0)),
    ("sin(x^2)", (-2.44, 0.5, 2.5)), ("zeta(x)", (1.2, 2.0, 9.8)),
]  # fmt: skip


def distance_to(label: Label, line: Any, shown: Any) -> float:
    """Return how far a name is from what is seen of its line, in pixels."""
    first, last = shown.axes.transData.transform(line.get_xydata())
    points = first + np.linspace(0, 1, 20_000)[:, None] * (last - first)
    seen = points[((points >= shown.axes.bbox.min) & (points <= shown.axes.bbox.max)).all(axis=1)]
    beside = np.maximum(np.maximum(label.box.min - seen, seen - label.box.max), 0)
    return float(np.hypot(*beside.T).min())


@pytest.mark.parametrize(("text", "places"), STEEP)
def test_a_line_has_its_name_beside_it(text: str, places: tuple[float, ...]) -> None:
    shown = drawn(gallery_of(text, "derivative").scenes[0])
    curve = shown._curve_label
    for x in places:
        shown.move_to((x,))
        assert shown._tangent_label.get_visible()
        assert distance_to(shown._tangent_label, shown.tangent, shown) <= NEAR
        secant = shown.secant._name
        if secant.get_visible():
            assert distance_to(secant, shown.secant.line, shown) <= NEAR
        for name in (shown._tangent_label, secant):
            assert not (name.get_visible() and name.box.padded(-1).overlaps(curve.get_window_extent()))
        assert collisions(shown) == []
        below, name = shown.trace.axes.bbox, shown.trace._name.box
        assert all(below.contains(*corner) for corner in (name.min, name.max))
