"""Repainting only what moves: the still part is kept as pixels, the moving artists are drawn over it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from matplotlib.artist import Artist
from matplotlib.figure import Figure

from tutor.canvas.slices import still_slices


class Blitter:
    """Draws animated artists over a kept background, on any canvas that can copy pixels
    (Agg, QtAgg). Every full redraw renews the background and then draws them too."""

    def __init__(self, figure: Figure, artists: Callable[[], Iterable[Artist]]) -> None:
        self._figure = figure
        self._artists = artists
        self.background: Any = None
        """The still pixels, None until the first draw or after `forget`."""
        self._connection = figure.canvas.mpl_connect("draw_event", self._drawn)

    @property
    def _canvas(self) -> Any:
        return self._figure.canvas

    def _drawn(self, _event: object) -> None:
        if self._canvas.is_saving():
            # A picture file is drawn with everything in it, at a size of its own.
            return
        if hasattr(self._canvas, "copy_from_bbox"):
            self.background = self._canvas.copy_from_bbox(self._figure.bbox)
            self._paint()

    def _paint(self) -> None:
        renderer = self._canvas.get_renderer()
        for artist in self._artists():
            if artist.get_visible():
                artist.draw(renderer)

    def slices(self, renderer: Any) -> Iterator[None]:
        """Draw on an empty renderer in slices what a full redraw draws. Nothing that is still may change
        meanwhile; what moves is painted where it is at last."""
        yield from still_slices(self._figure, renderer)
        background = renderer.copy_from_bbox(self._figure.bbox)
        for artist in self._artists():
            if artist.get_visible():
                artist.draw(renderer)
                yield
        self.background = background

    def blit(self) -> None:
        """Show the moving artists where they are now; a full draw where there is no background yet."""
        if self.background is None:
            self._canvas.draw()
            return
        self._canvas.restore_region(self.background)
        self._paint()
        self._canvas.blit(self._figure.bbox)

    def forget(self) -> None:
        """Drop the background: what is still has changed."""
        self.background = None

    def release(self) -> None:
        """Stop listening to the canvas, before another picture takes the figure over."""
        self._figure.canvas.mpl_disconnect(self._connection)
        self.forget()
