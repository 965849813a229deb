"""The boxes and arrows of a graph of operations: what is still while its numbers change."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path
from matplotlib.transforms import Bbox

from tutor.canvas.labels import mathematics
from tutor.canvas.placing import Spot, along_corners
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
"""px from a column to the next from which numbers are written with all their decimals"""
LETTERS = (1.0, 0.92, 0.82)
"""times the full size: letters are as large as the room allows"""
VALUE, SLOPE, NUMBER = 17.0, 16.0, 15.0
"""px: the full sizes of a node's value, of its derivative, and of the number on an edge"""
NUMBER_TAKES = ((3.1, 1.28), (3.6, 1.28))
"""times its size that the number on an edge is wide and high, short and with all its decimals"""
SLOPE_TAKES = ((6.0, 1.5), (4.65, 2.75))
"""times its size that a derivative is wide and high, on one line and as a fraction"""
DECIMALS_TAKE = 1.1
"""times its size that all the decimals of a derivative are wider"""
EDGES = (24.0, 34.0, 46.0)
"""px across between the boxes of neighbouring columns: edges are short rather than letters small, unless
that takes the room of what stands beside them; a level edge has its number there as well. 0 is said where
nothing fits."""
EVEN = 0.08
"""The letters in the boxes are at most this part of the full size smaller than the others."""
LEVEL = 0.2
"""rows that a level edge rises at most"""
CLEAR = 4.0
"""px between a derivative and an arrow"""
ASIDE = ((0.0, 0.5), (0.5, 0.75), (-0.5, 0.25), (1.0, 1.0), (-1.0, 0.0), (0.0, 0.0), (0.0, 1.0), (0.5, 0.0))
"""Where a derivative may stand below its box, in half boxes from its middle, and which part of it is there:
in the middle, or towards a side where no arrow passes"""
DROPS = (0.0, 5.0, 10.0)
"""px that a derivative may stand lower than right below its box"""
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
        self.letters = LETTERS[0]
        self._apart, self._in_boxes = EDGES[0], 1.0
        self.ways = np.empty((0, 2))
        """points along the arrows and close to them, which derivatives keep clear of"""
        self.is_wide = True
        """whether numbers have room for all their decimals"""
        self.is_roomy = True
        """whether a fraction fits below a box"""
        self._artists: list[Any] = []
        self._stressed: list[Any] = []
        self._courses: list[np.ndarray] = []
        self._numbers: list[Bbox] = []
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

    def arrange(self, left: float, right: float, low: float, high: float) -> Iterator[None]:
        """Draw the graph anew into a rectangle, in px: with letters as large as fit, and a pause after each
        size that does not."""
        for artist in self._artists:
            artist.remove()
        self._artists = []  # a pause may be the end
        px, scene = self._style.px, self._scene
        columns = max(node.place[0] for node in scene.nodes)
        across = (right - left) / (columns + 1)
        exact = [True] if across >= px(WIDE) else []
        room = Bbox([[left, low], [right, high]])
        tried = [*product(exact, LETTERS[:1], EDGES[:1]), *product([False], LETTERS, EDGES)]
        tried.append((False, LETTERS[-1], 0.0))
        for self.is_wide, self.letters, self._apart in tried:
            bends = [spot for edge in scene.edges for spot in edge.bends]
            for _again in range(2):
                # Only the bends that are needed have to find room.
                bends = self._laid((left, right, low, high), columns, bends)
            self.ways = self._around_arrows()
            yield
            if self._apart and self._in_boxes < self.letters - EVEN:
                continue
            self._place_numbers(room)
            if self._numbers_fit() and self._slopes_fit():
                break
            yield
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
        self.is_roomy = bool((high - low) >= (1 + span) * needed)
        below = px(BELOW[0] if self.is_roomy else BELOW[1])
        high_box = px(BOX[1]) if self.is_roomy else min(px(BOX[1]), 0.42 * (high - low) / (span + 1))
        self._write_labels(self._widest(right - left, columns), high_box)
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

    def _widest(self, wide: float, columns: float) -> float:
        """Return how wide the boxes may be."""
        scene, px = self._scene, self._style.px
        usual = WIDEST * wide / (columns + 1)
        if not self._apart:
            return usual
        number = NUMBER_TAKES[self.is_wide][0] * self.letters * px(NUMBER)
        spots = [node.place for node in scene.nodes]
        steps = [(spots[edge.source], spots[edge.target]) for edge in scene.edges]
        level = any(abs(b[1] - a[1]) < LEVEL and b[0] - a[0] <= 1 for a, b in steps)
        apart = max(px(self._apart), number + px(6) if level else 0.0)
        shortest = (wide - columns * apart) / (columns + 1)
        return min(usual, shortest) if level or self.is_wide else shortest

    def _write_labels(self, most: float, high_box: float) -> None:
        """Write what is in the boxes as large as they allow; what does not fit there, by its name alone."""
        size = self._style.px(VALUE)
        around = self._style.px(14 if self.is_wide else 8)
        written = [mathematics(node.label) for node in self._scene.nodes]
        widths = self._widths(written, size)
        if max(widths) + around > most and high_box >= LINES * size:
            # Letters of their full size on two lines are read from farther away than small ones on one.
            written = [_on_two_lines(words) for words in written]
            widths = self._widths(written, size)
        fitting = [width for width in widths if width <= 1.6 * most]
        widest = max(fitting, default=0.0) + around
        self._in_boxes = smaller = min(1.0, most / widest)
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
        taken = np.array([box.extents for box in self._kept_free])
        ways = [Path(course) for course in self._courses]
        half = np.array(NUMBER_TAKES[self.is_wide]) * self.letters * self._style.px(NUMBER) / 2
        self._numbers = []
        for index, course in enumerate(self._courses):
            best, chosen = math.inf, Bbox.null()
            for (rank, share), side in product(enumerate(SHARES), (1.0, -1.0)):
                at, normal = _place_on(course, share)
                away = half[0] * abs(normal[0]) + half[1] * abs(normal[1]) + self._style.px(3)
                spot = at + side * normal * away
                low, high = spot - half, spot + half
                met = (taken[:, :2] < high).all(axis=1) & (taken[:, 2:] > low).all(axis=1)
                score = 0.1 * rank + 0.2 * (side < 0) + 12.0 * int(met.sum())
                score += 20.0 * bool((low < room.min).any() or (high > room.max).any())
                if score >= best - 1e-9:
                    continue
                box = Bbox([low, high])
                score += 3.0 * sum(
                    way.intersects_bbox(box, filled=False) for k, way in enumerate(ways) if k != index
                )
                if score < best - 1e-9:
                    best, chosen, self.spots[index] = score, box, spot
            taken = np.vstack([taken, chosen.extents])
            self._numbers.append(chosen)

    def _around_arrows(self) -> np.ndarray:
        """Return points (n, 2) along all arrows and close to them, in px."""
        ways = np.vstack([np.empty((0, 2)), *(along_corners(way.tolist(), 24) for way in self._courses)])
        around = self._style.px(CLEAR) * np.array([(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)])
        points: np.ndarray = (ways[:, None] + around).reshape(-1, 2)
        return points

    def _numbers_fit(self) -> bool:
        """Say whether the numbers on the edges keep clear of boxes, of values and of each other."""
        above = self._style.px(ABOVE)
        shut = [Bbox.from_extents(box.x0, box.y0, box.x1, box.y1 + above) for box in self.frames()]
        covering = any(number.overlaps(other) for number, other in product(self._numbers, shut))
        return not covering and not any(a.overlaps(b) for a, b in combinations(self._numbers, 2))

    def _slopes_fit(self) -> bool:
        """Say whether a derivative of a usual length finds room below every box."""
        size = self.letters * self._style.px(SLOPE)
        wide, high = size * np.array(SLOPE_TAKES[self.is_roomy])
        wide += DECIMALS_TAKE * size * self.is_wide
        taken = [*self._numbers, *self.frames()]
        for index in range(len(self.places)):
            for x, y, across, _top in self.below(index):
                box = Bbox.from_bounds(x - across * wide, y - high, wide, high)
                met = ((self.ways > box.min) & (self.ways < box.max)).all(axis=1).any()
                if not met and not any(box.overlaps(other) for other in taken):
                    taken.append(box)
                    break
            else:
                return False
        return True

    def below(self, index: int) -> Iterator[Spot]:
        """Yield spots below a box, in px: in the middle, or under one of its ends where an arrow passes."""
        x, y = self.places[index].tolist()
        wide, high = self.box[0] / 2, self.box[1] / 2 + self._style.px(3)
        for drop in map(self._style.px, DROPS):
            for aside, across in ASIDE:
                yield x + aside * wide, y - high - drop, across, 1.0

    def frames(self) -> list[Bbox]:
        """Return the boxes, in px."""
        half = np.array(self.box) / 2
        return [Bbox([place - half, place + half]) for place in self.places]

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
