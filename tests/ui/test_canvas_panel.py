"""The picture's frame: tabs, the place of P, the mouse, the keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.galleries import gallery_of
from tests.ui.conftest import seen
from tutor.board import Focus
from tutor.canvas import Readout, Slider
from tutor.ui.canvas_panel import CanvasPanel
from tutor.ui.look import Look
from tutor.ui.main_window import MainWindow
from tutor.ui.picture_canvas import PictureCanvas
from tutor.ui.point_field import name_markup, read_point, written_point
from tutor.ui.readout_bar import ReadoutBar


def canvas_of(window: MainWindow) -> PictureCanvas:
    canvas = window.canvas_panel.canvas
    assert canvas is not None
    return canvas


def place_of_point(canvas: PictureCanvas) -> QPoint:
    picture = canvas.picture
    assert picture is not None
    x, y = picture.axes.transData.transform(picture.anchor)
    ratio = canvas.devicePixelRatioF()
    return QPoint(round(x / ratio), round(canvas.height() - y / ratio))


@pytest.mark.parametrize(
    ("text", "count", "point"),
    [
        ("1, 2", 2, (1.0, 2.0)),
        ("(1, -1/2)", 2, (1.0, -0.5)),
        (" −1.5 ", 1, (-1.5,)),
        ("1e-3,.5", 2, (0.001, 0.5)),
        ("1", 2, None),
        ("1, x", 2, None),
        ("1/0", 1, None),
        ("1e999", 1, None),
        ("", 1, None),
    ],
)
def test_typed_points(text: str, count: int, point: tuple[float, ...] | None) -> None:
    assert read_point(text, count) == point


@pytest.mark.parametrize(("point", "text"), [((1.0, -0.5), "(1, −0.5)"), ((0.12345,), "0.123")])
def test_written_points(point: tuple[float, ...], text: str) -> None:
    assert written_point(point) == text


@pytest.mark.parametrize(
    ("name", "markup"),
    [
        ("P", "P"),
        ("x, y, z", "x, y, z"),
        ("(s, t)", "(s, t)"),
        ("x₁, x₁₂", "x_1, x_12"),
        ("θ", "θ"),
        ("mass", '"mass"'),
        ("mass₂", '"mass₂"'),
    ],
)
def test_names_of_points(name: str, markup: str) -> None:
    assert name_markup(name) == markup


def test_what_is_held_is_said_where_there_is_room(qtbot: QtBot) -> None:
    bar = ReadoutBar(Look())
    qtbot.addWidget(bar)
    bar.resize(740, 90)
    bar.show_readout(Readout("", "", Slider("y", 0.0, 2.0, 1.0, held=True)))
    field = bar.parameter
    assert (field.before.text(), field.name.accessibleName(), field.after.text()) == ("Hold", "y", "at")
    assert (field.before.isHidden(), field.after.isHidden()) == (False, False)
    bar.show()
    bar.resize(480, 90)
    assert (field.before.isHidden(), field.after.isHidden()) == (True, True)
    assert field.name.accessibleName() == "y equals"


def test_the_mouse_drags_the_point(qtbot: QtBot, window: MainWindow) -> None:
    canvas = canvas_of(window)
    start = place_of_point(canvas)
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(canvas, start + QPoint(60, 0))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start + QPoint(60, 0))
    x, y = canvas.point()
    assert x > 1.2
    assert y == pytest.approx(1.0, abs=0.05)
    assert window.canvas_panel.point.field.text() == written_point((x, y))


@pytest.mark.parametrize(("variable", "title"), [("x", "Slice"), (None, "Contour")])
def test_the_picture_that_opens_belongs_to_the_step(qtbot: QtBot, variable: str | None, title: str) -> None:
    """Also where step and pictures are there before what draws them is loaded."""
    panel = CanvasPanel(Look())
    qtbot.addWidget(panel)
    panel.show()
    panel.set_focus(Focus(variable=variable))
    panel.set_gallery(gallery_of("f(x, y) = x^2 y + y", "gradient"))
    panel.wake()
    assert panel.scene() is panel.scenes()[panel.tabs().index(title)]


def test_a_press_beside_the_point_moves_nothing(qtbot: QtBot, window: MainWindow) -> None:
    canvas = canvas_of(window)
    far = place_of_point(canvas) + QPoint(80, 80)
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=far)
    qtbot.mouseMove(canvas, far + QPoint(30, 0))
    assert canvas.point() == (1.0, 1.0)


def test_arrows_nudge_the_point_and_not_the_steps(qtbot: QtBot, window: MainWindow) -> None:
    canvas = canvas_of(window)
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.point()[0] > 1.0
    assert window.derivation.current == 1


def test_a_typed_point_is_taken(qtbot: QtBot, window: MainWindow) -> None:
    field = window.canvas_panel.point.field
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "(-1, 1/2)")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert canvas_of(window).point() == (-1.0, 0.5)
    assert field.text() == "(−1, 0.5)"


def test_a_wrong_point_is_marked(qtbot: QtBot, window: MainWindow) -> None:
    field = window.canvas_panel.point.field
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "a")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.property("wrong") == "true"
    assert canvas_of(window).point() == (1.0, 1.0)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "(1, 1)"
    assert field.property("wrong") == "false"


def test_the_point_is_put_back(qtbot: QtBot, window: MainWindow) -> None:
    canvas_of(window).move_to((0.0, 0.0))
    qtbot.mouseClick(window.canvas_panel.reset, Qt.MouseButton.LeftButton)
    assert canvas_of(window).point() == (1.0, 1.0)


def test_tabs_change_the_picture(qtbot: QtBot, window: MainWindow) -> None:
    window.canvas_panel.open(1)
    qtbot.waitUntil(lambda: window.settled)
    assert canvas_of(window).point() == (1.0,)
    assert "x equals" in seen(window.canvas_panel.point)


def test_the_readout_and_the_spoken_picture_follow(qtbot: QtBot, window: MainWindow) -> None:
    canvas = canvas_of(window)
    before = canvas.accessibleName()
    canvas.move_to((2.0, -1.0))
    assert canvas.accessibleName() != before
    assert window.canvas_panel.readout.formula.formula() is not None
