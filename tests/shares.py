"""A share of the rows of a large table: what runs by default, and what `.ci/run` runs besides."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import product
from typing import Any, TypeVar

import pytest

REST = (pytest.mark.soak, pytest.mark.rest)

Row = TypeVar("Row")


def shared(rows: Sequence[Row], every: int, kinds: Callable[[Row], Iterable[Hashable]]) -> list[Any]:
    """Return the rows for `parametrize`: one of `every` so many runs by default, spread over the table, and
    the first of each kind that none of these is of; the others are marked `rest`."""
    always = set(range(0, len(rows), every))
    met = {kind for index in always for kind in kinds(rows[index])}
    for index, row in enumerate(rows):
        if not met.issuperset(kinds(row)):
            always.add(index)
            met.update(kinds(row))
    return [
        pytest.param(*(row if isinstance(row, tuple) else (row,)), marks=() if index in always else REST)
        for index, row in enumerate(rows)
    ]


def rotating(*tables: Iterable[Any], every: int) -> list[Any]:
    """Return the combinations of tables' rows for `parametrize`: one of `every` so many runs by default, in
    turn; the others are marked `rest`. Every row runs by default, whatever its table."""
    found = []
    for each in product(*map(enumerate, tables)):
        rows = tuple(row for _index, row in each)
        marks = () if sum(index for index, _row in each) % every == 0 else REST
        found.append(pytest.param(*rows, marks=marks, id="-".join(map(_name, rows))))
    return found


def _name(row: Any) -> str:
    """Return the text that a row begins with."""
    return _name(row[0]) if isinstance(row, tuple) else str(row)
