"""A figure drawn in slices, between which a window can answer: what `Figure.draw` does, artist by artist."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.image import _ImageBase

_FIGURE = ("_get_draw_artists",)
_AXES = ("_unstale_viewLim", "_update_title_position", "_rasterization_zorder", "_frameon", "_axis_map")
"""What the parts of `draw` are called in matplotlib; by another name, they are drawn in one slice."""


def still_slices(figure: Figure, renderer: Any) -> Iterator[None]:
    """Draw in slices all that `figure.draw(renderer)` draws, without a "draw_event". What is drawn must not
    change meanwhile: then begin again, with an empty renderer."""
    whole: Any = figure
    if not whole.get_visible():
        return
    if (
        not all(hasattr(whole, name) for name in _FIGURE)
        or whole.get_layout_engine() is not None
        or any(isinstance(child, _ImageBase) for child in whole.get_children())
    ):
        with whole.canvas.callbacks.blocked(signal="draw_event"):
            whole.draw(renderer)
        yield
        return
    artists = whole._get_draw_artists(renderer)
    whole.patch.draw(renderer)
    for artist in artists:
        if isinstance(artist, Axes) and _known(artist):
            yield from _axes_slices(artist, renderer)
        else:
            artist.draw(renderer)
            yield
    whole.stale = False


def _known(axes: Any) -> bool:
    """Say whether axes are drawn by the usual method, in which nothing is put together."""
    return (
        type(axes).draw is Axes.draw
        and all(hasattr(axes, name) for name in _AXES)
        and axes._rasterization_zorder is None
        and not any(isinstance(child, _ImageBase) for child in axes.get_children())
    )


def _axes_slices(axes: Any, renderer: Any) -> Iterator[None]:
    if not axes.get_visible():
        return
    axes._unstale_viewLim()
    axes._stale = True  # as in `Axes.draw`: nobody is called back meanwhile
    locator = axes.get_axes_locator()
    axes.apply_aspect(locator(axes, renderer) if locator else None)
    framed = axes.axison and axes._frameon
    left_out = [axes.patch]
    if not framed:
        left_out += axes.spines.values()
    axes._update_title_position(renderer)
    yield
    if not axes.axison:
        left_out += axes._axis_map.values()
    saving = axes.get_figure(root=True).canvas.is_saving()
    artists = [
        artist
        for artist in axes.get_children()
        if not any(artist is left for left in left_out) and (saving or not artist.get_animated())
    ]
    artists.sort(key=attrgetter("zorder"))
    for artist in [axes.patch, *artists] if framed else artists:
        artist.draw(renderer)
        yield
    axes.stale = False
