"""Scenes drawn with matplotlib: to add a picture, write a class decorated with `picture_of`."""

from tutor.canvas import contour, mapping, paths, slope  # noqa: F401  (each registers its picture)
from tutor.canvas.picture import Picture, Readout, Slider, picture_for

__all__ = ["Picture", "Readout", "Slider", "picture_for"]
