"""The tree itself: equal trees are interchangeable, also in another process."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys

import pytest

from tutor.notation.expression import Expression, Number, Symbol
from tutor.notation.reading import read_expression
from tutor.notation.traversal import substitute, symbols, unmarked

TYPED = ["x", "2.50", "x^2 sin(x)/(1 + e^x)", "[x, y]", "sqrt(x + 1)"]


@pytest.mark.parametrize("typed", TYPED)
def test_equal_trees_have_equal_hashes(typed: str) -> None:
    one, other = read_expression(typed), read_expression(typed)
    assert one == other and hash(one) == hash(other) and len({one, other}) == 1
    assert pickle.loads(pickle.dumps(one)) == one == copy.deepcopy(one)


def test_different_kinds_differ() -> None:
    assert len({read_expression("x y"), read_expression("x + y"), read_expression("y x"), Symbol("x")}) == 4


def test_a_tree_stays_frozen() -> None:
    tree = read_expression("x^2")
    hash(tree)
    with pytest.raises(AttributeError):
        tree.base = Symbol("y")  # type: ignore[attr-defined]


def test_a_hash_is_not_taken_to_another_process() -> None:
    """Names hash differently in each process: a remembered hash must not travel."""
    tree = read_expression("x^2 sin(x)")
    hash(tree)
    code = (
        "import pickle, sys\n"
        "from tutor.notation.reading import read_expression\n"
        "tree = pickle.load(sys.stdin.buffer)\n"
        "print(tree in {read_expression('x^2 sin(x)')})"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], input=pickle.dumps(tree), capture_output=True, check=True
    )
    assert run.stdout.strip() == b"True", run.stderr


@pytest.mark.parametrize(
    ("typed", "found"), [("x y + x", ("x", "y")), ("2 + pi", ()), ("[z, a]", ("z", "a"))]
)
def test_symbols_in_order_of_occurrence(typed: str, found: tuple[str, ...]) -> None:
    assert symbols(read_expression(typed)) == found


def test_what_does_not_change_is_the_same_object() -> None:
    tree: Expression = read_expression("sin(x) + y^2")
    assert substitute(tree, {"q": Number(tree.parts[1].parts[1].value)}) is tree  # type: ignore[attr-defined]
    assert unmarked(tree) == tree
