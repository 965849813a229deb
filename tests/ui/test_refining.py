"""A picture of a slow function comes coarse, and is replaced by the fine one under the student's hands."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.ui.fake_engine import FakeAnswer, FakeEngine
from tests.ui.test_canvas_panel import canvas_of, place_of_point
from tutor.engine import worker
from tutor.gallery import Gallery
from tutor.ui.main_window import MainWindow
from tutor.ui.picture_canvas import PictureCanvas


@cache
def pictures(coarse: bool, /) -> Gallery:
    """The same function, as if it was slow: the coarse picture has fewer samples."""
    found: Gallery = worker.REQUESTS["scenes"](text="f(x, y) = x^2 y + y", ask="gradient")
    return replace(found, scenes=tuple(replace(scene) for scene in found.scenes), coarse=coarse)


class SlowEngine(FakeEngine):
    """Keeps the fine pictures back until `release`."""

    def request(self, name: str, arguments: Any, done: Any, **more: Any) -> Any:
        self.held = {"scenes"} if name == "scenes" and not arguments.get("coarse") else set()
        return super().request(name, arguments, done, **more)

    def _answer(self, name: str, arguments: Any) -> FakeAnswer:
        if name == "scenes" and not (self.failures and not arguments.get("coarse")):
            return FakeAnswer(pictures(bool(arguments.get("coarse"))))
        return super()._answer(name, arguments)


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow(SlowEngine(), theme="light", lecture=False)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.show_problem("f(x, y) = x^2 y + y")
    qtbot.waitUntil(lambda: made.bridge.under_way("finer") and made.canvas_panel.settled(), timeout=10_000)
    return made


def engine_of(window: MainWindow) -> Any:
    return window.bridge._engine


def test_the_fine_picture_takes_over_what_was_moved(qtbot: QtBot, window: MainWindow) -> None:
    panel, canvas = window.canvas_panel, canvas_of(window)
    assert panel.refining.isVisible()
    assert "finer" in panel.refining.text()
    canvas.move_to((0.5, 1.5))
    window.canvas_panel.pick(panel.tabs().index("Slice"))
    canvas.move_to((-0.5, 1.0))
    canvas.choose("y")
    engine_of(window).release()
    qtbot.waitUntil(lambda: window.settled)
    assert panel.refining.isHidden()
    for title, point in (("Slice", (-0.5, 1.0)), ("Contour", (0.5, 1.5))):
        panel.pick(panel.tabs().index(title))
        qtbot.waitUntil(lambda: window.settled)
        assert canvas.point() == point
        assert canvas.picture is not None
        assert canvas.picture.scene is pictures(False).scenes[panel.tabs().index(title)]
    panel.pick(panel.tabs().index("Slice"))
    assert [choice.name for choice in canvas.picture.choices() if choice.chosen] == ["y"]


def test_the_fine_picture_may_come_before_the_coarse_one_is_made(qtbot: QtBot, window: MainWindow) -> None:
    panel, canvas = window.canvas_panel, canvas_of(window)
    panel.set_gallery(pictures(True))
    panel.refine(pictures(False))
    qtbot.waitUntil(panel.settled)
    assert canvas.picture is not None
    assert canvas.picture.scene is panel.scene()
    assert panel.scene() in pictures(False).scenes


def test_a_hand_on_the_point_is_not_interrupted(qtbot: QtBot, window: MainWindow) -> None:
    canvas = canvas_of(window)
    before, start = canvas.picture, place_of_point(canvas)
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(canvas, start + QPoint(20, 0))
    engine_of(window).release()
    qtbot.waitUntil(lambda: not window.bridge.under_way())
    assert canvas.picture is before
    qtbot.mouseMove(canvas, start + QPoint(60, 0))
    point = canvas.point()
    assert point[0] > 1.2
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start + QPoint(60, 0))
    qtbot.waitUntil(window.canvas_panel.settled)
    assert canvas.picture is not before
    assert canvas.point() == point


def test_who_types_on_has_no_use_for_it(qtbot: QtBot, window: MainWindow) -> None:
    [(_name, _answer, ticket)] = engine_of(window).waiting
    window.session.read("f(x, y) = x^2 y + 2y")
    assert ticket.cancelled
    assert window.canvas_panel.refining.isHidden()


def test_the_same_text_again_is_refined_after_all(qtbot: QtBot, window: MainWindow) -> None:
    window.session.read("f(x, y) = x^2 y + y")
    qtbot.waitUntil(lambda: window.bridge.under_way("finer"))
    assert window.canvas_panel.refining.isVisible()


def test_what_takes_too_long_stays_coarse_and_says_so(qtbot: QtBot, window: MainWindow) -> None:
    from tests.ui.fake_engine import FakeFailure

    engine_of(window).failures = {"scenes": FakeFailure("deadline", "Too long.", "")}
    engine_of(window).release()
    qtbot.waitUntil(lambda: window.settled)
    assert "too long" in window.canvas_panel.refining.text()
    assert canvas_of(window).picture is not None


def test_the_room_sees_the_fine_picture_too(qtbot: QtBot, window: MainWindow) -> None:
    window.show_face("present")
    shown = window.presentation()
    assert shown is not None
    canvas = shown.findChild(PictureCanvas)
    assert canvas is not None
    canvas.move_to((0.5, 1.5))
    engine_of(window).release()
    qtbot.waitUntil(lambda: window.settled)
    assert canvas.picture is not None
    assert canvas.picture.scene is shown.scene
    assert canvas.picture.scene in pictures(False).scenes
    assert canvas.point() == (0.5, 1.5)
