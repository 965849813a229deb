"""The boxes and arrows of a graph of operations: what is still while its numbers change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path
from matplotlib.transforms import Bbox

from tutor.canvas.labels import mathematics
from tutor.canvas.placing import along_corners
from tutor.canvas.style import Style
from tutor.canvas.wording import latex_name
from tutor.gallery.graph import GraphEdge, GraphScene

BOX = (60.0, 46.0)
"""px: the least width, and the height where there is room"""
ABOVE = 22.0
BELOW = (50.0, 24.0)
"""px for the derivative below a box, as a fraction and on one line"""
WIDEST = 0.66
"""of the way from a column to the next"""
WIDE = 118.0
"""px from a column to the next from which numbers are written large"""
NUMBER = ((38.0, 16.0), (50.0, 19.0))
"""px that the number on an edge takes up, small and large"""
LINES = 2.5
"""times the size of the letters that a box must be high for two lines"""
SHARES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)


class GraphPlan:
    """Drawn in axes whose data are logical px."""

    def __init__(self, axes: Axes, style: Style, scene: GraphScene) -> None:
        self._axes, self._style, self._scene = axes, style, scene
        self.places: list[np.ndarray] = [np.zeros(2) for _node in scene.nodes]
        self.spots: list[np.ndarray] = [np.zeros(2) for _edge in scene.edges]
        """the middle of the number on each edge"""
        self.box = BOX
        self.is_wide = True
        self.is_roomy = True
        """whether a fraction fits below a box"""
        self._artists: list[Any] = []
        self._stressed: list[Any] = []
        self._courses: list[np.ndarray] = []
        self._texts = [
            axes.text(
                0, 0, "", ha="center", va="center", zorder=5, color=self.node_colour(index), linespacing=1.05
            )
            for index in range(len(scene.nodes))
        ]

    def node_colour(self, index: int) -> str:
        """Return the colour of a box: that of its branch."""
        slot = self._scene.nodes[index].slot
        return self._style.role(slot) if slot else self._style.colour("text.primary")

    def edge_colour(self, edge: GraphEdge) -> str:
        """Return the colour of an arrow and of its number."""
        return self._style.role(edge.slot) if edge.slot else self._style.colour("text.secondary")

    # Places ------------------------------------------------------------------------------------

    def arrange(self, left: float, right: float, low: float, high: float) -> None:
        """Draw the graph anew into a rectangle, in px."""
        for artist in self._artists:
            artist.remove()
        px, scene = self._style.px, self._scene
        columns = max(node.place[0] for node in scene.nodes)
        across = (right - left) / (columns + 1)
        self.is_wide = bool(across >= px(WIDE))
        bends = [spot for edge in scene.edges for spot in edge.bends]
        for _again in range(2):
            # Only the bends that are needed have to find room.
            bends = self._laid((left, right, low, high), columns, bends)
        self._place_numbers(Bbox([[left, low], [right, high]]))
        self._artists = [*self._drawn_boxes(), *self._drawn_edges()]
        for text, place in zip(self._texts, self.places, strict=True):
            text.set_position(tuple(place.tolist()))

    def _laid(
        self, rectangle: tuple[float, float, float, float], columns: float, bends: list[tuple[float, float]]
    ) -> list[tuple[float, float]]:
        """Lay boxes and arrows with room for so many bends, and return the bends that were taken."""
        left, right, low, high = rectangle
        px, scene = self._style.px, self._scene
        spots = [node.place for node in scene.nodes]
        rows = [row for _column, row in (*spots, *bends)]
        span = max(rows) - min(rows)
        needed = px(BOX[1] + ABOVE + BELOW[0])
        self.is_roomy = self.is_wide and (high - low) >= (1 + span) * needed
        below = px(BELOW[0] if self.is_roomy else BELOW[1])
        high_box = px(BOX[1]) if self.is_roomy else min(px(BOX[1]), 0.42 * (high - low) / (span + 1))
        self._write_labels((right - left) / (columns + 1), high_box)
        room = high - low - px(ABOVE) - below - high_box
        pitch = min(room / span, px(190)) if span else 0.0
        spread = (right - left - self.box[0]) / columns if columns else 0.0
        middle = low + below + high_box / 2 + room / 2 - pitch * (max(rows) + min(rows)) / 2

        def at(spot: tuple[float, float]) -> np.ndarray:
            return np.array([left + self.box[0] / 2 + spot[0] * spread, middle + spot[1] * pitch])

        self.places = [at(spot) for spot in spots]
        half = np.array([self.box[0], high_box]) / 2
        self._kept_free = [
            Bbox([place - half - [0, below], place + half + [0, px(ABOVE)]]) for place in self.places
        ]
        taken: list[tuple[float, float]] = []
        self._courses = []
        for edge in scene.edges:
            course, passed = self._course(edge, [at(spot) for spot in edge.bends])
            self._courses.append(course)
            taken += [edge.bends[each] for each in passed]
        return taken

    def _write_labels(self, across: float, high_box: float) -> None:
        """Write what is in the boxes as large as they allow; what does not fit there, by its name alone."""
        most, size = WIDEST * across, self._style.px(17)
        around = self._style.px(14 if self.is_wide else 8)
        written = [mathematics(node.label) for node in self._scene.nodes]
        widths = self._widths(written, size)
        if max(widths) + around > most and high_box >= LINES * size:
            # Letters of their full size on two lines are read from farther away than small ones on one.
            written = [_on_two_lines(words) for words in written]
            widths = self._widths(written, size)
        fitting = [width for width in widths if width <= 1.6 * most]
        widest = max(fitting, default=0.0) + around
        smaller = min(1.0, most / widest)
        self.box = (min(max(self._style.px(BOX[0]), widest * smaller), most), high_box)
        for node, text, width in zip(self._scene.nodes, self._texts, widths, strict=True):
            text.set_fontsize(max(smaller * size, self._style.px(10)))
            if width > 1.6 * most:
                text.set_text(f"${latex_name(node.name)}$")

    def _widths(self, written: Sequence[str], size: float) -> list[float]:
        """Write what is in the boxes, and return how many px wide each is."""
        ratio = self._axes.figure.dpi / 72.0
        for words, text in zip(written, self._texts, strict=True):
            text.set_text(words)
            text.set_fontsize(size)
        return [text.get_window_extent().width / ratio for text in self._texts]

    def _course(self, edge: GraphEdge, bends: Sequence[np.ndarray]) -> tuple[np.ndarray, Sequence[int]]:
        """Return the corners (n, 2) of an arrow, and which bends it takes: none if it meets no other box on
        the straight way, else one or all of them."""
        others = [box for k, box in enumerate(self._kept_free) if k not in (edge.source, edge.target)]
        every = range(len(bends))
        for passed in ((), *((each,) for each in every), tuple(every)):
            course = self._between(edge, [bends[each] for each in passed])
            if not any(_meets(course, box) for box in others):
                break
        return course, passed

    def _between(self, edge: GraphEdge, bends: list[np.ndarray]) -> np.ndarray:
        start, end = self.places[edge.source], self.places[edge.target]
        corners = [start, *bends, end]
        half, slack = np.array(self.box) / 2, self._style.px(4)
        leaves, arrives = (
            np.clip(other[1] - own[1], -0.55 * half[1], 0.55 * half[1])
            for own, other in ((start, corners[1]), (end, corners[-2]))
        )
        corners[0] = start + np.array([half[0] + slack, leaves])
        corners[-1] = end + np.array([-half[0] - slack, arrives])
        return np.array(corners)

    def _place_numbers(self, room: Bbox) -> None:
        """Put each edge's number beside it, where it covers nothing else."""
        taken = list(self._kept_free)
        half = np.array([self._style.px(side) / 2 for side in NUMBER[self.is_wide]])
        for index, course in enumerate(self._courses):
            best: tuple[float, np.ndarray] | None = None
            for (rank, share), side in product(enumerate(SHARES), (1.0, -1.0)):
                at, normal = _place_on(course, share)
                away = half[0] * abs(normal[0]) + half[1] * abs(normal[1]) + self._style.px(3)
                spot = at + side * normal * away
                box = Bbox([spot - half, spot + half])
                score = 0.1 * rank + 0.2 * (side < 0) + 12.0 * sum(box.overlaps(other) for other in taken)
                score += 20.0 * (box.x0 < room.x0 or box.x1 > room.x1 or box.y1 > room.y1 or box.y0 < room.y0)
                score += 3.0 * sum(_meets(other, box) for k, other in enumerate(self._courses) if k != index)
                if best is None or score < best[0] - 1e-9:
                    best = (score, spot)
            assert best is not None
            self.spots[index] = best[1]
            taken.append(Bbox([best[1] - half, best[1] + half]))

    def ways(self) -> np.ndarray:
        """Return points (n, 2) along all arrows, in px."""
        return np.vstack(
            [np.empty((0, 2)), *(along_corners(course.tolist(), 24) for course in self._courses)]
        )

    # Drawing -----------------------------------------------------------------------------------

    def _drawn_boxes(self) -> Iterable[Any]:
        half = np.array(self.box) / 2
        for index, place in enumerate(self.places):
            box = self._frame(
                place, half,
                facecolor=self._style.settings["axes.facecolor"], edgecolor=self._ring(index),
                linewidth=self._style.px(2), zorder=3,
            )  # fmt: skip
            yield self._axes.add_patch(box)

    def _frame(self, middle: np.ndarray, half: np.ndarray, **look: Any) -> FancyBboxPatch:
        low, (wide, high) = middle - half, 2 * half
        rounding = min(self._style.px(9), 0.3 * self.box[1])
        style = f"round,pad=0,rounding_size={rounding}"
        return FancyBboxPatch((float(low[0]), float(low[1])), wide, high, boxstyle=style, **look)

    def _ring(self, index: int) -> str:
        slot = self._scene.nodes[index].slot
        return self._style.role(slot) if slot else self._style.colour("text.secondary")

    def _drawn_edges(self) -> Iterable[Any]:
        for edge, course in zip(self._scene.edges, self._courses, strict=True):
            arrow = FancyArrowPatch(
                path=Path(course), arrowstyle=self._style.arrow_style, mutation_scale=0.8,
                color=self.edge_colour(edge), linewidth=self._style.px(2), zorder=2, shrinkA=0, shrinkB=0,
                # The third colour is near the first: its dashes tell them apart.
                linestyle=(0, (5, 1.6)) if edge.slot == "slotC" else "solid",
            )  # fmt: skip
            yield self._axes.add_patch(arrow)

    def stress(self, node: int, edges: Sequence[int]) -> None:
        """Stress a box, and lay a band under some of the arrows."""
        for artist in self._stressed:
            artist.remove()
        self._stressed = []
        for index in edges:
            slot = self._scene.edges[index].slot
            tint = self._style.role(f"{slot}_tint") if slot else self._style.colour("window.line")
            self._stressed += self._axes.plot(
                *self._courses[index].T, color=tint, linewidth=self._style.px(22), zorder=0.5,
                solid_capstyle="butt", solid_joinstyle="round",
            )  # fmt: skip
        half = np.array(self.box) / 2 + self._style.px(1.5)
        ring = self._frame(
            self.places[node], half,
            facecolor="none", edgecolor=self.node_colour(node), linewidth=self._style.px(4), zorder=3.5,
        )  # fmt: skip
        self._stressed.append(self._axes.add_patch(ring))


def _on_two_lines(words: str) -> str:
    """Return mathtext "$g = 3x$" with "= 3x" on a second line."""
    name, equals, rest = words.strip("$").partition("=")
    simple = words.startswith("$") and words.count("$") == 2 and equals
    return f"${name.strip()}$\n$= {rest.strip()}$" if simple else words


def _meets(course: np.ndarray, box: Bbox) -> bool:
    """Say whether a line through corners (n, 2) runs through a box."""
    return bool(Path(course).intersects_bbox(box, filled=False))


def _place_on(course: np.ndarray, share: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the point at a share of the way along corners, and the direction upwards from it there."""
    steps = np.diff(course, axis=0)
    lengths = np.hypot(*steps.T)
    ends = np.cumsum(lengths)
    index = min(int(np.searchsorted(ends, share * ends[-1])), len(steps) - 1)
    ahead = steps[index] / max(float(lengths[index]), 1e-9)
    at = course[index] + ahead * (share * ends[-1] - (ends[index] - lengths[index]))
    normal = np.array([-ahead[1], ahead[0]])
    return at, -normal if normal[1] < 0 else normal
