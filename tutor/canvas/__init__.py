"""Scenes drawn with matplotlib: to add a picture, write a class decorated with `picture_of`."""

from tutor.canvas import contour, mapping, paths, slope  # noqa: F401  (each registers its picture)
from tutor.canvas.picture import Choice, Picture, Readout, Slider, fitting, picture_for

__all__ = ["Choice", "Picture", "Readout", "Slider", "fitting", "picture_for"]
