"""The benchmarks' own arithmetic, and the shape of what they print."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks import measuring

ROOT = Path(__file__).parent.parent


def test_the_ratio_is_of_pairs_measured_in_turn() -> None:
    order: list[str] = []
    ours = itertools.cycle([2.0, 4.0, 100.0])

    def measure(name: str, duration: float) -> float:
        order.append(name)
        return duration

    value = measuring.ratio(lambda: measure("ours", next(ours)), lambda: measure("theirs", 2.0), rounds=5)
    assert value == 2.0
    assert order == ["ours", "theirs"] * 6


@pytest.mark.parametrize(
    ("value", "bound", "at_most", "kept"),
    [(1.0, 1.5, True, True), (2.0, 1.5, True, False), (2.0, 1.5, False, True), (1.0, 1.5, False, False)],
)
def test_a_bound_is_kept(value: float, bound: float, at_most: bool, kept: bool) -> None:
    assert measuring.holds({"value": value, "bound": bound, "at_most": at_most}) == kept


def test_json_of_one_benchmark() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", "nesting", "--json"],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    (result,) = json.loads(done.stdout)
    assert list(result) == ["name", "value", "bound", "at_most", "what"]
    assert result["name"] == "nesting"
    assert result["value"] > 0
    assert done.returncode == (0 if measuring.holds(result) else 1)
