"""Pictures of several outputs: curves, mapped squares, matrices and gradients at a point."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from tests.galleries import gallery_of
from tutor import typeset
from tutor.board import Focus
from tutor.canvas import picture_for
from tutor.theme import theme

PLANE = "F(t) = (cos t, sin t)"
SPACE = "F(t) = (cos t, sin t, t/2)"
SQUARE = "F(x, y, z) = (x y, y z^2, x - z)"
TALL = "F(x, y) = (x y, x + y, x^2, y)"
PATCH = "F(u, v) = (u cos v, u sin v, v)"
ROW = "f(x, y, z) = x^2 y - z^3"
MAPPING = "F(x, y) = (x^2 - y, x y)"
TITLES = {
    PLANE: "Curve",
    SPACE: "Curve",
    SQUARE: "Matrix",
    TALL: "Matrix",
    PATCH: "Patch",
    ROW: "Gradient",
    MAPPING: "Mapping",
}
PLACES: dict[str, tuple[float, ...]] = {
    PLANE: (1.5,),
    SPACE: (-0.5,),
    SQUARE: (0.5, -1.0, 2.0),
    TALL: (-0.5, 2.0),
    PATCH: (0.9, -0.4),
    ROW: (0.5, -1.0, 2.0),
    MAPPING: (0.4, 1.6),
}


def picture(
    text: str, size: tuple[int, int] = (743, 599), name: str = "light", scale: float = 1.0, title: str = ""
) -> Any:
    shown = gallery_of(text, "gradient" if text == ROW else "jacobian")
    scene = shown.scenes[shown.titles.index(title or TITLES[text])]
    figure = Figure(figsize=(size[0] / 72, size[1] / 72), dpi=72)
    FigureCanvasAgg(figure)
    return picture_for(scene, theme(name), figure, scale)


def pixels(shown: Any) -> np.ndarray:
    return np.array(shown.figure.canvas.buffer_rgba())


@pytest.mark.parametrize("text", TITLES)
@pytest.mark.parametrize(("size", "name", "scale"), [((503, 540), "dark", 1.0), ((900, 800), "light", 1.7)])
def test_every_picture_draws(text: str, size: tuple[int, int], name: str, scale: float) -> None:
    shown = picture(text, size, name, scale)
    shown.draw()
    assert len(np.unique(pixels(shown)[::3, ::3, :3].astype(int) @ [1, 256, 65536])) > 20


@pytest.mark.parametrize("text", TITLES)
def test_a_blitted_frame_is_the_same_as_a_full_redraw(text: str) -> None:
    shown = picture(text)
    shown.set_focus(Focus(row=0))
    shown.draw()
    before, words = pixels(shown), (shown.describe(), shown.readout())
    shown.move_to(PLACES[text])
    shown.blit()
    moved = pixels(shown)
    assert (moved != before).any()
    assert shown.describe() != words[0] and shown.readout() != words[1]
    shown.draw()
    np.testing.assert_array_equal(pixels(shown), moved)


@pytest.mark.parametrize("t", [0.5, 2.0, -1.3])
def test_the_arrow_is_the_velocity(t: float) -> None:
    shown = picture(PLANE)
    shown.move_to((t,))
    start, end = shown.arrow.ends
    np.testing.assert_allclose(start, (math.cos(t), math.sin(t)), atol=1e-12)
    np.testing.assert_allclose(
        np.subtract(end, start), shown.factor * np.array([-math.sin(t), math.cos(t)]), atol=1e-9
    )
    left, right, bottom, top = (*shown.axes.get_xlim(), *shown.axes.get_ylim())
    box = shown.axes.bbox
    assert box.width / (right - left) == pytest.approx(box.height / (top - bottom))


@pytest.mark.parametrize("t", [0.5, -0.5])
def test_the_arrow_in_space_is_the_velocity(t: float) -> None:
    shown = picture(SPACE)
    shown.move_to((t,))
    here = np.array([math.cos(t), math.sin(t), t / 2])
    tip = here + shown.factor * np.array([-math.sin(t), math.cos(t), 0.5])
    np.testing.assert_allclose(shown.arrow.ends, shown._space.project(np.array([here, tip])), atol=1e-9)
    point, azimuth = shown.point, shown._space.azimuth
    shown.turn(50, 10)
    shown.rest()
    assert shown.point == point and shown._space.azimuth != azimuth
    shown.reset()
    assert shown._space.azimuth == azimuth


@pytest.mark.parametrize("text", [PLANE, SPACE])
def test_the_point_is_dragged_along_the_curve(text: str) -> None:
    shown = picture(text)
    x, y = shown.axes.transData.transform(shown.anchor)
    assert shown.hit(x, y)
    wanted = shown.point[0] + 0.3
    shown.drag(*shown.axes.transData.transform(shown.flat(shown.place(wanted))))
    assert shown.point[0] == pytest.approx(wanted, abs=0.01)


def partials(x: float, y: float, z: float) -> list[list[float]]:
    return [[y, x, 0.0], [0.0, z * z, 2 * y * z], [1.0, 0.0, -1.0]]


@pytest.mark.parametrize("at", [(1.0, 2.0, 1.0), (0.5, -1.0, 2.0)])
def test_the_cells_are_the_jacobian(at: tuple[float, float, float]) -> None:
    shown = picture(SQUARE)
    shown.move_to(at)
    np.testing.assert_allclose(shown.derivatives(), partials(*at), atol=1e-9)
    written = [[label.text.replace("−", "-") for label in row] for row in shown.values]
    np.testing.assert_allclose([[float(text) for text in row] for row in written], partials(*at), atol=5e-3)
    assert all((text[0] in "+-") == (text != "0") for row in written for text in row)


def test_the_determinant_is_that_of_the_cells() -> None:
    shown = picture(SQUARE)
    shown.move_to((1.0, 2.0, 1.0))
    assert "det J_F = 2" in shown.readout().formula  # y·z²·(−1) − x·(0 − 2yz) = −2 + 4


def test_colours_tell_the_signs_and_the_sizes() -> None:
    shown = picture(SQUARE)
    shown.move_to((1.0, 2.0, 1.0))
    colours = np.array([[cell.get_facecolor()[:3] for cell in row] for row in shown.cells])
    assert colours[1, 2, 1] > colours[1, 2, 0]  # +4 is green
    assert colours[2, 2, 0] > colours[2, 2, 1]  # −1 is purple
    assert colours[1, 2].sum() < colours[0, 0].sum() < colours[0, 2].sum()  # +4, +2, 0


@pytest.mark.parametrize("at", [(1.0, 2.0, 1.0), (0.5, -1.0, 2.0)])
def test_the_bars_are_the_gradient(at: tuple[float, float, float]) -> None:
    shown = picture(ROW)
    shown.move_to(at)
    x, y, z = at
    gradient = np.array([2 * x * y, x * x, -3 * z * z])
    heights = np.array([bar.get_height() for bar in shown.bars])
    np.testing.assert_allclose(heights / heights[2], gradient / gradient[2], atol=1e-9)
    assert (np.sign(heights) == np.sign(gradient)).all()


@pytest.mark.parametrize("text", [SQUARE, ROW])
def test_one_input_after_the_other_is_moved(text: str) -> None:
    shown = picture(text)
    assert [choice.name for choice in shown.choices()] == ["x", "y", "z"]
    shown.choose("y")
    slider = shown.readout().slider
    assert (slider.name, slider.value) == ("y", shown.point[1])
    shown.slide(1.5)
    assert shown.point == (1.0, 1.5, 1.0)
    shown.nudge(0, -1)
    shown.nudge(2, 0)
    assert shown.point == pytest.approx((1.0, 1.5, 1.2))
    shown.set_focus(Focus(variable="x"))
    assert shown.readout().slider.name == "x"
    assert not shown.hit(300, 300)


@pytest.mark.parametrize("at", [(1.0, 1.0), (0.5, 0.25), (1.5, 0.75)])
def test_the_area_is_the_determinant(at: tuple[float, float]) -> None:
    shown = picture("F(x, y) = (x^2 - y, x y)")
    shown.move_to(at)
    x, y = shown.parallelogram.get_xy()[:4].T
    signed = 0.5 * float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)))
    assert signed == pytest.approx(2 * at[0] ** 2 + at[1], abs=1e-9)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("F(x, y) = (y, x)", "Area times 1, turned over."),
        ("F(x, y) = (2x, y)", "Area times 2, same turning."),
        ("F(x, y) = (x + y, x + y)", "The square is pressed flat: its area becomes 0."),
    ],
)
def test_the_turning_is_said(text: str, words: str) -> None:
    assert picture(text, title="Mapping").readout().words == words


@pytest.mark.parametrize(("row", "gradient"), [(0, (2.0, -1.0)), (1, (1.0, 1.0))])
def test_a_row_shows_the_gradient_of_its_output(row: int, gradient: tuple[float, float]) -> None:
    shown = picture(MAPPING)
    shown.move_to((1.0, 1.0))
    assert not shown.gradient.arrow.patch.get_visible()
    shown.set_focus(Focus(row=row))
    start, end = shown.gradient.arrow.ends
    drawn = np.subtract(end, start)
    assert shown.gradient.arrow.patch.get_visible()
    np.testing.assert_allclose(drawn / np.hypot(*drawn), np.array(gradient) / np.hypot(*gradient))
    x, y = np.asarray(shown.gradient.level_curve.get_path().vertices).T
    level = (x * x - y, x * y)[row]
    np.testing.assert_allclose(level, (0.0, 1.0)[row], atol=0.02)


ODD = [
    ("F(t) = (1/t, ln t)", "Curve"),
    ("F(t) = (3, 4)", "Curve"),
    ("F(t) = (tan t, floor(t), |t|)", "Curve"),
    ("F(x, y, z) = (1/x, ln(-y^2), 7)", "Matrix"),
    ("F(x, y) = (ln(-x^2), y)", "Mapping"),
    ("F(x, y) = (1/x, |y|)", "Mapping"),
    ("F(x, y, z) = (0, 0, 0)", "Matrix"),
]


@pytest.mark.parametrize(("text", "title"), ODD)
def test_odd_functions_are_drawn_without_a_complaint(text: str, title: str) -> None:
    shown = picture(text, (503, 540), title=title)
    for share in (0.0, 0.5, 0.77, 1.0):
        shown.move_to([low + share * (high - low) for low, high in shown.clip])
        assert shown.describe() and shown.readout().words
    shown.draw()


@pytest.mark.parametrize("at", [(0.5, 0.5), (1.25, -0.5)])
def test_the_columns_are_tangent_to_the_patch(at: tuple[float, float]) -> None:
    shown = picture(PATCH)
    shown.move_to(at)
    u, v = at
    here = np.array([u * math.cos(v), u * math.sin(v), v])
    columns = np.array([[math.cos(v), math.sin(v), 0.0], [-u * math.sin(v), u * math.cos(v), 1.0]])
    np.testing.assert_allclose(shown.jacobian(at).T, columns, atol=1e-9)
    assert shown.area == pytest.approx(math.sqrt(1 + u * u), abs=1e-9)
    ends = np.array([arrow.ends for arrow in shown.arrows])
    drawn = ends[:, 1] - ends[:, 0]
    wanted = shown._space.project(here + columns) - shown._space.project(here)
    lengths = np.linalg.norm(drawn, axis=1) / np.linalg.norm(wanted, axis=1)
    np.testing.assert_allclose(drawn, lengths[:, None] * wanted, atol=1e-9)
    assert lengths[0] == pytest.approx(lengths[1])


def test_the_point_is_dragged_over_the_patch() -> None:
    shown = picture(PATCH)
    place = shown.axes.transData.transform(shown._space.project(shown.value(0.8, 0.9)))
    shown.drag(*place)
    assert math.dist(shown.axes.transData.transform(shown.anchor), place) < 6
    shown.set_focus(Focus(variable="u"))
    assert shown.arrows[1].patch.get_alpha() < 0.5


@pytest.mark.parametrize(("size", "scale", "stacked"), [((516, 606), 1.2, True), ((743, 500), 1.0, False)])
def test_the_image_stands_below_the_square_where_it_is_larger_so(
    size: tuple[int, int], scale: float, stacked: bool
) -> None:
    shown = picture(MAPPING, size, scale=scale)
    shown.draw()
    square, image = (axes.get_window_extent() for axes in (shown._from, shown._to))
    assert bool(square.y0 > image.y1) is stacked
    units = [box.width / np.ptp(axes.get_xlim()) for box, axes in ((square, shown._from), (image, shown._to))]
    assert units[0] == pytest.approx(units[1])  # areas can be compared
    for axes in (shown._from, shown._to):
        box = axes.get_tightbbox()
        assert box.x0 >= 0
        assert box.y0 >= 0
        assert box.x1 <= size[0]
        assert box.y1 <= size[1]
    first, second = (heading.box for heading in shown._headings)
    assert not first.overlaps(second)


def test_where_the_scales_differ_the_words_are_clear_of_the_lower_plot() -> None:
    shown = picture("F(x, y) = (x^2 y, 5x + sin y)", (360, 500), scale=1.2, title="Mapping")
    shown.draw()
    assert shown._from.get_window_extent().y0 > shown._to.get_window_extent().y1
    caption = shown._caption.get_window_extent()
    assert shown._caption.get_text()
    assert not caption.overlaps(shown._to.get_tightbbox())


def test_the_matrix_beside_the_mapping_lights_the_row_spoken_of() -> None:
    shown = picture(MAPPING)
    symbols = shown.symbols()
    assert "slotA(2x),slotB(-1);slotA(y),slotB(x)" in symbols.formula.replace(" ", "")
    assert symbols.aside.replace(" ", "") == "derivative(detJ_F=2x^(2)+y)"
    shown.set_focus(Focus(variable="x", row=1))
    assert shown.symbols().heading == "Row 2 is the gradient of f₂"
    for markup in (shown.symbols().formula, shown.readout().formula):
        assert "tinted_rows((1,)" in markup
        assert typeset.svg(markup, "light", 24)
