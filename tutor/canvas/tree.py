"""The dependency tree of a chain rule: circles for the quantities, an arrow's derivative beside it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle
from matplotlib.transforms import Bbox

from tutor.board import Edge
from tutor.canvas.labels import mathematics
from tutor.canvas.style import Style
from tutor.canvas.wording import latex_name

RADIUS = 25.0
GAP = 6.0
BAND = 42.0
SMALLEST = 11.0
PLACES = (0.5, 0.38, 0.62, 0.28, 0.72, 0.2, 0.8, 0.12, 0.88)


@dataclass(frozen=True, slots=True)
class Look:
    """How much of the tree is stressed: the input whose paths count, and the branch spoken of."""

    variable: str
    branch: str | None = None


class Tree:
    """A tree drawn in axes whose data are logical px."""

    def __init__(
        self, axes: Axes, style: Style, columns: tuple[tuple[str, ...], ...], edges: tuple[Edge, ...]
    ):
        self._axes = axes
        self._style = style
        self._columns = columns
        self._edges = edges
        self._places: dict[str, np.ndarray] = {}

    @property
    def artists(self) -> list[Any]:
        """What is drawn at present."""
        return [*self._axes.patches, *self._axes.lines, *self._axes.texts]

    def draw(self, width: float, height: float, look: Look) -> None:
        """Draw the tree anew into axes of so many logical px."""
        for artist in self.artists:
            artist.remove()
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(0, height)
        self._place(width, height)
        on = [self._stressed(edge, look) for edge in self._edges]
        if look.branch is not None:
            self._draw_band([edge for edge, stressed in zip(self._edges, on, strict=True) if stressed])
        for edge, stressed in zip(self._edges, on, strict=True):
            self._draw_edge(edge, stressed, look)
        self._draw_nodes(on, look)
        taken = [Bbox([place - self._radius, place + self._radius]) for place in self._places.values()]
        for edge, stressed in zip(self._edges, on, strict=True):
            taken.append(self._draw_label(edge, stressed, taken, width, height))

    @property
    def _radius(self) -> float:
        return self._style.px(RADIUS)

    def _place(self, width: float, height: float) -> None:
        side = self._radius + max(self._style.px(18), 0.06 * width)
        across = np.linspace(side, width - side, len(self._columns))
        for x, names in zip(across, self._columns, strict=True):
            count = len(names)
            room = min((height - 2 * self._radius - self._style.px(20)) / max(count - 1, 1), 0.62 * height)
            for index, name in enumerate(names):
                self._places[name] = np.array([x, height / 2 + ((count - 1) / 2 - index) * room])

    def _reaches(self, name: str, variable: str) -> bool:
        """Say whether a quantity depends on the input."""
        if name == variable:
            return True
        return any(self._reaches(edge.target, variable) for edge in self._edges if edge.source == name)

    def _stressed(self, edge: Edge, look: Look) -> bool:
        """Say whether an edge lies on a path to the input, through the branch if one is spoken of."""
        if not self._reaches(edge.target, look.variable):
            return False
        return (
            look.branch is None or look.branch in (edge.source, edge.target) or self._below(edge, look.branch)
        )

    def _below(self, edge: Edge, branch: str) -> bool:
        """Say whether an edge hangs under the branch, or leads down to it."""
        return self._reaches(branch, edge.source) or self._reaches(edge.target, branch)

    def _ends(self, edge: Edge) -> tuple[np.ndarray, np.ndarray]:
        a, b = self._places[edge.source], self._places[edge.target]
        ahead = (b - a) / float(np.hypot(*(b - a)))
        reach = self._radius + self._style.px(GAP)
        return a + ahead * reach, b - ahead * reach

    def _draw_band(self, edges: list[Edge]) -> None:
        for edge in edges:
            a, b = self._places[edge.source], self._places[edge.target]
            self._axes.plot(
                [a[0], b[0]],
                [a[1], b[1]],
                color=self._style.role(f"{edge.slot}_tint"),
                linewidth=self._style.px(BAND),
                solid_capstyle="round",
                zorder=1,
            )

    def _colour(self, slot: str, stressed: bool) -> str:
        return self._style.role(slot) if stressed else self._style.colour("window.lineStrong")

    def _draw_edge(self, edge: Edge, stressed: bool, look: Look) -> None:
        a, b = self._ends(edge)
        width = self._style.px((4.5 if look.branch else 3.0) if stressed else 2.0)
        # The third colour is near the first: its dashes tell them apart.
        dashes = (0, (5, 1.6)) if edge.slot == "slotC" else "solid"
        colour = self._colour(edge.slot, stressed)
        self._axes.plot([a[0], b[0]], [a[1], b[1]], color=colour, linewidth=width, linestyle=dashes, zorder=2)

    def _draw_nodes(self, on: list[bool], look: Look) -> None:
        style = self._style
        used = {
            name
            for edge, stressed in zip(self._edges, on, strict=True)
            if stressed
            for name in (edge.source, edge.target)
        }
        ends = (*self._columns[0], *self._columns[-1])
        slots = {edge.target: edge.slot for edge in reversed(self._edges)}
        for name, place in self._places.items():
            plain = name in ends
            ring = style.colour("text.secondary") if plain else style.role(slots.get(name, ""))
            word = style.colour("text.primary") if plain else ring
            if name not in used:
                ring, word = style.colour("window.lineStrong"), style.colour("text.tertiary")
            self._axes.add_patch(
                Circle(
                    (float(place[0]), float(place[1])),
                    self._radius,
                    facecolor=style.settings["axes.facecolor"],
                    edgecolor=ring,
                    linewidth=style.px(2),
                    zorder=3,
                )
            )
            self._axes.text(
                float(place[0]),
                float(place[1]),
                f"${latex_name(name)}$",
                color=word,
                fontsize=style.px(22),
                ha="center",
                va="center",
                zorder=4,
            )

    def _draw_label(self, edge: Edge, stressed: bool, taken: list[Bbox], width: float, height: float) -> Bbox:
        """Write an edge's derivative beside it where it covers nothing else, and return its place."""
        a, b = self._ends(edge)
        colour = self._style.role(edge.slot) if stressed else self._style.colour("text.tertiary")
        words = mathematics(edge.label).replace(r"\frac", r"\dfrac")
        text = self._axes.text(
            0, 0, words, color=colour, fontsize=self._style.px(17), ha="center", va="center", zorder=5
        )
        room = 0.8 * abs(b[0] - a[0])
        half = self._half_size(text)
        if 2 * half[0] > room:
            text.set_fontsize(max(self._style.px(SMALLEST), text.get_fontsize() * room / (2 * half[0])))
            half = self._half_size(text)
        if 2 * half[0] > 1.25 * room and "=" in words:
            text.set_text(words.partition("=")[0].rstrip(" $&") + "$")
            text.set_fontsize(self._style.px(17))
            half = self._half_size(text)
        middle_up = (a[1] + b[1]) / 2 >= height / 2 - 1
        best: tuple[float, np.ndarray, Bbox] | None = None
        normal = np.array([-(b - a)[1], (b - a)[0]]) / float(np.hypot(*(b - a)))
        if normal[1] < 0 or (normal[1] == 0 and normal[0] < 0):
            normal = -normal
        for (rank, share), side in product(enumerate(PLACES), (1.0, -1.0) if middle_up else (-1.0, 1.0)):
            away = half[0] * abs(normal[0]) + half[1] * abs(normal[1]) + self._style.px(6)
            place = a + (b - a) * share + side * normal * away
            box = Bbox([place - half, place + half])
            outside = box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height
            score = 0.1 * rank + 0.35 * ((side > 0) != middle_up) + 8.0 * outside
            score += sum(12.0 for other in taken if box.overlaps(other))
            score += sum(3.0 for other in self._edges if other is not edge and self._crosses(other, box))
            if best is None or score < best[0] - 1e-9:
                best = (score, place, box)
        assert best is not None
        text.set_position((float(best[1][0]), float(best[1][1])))
        return best[2]

    def _half_size(self, text: Any) -> np.ndarray:
        extent = text.get_window_extent()
        ratio = self._axes.figure.dpi / 72.0
        return np.array([extent.width / 2 + 2, extent.height / 2 + 2]) / ratio

    def _crosses(self, edge: Edge, box: Bbox) -> bool:
        a, b = self._ends(edge)
        points = a + (b - a) * np.linspace(0, 1, 40)[:, None]
        inside = (points >= box.min).all(axis=1) & (points <= box.max).all(axis=1)
        return bool(inside.any())

    def words(self) -> str:
        """Return the tree for reading aloud: every edge's derivative."""
        return ", ".join(edge.label.speech or edge.label.text for edge in self._edges)
