"""A picture on a Qt widget. Imports matplotlib: import this only after the window has painted."""

from __future__ import annotations

from typing import Any

from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from tutor.board import Focus
from tutor.canvas import Picture, picture_for
from tutor.gallery import Scene
from tutor.ui.look import Look

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Down: (0, -1),
    Qt.Key.Key_Up: (0, 1),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PictureCanvas(FigureCanvasQTAgg):
    """Shows one scene; its point follows the mouse and the arrow keys."""

    moved = Signal()
    """the point is somewhere else, or the scene has changed"""
    drawn = Signal()
    opened = Signal(str)
    """what was pressed in the picture, see `Picture.pressed`"""

    def __init__(self, look: Look, scale: float = 1.0) -> None:
        super().__init__(Figure(dpi=72))  # type: ignore[no-untyped-call]
        self._look = look
        self._scale = scale
        self._scene: Scene | None = None
        self._dragging = False
        self._turning: tuple[float, float] | None = None
        self._waiting = False
        self.picture: Picture | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(160, 120)
        look.changed.connect(self._recolour)
        self._recolour()

    # Scene -------------------------------------------------------------------------------------

    def show_scene(self, scene: Scene, focus: Focus, point: tuple[float, ...] | None = None) -> None:
        """Draw another scene, with its point at its start or at `point`."""
        if self.picture is not None:
            self.picture.release()
        self._scene = scene
        self.picture = picture_for(scene, self._look.theme, self.figure, self._scale)
        if point is not None:
            self.picture.move_to(point)
        self.picture.set_focus(focus)
        self.draw_idle()
        self._tell()

    def set_scale(self, scale: float) -> None:
        """Set the size of everything in the picture (1 for a window, about 1.7 for a projector)."""
        if scale != self._scale:
            self._scale = scale
            self._again()

    def set_focus(self, focus: Focus) -> None:
        """Stress what a step speaks of."""
        if self.picture is not None and focus != self.picture.focus:
            self.picture.set_focus(focus)
            self.draw_idle()
            self._tell()

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

    def choose(self, name: str) -> None:
        """Take another view of the picture."""
        if self.picture is not None:
            self.picture.choose(name)
            self.draw_idle()
            self._tell()

    def reset(self) -> None:
        """Put back what was moved."""
        if self.picture is not None:
            self.picture.reset()
            self.draw_idle()
            self._tell()

    def waiting(self) -> bool:
        """Say whether a drawing is still to come."""
        return self._waiting and self.isVisible()

    def _again(self) -> None:
        if self._scene is not None and self.picture is not None:
            self.show_scene(self._scene, self.picture.focus, self.picture.point)

    def _recolour(self) -> None:
        self.figure.set_facecolor(self._look.theme.matplotlib["figure.facecolor"])
        self._again()

    def _tell(self) -> None:
        if self.picture is not None:
            self.setAccessibleName(self.picture.describe())
        self.moved.emit()

    def _repaint(self) -> None:
        if self.picture is not None and not self._waiting:
            self.picture.blit()
        self._tell()

    # Drawing -----------------------------------------------------------------------------------

    def draw_idle(self) -> None:
        self._waiting = True
        super().draw_idle()  # type: ignore[no-untyped-call]

    def draw(self) -> None:
        # A resized figure draws itself: the picture has to arrange its axes first.
        if self.picture is None:
            super().draw()  # type: ignore[no-untyped-call]
        else:
            self.picture.fit()
            with self.picture.style.applied():
                super().draw()  # type: ignore[no-untyped-call]
        self._waiting = False
        self.drawn.emit()

    # Hands -------------------------------------------------------------------------------------

    def _place(self, event: QMouseEvent) -> tuple[float, float]:
        x, y = self.mouseEventCoords(event)  # type: ignore[no-untyped-call]
        return float(x), float(y)

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

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.picture is None:
            return
        if self._dragging:
            self.picture.drag(*self._place(event))
            self._repaint()
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
        if self._turning is not None and self.picture is not None:
            self._turning = None
            self.picture.rest()
            self.draw_idle()

    def event(self, event: QEvent) -> bool:
        # With the focus here the arrows move the point, not the steps.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _ARROWS
            and self.picture is not None
        ):
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.picture is not None and (opens := self.picture.entered()):
            self.opened.emit(opens)
            return
        step = _ARROWS.get(Qt.Key(event.key()))
        if self.picture is None or step is None:
            event.ignore()
            return
        factor = 5 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        self.picture.nudge(step[0] * factor, step[1] * factor)
        self._repaint()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def point(self) -> tuple[float, ...]:
        """Return the coordinates of the point; () without a picture."""
        return self.picture.point if self.picture is not None else ()

    def readout(self) -> Any:
        """Return the picture's `Readout`; None without a picture."""
        return self.picture.readout() if self.picture is not None else None
