"""A scene on a Qt widget, and the pictures of the other tabs kept beside it. Imports matplotlib: import this
only after the window has painted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from PySide6.QtCore import QObject, QRect, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap

from tutor.board import Focus
from tutor.canvas import Picture, picture_for
from tutor.canvas.agg import Canvas, TextKeeping
from tutor.canvas.readout import Pose
from tutor.gallery import Scene
from tutor.ui.kept_pictures import Built, KeptPictures
from tutor.ui.look import Look
from tutor.ui.slices import Slices

_DPI = 72
"""One point is one logical px."""
_SPOKEN = 400
"""Milliseconds between two descriptions of a picture whose point moves."""


def timer(owner: QObject, milliseconds: int, done: Callable[[], None]) -> QTimer:
    """Return a timer that calls `done` so long after its last start."""
    made = QTimer(owner)
    made.setSingleShot(True)
    made.setInterval(milliseconds)
    made.timeout.connect(done)
    return made


@dataclass(slots=True)
class Coming:
    """A scene that is to be shown, and its picture as far as it is made."""

    scene: Scene
    focus: Focus
    point: tuple[float, ...] | None = None
    built: Built | None = None
    pieces: Iterator[None] | None = None
    arranged: bool = False


class PictureView(TextKeeping, FigureCanvasQTAgg):
    """Shows one scene. The pictures of the scenes that were offered stay built, so that a step that is about
    another one has it at once."""

    moved = Signal()
    """the point is somewhere else, or the scene has changed"""
    drawn = Signal()

    def __init__(self, look: Look, scale: float = 1.0) -> None:
        super().__init__(Figure(dpi=_DPI))  # type: ignore[no-untyped-call]
        self._look = look
        self._scale = scale
        self._built: Built | None = None
        self._kept = KeptPictures(self)
        self._waiting = False
        self._speaking = timer(self, _SPOKEN, self._speak)
        self._coming: Coming | None = None
        self._staging = timer(self, 0, self._make_more)
        self._drawing = Slices(self, self._applied)
        self._remaking = Slices(self, nullcontext)
        self._shown: Any = None
        """the renderer that is painted: the last that was finished"""
        self._moved = False
        look.changed.connect(self._recolour)
        self._recolour()

    # Scene -------------------------------------------------------------------------------------

    @property
    def picture(self) -> Picture | None:
        """The picture in front; None before the first. Whoever asks for it has one that is coming at once."""
        if self._coming is not None:
            self._arrive()
        return self._built.picture if self._built is not None else None

    def offer(self, scenes: Iterable[Scene]) -> None:
        """Say which scenes may be shown in turn: their pictures are kept, all others are dropped."""
        self._kept.offer(scenes)
        if self._coming is not None and not self._kept.offers(self._coming.scene):
            self._coming = None

    def bring_scene(self, scene: Scene, focus: Focus, point: tuple[float, ...] | None = None) -> None:
        """Show another scene as `show_scene` does, but make its picture in pieces, between which the window
        goes on with the one in front."""
        self._coming = Coming(scene, focus, point)
        self._staging.start()

    @property
    def coming(self) -> bool:
        """Whether the picture of another scene is being made; `moved` is said once it is in front."""
        return self._coming is not None

    def _make_more(self) -> None:
        coming = self._coming
        if coming is None:
            return
        before = self._kept.of(coming.scene)
        if coming.arranged or (before is not None and before.finer is None and self._looks_right(before)):
            self._arrive()
            return
        if coming.built is None:
            figure = self._new_figure()
            self._fill(figure)
            scene = coming.scene if before is None else before.finer or before.picture.scene
            coming.built = self._made(scene, coming.scene, figure)
        else:
            coming.pieces = coming.pieces or coming.built.picture.fit_in_pieces()
            coming.arranged = next(coming.pieces, self) is self
        self._staging.start()

    def _arrive(self) -> None:
        """Show what is coming."""
        coming, self._coming = self._coming, None
        self._staging.stop()
        assert coming is not None
        if coming.built is not None:
            coming.built.picture.fit()
            self._kept.take_the_place(coming.built)
        self.show_scene(coming.scene, coming.focus, coming.point)

    def _looks_right(self, built: Built) -> bool:
        """Say whether a picture has the palette and the size in use."""
        return built.look == self._present_look

    def show_scene(self, scene: Scene, focus: Focus, point: tuple[float, ...] | None = None) -> None:
        """Show another scene: as it was left, or with its point at its start; or with it at `point`."""
        self._coming = None
        self._remaking.stop()
        if self._built is not None:
            self._built.picture.blitter.forget()  # its pixels would be the largest part of what is kept
        built = self._kept.of(scene)
        if built is None:
            self._build(scene, scene, None)
        elif built.finer is not None:
            self._build(built.finer, scene, built)
        elif not self._looks_right(built):
            self._build(built.picture.scene, scene, built)
        else:
            self._built = built
            self._bring(built.picture.figure)
        assert self.picture is not None
        if point is not None:
            self.picture.move_to(point)
        if focus != self.picture.focus:
            self.picture.set_focus(focus)
        self.draw_idle()
        self._tell()  # before it is drawn: what is told of it may change its room

    def refine(self, finer: Mapping[int, Scene]) -> None:
        """Put scenes of more samples in the place of those offered, by their ids: the pictures stay as they
        were moved."""
        if self._coming is not None:
            coming = self._coming
            self.bring_scene(finer.get(id(coming.scene), coming.scene), coming.focus, coming.point)
        self._kept.refine(finer)
        self._show_finer()

    @property
    def held(self) -> bool:
        """Whether a hand is on the picture."""
        return False

    def _show_finer(self) -> None:
        built = self._built
        if built is not None and built.finer is not None and not (self.held or built.wanting):
            self.bring_again(built.finer)

    def bring_again(self, scene: Scene) -> None:
        """Draw the same picture from other numbers as `show_again` does, but make it in pieces, between which
        the window goes on with the one in front."""
        if self._built is not None:
            self._remaking.begin(self._remade(scene, self._built))

    def _remade(self, scene: Scene, before: Built) -> Iterator[None]:
        figure = self._new_figure()
        self._fill(figure)
        made = self._made(scene, before.home, figure)
        yield
        yield from made.picture.fit_in_pieces()
        if self._built is not before or made.look != self._present_look:
            return
        if scene is not before.finer or not (self.held or before.wanting):
            self.show_again(scene, made=made)

    def show_again(self, scene: Scene, pose: Pose | None = None, made: Built | None = None) -> None:
        """Draw the same picture from other numbers, e.g. of another window: what was moved stays. `made` is
        the picture, where it is made already."""
        if self._built is not None:
            self._remaking.stop()
            self._build(scene, self._built.home, self._built, pose, made)
            self.draw_idle()
            self._tell()

    def _build(
        self,
        scene: Scene,
        home: Scene,
        before: Built | None,
        pose: Pose | None = None,
        made: Built | None = None,
    ) -> None:
        """Build the picture of a scene, in place of the one before, whose pose it takes over."""
        figure = made.picture.figure if made is not None else None
        if before is not None:
            pose = pose or before.picture.pose()
            before.picture.release()
            figure = figure or before.picture.figure
            self._kept.forget(before)
        figure = figure or self._new_figure()
        self._bring(figure)
        self._fill(figure)
        self._built = made or self._made(scene, home, figure)
        self._built.picture.fit()
        self._kept.keep(self._built)
        if pose is not None:
            self._built.picture.take(pose)

    def _new_figure(self) -> Figure:
        figure = Figure(dpi=_DPI)
        Canvas(figure)  # notes the resolution from which screens of more pixels reckon
        figure.dpi = _DPI * self.device_pixel_ratio
        return figure

    def _made(self, scene: Scene, home: Scene, figure: Figure) -> Built:
        """Make the artists of a picture, which is then to be arranged."""
        picture = picture_for(scene, self._look.theme, figure, self._scale, fit=False)
        return Built(home, picture, *self._present_look)

    @property
    def _present_look(self) -> tuple[str, float]:
        return self._look.theme.name, self._scale

    def _bring(self, figure: Figure) -> None:
        """Put a figure in front. Its size follows when it is drawn: until then the readout below may change
        its height, and with it the room for the picture."""
        figure.set_canvas(self)
        figure.dpi = _DPI * self.device_pixel_ratio
        self.figure = figure

    def _fill(self, figure: Figure) -> None:
        """Give a figure the size of the widget."""
        ratio, dpi = self.device_pixel_ratio, figure.dpi
        size = self.width() * ratio / dpi, self.height() * ratio / dpi
        if min(size) > 0 and tuple(figure.get_size_inches()) != size:
            figure.set_size_inches(*size, forward=False)

    @property
    def scale(self) -> float:
        """The size of everything in the picture."""
        return self._scale

    def set_scale(self, scale: float) -> None:
        """Set the size of everything in the picture (1 for a window, about 1.7 for a projector)."""
        if scale != self._scale:
            self._scale = scale
            self._again()

    def set_focus(self, focus: Focus) -> None:
        """Stress what a step speaks of."""
        if self._coming is not None:
            self._coming.focus = focus
            return
        if self.picture is not None and focus != self.picture.focus:
            self.picture.set_focus(focus)
            self.draw_idle()
            self._tell()

    def _again(self) -> None:
        if self._coming is not None:
            self.bring_scene(self._coming.scene, self._coming.focus, self._coming.point)
        elif self._built is not None:
            self.bring_again(self._built.picture.scene)

    def _recolour(self) -> None:
        self.figure.set_facecolor(self._look.theme.matplotlib["figure.facecolor"])
        self._again()

    def _tell(self) -> None:
        self._speak()
        self.moved.emit()

    def _speak(self) -> None:
        """Say in words what the picture shows now; Qt tells a screen reader."""
        if self.picture is not None:
            self.setAccessibleName(self.picture.describe())

    # Drawing -----------------------------------------------------------------------------------

    def waiting(self) -> bool:
        """Say whether a drawing is still to come."""
        coming = self._coming is not None or self._remaking.busy()
        return (self._waiting or coming) and self.isVisible()

    def draw_idle(self) -> None:
        """Draw anew, in slices between which the window goes on with the pixels there are; while a hand is on
        the picture, or it is drawn roughly, in one go."""
        self._waiting = True
        if self.held or (self._built is not None and self._built.picture.rough):
            self._drawing.stop()
            super().draw_idle()  # type: ignore[no-untyped-call]
        else:
            self._draw_pending = False
            self._drawing.begin(self._slices())

    def _applied(self) -> AbstractContextManager[None]:
        return self._built.picture.style.applied() if self._built is not None else nullcontext()

    def _slices(self) -> Iterator[None]:
        picture = self._built.picture if self._built is not None else None
        if picture is None:  # there is nothing to draw yet
            self._waiting = False
            self.drawn.emit()
            return
        self._fill(self.figure)
        yield from picture.fit_in_pieces()
        self._moved = False
        renderer = self.new_renderer()
        yield from picture.blitter.slices(renderer)
        self.take_renderer(renderer)
        self._finish()
        if self._moved:
            picture.blit()
        else:
            self.update()

    def draw(self) -> None:
        """Draw anew at once."""
        self._drawing.stop()
        # A resized figure draws itself: the picture has to arrange its axes first.
        picture = self._built.picture if self._built is not None else None
        if picture is None:
            super().draw()  # type: ignore[no-untyped-call]
        else:
            self._fill(self.figure)
            picture.fit()
            with picture.style.applied():
                super().draw()  # type: ignore[no-untyped-call]
        self._finish()

    def _finish(self) -> None:
        self._shown = self.get_renderer()
        self._waiting = False
        self.drawn.emit()

    def grab(self, rectangle: QRect | None = None) -> QPixmap:
        """Return the finished picture, or a part of it, as pixels."""
        if self._waiting:
            self.draw()
        pixels: QPixmap = super().grab(rectangle or self.rect())
        return pixels

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what was drawn last."""
        self._draw_idle()  # type: ignore[no-untyped-call]  # in one go, if it is to be so
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._look.colour("window.surface"))
        if self._shown is not None:
            pixels = self._shown.buffer_rgba()
            image = QImage(pixels, pixels.shape[1], pixels.shape[0], QImage.Format.Format_RGBA8888)
            image.setDevicePixelRatio(self.device_pixel_ratio)
            painter.setClipRect(event.rect())
            painter.drawImage(0, 0, image)
        painter.end()

    def _repaint(self) -> None:
        """Paint what has moved."""
        self._moved = True
        if self.picture is not None and not self._waiting:
            self.picture.blit()
        if not self._speaking.isActive():
            # Frames follow fast: what is said follows now and then, and once the point rests.
            self._speak()
            self._speaking.start()
        self.moved.emit()
