"""Scenes drawn with matplotlib. To add a picture, write a class decorated with `picture_of` in a module
beside this one."""

from importlib import import_module
from pkgutil import iter_modules

from tutor.canvas.picture import Picture
from tutor.canvas.pictures import fitting, picture_for
from tutor.canvas.readout import Choice, Readout, Slider

for _module in iter_modules(__path__, f"{__name__}."):
    import_module(_module.name)  # each registers its picture

__all__ = ["Choice", "Picture", "Readout", "Slider", "fitting", "picture_for"]
