"""Real problems and hostile inputs, from the corpora beside the checkout where they are there."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path
from typing import Any

import pytest
import sympy

from tests.shares import shared
from tutor.notation import expression as tree
from tutor.notation.problem import NotationError, Problem
from tutor.notation.reading import read

_FOLDER = Path(__file__).parents[3] / "shared" / "corpora"
pytestmark = pytest.mark.skipif(
    not _FOLDER.is_dir(), reason="needs the corpora in ../shared/corpora beside the checkout"
)

_READ = {"bad-224"}
"""what the corpus calls unreadable and is read since: x if x>0 else -x, a definition by cases"""

_NAMES = {
    "ln": "log",
    "abs": "Abs",
    "lambertw": "LambertW",
    "arsinh": "asinh",
    "arcosh": "acosh",
    "artanh": "atanh",
    "arcoth": "acoth",
    "arsech": "asech",
    "arcsch": "acsch",
    **{f"arc{name}": f"a{name}" for name in ("sin", "cos", "tan", "cot", "sec", "csc")},
}


def _load(name: str) -> list[dict[str, Any]]:
    if not _FOLDER.is_dir():
        return []
    lines = (_FOLDER / name).read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line]


def _sympy(node: tree.Expression) -> Any:
    """Return the sympy expression, evaluated: an oracle of its own, apart from the project's."""
    parts = [_sympy(part) for part in node.parts]
    match node:
        case tree.Number(value, _):
            return sympy.Rational(value.numerator, value.denominator)
        case tree.Constant(name):
            return sympy.E if name == "e" else sympy.pi
        case tree.Symbol(name):
            return sympy.Symbol("lamda" if name == "lambda" else name)
        case tree.Sum():
            return sympy.Add(*parts)
        case tree.Product():
            return sympy.Mul(*parts)
        case tree.Negative():
            return -parts[0]
        case tree.Quotient():
            return parts[0] / parts[1]
        case tree.Power():
            return parts[0] ** parts[1]
        case tree.Root(_, index):
            return parts[0] ** sympy.Rational(1, index)
        case tree.Call(function, _):
            return getattr(sympy, _NAMES.get(function, function))(*parts)
    raise AssertionError(node)


def _agree(ours: Any, theirs: Any) -> bool:
    """Say whether both have the same values at random points."""
    chance = random.Random(7)
    letters = sorted(ours.free_symbols | theirs.free_symbols, key=str)
    compared = 0
    for _attempt in range(5):
        point = {letter: sympy.Float(chance.uniform(0.6, 2.3)) for letter in letters}
        left, right = sympy.N(ours.subs(point)), sympy.N(theirs.subs(point))
        if not (left.is_number and right.is_number) or left.has(sympy.nan, sympy.zoo):
            continue
        if abs(left - right) > 1e-8 * (1 + abs(right)):
            return False
        compared += 1
    return compared > 0


def _meaning(problem: Problem) -> Any:
    """Return what a problem asks for, as sympy (a list for a vector)."""
    body = problem.main.body
    if isinstance(body, tree.Vector):
        return [_sympy(entry) for entry in body.entries]
    value = _sympy(body)
    if problem.ask is not None and problem.ask.kind == "derivative":
        return sympy.diff(value, problem.ask.variable)
    if problem.ask is not None:
        return [sympy.diff(value, name) for name in problem.variables]
    return value


@pytest.mark.parametrize("item", _load("hostile.jsonl"), ids=lambda item: item["id"])
def test_hostile(item: dict[str, Any]) -> None:
    read("x")
    start = time.perf_counter()
    try:
        outcome: Problem | NotationError = read(item["text"])
    except NotationError as error:
        outcome = error
    # A guard against hanging, not a measure of speed: a busy machine must not set it off.
    assert time.perf_counter() - start < 5
    if item["expect"] == "reject" and item["id"] not in _READ:
        assert isinstance(outcome, NotationError)
    elif item["expect"] == "accept":
        assert isinstance(outcome, Problem), outcome
        ours = _meaning(outcome)
        letters = {str(letter): letter for entry in ([ours, *ours] if isinstance(ours, list) else [ours])
                   if not isinstance(entry, list) for letter in entry.free_symbols}  # fmt: skip
        theirs = sympy.sympify(item["meaning"], locals=letters)
        assert ours == theirs if isinstance(ours, list) else _agree(ours, theirs)


_REAL = [item for name in ("rubi", "feynman", "deepmind") for item in _load(f"{name}.jsonl")]
_REFUSED = ("elliptic_", "%i")


@pytest.mark.parametrize(
    "item", shared(_REAL[::4], 4, lambda item: [item["id"].partition("-")[0]]), ids=lambda item: item["id"]
)
def test_real_problem(item: dict[str, Any]) -> None:
    text = f"f({', '.join(item['vars'])}) = {item['expr']}"
    if any(name in item["expr"] for name in _REFUSED):
        with pytest.raises(NotationError):
            read(text)
        return
    problem = read(text)
    assert problem.variables == tuple(item["vars"])
    letters = {name: sympy.Symbol(name) for name in item["vars"]}
    assert _agree(_sympy(problem.main.body), sympy.sympify(item["expr_sympy"], locals=letters))
