"""The numbers behind each picture. To add a scene, write a maker decorated with `scene_for` in a module
beside this one."""

from importlib import import_module
from pkgutil import iter_modules

from tutor.scenes.compile import NotComputable, compiled
from tutor.scenes.gallery import gallery, scene_at

for _module in iter_modules(__path__, f"{__name__}."):
    import_module(_module.name)  # each registers its scenes

__all__ = ["NotComputable", "compiled", "gallery", "scene_at"]
