"""The part of the plane in sight: dragged, zoomed about the pointer, put back."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tutor.canvas import Picture
from tutor.gallery import Window

STEP = 1.25
"""How much a notch of the wheel or a press of a key zooms."""
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Down: (0, -1),
    Qt.Key.Key_Up: (0, 1),
}
ZOOM = {
    Qt.Key.Key_Plus: STEP,
    Qt.Key.Key_Equal: STEP,
    Qt.Key.Key_Minus: 1 / STEP,
}
SMALLEST, LARGEST = 1e-7, 1e9
"""How short and how long an axis can be; near the smallest, floats are too coarse to draw a curve."""


def bounded(window: Window) -> Window | None:
    """Return the window, None where it is too small, too large or upside down to be drawn."""
    left, right, bottom, top = window
    for low, high in ((left, right), (bottom, top)):
        middle = abs(low + high) / 2
        if not SMALLEST * max(1.0, middle) <= high - low <= LARGEST or middle > LARGEST:
            return None
    return window


def dragged(view: Window, across: float, up: float) -> Window:
    """Return the window after a drag by shares of its width and its height."""
    left, right, bottom, top = view
    x, y = across * (right - left), up * (top - bottom)
    return left - x, right - x, bottom - y, top - y


def zoomed(view: Window, factor: float, at: tuple[float, float], axes: tuple[bool, bool]) -> Window:
    """Return the window zoomed in by a factor; the place `at` stays where it is. `axes` says which are
    zoomed."""
    left, right, bottom, top = view
    across, up = (1 / factor if zooms else 1.0 for zooms in axes)
    x, y = at
    return x - (x - left) * across, x + (right - x) * across, y - (y - bottom) * up, y + (top - y) * up


class PlaneHand:
    """Turns gestures on the canvas into windows of a picture. Places are matplotlib's pixels."""

    def __init__(self) -> None:
        self._from: tuple[float, float] | None = None

    @property
    def dragging(self) -> bool:
        """Whether the plane is being dragged."""
        return self._from is not None

    def take(self, picture: Picture, place: tuple[float, float]) -> bool:
        """Begin to drag; say whether there is something to drag there."""
        movable = picture.view is not None and not picture.turns
        self._from = place if movable and picture.axes.bbox.contains(*place) else None
        return self._from is not None

    def drag(self, picture: Picture, place: tuple[float, float]) -> bool:
        """Drag on; say whether the picture now shows another part of the plane."""
        view = picture.view
        if self._from is None or view is None:
            return False
        box = picture.axes.bbox
        window = bounded(
            dragged(view, (place[0] - self._from[0]) / box.width, (place[1] - self._from[1]) / box.height)
        )
        self._from = place
        return _looks_at(picture, window)

    def leave(self) -> None:
        """Let go of the plane."""
        self._from = None

    def zoom(self, picture: Picture, factor: float, place: tuple[float, float] | None = None) -> bool:
        """Zoom in by a factor about a place, or about the middle; beside the plot only one axis, where they
        need not be equal. Say whether the picture shows something else."""
        if picture.turns:
            picture.zoom(factor)
            return True
        view = picture.view
        if view is None:
            return False
        box, zooms = picture.axes.bbox, (True, True)
        if place is None:
            place = ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
        elif not picture.equal:
            if box.x0 <= place[0] <= box.x1 and place[1] < box.y0:
                zooms = (True, False)
            elif place[0] < box.x0 and box.y0 <= place[1] <= box.y1:
                zooms = (False, True)
        at = picture.axes.transData.inverted().transform(place)
        return _looks_at(picture, bounded(zoomed(view, factor, (float(at[0]), float(at[1])), zooms)))


def _looks_at(picture: Picture, window: Window | None) -> bool:
    if window is None or window == picture.view:
        return False
    left, right, bottom, top = map(float, window)
    picture.look_at((left, right, bottom, top))
    return True
