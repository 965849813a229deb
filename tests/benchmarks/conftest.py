"""The benchmarks under pytest: run where this folder is named, left out of the whole suite."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.measuring import row

FOLDER = Path(__file__).parent
RESULTS = pytest.StashKey[list[dict[str, object]]]()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    asked = (Path(argument.partition("::")[0]).resolve() for argument in config.args)
    return None if any(FOLDER in (path, *path.parents) for path in asked) else True


@pytest.fixture
def results(request: pytest.FixtureRequest) -> list[dict[str, object]]:
    """What was measured so far, printed at the end."""
    return request.config.stash.setdefault(RESULTS, [])


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config
) -> None:
    measured = config.stash.get(RESULTS, [])
    if measured:
        terminalreporter.section("ratios")
        for result in measured:
            terminalreporter.write_line(row(result))
