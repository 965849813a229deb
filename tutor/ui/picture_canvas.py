"""A picture that the hand and the keys move. Imports matplotlib: import this only after the window has
painted."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture

from tutor.board import Focus
from tutor.canvas.readout import Pose
from tutor.gallery import Scene, Window
from tutor.ui.kept_pictures import Built
from tutor.ui.look import Look
from tutor.ui.picture_view import PictureView, timer
from tutor.ui.plane_hand import ARROWS, STEP, ZOOM, PlaneHand, bounded, dragged

_OWN = {*ARROWS, *ZOOM, Qt.Key.Key_0, Qt.Key.Key_R}
"""Keys that belong to the picture while it has the focus."""
_TURN = 12.0
"""px of a drag that one press of Ctrl and an arrow stands for."""
_QUIET = 160
"""Milliseconds between a gesture and the asking for exact numbers."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PictureCanvas(PictureView):
    """Shows one scene; its point follows the mouse and the arrow keys."""

    opened = Signal(str)
    """what was pressed in the picture, see `Picture.pressed`"""
    looked = Signal(object)
    """another part of the plane is in sight, whose scene is wanted; a window"""
    menu_wanted = Signal(object)
    """what can be done with the picture is asked for; a place of the screen"""
    ranges_wanted = Signal()
    """the ranges of the axes are to be typed"""

    def __init__(self, look: Look, scale: float = 1.0) -> None:
        super().__init__(look, scale)
        self._dragging = False
        self._turning: tuple[float, float] | None = None
        self._pinching = False
        """whether two fingers are on the picture: what comes as the mouse's meanwhile is one of them"""
        self.movable = False
        """whether the part of the plane in sight can be moved: there is someone to compute another"""
        self._hand = PlaneHand()
        self._quiet = timer(self, _QUIET, self._come_to_rest)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(160, 120)

    # Scene -------------------------------------------------------------------------------------

    def show_scene(self, scene: Scene, focus: Focus, point: tuple[float, ...] | None = None) -> None:
        if self._built is not None and self._quiet.isActive():
            # The gesture ends with another picture in front: what it asks for is asked on coming back.
            self._quiet.stop()
            self._built.picture.rest()
            self._built.wanting = not self._built.picture.turns
        super().show_scene(scene, focus, point)
        if self._built is not None and self._built.wanting and self._built.picture.view is not None:
            self.looked.emit(self._built.picture.view)

    def show_again(self, scene: Scene, pose: Pose | None = None, made: Built | None = None) -> None:
        seen = self._built.picture.view if self._built is not None and self._moving else None
        super().show_again(scene, pose, made)
        if self._built is not None and seen is not None and not self._built.picture.turns:
            self._built.picture.look_at(seen)  # it was moved on in the meantime
            self._built.wanting = True

    @property
    def _moving(self) -> bool:
        return self._hand.dragging or self._quiet.isActive()

    @property
    def held(self) -> bool:
        return self._moving or self._dragging or self._turning is not None

    def move_to(self, point: tuple[float, ...]) -> None:
        """Put the point somewhere else."""
        if self.picture is not None:
            self.picture.move_to(point)
            self._repaint()

    def slide(self, value: float) -> None:
        """Follow the slider below the picture."""
        if self.picture is not None:
            self.picture.slide(value)
            self._repaint()
            if self.picture.rough:
                self._quiet.start()

    def choose(self, name: str) -> None:
        """Take another view of the picture."""
        if self.picture is not None:
            self.picture.choose(name)
            self.draw_idle()
            self._tell()

    def select(self, step: int) -> bool:
        """Choose the next thing that can be opened, see `Picture.select`."""
        found = self.picture is not None and self.picture.select(step)
        if found:
            self._repaint()
        return found

    def reset(self) -> None:
        """Put back what was moved."""
        self._go_home()
        if self.picture is not None:
            self.picture.reset()
            self.draw_idle()
            self._tell()

    def look_home(self) -> None:
        """Show the part of the plane, or of space, that was in sight at first; the point stays."""
        turned = self.picture is not None and self.picture.turns
        if self._go_home() or turned:
            if turned and self.picture is not None:
                self.picture.see_as_at_first()
            self.draw_idle()
            self._tell()

    def _go_home(self) -> bool:
        self._quiet.stop()
        if self._built is None or self._built.picture.scene is self._built.home:
            return False
        self.show_again(self._built.home)
        self.looked.emit(None)
        return True

    def look_at(self, window: Window) -> None:
        """Show another part of the plane, as far as the numbers reach; the rest is asked for."""
        if self.picture is not None and self.movable and bounded(window) is not None:
            self.picture.look_at(window)
            self.draw_idle()
            self._tell()
            self._ask(window)

    def _come_to_rest(self) -> None:
        """After a gesture: draw in full, and ask for the numbers of what is now in sight."""
        if self.picture is None:
            return
        if self.picture.turns:
            self.picture.rest()
            self.draw_idle()
        elif self.picture.view is not None:
            self._ask(self.picture.view)
        self._show_finer()

    def _ask(self, window: Window) -> None:
        assert self._built is not None
        self._built.wanting = True
        self.looked.emit(window)

    def zoom(self, factor: float, place: tuple[float, float] | None = None) -> bool:
        """Zoom in by a factor about a place (matplotlib's pixels), or about the middle; say whether that
        changed anything."""
        if self.picture is None or not (self.movable or self.picture.turns):
            return False
        if not self._hand.zoom(self.picture, factor, place):
            return False
        self._after_gesture()
        return True

    def _after_gesture(self) -> None:
        assert self.picture is not None
        if self.picture.turns or not self._quiet.isActive():
            self._quiet.start()  # in the plane, at once and now and then: there is more and more to fill in
        self.draw_idle()
        self._tell()

    # Hands -------------------------------------------------------------------------------------

    def _place(self, event: QMouseEvent) -> tuple[float, float]:
        return self._pixels(event.position())

    def _pixels(self, place: QPoint | QPointF) -> tuple[float, float]:
        """Return a place of the widget in matplotlib's pixels, which count from below."""
        ratio = self.devicePixelRatioF()
        return place.x() * ratio, (self.height() - place.y()) * ratio

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.focusPolicy() != Qt.FocusPolicy.NoFocus:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self.picture is not None and event.button() == Qt.MouseButton.LeftButton:
            place = self._place(event)
            self._dragging = self.picture.hit(*place)
            if self._dragging:
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
            elif opens := self.picture.pressed(*place):
                self.opened.emit(opens)
            elif self.picture.turns:
                self._turning = place
            elif self.movable and self._hand.take(self.picture, place):
                self.setCursor(Qt.CursorShape.SizeAllCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.picture is None or self._pinching:
            return
        if self._dragging:
            self.picture.drag(*self._place(event))
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.picture.snap()
            self._repaint()
        elif self._hand.dragging:
            if self._hand.drag(self.picture, self._place(event)):
                self._after_gesture()
        elif self._turning is not None:
            x, y = self._place(event)
            ratio = self.devicePixelRatioF()
            self.picture.turn((x - self._turning[0]) / ratio, (y - self._turning[1]) / ratio)
            self._turning = (x, y)
            self.draw_idle()
        elif self.picture.pressed(*self._place(event)):
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        elif self.picture.hit(*self._place(event)):
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.unsetCursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._dragging = False
            self.setCursor(Qt.CursorShape.OpenHandCursor)
            if self.picture is not None and self.picture.rough:
                self.picture.rest()
                self.draw_idle()
        if self._hand.dragging:
            self._hand.leave()
            self.unsetCursor()
        if self._turning is not None and self.picture is not None:
            self._turning = None
            self.picture.rest()
            self.draw_idle()
        self._show_finer()

    def event(self, event: QEvent) -> bool:
        # With the focus here the arrows move the point, not the steps.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _OWN
            and self.picture is not None
        ):
            event.accept()
            return True
        if event.type() == QEvent.Type.NativeGesture and isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom(1.0 + event.value(), self._pixels(event.position()))
                return True
            if event.gestureType() == Qt.NativeGestureType.SmartZoomNativeGesture and self.movable:
                self.look_home()
                return True
        elif event.type() == QEvent.Type.Gesture and isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self._pinch(pinch)
                return True
        return bool(super().event(event))

    def _pinch(self, pinch: QPinchGesture) -> None:
        """Zoom about the middle of two fingers, and let what is under it go along with it."""
        self._pinching = pinch.state() in (Qt.GestureState.GestureStarted, Qt.GestureState.GestureUpdated)
        # The first finger was taken for the mouse until the second one came.
        self._dragging, self._turning = False, None
        self._hand.leave()
        if self.picture is None or not self._pinching:
            return
        before, now = (
            self._pixels(QPointF(self.mapFromGlobal(place.toPoint())))
            for place in (pinch.lastCenterPoint(), pinch.centerPoint())
        )
        if self.movable and before != now and self._hand.take(self.picture, before):
            if self._hand.drag(self.picture, now):
                self._after_gesture()
            self._hand.leave()
        self.zoom(pinch.scaleFactor() or 1.0, now)

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / 120.0
        if not notches or not self.zoom(STEP**notches, self._pixels(event.position())):
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self._place(event)
        if self.picture is None or not self.movable or self.picture.hit(*place):
            return
        if self.picture.turns or self.picture.axes.bbox.contains(*place):
            self.look_home()
        elif self.picture.view is not None:
            self.ranges_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.picture is not None and (opens := self.picture.entered()):
            self.opened.emit(opens)
            return
        key = Qt.Key(event.key())
        if self._plane_key(key, event.modifiers()):
            return
        step = ARROWS.get(key)
        if self.picture is None or step is None:
            event.ignore()
            return
        factor = 5 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        self.picture.nudge(step[0] * factor, step[1] * factor)
        self._repaint()

    def _plane_key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Do what a key means for the part in sight; say whether it means something."""
        picture = self.picture
        if picture is None:
            return False
        if factor := ZOOM.get(key):
            return self.zoom(factor)
        if key == Qt.Key.Key_0 and self.movable:
            self.look_home()
            return True
        if key == Qt.Key.Key_R and self.movable and picture.view is not None:
            self.ranges_wanted.emit()
            return True
        if key in ARROWS and modifiers & Qt.KeyboardModifier.ControlModifier:
            across, up = ARROWS[key]
            if picture.turns:
                picture.turn(_TURN * across, _TURN * up)
                self._after_gesture()
            elif self.movable and picture.view is not None:
                picture.look_at(dragged(picture.view, -0.1 * across, -0.1 * up))
                self._after_gesture()
            return True
        return False

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def point(self) -> tuple[float, ...]:
        """Return the coordinates of the point; () without a picture."""
        return self.picture.point if self.picture is not None else ()

    def readout(self) -> Any:
        """Return the picture's `Readout`; None without a picture."""
        return self.picture.readout() if self.picture is not None else None
