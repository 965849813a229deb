"""The hands on the picture in the real window: drag, pan, zoom, type, turn."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.fake_engine import FakeAnswer, FakeEngine
from tutor.engine import worker
from tutor.ui.main_window import MainWindow
from tutor.ui.picture_canvas import PictureCanvas

PROBLEM = "f(x, y) = x^2 y + y"
PICTURES = ("Slice", "Surface", "Contour", "Descent")


class DrawingEngine(FakeEngine):
    """Works the pictures out for real."""

    def _answer(self, name: str, arguments: Any) -> FakeAnswer:
        if name == "scenes":
            return FakeAnswer(worker.REQUESTS[name](text=PROBLEM, ask="gradient"))
        if name == "scene":
            return FakeAnswer(worker.REQUESTS[name](**{**arguments, "text": PROBLEM, "ask": "gradient"}))
        return super()._answer(name, arguments)


@pytest.fixture
def engine() -> FakeEngine:
    return DrawingEngine()


def shown(qtbot: QtBot, window: MainWindow, title: str) -> PictureCanvas:
    panel = window.canvas_panel
    panel.pick(panel.tabs().index(title))
    qtbot.waitUntil(lambda: window.settled)
    assert panel.canvas is not None
    return panel.canvas


def at_point(canvas: PictureCanvas) -> QPoint:
    assert canvas.picture is not None
    x, y = canvas.picture.axes.transData.transform(canvas.picture.anchor)
    return QPoint(round(x), round(canvas.height() - y))


def middle(canvas: PictureCanvas) -> QPoint:
    assert canvas.picture is not None
    box = canvas.picture.axes.bbox
    return QPoint(round(box.x0 + 0.2 * box.width), round(canvas.height() - box.y0 - 0.8 * box.height))


def drag(
    qtbot: QtBot, canvas: PictureCanvas, start: QPoint, by: QPoint, keys: Any = Qt.KeyboardModifier.NoModifier
) -> None:
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    for share in (0.3, 0.6, 1.0):
        qtbot.mouseMove(canvas, start + by * share)
    if keys != Qt.KeyboardModifier.NoModifier:
        from PySide6.QtGui import QMouseEvent

        place = QPointF(start + by)
        event = QMouseEvent(
            QMouseEvent.Type.MouseMove, place, canvas.mapToGlobal(place), Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton, keys,
        )  # fmt: skip
        canvas.mouseMoveEvent(event)
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start + by)


def wheel(canvas: PictureCanvas, place: QPoint, notches: int) -> None:
    at = QPointF(place)
    canvas.wheelEvent(
        QWheelEvent(
            at, canvas.mapToGlobal(at), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )
    )  # fmt: skip


def at_rest(qtbot: QtBot, window: MainWindow, engine: FakeEngine, count: int = 1) -> None:
    qtbot.waitUntil(lambda: engine.count("scene") >= count)
    qtbot.waitUntil(lambda: window.settled and not window.bridge.under_way("scene"))


def test_the_point_is_dragged_in_every_picture(qtbot: QtBot, window: MainWindow) -> None:
    for title in PICTURES:
        canvas = shown(qtbot, window, title)
        before, words = canvas.point(), canvas.accessibleName()
        drag(qtbot, canvas, at_point(canvas), QPoint(40, -10))
        assert canvas.point() != before, title

        def told(title: str = title, canvas: PictureCanvas = canvas, words: str = words) -> None:
            assert canvas.accessibleName() != words, title

        qtbot.waitUntil(told)
        assert canvas.picture is not None
        assert not canvas.picture.rough, title


def test_the_arrows_move_the_point_in_every_picture(qtbot: QtBot, window: MainWindow) -> None:
    for title in PICTURES:
        canvas = shown(qtbot, window, title)
        before = canvas.point()
        canvas.setFocus()
        qtbot.keyClick(canvas, Qt.Key.Key_Right)
        qtbot.keyClick(canvas, Qt.Key.Key_Up)
        assert all(now > then for now, then in zip(canvas.point(), before, strict=True)), title


def test_shift_snaps_to_round_values(qtbot: QtBot, window: MainWindow) -> None:
    canvas = shown(qtbot, window, "Contour")
    drag(qtbot, canvas, at_point(canvas), QPoint(37, -13), Qt.KeyboardModifier.ShiftModifier)
    assert all(abs(5 * value - round(5 * value)) < 1e-9 for value in canvas.point())
    assert canvas.point() != (1.0, 1.0)


def test_dragging_beside_the_point_moves_the_plane(
    qtbot: QtBot, window: MainWindow, engine: FakeEngine
) -> None:
    canvas = shown(qtbot, window, "Contour")
    assert canvas.picture is not None
    before: Any = canvas.picture.view
    drag(qtbot, canvas, middle(canvas), QPoint(60, 30))
    at_rest(qtbot, window, engine)
    after: Any = canvas.picture.view
    unit = (before[1] - before[0]) / canvas.picture.axes.bbox.width
    assert after == pytest.approx(
        (before[0] - 60 * unit, before[1] - 60 * unit, before[2] + 30 * unit, before[3] + 30 * unit)
    )
    assert canvas.point() == (1.0, 1.0)
    # The numbers now reach over all of what is in sight.
    assert canvas.picture.scene.x[0] <= after[0]
    assert canvas.picture.scene.x[-1] >= after[1]


def test_the_wheel_zooms_about_the_pointer(qtbot: QtBot, window: MainWindow, engine: FakeEngine) -> None:
    canvas = shown(qtbot, window, "Contour")
    picture = canvas.picture
    assert picture is not None
    place = middle(canvas)
    pixels = (place.x(), canvas.height() - place.y())
    before = picture.axes.transData.inverted().transform(pixels)
    width = picture.view[1] - picture.view[0] if picture.view else 0.0
    wheel(canvas, place, 2)
    at_rest(qtbot, window, engine)
    picture = canvas.picture
    assert picture is not None
    assert picture.view is not None
    assert picture.axes.transData.inverted().transform(pixels) == pytest.approx(before)
    assert picture.view[1] - picture.view[0] == pytest.approx(width / 1.25**2)
    box, view = picture.axes.bbox, picture.view
    assert box.width / (view[1] - view[0]) == pytest.approx(box.height / (view[3] - view[2]))


@pytest.mark.parametrize(("key", "factor"), [("+", 1.25), ("-", 1 / 1.25)])
def test_keys_zoom_and_0_goes_back(
    qtbot: QtBot, window: MainWindow, engine: FakeEngine, key: str, factor: float
) -> None:
    canvas = shown(qtbot, window, "Contour")
    assert canvas.picture is not None
    home: Any = canvas.picture.view
    canvas.setFocus()
    qtbot.keyClicks(canvas, key)
    at_rest(qtbot, window, engine)
    view: Any = canvas.picture.view
    assert view[1] - view[0] == pytest.approx((home[1] - home[0]) / factor)
    canvas.move_to((0.5, 0.5))
    qtbot.keyClicks(canvas, "0")
    qtbot.waitUntil(lambda: window.settled)
    assert canvas.picture.view == home
    assert canvas.point() == (0.5, 0.5)


def test_a_double_click_goes_back(qtbot: QtBot, window: MainWindow, engine: FakeEngine) -> None:
    canvas = shown(qtbot, window, "Contour")
    assert canvas.picture is not None
    home = canvas.picture.view
    wheel(canvas, middle(canvas), 1)
    at_rest(qtbot, window, engine)
    assert canvas.picture.view != home
    qtbot.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=middle(canvas))
    assert canvas.picture.view == home


def test_ranges_are_typed(qtbot: QtBot, window: MainWindow, engine: FakeEngine) -> None:
    canvas = shown(qtbot, window, "Surface")
    canvas.setFocus()
    qtbot.keyClicks(canvas, "r")
    fields = window.canvas_panel.range_fields
    assert fields.isVisible()
    for field, text in zip(fields.fields, ("0", "1/2", "2", "1"), strict=True):
        field.setText(text)
    qtbot.keyClick(fields.fields[3], Qt.Key.Key_Return)
    assert fields.isVisible()  # y would end before it begins
    fields.fields[3].setText("3")
    qtbot.keyClick(fields.fields[3], Qt.Key.Key_Return)
    assert not fields.isVisible()
    at_rest(qtbot, window, engine)
    assert canvas.picture is not None
    assert canvas.picture.view == (0.0, 0.5, 2.0, 3.0)


def test_a_late_scene_does_not_undo_a_later_gesture(
    qtbot: QtBot, window: MainWindow, engine: FakeEngine
) -> None:
    canvas = shown(qtbot, window, "Contour")
    engine.held.add("scene")
    wheel(canvas, middle(canvas), 1)
    qtbot.waitUntil(lambda: engine.count("scene") == 1)
    wheel(canvas, middle(canvas), 1)
    assert canvas.picture is not None
    seen = canvas.picture.view
    engine.release()
    at_rest(qtbot, window, engine, 2)
    assert canvas.picture.view == pytest.approx(seen)


def test_a_picture_in_space_is_turned_and_zoomed(qtbot: QtBot, window: MainWindow) -> None:
    canvas = shown(qtbot, window, "Surface")
    canvas.setFocus()
    assert canvas.picture is not None
    before = canvas.picture.seen_from
    qtbot.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    turned = canvas.picture.seen_from
    wheel(canvas, middle(canvas), 1)
    larger = canvas.picture.seen_from
    assert turned[0] != before[0]
    assert larger[2] == pytest.approx(1.25 * before[2])
    assert canvas.point() == (1.0, 1.0)
    qtbot.waitUntil(lambda: canvas.picture is not None and not canvas.picture.rough)
    qtbot.keyClicks(canvas, "0")
    assert canvas.picture.seen_from == before


def pinch(canvas: PictureCanvas, centre: QPoint, apart: tuple[int, int], by: QPoint) -> None:
    """Put two fingers on the screen so many px apart, the one after the other, and move them to another
    distance and by a way."""
    touch = QTest.touchEvent(canvas, QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen))

    def places(share: float) -> tuple[QPoint, QPoint]:
        half = QPoint(round(apart[0] + share * (apart[1] - apart[0])) // 2, 0)
        return centre + by * share - half, centre + by * share + half

    touch.press(0, places(0)[0], canvas).commit()
    touch.stationary(0).press(1, places(0)[1], canvas).commit()
    for step in range(1, 21):
        for finger, place in enumerate(places(step / 20)):
            touch.move(finger, place, canvas)
        touch.commit()
    for finger, place in enumerate(places(1)):
        touch.release(finger, place, canvas)
    touch.commit()


def test_two_fingers_zoom_and_take_the_plane_along(
    qtbot: QtBot, window: MainWindow, engine: FakeEngine
) -> None:
    canvas = shown(qtbot, window, "Contour")
    picture: Any = canvas.picture
    centre, by = middle(canvas) + QPoint(60, 60), QPoint(30, 20)
    width = picture.view[1] - picture.view[0]
    held = picture.axes.transData.inverted().transform((centre.x(), canvas.height() - centre.y()))
    pinch(canvas, centre, (80, 160), by)
    at_rest(qtbot, window, engine)
    picture = canvas.picture
    assert picture.view[1] - picture.view[0] == pytest.approx(width / 2, rel=0.05)
    now = centre + by
    after = picture.axes.transData.inverted().transform((now.x(), canvas.height() - now.y()))
    assert after == pytest.approx(held, abs=0.05 * width)
    assert canvas.point() == (1.0, 1.0)


def test_a_pinch_that_begins_on_the_point_does_not_move_it(qtbot: QtBot, window: MainWindow) -> None:
    canvas = shown(qtbot, window, "Contour")
    view: Any = canvas.picture.view if canvas.picture is not None else None
    canvas.move_to((-2.0, 1.0))  # fingers reach no further than the screen, of 800 px without a display
    pinch(canvas, at_point(canvas) + QPoint(40, 0), (80, 40), QPoint())
    assert canvas.point() == (-2.0, 1.0)
    assert canvas.picture is not None
    now: Any = canvas.picture.view
    assert now[1] - now[0] > 1.8 * (view[1] - view[0])
    qtbot.mouseMove(canvas, middle(canvas))  # the hand has let go
    assert canvas.picture.view == now


@pytest.mark.parametrize("title", ["Contour", "Surface"])
def test_a_touchpad_zooms(qtbot: QtBot, window: MainWindow, title: str) -> None:
    canvas = shown(qtbot, window, title)
    place = QPointF(middle(canvas))

    def gesture(kind: Qt.NativeGestureType, value: float) -> None:
        pad = QPointingDevice.primaryPointingDevice()
        event = QNativeGestureEvent(
            kind, pad, 2, place, place, canvas.mapToGlobal(place), value, QPointF()
        )  # fmt: skip
        QApplication.sendEvent(canvas, event)

    def size() -> float:
        picture: Any = canvas.picture
        return float(picture.seen_from[2] if picture.turns else 1 / (picture.view[1] - picture.view[0]))

    before = size()
    for _frame in range(3):
        gesture(Qt.NativeGestureType.ZoomNativeGesture, 0.1)
    assert size() == pytest.approx(before * 1.1**3)
    gesture(Qt.NativeGestureType.SmartZoomNativeGesture, 0.0)
    assert size() == pytest.approx(before)
