"""Each benchmark keeps to its bound."""

from __future__ import annotations

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.catalogue import BENCHMARKS
from tests.benchmarks.measuring import holds


@pytest.mark.parametrize("name", BENCHMARKS)
def test_bound(name: str, benchmark: BenchmarkFixture, results: list[dict[str, object]]) -> None:
    result = benchmark.pedantic(BENCHMARKS[name].result, rounds=1, iterations=1)
    benchmark.extra_info.update(result)
    results.append(result)
    assert holds(result), result["what"]
