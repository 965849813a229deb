"""Derivatives from elsewhere (see `facts/README.md`): every result right, every step proved."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest
import sympy

from tests.calculus.reading_answers import every_step
from tests.shares import shared
from tutor.board import Walkthrough
from tutor.engine.worker import REQUESTS

TABLE = Path(__file__).parent / "facts" / "derivatives.tsv"


def _rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


ROWS = _rows()


def _letters(problem: str) -> list[str]:
    return [name.strip() for name in problem.partition("(")[2].partition(")")[0].split(",")]


def _points(row: dict[str, str]) -> list[dict[str, sympy.Float]]:
    """Return points inside the row's domain, or where most elementary functions have real values."""
    domain = dict(each.split("=") for each in row["domain"].split(";") if each)
    points = []
    for share in ("0.31", "0.57", "0.83", "0.12"):
        point = {}
        for place, name in enumerate(_letters(row["problem"])):
            low, high = (sympy.Float(end, 40) for end in domain.get(name, "0.2:1.9").split(":"))
            inside = (sympy.Float(share, 40) + sympy.Float("0.17", 40) * place) % 1
            point[name] = low + (high - low) * inside
        points.append(point)
    return points


def _sympy(code: str, names: list[str]) -> Any:
    return sympy.parse_expr(code, local_dict={name: sympy.Symbol(name, real=True) for name in names})


def _agree(left: Any, right: Any, point: dict[str, sympy.Float]) -> bool | None:
    a, b = (
        sympy.sympify(side).evalf(30, subs={letter: point[letter.name] for letter in side.free_symbols})
        for side in (left, right)
    )
    if not all(side.is_number and side.is_finite for side in (a, b)):
        return None
    return bool(abs(a - b) <= sympy.Float("1e-12") * max(1, abs(a), abs(b)))


def _kinds(row: dict[str, str]) -> set[str]:
    """Return what a row is an example of: its collection, its question, and the functions in it."""
    named = set(re.findall(r"[A-Za-z]+(?=\()", f"{row['problem']} {row['answer']}"))
    return {row["id"].partition("-")[0], f"{row['ask']} of order {row['wrt'].count(',') + 1}", *named}


def test_there_are_enough() -> None:
    assert len(ROWS) >= 300


@pytest.mark.parametrize("row", shared(ROWS, 10, _kinds), ids=[row["id"] for row in ROWS])
def test_derivative(row: dict[str, str]) -> None:
    wrt = tuple(row["wrt"].split(","))
    walkthrough = REQUESTS["explain"](text=row["problem"], ask=row["ask"], wrt=wrt, detail="brief")
    assert isinstance(walkthrough, Walkthrough), walkthrough
    assert all(step.verified is True for step in every_step(walkthrough.steps))
    names = _letters(row["problem"])
    result, answer = (_sympy(code, names) for code in (walkthrough.result.formula.sympy, row["answer"]))
    pairs = list(zip(result, answer, strict=True)) if row["ask"] == "gradient" else [(result, answer)]
    for mine, theirs in pairs:
        verdicts = [_agree(mine, theirs, point) for point in _points(row)]
        assert False not in verdicts
        assert True in verdicts
