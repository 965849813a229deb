"""The pictures of the scenes that may be shown in turn: each stays built, as it was left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tutor.ui.dropped_pictures import DroppedPictures

if TYPE_CHECKING:
    from tutor.canvas.picture import Picture
    from tutor.gallery import Scene


@dataclass(slots=True)
class Built:
    """A picture on its own figure. `home` is the scene that it showed first, and comes back to; `wanting`
    says that the part of the plane in sight was moved since its numbers were computed; `finer` is the scene
    from more samples that it is to show as soon as no hand is on it."""

    home: Scene
    picture: Picture
    theme: str
    scale: float
    wanting: bool = False
    finer: Scene | None = None

    @property
    def look(self) -> tuple[str, float]:
        """The palette and the size of what is in it."""
        return self.theme, self.scale


class KeptPictures:
    """Pictures by the scenes they showed first, as long as these are on offer. A scene is known by its
    identity: two with the same numbers are two."""

    def __init__(self, owner: QObject) -> None:
        self._offered: tuple[Scene, ...] = ()
        self._kept: list[Built] = []
        self._dropped = DroppedPictures(owner)

    def offer(self, scenes: Iterable[Scene]) -> None:
        """Keep the pictures of these scenes, and drop all others."""
        self._offered = tuple(scenes)
        self._dropped.add(each for each in self._kept if not self.offers(each.home))
        self._kept = [each for each in self._kept if self.offers(each.home)]

    def offers(self, scene: Scene) -> bool:
        """Say whether a scene is on offer."""
        return any(scene is offered for offered in self._offered)

    def of(self, scene: Scene) -> Built | None:
        """Return the picture of a scene that is kept."""
        return next((each for each in self._kept if each.home is scene), None)

    def keep(self, built: Built) -> None:
        """Keep a picture, if its scene is on offer."""
        if self.offers(built.home):
            self._kept.append(built)

    def forget(self, built: Built) -> None:
        """Keep a picture no longer: another of the same scene is shown, on its figure."""
        self._kept = [each for each in self._kept if each is not built]

    def take_the_place(self, built: Built) -> None:
        """Keep a picture, in place of the one of its scene that is kept: what was moved stays."""
        before = self.of(built.home)
        if before is not None:
            built.picture.take(before.picture.pose())
            built.wanting = before.wanting
            before.picture.release()
            self.forget(before)
            self._dropped.add((before,))
        self.keep(built)

    def refine(self, finer: Mapping[int, Scene]) -> None:
        """Put scenes of more samples in the place of those offered, by their ids."""
        self._offered = tuple(finer.get(id(scene), scene) for scene in self._offered)
        for built in self._kept:
            scene = finer.get(id(built.home))
            if scene is not None:
                if built.picture.scene is built.home and not built.wanting:
                    built.finer = scene
                built.home = scene
