"""What pictures are made of: one class of plain frozen data for each kind of scene.

The engine fills them with numbers (`tutor.scenes`), the window draws them (`tutor.canvas`). Formulas that a
dragged point must evaluate cross as `Program`s.
"""

from tutor.gallery.contour import ContourScene
from tutor.gallery.mapping import MappingScene
from tutor.gallery.paths import Edge, PathsScene, Quantity, Way
from tutor.gallery.scene import Gallery, Scene, Window
from tutor.gallery.slope import SlopeScene
from tutor.gallery.surface import SliceScene, SurfaceScene

__all__ = [
    "ContourScene",
    "Edge",
    "Gallery",
    "MappingScene",
    "PathsScene",
    "Quantity",
    "Scene",
    "SliceScene",
    "SlopeScene",
    "SurfaceScene",
    "Way",
    "Window",
]
