"""Whatever takes long beside the derivation says so as well, and can be given up: pictures, a verdict."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import seen
from tests.ui.fake_engine import FakeEngine
from tutor.ui.main_window import MainWindow


def test_pictures_that_take_long_say_so(qtbot: QtBot, window: MainWindow, engine: FakeEngine) -> None:
    line = window.canvas_panel.working
    assert line is not None and not line.isVisible()
    engine.held = {"scenes"}
    qtbot.mouseClick(window.questions.buttons()[0], Qt.MouseButton.LeftButton)
    assert not line.isVisible(), "not for what is quick"
    qtbot.waitUntil(line.isVisible, timeout=3000)
    assert "Computing the pictures · 0:00 · stops by itself at 0:10" in seen(line)
    qtbot.mouseClick(line.cancel, Qt.MouseButton.LeftButton)
    assert [ticket.cancelled for name, _answer, ticket in engine.waiting if name == "scenes"] == [True]
    assert not line.isVisible() and "Stopped." in seen(window.canvas_panel)
    count = engine.count("scenes")
    engine.release()
    qtbot.mouseClick(window.questions.buttons()[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.settled)
    assert engine.count("scenes") == count + 1, "asked again, they are computed"
    assert window.canvas_panel.scene() is not None


def test_another_part_of_a_picture_can_be_given_up(
    qtbot: QtBot, window: MainWindow, engine: FakeEngine
) -> None:
    engine.held = {"scene"}
    window.canvas_panel.looked.emit("ContourScene", "Contour", (0.0, 1.0, 0.0, 1.0))
    line = window.canvas_panel.working
    assert line is not None
    qtbot.waitUntil(line.isVisible, timeout=3000)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert engine.waiting[0][2].cancelled and not line.isVisible()
    assert window.canvas_panel.scene() is not None, "the picture that was there stays"


@pytest.mark.parametrize("key", [True, False])
def test_a_verdict_that_takes_long(qtbot: QtBot, window: MainWindow, engine: FakeEngine, key: bool) -> None:
    window.show_face("practice")
    engine.held = {"check"}
    practice = window.practice
    practice.answer.setText("(2x y, x^2)")
    QTest.keyClick(practice.answer, Qt.Key.Key_Return)
    assert not practice.busy.isVisible()
    qtbot.waitUntil(practice.busy.isVisible, timeout=3000)
    assert "Checking your answer" in seen(practice.busy)
    assert "Stops by itself at 0:10" in seen(practice.busy)
    if key:
        QTest.keyClick(window, Qt.Key.Key_Escape)
    else:
        qtbot.mouseClick(practice.busy.cancel, Qt.MouseButton.LeftButton)
    assert engine.waiting[0][2].cancelled
    assert not practice.busy.isVisible() and practice.isVisible()
    assert practice.answer.text() == "(2x y, x^2)", "what was answered is still there"


def test_saving_ends_with_escape(
    qtbot: QtBot, window: MainWindow, engine: FakeEngine, tmp_path: Path
) -> None:
    engine.held = {"picture_file"}
    saver = window.canvas_panel.saver
    assert saver is not None
    saver.ask_path = lambda *_asked: str(tmp_path / "picture.png")
    saver.save()
    assert saver.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert engine.waiting[0][2].cancelled and "Nothing was saved." in seen(saver)
    assert not list(tmp_path.iterdir())
