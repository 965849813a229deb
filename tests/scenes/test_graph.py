"""How an expression is taken apart into operations, and where they stand."""

from __future__ import annotations

import pytest

from tutor.gallery.graph import GraphScene
from tutor.notation.reading import read
from tutor.scenes import gallery
from tutor.scenes.layering import crossings, layered

TAKEN_APART = [
    ("f(g, h) = g^2 h + h; g = 3x; h = x^2", "chain", "x, g = 3x, h = x^2, a = g^2, b = ah, f = b + h"),
    ("sin(x^2)", "derivative", "x, a = x^2, f = sin(a)"),
    ("sin(x^2) + x^2", "derivative", "x, a = x^2, b = sin(a), f = b + a"),
    ("f(x, y) = sin(x y) + y x", "gradient", "x, y, a = xy, b = sin(a), f = b + a"),
    ("a x^2 + b", "derivative", "x, c = x^2, m = ac, f = m + b"),
    ("f(g) = g + x^2; g = x^2", "chain", "x, g = x^2, f = g + g"),
    ("f(u) = k u; k = 3; u = x^2", "chain", "x, u = x^2, f = 3u"),
]


def graph(text: str, ask: str) -> GraphScene | None:
    for scene in gallery(read(text), ask, ()).scenes:
        if isinstance(scene, GraphScene):
            return scene
    return None


@pytest.mark.parametrize(("text", "ask", "nodes"), TAKEN_APART)
def test_one_node_for_each_operation(text: str, ask: str, nodes: str) -> None:
    scene = graph(text, ask)
    assert scene is not None
    assert ", ".join(node.label.text for node in scene.nodes) == nodes


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        ("7", "derivative"),
        ("x^2", "derivative"),
        ("F(x, y) = (x^2 y, x + y)", "jacobian"),
        ("x^2 + y^2 = 25", "implicit"),
    ],
)
def test_no_graph_where_there_is_nothing_to_show(text: str, ask: str) -> None:
    assert graph(text, ask) is None


def test_a_large_graph_keeps_basic_steps_together() -> None:
    scene = graph("sin(sin(sin(sin(sin(sin(sin(sin(sin(x)))))))))", "derivative")
    assert scene is not None
    assert len(scene.nodes) <= 8
    assert scene.nodes[1].label.text.count("sin") > 1


def test_a_start_has_values_everywhere() -> None:
    scene = graph("ln(x - 1) + x^2", "derivative")
    assert scene is not None
    assert scene.start[0] > 1


def test_layers_go_by_the_longest_path_and_skipping_edges_have_places() -> None:
    found = layered(4, [(0, 1), (1, 2), (2, 3), (0, 3)])
    assert [column for column, _row in found.nodes] == [0, 1, 2, 3]
    assert [column for column, _row in found.bends[3]] == [1, 2]
    assert all(
        abs(bend[1] - node[1]) >= 1 for bend, node in zip(found.bends[3], found.nodes[1:3], strict=True)
    )


def test_crossings_are_taken_out_where_that_can_be() -> None:
    edges = [(0, 5), (1, 4), (2, 3), (3, 6), (4, 6), (5, 6)]
    found = layered(7, edges)
    order = [
        sorted((n for n in range(7) if found.nodes[n][0] == column), key=lambda n: -found.nodes[n][1])
        for column in range(3)
    ]
    assert crossings(order, edges) == 0
    assert crossings([[0, 1, 2], [3, 4, 5], [6]], edges) == 3
