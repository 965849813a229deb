"""What is told of a text that cannot be read whole, and what can be read of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor import typeset
from tutor.engine import worker
from tutor.notation.problem import NotationError
from tutor.notation.reading import read
from tutor.notation.so_far import so_far
from tutor.notation.text import text as written

CASES = [
    # typed, read so far, what is underlined
    ("x^2 * + sin(x y", "x^2 c_99 + sin(xy)", ["*", "("]),
    ("x^", "x^c_99", ["^"]),
    ("2 +", "2 + c_99", ["+"]),
    ("sin", "sin(c_99)", ["sin"]),
    ("sqrt( )/( )", "sqrt(c_99)/c_99", ["sqrt", ")"]),
    ("f(x) =", "c_99", ["="]),
    ("𝑥 +", "x + c_99", ["+"]),
]


@pytest.mark.parametrize(("typed", "readable", "wrong"), CASES)
def test_what_is_missing_is_put_in(typed: str, readable: str, wrong: list[str]) -> None:
    found = so_far(typed)
    assert found is not None
    assert written(found.problem.main.body) == readable
    assert [typed[each.start : each.end] for each in found.wrong][:1] == wrong[:1]
    assert len(found.wrong) == len(wrong)


@pytest.mark.parametrize("typed", ["", "  ", "x^2", "sin(x))", "foo(x)", "9^9^9^9", "(" * 20_000])
def test_nothing_is_made_up(typed: str) -> None:
    assert so_far(typed) is None


def test_a_mend_changes_only_what_was_typed() -> None:
    found = so_far("x^2 * + sin(x y")
    assert found is not None
    mends = [fix.text for each in found.wrong for fix in each.fixes]
    assert mends == ["x^2  + sin(x y", "x^2 *  sin(x y", "x^2 * + sin(x y)"]


def test_lines_and_columns_are_those_typed() -> None:
    found = so_far("f(g) = sqrt( ) + 1\ng = 3 x +")
    assert found is not None
    assert [(each.line, each.column) for each in found.wrong] == [(1, 8), (2, 9)]


def test_missing_values_are_boxes() -> None:
    answer = worker.REQUESTS["so_far"](text="x^2 * + 1")
    assert "□" in answer.formula.text
    assert "#missing" in answer.formula.typst
    assert "a missing value" in answer.formula.speech
    assert typeset.svg(answer.formula.typst, "light", 24)


@given(st.text("xy+*^()/ sin=;2|[],", max_size=20))
def test_any_text_is_borne(typed: str) -> None:
    found = so_far(typed)
    if found is None:
        return
    with pytest.raises(NotationError):
        read(typed)
    for each in found.wrong:
        assert 0 <= each.start <= each.end <= len(typed)
        assert each.line >= 1 and each.column >= 1


def test_letters_keep_their_colours_while_something_is_missing() -> None:
    answer = worker.REQUESTS["so_far"](text="f(x, y) = x^2 * + sin y")
    assert answer is not None and answer.slots == (("x", "slotA"), ("y", "slotB"))
