"""Functions with poles, jumps, corners, edges, or no values at all: every picture of them stands, and joins
nothing that does not belong together."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from tests.galleries import gallery_of
from tests.shares import shared
from tutor.canvas import picture_for
from tutor.sampling import jumps, path_with_gaps, surface_points
from tutor.theme import theme

FUNCTIONS = [
    ("sin(1/x)", "derivative"),
    ("floor(x)", "derivative"),
    ("ln(-1-x^2)", "derivative"),
    ("x^x", "derivative"),
    ("f(x, y) = x/(x^2 + y^2)", "gradient"),
    ("f(x, y) = sqrt(1 - x^2 - y^2)", "gradient"),
    ("f(x, y) = ln(-1 - x^2 - y^2)", "gradient"),
    ("f(x, y) = sign(x y)", "directional"),
    ("f(x, y) = 10^(x y)", "gradient"),
    ("f(x, y) = x^y", "directional"),
    ("f(x, y) = max(x, y)", "gradient"),
    ("F(x, y) = (1/x, ln y)", "jacobian"),
    ("F(t) = (ln(-1 - t^2), tan t)", "jacobian"),
    ("F(u, v) = (u/v, v, 1/u)", "jacobian"),
    ("F(x, y, z) = (1/x, ln y, z/x)", "jacobian"),
    ("f(g) = ln g; g = -1 - x^2", "chain"),
    ("f(g, h) = g h; g = tan x; h = 1/x", "chain"),
]


def drawn(scene: Any) -> Any:
    figure = Figure(figsize=(7, 5), dpi=72)
    FigureCanvasAgg(figure)
    picture = picture_for(scene, theme("light"), figure)
    picture.draw()
    return picture


@pytest.mark.parametrize(("text", "ask"), shared(FUNCTIONS, 4, lambda row: row[1:]))
def test_every_picture_stands_wherever_the_point_goes(text: str, ask: str) -> None:
    gallery = gallery_of(text, ask)
    assert gallery.scenes
    for scene in gallery.scenes:
        picture = drawn(scene)
        for share in (0.0, 0.37, 0.5, 1.0):
            picture.move_to(tuple(low + share * (high - low) for low, high in picture.clip))
            picture.blit()
            assert picture.readout() is not None
            assert picture.describe()


@pytest.mark.parametrize(
    "text", ["ln(-1-x^2)", "f(x, y) = ln(-1 - x^2 - y^2)", "f(x, y) = sqrt(1 - x^2 - y^2)"]
)
def test_where_there_is_no_value_a_note_says_so(text: str) -> None:
    gallery = gallery_of(text, "gradient" if "y" in text else "derivative")
    scene = next(scene for scene in gallery.scenes if type(scene).__name__ in ("SlopeScene", "ContourScene"))
    assert "no real value" in drawn(scene).gaps()


def test_a_jump_and_a_pole_are_no_steps_and_a_steep_slope_is_one() -> None:
    x = y = np.linspace(-2, 2, 40)

    def torn(f: Any) -> np.ndarray:
        return jumps(f, x, y, f(x[None, :] + 0 * y[:, None], y[:, None]))[0].any(axis=0).nonzero()[0]

    assert torn(lambda x, y: np.sign(x)).tolist() == [19]
    assert torn(lambda x, y: np.tan(x)).tolist() == [
        int(np.searchsorted(x, p)) - 1 for p in (-1.5708, 1.5708)
    ]
    assert torn(lambda x, y: np.arctan(20 * x)).tolist() == []


def test_a_dome_ends_in_a_circle_and_a_step_is_torn() -> None:
    x = np.linspace(-1.2, 1.2, 30)
    with np.errstate(invalid="ignore"):
        points, torn = surface_points(lambda x, y: np.sqrt(1 - x * x - y * y), x, x)
    seen = points[np.isfinite(points[..., 2])]
    rim = seen[seen[:, 2] < 0.05]
    assert len(rim) > 40
    assert np.abs(np.hypot(rim[:, 0], rim[:, 1]) - 1).max() < 2e-3
    assert not torn.any()
    _points, torn = surface_points(lambda x, y: np.sign(x) + 0 * y, x, x)
    assert torn.any(axis=0).nonzero()[0].tolist() == [14]


def test_a_way_is_broken_where_one_coordinate_is() -> None:
    t, points = path_with_gaps((lambda t: 1 / t, lambda t: np.floor(t) + 0.0), np.linspace(-1.95, 1.97, 100))
    gaps = t[np.isnan(points).any(axis=1)]
    assert gaps == pytest.approx([-1, 0, 1], abs=0.03)


def test_the_way_down_ends_where_f_does() -> None:
    gallery = gallery_of("f(x, y) = ln(-1 - x^2 - y^2)", "gradient")
    picture = drawn(gallery.scenes[gallery.titles.index("Descent")])
    assert len(picture.walk(picture.point)) == 1


@pytest.mark.parametrize("text", ["f(x, y) = 10^(x y)", "f(x, y) = e^(1/(x + y))"])
def test_the_cut_is_seen_to_slope(text: str) -> None:
    gallery = gallery_of(text, "partial")
    scene: Any = gallery.scenes[gallery.titles.index("Slice")]
    low, high = scene.flat_heights[0]
    left, right, *_ = scene.window
    slope = abs(float(scene.gradient[0](*scene.start)))
    assert slope * (right - left) / (high - low) > 0.15
    assert math.isfinite(low + high)


def test_a_pole_in_the_grid_leaves_the_parallelogram_large_enough_to_see() -> None:
    gallery = gallery_of("F(x, y) = (tan x, y)", "jacobian")
    shown = drawn(gallery.scenes[gallery.titles.index("Mapping")])
    left, right, *_rest = shown.scene.image_window
    start, slope = math.tan(1), 1 / math.cos(1) ** 2
    assert left < start < start + slope < right < left + 6 * slope
    x, _y = shown.lines[2].get_data()
    leaps = np.abs(np.diff(x))
    assert leaps[np.isfinite(leaps)].max() < right - left  # nothing joins the two sides of the pole
    assert np.isfinite(x).sum() > 40


def test_a_function_without_a_slope_has_no_word_of_arrows() -> None:
    for text in ("f(x, y) = floor(x)", "f(x, y) = 3"):
        gallery = gallery_of(text, "gradient")
        assert drawn(gallery.scenes[gallery.titles.index("Contour")])._caption.get_text() == ""
