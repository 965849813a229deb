"""Every input of the table means what a calculus teacher understands: the same values, at the same points.

`facts/readings.tsv` was written from the texts alone. Its columns: what is typed; the question in it ("d x,y"
is ∂²/∂x∂y); the point; and its definitions as plain Python expressions, the one asked about first.
"""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import mpmath
import pytest

from tests.notation.plain_values import Stated, Values, letters, stated
from tests.shares import shared
from tutor.calculus.meaning import Meaning
from tutor.calculus.numeric import NoValueError, evaluate
from tutor.calculus.stand_ins import numeric_stand_in
from tutor.inputs_table import table
from tutor.notation.problem import Problem
from tutor.notation.reading import read
from tutor.notation.traversal import symbols

FACTS: Final = Path(__file__).parents[1] / "facts" / "readings.tsv"
_DIGITS: Final = 20
_NONE: Final = Meaning()


def _facts() -> dict[str, tuple[str, str, str]]:
    rows = (line.split("\t") for line in FACTS.read_text(encoding="utf-8").split("\n")[1:] if line)
    return {text.replace("⏎", "\n"): (question, point, value) for text, question, point, value in rows}


def test_every_row_that_is_read_has_its_fact() -> None:
    assert set(_facts()) == {text for text, reading, *_rest in table() if reading != "!"}


def _question(problem: Problem) -> str:
    if problem.ask is None:
        return ""
    kind = "d" if problem.ask.kind in ("derivative", "partial") else problem.ask.kind
    of = f"of {problem.ask.of}" if problem.ask.of else ""
    return " ".join(part for part in (kind, ",".join(problem.ask.variables), of) if part)


def _points(seed: str, names: set[str]) -> Iterator[dict[str, Any]]:
    """Yield points where most functions are real, then some above 1, some below 0, and the origin."""
    chance = random.Random(seed)
    for low, high, times in ((0.2, 1.9, 9), (1.1, 2.9, 2), (-1.5, -0.2, 2), (0.0, 0.0, 1)):
        for _time in range(times):
            yield {name: mpmath.mpf(str(round(chance.uniform(low, high), 3))) for name in sorted(names)}


def _numbers(value: Any) -> list[Any]:
    return [number for each in value for number in _numbers(each)] if isinstance(value, list) else [value]


def _real(value: Any) -> bool:
    return all(mpmath.isfinite(number) and mpmath.im(number) == 0 for number in _numbers(value))


def _stated_value(value: ast.expr, point: Mapping[str, Any], defined: Mapping[str, Stated]) -> Any:
    """Return what the fact says, or None where it has no real value."""
    inner = {name: each for name, each in defined.items() if name not in point}
    try:
        if isinstance(value, ast.Compare):
            sides = Values(point, inner, numeric_stand_in)
            found = sides.of(value.left) - sides.of(value.comparators[0])
        else:
            found = Values(point, inner, numeric_stand_in).of(value)
    except (ZeroDivisionError, ValueError):
        return None
    return found if _real(found) else None


def _assert_same(text: str, expression: Any, value: ast.expr, defined: Mapping[str, Stated]) -> None:
    names = set(symbols(expression)) | letters(value)
    for each in defined.values():
        names |= letters(each.value)
    compared = 0
    for point in _points(text, names - defined.keys()):
        with mpmath.workdps(_DIGITS):
            expected = _stated_value(value, point, defined)
            try:
                found = evaluate(expression, point, _NONE, _DIGITS)
            except NoValueError:
                continue
            if expected is None or not _real(found):
                continue
            for mine, theirs in zip(_numbers(found), _numbers(expected), strict=True):
                assert mpmath.almosteq(mine, theirs, 1e-9, 1e-12), f"{mine} is not {theirs} at {point}"
            compared += 1
    assert compared >= 2


def _kind(row: tuple[str, tuple[str, str, str]]) -> set[str]:
    """Return what a row is an example of: its question, and the functions in its value."""
    question, _point, value = row[1]
    return {question, *re.findall(r"[A-Za-z]+(?=\()", value)}


@pytest.mark.parametrize(("text", "fact"), shared(list(_facts().items()), 3, _kind), ids=list(_facts()))
def test_the_reading_is_a_teachers(text: str, fact: tuple[str, str, str]) -> None:
    question, point, value = fact
    problem = read(text)
    main, *inner = map(stated, value.split("; "))
    assert _question(problem) == question
    if main.name not in (main.parameters or ()):  # f(f, t) gets another name
        assert (problem.main.name if problem.main.named else "") == main.name
    assert problem.main.parameters == main.parameters
    assert (problem.equation is not None) == isinstance(main.value, ast.Compare)
    defined = {each.name: each for each in inner}
    _assert_same(text, problem.spelled_out(problem.main.body), main.value, defined)
    if any(isinstance(node, ast.Name) and node.id in defined for node in ast.walk(main.value)) and not any(
        isinstance(node, ast.Call) and ast.unparse(node.func) in defined for node in ast.walk(main.value)
    ):
        _assert_same(text, problem.main.body, main.value, {})  # before anything is put in
    stated_point = dict(each.split("=") for each in point.replace(", ", ",").split(",") if "=" in each)
    at = dict(problem.at)
    if question == "directional":
        stated_point = {"u" if name == "v" else name: each for name, each in stated_point.items()}
    assert list(at) == list(stated_point)
    coordinates = ast.parse(f"dict({point})", mode="eval").body
    assert isinstance(coordinates, ast.Call)
    for keyword in coordinates.keywords:
        assert keyword.arg is not None
        expected = Values({}, {}, numeric_stand_in).of(keyword.value)
        name = "u" if question == "directional" and keyword.arg == "v" else keyword.arg
        found = evaluate(at[name], {}, _NONE, _DIGITS)
        assert _numbers(found) == pytest.approx(_numbers(expected))
