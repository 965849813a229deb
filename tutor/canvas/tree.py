"""The dependency tree of a chain rule: circles for the quantities, an arrow's derivative beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from tutor.canvas.labels import mathematics
from tutor.canvas.style import Style
from tutor.canvas.wording import latex_name
from tutor.gallery import Edge

RADIUS = 25.0
GAP = 6.0
BAND = 42.0
SMALLEST = 11.0
SIZES = (14.0, 12.0)
"""smaller sizes for a label that would cover something"""
CROWDED = 3.0
SAMPLES = 81
NEAR = 9.0
"""px from an edge's line within which a click means the edge"""
BENDS = (0.25, 0.35, 0.45, 0.6)
"""How far an edge may bow out, as shares of the height: the smallest that clears the circles is taken."""
PLACES = (0.5, 0.38, 0.62, 0.28, 0.72, 0.2, 0.8, 0.12, 0.88)


@dataclass(frozen=True, slots=True)
class Look:
    """How much of the tree is stressed: the output and the input whose paths count, and the branch spoken
    of."""

    output: str
    variable: str
    branch: str | None = None
    target: str | None = None
    """with the branch: the one arrow spoken of, which leads from the branch to here, or (where both are
    the same) from the function to the branch"""


@dataclass(frozen=True, slots=True)
class Written:
    """How an edge's derivative is written: the words, their size, their middle, and the room they take."""

    words: str
    size: float
    place: np.ndarray
    box: Bbox


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
        self._courses: dict[tuple[str, str], np.ndarray] = {}
        self._seen: dict[tuple[str, str], np.ndarray] = {}
        self._room = (0.0, 0.0)
        self._labels: dict[tuple[str, str], Written] = {}

    @property
    def artists(self) -> list[Any]:
        """What is drawn at present."""
        return [*self._axes.patches, *self._axes.lines, *self._axes.texts]

    def draw(self, width: float, height: float, look: Look) -> None:
        """Draw the tree anew into axes of so many logical px."""
        for artist in self.artists:
            artist.remove()
        if (width, height) != self._room:
            for _pause in self.lay_out(width, height):
                pass
        on = [self._stressed(edge, look) for edge in self._edges]
        if look.branch is not None:
            spoken_of = [edge for edge in self._edges if self._is_meant(edge, look)]
            paths = [edge for edge, stressed in zip(self._edges, on, strict=True) if stressed]
            self._draw_band(spoken_of or paths)
        for edge, stressed in zip(self._edges, on, strict=True):
            self._draw_edge(edge, stressed, look)
        self._draw_nodes(on, look)
        for edge, stressed in zip(self._edges, on, strict=True):
            written = self._labels[edge.source, edge.target]
            colour = self._style.role(edge.slot) if stressed else self._style.colour("text.tertiary")
            self._write(written.words, written.size, written.place, colour)

    def lay_out(self, width: float, height: float) -> Iterator[None]:
        """Find the places of everything, with pauses: they are the same whatever is stressed."""
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(0, height)
        self._place(width, height)
        self._courses = self._laid(height)
        self._seen = {(edge.source, edge.target): self._between(edge) for edge in self._edges}
        taken = [Bbox([place - self._radius, place + self._radius]) for place in self._places.values()]
        for edge in self._edges:
            written = self._labels[edge.source, edge.target] = self._place_label(edge, taken, (width, height))
            taken.append(written.box)
            yield
        self._room = (width, height)

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
        if not (self._reaches(edge.target, look.variable) and self._reaches(look.output, edge.source)):
            return False
        return (
            look.branch is None or look.branch in (edge.source, edge.target) or self._below(edge, look.branch)
        )

    def _below(self, edge: Edge, branch: str) -> bool:
        """Say whether an edge hangs under the branch, or leads down to it."""
        return self._reaches(branch, edge.source) or self._reaches(edge.target, branch)

    def _is_meant(self, edge: Edge, look: Look) -> bool:
        """Say whether the edge is the one that a step speaks of."""
        if look.target == look.branch:
            return (edge.source, edge.target) == (look.output, look.branch)
        return (edge.source, edge.target) == (look.branch, look.target)

    def _laid(self, height: float) -> dict[tuple[str, str], np.ndarray]:
        """Lay every edge: straight, or in a bow around the circles that would be in its way."""
        column = {name: index for index, names in enumerate(self._columns) for name in names}
        courses: dict[tuple[str, str], np.ndarray] = {}
        bows: list[np.ndarray] = []
        for edge in sorted(self._edges, key=lambda edge: column[edge.target] - column[edge.source]):
            course, bow = self._laid_edge(edge, bows, height)
            if bow:
                bows.append(course[len(course) // 4 : -len(course) // 4])
            courses[edge.source, edge.target] = course
        return courses

    def _laid_edge(self, edge: Edge, bows: list[np.ndarray], height: float) -> tuple[np.ndarray, bool]:
        a, b = self._places[edge.source], self._places[edge.target]
        others = [place for name, place in self._places.items() if name not in (edge.source, edge.target)]
        t = np.linspace(0, 1, SAMPLES)[:, None]
        straight = a + (b - a) * t
        best: tuple[float, np.ndarray, float] | None = None
        for bend in (0.0, *(sign * share for share in BENDS for sign in (1.0, -1.0))):
            course = straight + np.array([0.0, 2 * bend * height]) * 2 * t * (1 - t)
            room = min((float(np.hypot(*(course - other).T).min()) for other in others), default=np.inf)
            apart = min((float(np.hypot(*(course[:, None] - bow).T).min()) for bow in bows), default=np.inf)
            inside = course[:, 1].min() > 0.04 * height and course[:, 1].max() < 0.96 * height
            clear = (
                1.0 * (room < 1.5 * self._radius) + 0.5 * (apart < 0.7 * self._radius) + 2.0 * (not inside)
            )
            score = clear + 0.3 * abs(bend)
            if best is None or score < best[0] - 1e-9:
                best = (score, course, bend)
        assert best is not None
        return best[1], best[2] != 0.0

    def _visible(self, edge: Edge) -> np.ndarray:
        """Return the points (n, 2) of an edge between its two circles."""
        return self._seen[edge.source, edge.target]

    def _between(self, edge: Edge) -> np.ndarray:
        """Work those points out."""
        a, b = self._places[edge.source], self._places[edge.target]
        course = self._courses[edge.source, edge.target]
        reach = self._radius + self._style.px(GAP)
        outside = (np.hypot(*(course - a).T) >= reach) & (np.hypot(*(course - b).T) >= reach)
        shown: np.ndarray = course[outside]
        return shown if len(shown) > 1 else course

    def _draw_band(self, edges: list[Edge]) -> None:
        for edge in edges:
            tint = self._style.role(f"{edge.slot}_tint") if edge.slot else self._style.colour("window.line")
            self._axes.plot(
                *self._courses[edge.source, edge.target].T,
                color=tint,
                linewidth=self._style.px(BAND),
                solid_capstyle="round",
                zorder=1,
            )

    def _colour(self, slot: str, stressed: bool) -> str:
        return self._style.role(slot) if stressed else self._style.colour("window.lineStrong")

    def _draw_edge(self, edge: Edge, stressed: bool, look: Look) -> None:
        meant = look.branch and (look.target is None or self._is_meant(edge, look))
        width = self._style.px((4.5 if meant else 3.0) if stressed else 2.0)
        # The third colour is near the first: its dashes tell them apart.
        dashes = (0, (5, 1.6)) if edge.slot == "slotC" else "solid"
        colour = self._colour(edge.slot, stressed)
        course = self._visible(edge).T
        self._axes.plot(*course, color=colour, linewidth=width, linestyle=dashes, zorder=2)

    def _draw_nodes(self, on: list[bool], look: Look) -> None:
        style = self._style
        used = {
            name
            for edge, stressed in zip(self._edges, on, strict=True)
            if stressed
            for name in (edge.source, edge.target)
        }
        ends = (*self._columns[0], *self._columns[-1])
        into = {name: {edge.slot for edge in self._edges if edge.target == name} for name in self._places}
        slots = {name: next(iter(found)) for name, found in into.items() if len(found) == 1}
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

    def _write(self, words: str, size: float, place: np.ndarray, colour: str = "black") -> Text:
        """Write a label, its middle at a place."""
        x, y = map(float, place)
        return self._axes.text(x, y, words, color=colour, fontsize=size, ha="center", va="center", zorder=5)

    def _place_label(self, edge: Edge, taken: list[Bbox], whole: tuple[float, float]) -> Written:
        """Find where an edge's derivative stands beside it and covers nothing else, and how large."""
        points = self._visible(edge)
        words = mathematics(edge.label).replace(r"\frac", r"\dfrac")
        text = self._write(words, self._style.px(17), points[0])
        room = 0.8 * abs(points[-1][0] - points[0][0])
        half = self._half_size(text)
        if 2 * half[0] > room:
            text.set_fontsize(max(self._style.px(SMALLEST), text.get_fontsize() * room / (2 * half[0])))
            half = self._half_size(text)
        if 2 * half[0] > 1.25 * room and "=" in words:
            # What it is is on the left; the left side is mathematics also where the right one is words.
            text.set_text(f"${edge.label.latex.partition('=')[0].rstrip(' &')}$".replace(r"\frac", r"\dfrac"))
            text.set_fontsize(self._style.px(17))
            half = self._half_size(text)
        crowded, place, box = self._best_spot(edge, half, taken, whole)
        size = float(text.get_fontsize())
        for smaller in map(self._style.px, SIZES):
            if crowded < CROWDED or size <= smaller:
                break
            text.set_fontsize(smaller)
            spot = self._best_spot(edge, self._half_size(text), taken, whole)
            if spot[0] < crowded:
                size, (crowded, place, box) = smaller, spot
        text.remove()
        return Written(text.get_text(), size, place, box)

    def _best_spot(
        self, edge: Edge, half: np.ndarray, taken: list[Bbox], whole: tuple[float, float]
    ) -> tuple[float, np.ndarray, Bbox]:
        """Return how crowded the best place beside an edge is for a label of that half size, the place,
        and the box that the label takes up there."""
        points = self._visible(edge)
        middle_up = float(points[:, 1].mean()) >= whole[1] / 2 - 1
        others = [self._visible(other) for other in self._edges if other is not edge]
        along = np.concatenate([np.empty((0, 2)), *others])
        of = np.repeat(np.arange(len(others)), [len(each) for each in others])
        low, high = (np.array([getattr(box, corner) for box in taken]) for corner in ("min", "max"))
        best: tuple[float, np.ndarray] | None = None
        for (rank, share), side in product(enumerate(PLACES), (1.0, -1.0) if middle_up else (-1.0, 1.0)):
            at, normal = _place_on(points, share)
            away = half[0] * abs(normal[0]) + half[1] * abs(normal[1]) + self._style.px(6)
            place = at + side * normal * away
            outside = bool((place < half).any() or (place + half > whole).any())
            score = 0.1 * rank + 0.35 * ((side > 0) != middle_up) + 8.0 * outside
            score += 12.0 * int(((low <= place + half) & (high >= place - half)).all(axis=1).sum())
            inside = ((along >= place - half) & (along <= place + half)).all(axis=1)
            score += 3.0 * len(np.unique(of[inside]))  # the edges it would lie on
            if best is None or score < best[0] - 1e-9:
                best = (score, place)
        assert best is not None
        return *best, Bbox([best[1] - half, best[1] + half])

    def _half_size(self, text: Any) -> np.ndarray:
        extent = text.get_window_extent()
        ratio = self._axes.figure.dpi / 72.0
        return np.array([extent.width / 2 + 2, extent.height / 2 + 2]) / ratio

    def label_box(self, edge: Edge) -> Bbox:
        """Return where an edge's derivative is written."""
        return self._labels[edge.source, edge.target].box

    def edge_at(self, x: float, y: float) -> Edge | None:
        """Return the edge whose line or derivative is at a place of the axes, None where there is none."""
        for edge in self._edges:
            if self.label_box(edge).contains(x, y):
                return edge
        reach = self._style.px(NEAR)
        far = [float(np.hypot(*(self._visible(edge) - (x, y)).T).min()) for edge in self._edges]
        nearest = int(np.argmin(far)) if far else 0
        return self._edges[nearest] if far and far[nearest] <= reach else None

    def words(self) -> str:
        """Return the tree for reading aloud: every edge's derivative."""
        return ", ".join(edge.label.speech or edge.label.text for edge in self._edges)


def _place_on(points: np.ndarray, share: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the point at a share of the way along a course, and the direction upwards from it there."""
    index = round(share * (len(points) - 1))
    before, after = points[max(index - 1, 0)], points[min(index + 1, len(points) - 1)]
    ahead = (after - before) / float(np.hypot(*(after - before)))
    normal = np.array([-ahead[1], ahead[0]])
    return points[index], -normal if normal[1] < 0 or (normal[1] == 0 and normal[0] < 0) else normal
