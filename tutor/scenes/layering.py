"""Where the nodes of a graph stand: columns by depth, few crossings, room for edges that skip a column.

After Sugiyama, Tagawa and Toda, Methods for visual understanding of hierarchical system structures (1981):
layers by the longest path, a stand-in in each layer that an edge skips, rows ordered by the middle of their
neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

Spot = tuple[float, float]
"""(column, row): columns from the left, rows from the middle upwards."""
Segment = tuple[int, int]

SWEEPS = 8


@dataclass(frozen=True, slots=True)
class Layout:
    """A spot for each node, and for each edge those that it passes on its way."""

    nodes: tuple[Spot, ...]
    bends: tuple[tuple[Spot, ...], ...]


def layered(count: int, edges: Sequence[Segment]) -> Layout:
    """Lay out nodes 0 … count − 1; an edge (a, b) leads from a to b, and a < b."""
    depth = [0] * count
    for source, target in sorted(edges, key=lambda edge: edge[1]):
        depth[target] = max(depth[target], depth[source] + 1)
    layers: list[list[int]] = [[] for _column in range(max(depth, default=0) + 1)]
    for node, column in enumerate(depth):
        layers[column].append(node)
    segments: list[Segment] = []
    stand_ins: list[tuple[int, ...]] = []
    free = count
    for source, target in edges:
        passed = tuple(range(free, free + depth[target] - depth[source] - 1))
        free += len(passed)
        for column, each in enumerate(passed, depth[source] + 1):
            layers[column].append(each)
        chain = (source, *passed, target)
        segments += pairwise(chain)
        stand_ins.append(passed)
    rows = _rows(_ordered(layers, segments), segments)
    columns = {node: column for column, layer in enumerate(layers) for node in layer}
    spots = [(float(columns[node]), rows[node]) for node in range(free)]
    return Layout(tuple(spots[:count]), tuple(tuple(spots[each] for each in passed) for passed in stand_ins))


def crossings(order: Sequence[Sequence[int]], segments: Sequence[Segment]) -> int:
    """Count how often edges between neighbouring layers cross."""
    at = {node: (column, index) for column, layer in enumerate(order) for index, node in enumerate(layer)}
    found = 0
    for (a, b), (c, d) in combinations(segments, 2):
        if at[a][0] == at[c][0]:
            found += (at[a][1] - at[c][1]) * (at[b][1] - at[d][1]) < 0
    return found


def _ordered(layers: Sequence[Sequence[int]], segments: Sequence[Segment]) -> list[list[int]]:
    """Order each layer by the middle of its neighbours, to the right and back, and keep the best."""
    order = [list(layer) for layer in layers]
    best, fewest = [list(layer) for layer in order], crossings(order, segments)
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        columns = range(1, len(order)) if forward else range(len(order) - 2, -1, -1)
        for column in columns:
            before = order[column - 1 if forward else column + 1]
            place = {node: index for index, node in enumerate(before)}
            middle = {}
            for index, node in enumerate(order[column]):
                near = [
                    place[a if forward else b]
                    for a, b in segments
                    if (b if forward else a) == node and (a if forward else b) in place
                ]
                middle[node] = sum(near) / len(near) if near else float(index)
            order[column].sort(key=lambda node: middle[node])
        if (count := crossings(order, segments)) < fewest:
            best, fewest = [list(layer) for layer in order], count
    return best


def _rows(order: Sequence[Sequence[int]], segments: Sequence[Segment]) -> dict[int, float]:
    """Give each node a row near the middle of its neighbours, at least 1 from the next in its layer."""
    rows = {node: (len(layer) - 1) / 2 - index for layer in order for index, node in enumerate(layer)}
    near: dict[int, list[int]] = {node: [] for node in rows}
    for a, b in segments:
        near[a].append(b)
        near[b].append(a)
    half = (max(len(layer) for layer in order) - 1) / 2
    for _sweep in range(SWEEPS):
        for layer in order:
            wanted = [sum(rows[n] for n in near[node]) / max(len(near[node]), 1) for node in layer]
            rows.update(zip(layer, _apart(wanted, half), strict=True))
    return rows


def _apart(wanted: Sequence[float], half: float) -> list[float]:
    """Return rows, falling by at least 1 and within ±half, near the wanted ones."""
    down, low = [], half
    for index, row in enumerate(wanted):
        low = min(low, max(row, (len(wanted) - 1 - index) - half))
        down.append(low)
        low -= 1
    up, high = [], -half
    for index, row in enumerate(reversed(wanted)):
        high = max(high, min(row, half - (len(wanted) - 1 - index)))
        up.append(high)
        high += 1
    return [(a + b) / 2 for a, b in zip(down, reversed(up), strict=True)]
