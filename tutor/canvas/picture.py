"""What every picture can do."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Generator, Iterable, Iterator
from typing import Any, ClassVar

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tutor.board import Focus
from tutor.canvas.blitting import Blitter
from tutor.canvas.labels import Label
from tutor.canvas.numbers import round_step
from tutor.canvas.readout import Choice, Pose, Readout, Symbols
from tutor.canvas.style import Style
from tutor.gallery import Window
from tutor.language import _

Point = tuple[float, ...]
Clip = tuple[tuple[float, float], ...]
"""(lowest, highest) of each coordinate of the dragged point."""

HIT_RADIUS = 20
"""How near to the point, in logical px, the mouse must be to take it."""
UNFIT = (0.0, 0.0, 0.0)
"""The size of a picture that has to be arranged, whatever the figure's is."""


class Picture(ABC):
    """A scene drawn on a figure, with one point that can be dragged.

    A subclass makes its artists in `build` (once), puts them where the figure's size wants them in
    `arrange`, and lets them follow the point in `follow`. What `moving` returns is drawn over a kept
    background; everything else is still.
    """

    smallest_gap: ClassVar[float] = 1e-9
    turns: ClassVar[bool] = False
    """whether a drag beside the point turns the picture (3-D)"""
    equal: ClassVar[bool] = False
    """whether one unit is as long on both axes, since angles matter"""

    def __init__(self, scene: Any, style: Style, figure: Figure, *, fit: bool = True) -> None:
        """Build the picture. Without `fit` it may not be whole and is not arranged yet, nor when its canvas
        is resized: whoever shows it calls `fit` first, and before it is drawn."""
        self.scene = scene
        self.style = style
        self.figure = figure
        self.focus = Focus()
        self._size = UNFIT
        start = scene.start if isinstance(scene.start, tuple) else (scene.start,)
        self._point: Point = tuple(float(value) for value in start)
        self._placed = True  # where the point was put; what is in sight has not left it since
        figure.clear()
        figure.set_facecolor(style.settings["figure.facecolor"])
        self.blitter = Blitter(figure, self.moving)
        self._resizing = figure.canvas.mpl_connect("resize_event", self._resized) if fit else None
        with style.applied():
            self._building = iter(self.build() or ())
        self._pieces = self._fitting()
        if fit:
            self.fit()

    # What a subclass gives ---------------------------------------------------------------------

    @abstractmethod
    def build(self) -> Iterator[None] | None:
        """Make axes and artists, with pauses where that takes long (it yields there)."""

    @abstractmethod
    def arrange(self, width: float, height: float) -> Iterator[None] | None:
        """Place axes and still artists for a figure of so many logical px, with pauses where that takes long
        (it yields there)."""

    @abstractmethod
    def follow(self) -> None:
        """Bring the moving artists to the point."""

    @abstractmethod
    def moving(self) -> Iterable[Artist]:
        """Return the moving artists in the order in which they are painted."""

    @property
    @abstractmethod
    def axes(self) -> Axes:
        """The axes in which the point is dragged."""

    @property
    @abstractmethod
    def clip(self) -> Clip:
        """Where the point may go."""

    @property
    @abstractmethod
    def anchor(self) -> tuple[float, float]:
        """Where the point is drawn, in the axes' data."""

    @abstractmethod
    def taken_to(self, x: float, y: float) -> Point:
        """Return the point that a drag to (x, y) of the axes' data means."""

    @abstractmethod
    def describe(self) -> str:
        """Return the picture in words, as it is now."""

    @abstractmethod
    def readout(self) -> Readout:
        """Return the numbers at the point."""

    def symbols(self) -> Symbols | None:
        """Return the formulas that the picture shows at work; None for most."""
        return None

    @property
    def view(self) -> Window | None:
        """The part of the plane in sight, for pictures that can show any; None for the others."""
        return None

    @property
    def axis_names(self) -> tuple[str, str]:
        """The names of the axes of `view`."""
        return "x", "y"

    def look_at(self, window: Window) -> None:  # noqa: B027  (only where there is a `view`)
        """Show another part of the plane, with the numbers there are; a scene of that window has them all.
        Call `draw` afterwards."""

    def gaps(self) -> str:
        """Say where the function has no value to show, "" where that does not matter."""
        return ""

    @property
    def seen_from(self) -> tuple[float, ...]:
        """From where a picture in space is seen; () for a flat one."""
        return ()

    def see_from(self, place: tuple[float, ...]) -> None:  # noqa: B027  (only where `turns`)
        """Go to a place that `seen_from` gave."""

    def stress(self) -> None:  # noqa: B027  (a picture with nothing to stress ignores it)
        """Show the focus."""

    @classmethod
    def suits(cls, scene: Any, focus: Focus) -> int:
        """Say how well a scene belongs to a step: the best of a gallery is shown, the first of equals."""
        return 0

    @property
    def point_name(self) -> str:
        """What the typed point is called: "P", or the variable of a picture with one."""
        return "P"

    @property
    def invitation(self) -> str:
        """What the hand can do here, said above the picture."""
        return _("Drag P, or type")

    def choices(self) -> tuple[Choice, ...]:
        """Return the views to choose from."""
        return ()

    def choose(self, name: str) -> None:  # noqa: B027  (most pictures have one view)
        """Take one of `choices`. Call `draw` afterwards."""

    def slide(self, value: float) -> None:
        """Follow the slider of the readout, which moves the point where nothing else is said."""
        self.move_to((value,))

    def turn(self, dx: float, dy: float) -> None:  # noqa: B027  (only where `turns`)
        """Turn a picture in space by a drag of so many logical px; roughly, until `rest`."""

    def zoom(self, factor: float) -> None:  # noqa: B027  (only where `turns`)
        """See a picture in space larger (above 1) or smaller; roughly, until `rest`."""

    def see_as_at_first(self) -> None:  # noqa: B027  (only where `turns`)
        """See a picture in space from where it was seen at first. Call `draw` afterwards."""

    def rest(self) -> None:  # noqa: B027  (most pictures are drawn in full all the time)
        """Draw in full what was drawn roughly while the picture turned. Call `draw` afterwards."""

    def pressed(self, event_x: float, event_y: float) -> str:
        """Return what a click at a place of the canvas (matplotlib's pixels) opens, "" for nothing: the
        name of an edge's derivative, as the derivation calls it."""
        return ""

    def select(self, step: int) -> bool:
        """Choose the next thing that Enter opens, or with −1 the one before; 0 for none. Say whether there
        is anything to choose."""
        return False

    def entered(self) -> str:
        """Return what Enter opens: like `pressed`, for what `select` has chosen."""
        return ""

    # What the window uses ----------------------------------------------------------------------

    @property
    def point(self) -> Point:
        """The coordinates of the dragged point."""
        return self._point

    def move_to(self, point: Iterable[float]) -> None:
        """Put the point there, or as near as the plot allows. Nothing is painted; see `blit`."""
        wanted = tuple(float(value) for value in point)
        if len(wanted) != len(self._point) or any(math.isnan(value) for value in wanted):
            return
        self._point = tuple(
            min(max(value, low), high) for value, (low, high) in zip(wanted, self.clip, strict=True)
        )
        self._placed = True
        self._follow()

    def _follow(self) -> None:
        self.follow()
        away = self.out_of_sight
        for artist in self.moving():
            if isinstance(artist, Label):
                artist.away = away and artist.follows

    @property
    def out_of_sight(self) -> bool:
        """Whether the point lies outside what is shown, after the picture was moved."""
        if self.view is None or self.turns or self._placed:
            return False
        x, y = self.anchor
        left, right, bottom, top = self.view
        return not (left <= x <= right and bottom <= y <= top)

    def _stack(self, lowest: float = 2, apart: float = 0.1) -> None:
        """Give what moves the order in which it is painted, since a file is painted by it as well."""
        for order, artist in enumerate(self.moving()):
            artist.set_zorder(lowest + order * apart)

    def pose(self) -> Pose:
        """Return what was moved or chosen, so that another picture can take it over."""
        slider = self.readout().slider
        return Pose(
            self._point,
            self._placed,
            self.focus,
            tuple(choice.name for choice in self.choices() if choice.chosen),
            slider.value if slider is not None else None,
            self.seen_from,
        )

    def take(self, pose: Pose) -> None:
        """Take over a pose of another picture of the same function. Call `draw` afterwards."""
        self.set_focus(pose.focus)
        for name in (choice.name for choice in self.choices()):
            choice = next(each for each in self.choices() if each.name == name)
            wanted = name in pose.chosen
            if choice.chosen != wanted and (wanted or not choice.group):
                with self.style.applied():
                    self.choose(name)
        self.see_from(pose.seen_from)
        if pose.slider is not None:
            self.slide(pose.slider)
            if self.rough:
                self.rest()
        if len(pose.point) == len(self._point):
            self._point, self._placed = pose.point, pose.placed
            if any(
                not low <= value <= high for value, (low, high) in zip(pose.point, self.clip, strict=True)
            ):
                # The part of the plane in sight was moved; the point stays where it is.
                self._placed = False
            self._follow()

    def _looked(self) -> None:
        """Follow after the part of the plane in sight has changed."""
        self._placed = False
        with self.style.applied():
            self._follow()
        self.blitter.forget()

    def reset(self) -> None:
        """Put the point, and what else was moved, back where it started."""
        start = self.scene.start
        self.move_to(start if isinstance(start, tuple) else (start,))

    def draw(self) -> None:
        """Draw everything anew, at the figure's present size."""
        with self.style.applied():
            self.fit()
            self.figure.canvas.draw()

    def blit(self) -> None:
        """Paint the moving artists over the kept background."""
        self.blitter.blit()

    def fit(self) -> None:
        """Follow a change of the figure's size. A canvas that tells of its resizing does this itself."""
        if self._present_size == self._size:
            return
        pieces = self._begin_fitting()
        with self.style.applied():
            for _pause in pieces:
                pass

    def fit_in_pieces(self) -> Iterator[None]:
        """Do the same with pauses. Who needs the picture in a pause calls `fit`, and drops the rest here."""
        if self._present_size == self._size:
            return
        pieces = self._begin_fitting()
        more = True
        while more:
            with self.style.applied():
                more = next(pieces, pieces) is None
            yield

    def _begin_fitting(self) -> Generator[None, None, None]:
        """Leave what is half done, if anything is."""
        self._pieces.close()
        self._pieces = self._fitting()
        return self._pieces

    def _fitting(self) -> Generator[None, None, None]:
        size, self._size = self._present_size, UNFIT
        self.blitter.forget()
        for _pause in self._building:  # what is left of it, where the fitting was begun anew
            yield
        yield from self.arrange(max(size[0], 80.0), max(size[1], 80.0)) or ()
        yield
        self._size = size
        if self._placed:
            self.move_to(self._point)
        else:
            self._follow()
        self.stress()

    @property
    def _present_size(self) -> tuple[float, float, float]:
        width, height = (side * 72.0 for side in self.figure.get_size_inches())
        return width, height, self.figure.dpi

    def _resized(self, _event: object) -> None:
        self.fit()

    def hit(self, event_x: float, event_y: float) -> bool:
        """Say whether a place of the canvas (matplotlib's pixels) is on the point, generously."""
        x, y = self.axes.transData.transform(self.anchor)
        reach = self.style.px(HIT_RADIUS) * self.figure.dpi / 72.0
        return math.hypot(event_x - x, event_y - y) <= reach

    def drag(self, event_x: float, event_y: float) -> None:
        """Take the point to a place of the canvas (matplotlib's pixels)."""
        x, y = self.axes.transData.inverted().transform((event_x, event_y))
        self.move_to(self.taken_to(float(x), float(y)))

    @property
    def rough(self) -> bool:
        """Whether something is drawn roughly while it moves, and waits for `rest`."""
        return False

    def snap(self) -> None:
        """Move the point to the round values that are nearest."""
        steps = [round_step((high - low) / 25.0) for low, high in self.clip]
        self.move_to(round(value / step) * step for value, step in zip(self._point, steps, strict=True))

    def nudge(self, dx: float, dy: float) -> None:
        """Move the point by steps of the keyboard; a step is a round number, about 1/60 of the plot."""
        steps = (dx, dy)
        moved = []
        for index, value in enumerate(self._point):
            low, high = self.clip[index]
            step = round_step((high - low) / 60.0)
            moved.append(round(value / step + steps[index]) * step if steps[index] else value)
        self.move_to(moved)

    def set_focus(self, focus: Focus) -> None:
        """Stress what a step speaks of. Call `draw` afterwards."""
        self.focus = focus
        with self.style.applied():
            self.stress()
            if self._size != UNFIT:
                self._follow()  # otherwise it is arranged before it is drawn
        self.blitter.forget()

    def release(self) -> None:
        """Let go of the figure, before another picture takes it."""
        if self._resizing is not None:
            self.figure.canvas.mpl_disconnect(self._resizing)
        self.blitter.release()
