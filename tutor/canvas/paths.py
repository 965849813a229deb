"""The chain rule: the tree above; below it the path over the level curves of f, or number lines."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from tutor.canvas.frame import place_axes, plain_axes
from tutor.canvas.number_lines import NumberLines
from tutor.canvas.path_map import PathMap
from tutor.canvas.picture import Clip, Picture, Point, Readout, Slider, picture_of
from tutor.canvas.tree import Look, Tree
from tutor.canvas.wording import plain_name, rounded, typst_name
from tutor.gallery import PathsScene
from tutor.language import _

TREE_SHARE = 0.4
TREE_HEIGHT = 250.0


@picture_of(PathsScene)
class PathsPicture(Picture):
    """One colour for a branch: its edges, its axis, its term."""

    scene: PathsScene

    def build(self) -> None:
        style, scene = self.style, self.scene
        self._tree_axes = plain_axes(self.figure, style)
        self._tree_axes.set_axis_off()
        self._tree = Tree(self._tree_axes, style, scene.tree, scene.edges)
        self.below: PathMap | NumberLines | None = None
        if scene.contour is not None:
            self.below = PathMap(self.figure, style, scene, scene.contour)
        elif scene.quantities:
            self.below = NumberLines(self.figure, style, scene)

    def arrange(self, width: float, height: float) -> None:
        tree_height = height if self.below is None else self._tree_height(height)
        place_axes(self._tree_axes, (width, height), 0, height - tree_height, width, tree_height)
        self._tree_room = (width, tree_height)
        if self.below is not None:
            self.below.arrange((width, height), height - tree_height)

    def _tree_height(self, height: float) -> float:
        """Return the room for the tree above the rest; many, crossing and long edges need more."""
        column = {name: index for index, names in enumerate(self.scene.tree) for name in names}
        sizes = [len(names) for names in self.scene.tree]
        crossed = any(min(pair) > 1 for pair in pairwise(sizes))
        long = sum(column[edge.target] - column[edge.source] > 1 for edge in self.scene.edges) > 1
        share, most = (0.5, 300.0) if crossed or long or max(sizes) > 2 else (TREE_SHARE, TREE_HEIGHT)
        return min(share * height, self.style.px(most))

    # The point ---------------------------------------------------------------------------------

    @property
    def axes(self) -> Axes:
        return self._tree_axes if self.below is None else self.below.axes

    @property
    def point_name(self) -> str:
        return self.scene.variable

    @property
    def clip(self) -> Clip:
        return (self.scene.range,)

    @property
    def anchor(self) -> tuple[float, float]:
        return (math.nan, math.nan) if self.below is None else self.below.anchor(self.point[0])

    def taken_to(self, x: float, y: float) -> Point:
        return self.point if self.below is None else (self.below.taken_to(x, y),)

    def moving(self) -> Iterable[Artist]:
        return () if self.below is None else self.below.moving()

    def follow(self) -> None:
        if self.below is not None:
            self.below.follow(self.point[0])

    def stress(self) -> None:
        branch = self._branch
        asked = self.focus.variable if self.focus.variable in self.scene.tree[-1] else None
        variable = asked or self.scene.variable
        target = self.focus.variable if branch is not None else None
        self._tree.draw(*self._tree_room, Look(variable, branch, target))

    @property
    def _branch(self) -> str | None:
        names = {edge.target for edge in self.scene.edges if edge.source in self.scene.tree[0]}
        names |= {name for column in self.scene.tree[1:-1] for name in column}
        return self.focus.branch if self.focus.branch in names else None

    # Words -------------------------------------------------------------------------------------

    def describe(self) -> str:
        scene = self.scene
        words = _("The paths from {f} to {x}: {edges}.").format(
            f=plain_name(scene.tree[0][0]), x=plain_name(scene.variable), edges=self._tree.words()
        )
        if self.below is None:
            return words
        x = self.point[0]
        place = self.below.in_words(x) if isinstance(self.below, PathMap) else self._speed(self.below.rate(x))
        return f"{words} {place}"

    def readout(self) -> Readout:
        scene = self.scene
        low, high = scene.range
        slider = Slider(scene.variable, low, high, self.point[0], plays=True)
        f, x = typst_name(scene.tree[0][0]), typst_name(scene.variable)
        d = "partial" if len(scene.tree[-1]) > 1 else "d"
        name = f"({d} {f})/({d} {x})"
        has_terms = scene.contour is not None or scene.outer
        if self.below is None or not has_terms:
            return Readout(name, _("One term for each path; the terms are added up."), slider)
        rate = self.below.rate(self.point[0])
        if not math.isfinite(rate):
            return Readout(name, _("Here the derivative is not defined."), slider)
        return Readout(f"{self.below.terms(self.point[0])} = {name}", self._speed(rate), slider)

    def _speed(self, rate: float) -> str:
        return _("At {x} = {value}, {f} changes {rate} times as fast as {x}.").format(
            x=plain_name(self.scene.variable),
            value=rounded(self.point[0]),
            f=plain_name(self.scene.tree[0][0]),
            rate=rounded(rate),
        )
