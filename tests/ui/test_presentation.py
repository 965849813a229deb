"""Presenting: the keys of a clicker, and what a room sees."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import seen
from tutor.ui.main_window import MainWindow
from tutor.ui.picture_canvas import PictureCanvas
from tutor.ui.presentation import Presentation


@pytest.fixture
def presentation(qtbot: QtBot, window: MainWindow) -> Presentation:
    window.go_to_step(2)
    qtbot.keyClick(window, Qt.Key.Key_F5)
    shown = window.presentation()
    assert shown is not None
    qtbot.waitExposed(shown)
    return shown


def test_shows_the_step_and_its_picture(presentation: Presentation) -> None:
    text = seen(presentation)
    assert "Sum rule" in text
    assert "spoken card 2" in text
    assert "Why 2." in text
    assert "Step 2 of 4" in text
    assert presentation.isFullScreen()


MOVES = [
    ([Qt.Key.Key_PageDown], 3),
    ([Qt.Key.Key_PageUp], 1),
    ([Qt.Key.Key_Space], 3),
    ([Qt.Key.Key_Right, Qt.Key.Key_Left], 2),
    ([Qt.Key.Key_End], 4),
    ([Qt.Key.Key_End, Qt.Key.Key_PageDown], 4),
    ([Qt.Key.Key_Home], 1),
]
"""From the second step of four: what is pressed, and the step that is shown then."""


def test_a_clicker_moves(qtbot: QtBot, window: MainWindow, presentation: Presentation) -> None:
    for keys, step in MOVES:
        window.go_to_step(2)
        assert "Step 2 of 4" in seen(presentation), keys
        for key in keys:
            qtbot.keyClick(presentation, key)
        assert window.derivation.current == step, keys
        assert f"Step {step} of 4" in seen(presentation), keys


def test_a_dot_blanks_and_any_move_shows_again(qtbot: QtBot, presentation: Presentation) -> None:
    qtbot.keyClick(presentation, Qt.Key.Key_Period)
    assert presentation.blank.isVisible()
    qtbot.keyClick(presentation, Qt.Key.Key_PageDown)
    assert not presentation.blank.isVisible()


def test_escape_leaves(qtbot: QtBot, window: MainWindow, presentation: Presentation) -> None:
    qtbot.keyClick(presentation, Qt.Key.Key_Escape)
    assert not presentation.isVisible()
    assert window.derivation.current == 2
    assert window.top_bar.faces.choice() == "explore"


def test_the_slider_and_the_views_have_keys(
    qtbot: QtBot, window: MainWindow, presentation: Presentation
) -> None:
    window.canvas_panel.pick(1)  # the slope, with h below it
    presentation.left.emit()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_F5)
    canvas = presentation.findChild(PictureCanvas)
    assert canvas is not None
    before = canvas.readout().slider
    qtbot.keyClick(presentation, Qt.Key.Key_Plus)
    after = canvas.readout().slider
    assert presentation.numbers.isVisible()
    shown = presentation.numbers.formula()
    assert shown is not None
    assert shown.typst in (canvas.readout().formula, canvas.readout().brief)
    assert after.value - before.value == pytest.approx((before.highest - before.lowest) / 40)
    qtbot.keyClick(presentation, Qt.Key.Key_Minus)
    assert canvas.readout().slider.value == pytest.approx(before.value)
    assert window.derivation.current == 2
    qtbot.keyClick(presentation, Qt.Key.Key_V)  # this picture has one view only
    assert presentation.isVisible()


def test_the_picture_lies_on_the_ground_of_the_room(
    qtbot: QtBot, window: MainWindow, presentation: Presentation
) -> None:
    for name, ground in (("light", "#f7f7f4"), ("dark", "#14161a")):
        window.set_theme(name)
        qtbot.waitUntil(lambda: window.settled)
        canvas = presentation.findChild(PictureCanvas)
        assert canvas is not None
        inside = canvas.mapTo(presentation, canvas.rect().topLeft() + QPoint(3, 3))
        image = presentation.grab().toImage()
        for place in (QPoint(3, 3), inside):
            assert image.pixelColor(place * image.devicePixelRatio()).name() == ground
