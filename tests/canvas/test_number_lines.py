"""Chain rules that have no map: number lines under the tree, and a tree whose long arrows bow out."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from tests.galleries import gallery_of
from tutor.board import Focus
from tutor.canvas import picture_for
from tutor.theme import theme

ONE = "f(u) = u^3; u = x^2"
THREE = "f(p, q, r) = p q r; p = x; q = x^2; r = x^3"
DEEP = "f(g) = g^2; g = sin(h); h = x^2"
BOWED = "f(x, g, h) = x g h; g = x^2 h; h = sin x"
CROSSED = "z(u, v) = u v; u = s + t; v = s t; s = x^2; t = 3x"


def picture(text: str, size: tuple[int, int] = (743, 599)) -> Any:
    figure = Figure(figsize=(size[0] / 72, size[1] / 72), dpi=72)
    FigureCanvasAgg(figure)
    shown = picture_for(gallery_of(text, "chain").scenes[0], theme("light"), figure)
    shown.draw()
    return shown


@pytest.mark.parametrize("text", [ONE, THREE, DEEP, BOWED])
@pytest.mark.parametrize("size", [(743, 599), (420, 400)])
def test_lines_follow_the_point(text: str, size: tuple[int, int]) -> None:
    shown = picture(text, size)
    shown.move_to((1.0,))
    place = shown.anchor
    assert shown.taken_to(*place) == pytest.approx((1.0,))
    before = shown.readout().formula
    shown.move_to((1.2,))
    assert shown.anchor[0] > place[0] and shown.anchor[1] == place[1]
    assert shown.readout().formula != before


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        (ONE, "slotA(3 dot 2) = 6 = (d f)/(d x)"),
        (THREE, "slotA(1 dot 1) + slotB(1 dot 2) + slotC(1 dot 3) = 6 = (d f)/(d x)"),
    ],
)
def test_the_numbers_of_the_terms(text: str, formula: str) -> None:
    shown = picture(text)
    shown.move_to((1.0,))
    assert shown.readout().formula == formula
    assert "f changes 6 times as fast as x" in shown.readout().words
    assert "f changes 6 times as fast as x" in shown.describe()


def test_the_terms_reach_as_far_as_the_whole() -> None:
    lines = picture(THREE).below
    lines.follow(1.0)
    ends = [arrow.ends for arrow in lines._terms]
    assert all(one[1][0] == pytest.approx(other[0][0]) for one, other in pairwise(ends))
    assert ends[-1][1][0] == pytest.approx(lines._arrows[-1].ends[1][0])


@pytest.mark.parametrize("text", [BOWED, CROSSED, THREE, DEEP])
def test_no_arrow_runs_through_a_circle(text: str) -> None:
    tree = picture(text)._tree
    for (source, target), course in tree._courses.items():
        for name, place in tree._places.items():
            if name not in (source, target):
                assert np.hypot(*(course - place).T).min() > tree._radius, (source, target, name)


@pytest.mark.parametrize("text", [BOWED, CROSSED, THREE, DEEP])
def test_labels_do_not_cover_one_another(text: str) -> None:
    shown = picture(text)
    boxes = [label.get_window_extent() for label in shown._tree_axes.texts]
    assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])]


def test_the_arrow_spoken_of_is_lit_alone() -> None:
    shown = picture(CROSSED)
    shown.set_focus(Focus(variable="s", branch="v"))
    bands = [line for line in shown._tree_axes.lines if line.get_zorder() == 1]
    assert len(bands) == 1
    shown.set_focus(Focus(branch="v"))
    assert len([line for line in shown._tree_axes.lines if line.get_zorder() == 1]) == 5
