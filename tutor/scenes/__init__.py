"""The numbers behind each picture. To add a scene, write a maker decorated with `scene_for`."""

from tutor.scenes import contour, mapping, paths, slope  # noqa: F401  (each registers its scenes)
from tutor.scenes.compile import NotComputable, compiled
from tutor.scenes.gallery import gallery

__all__ = ["NotComputable", "compiled", "gallery"]
