"""What is packed comes out the same, and nothing long is left to be opened at once."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.board import NOTHING_TO_SAY, Formula, Sentence, Step
from tutor.engine.parcel import LONG, pack, unpack

LINE = "x^2 + " * LONG
FORMULA = Formula(LINE, LINE + "1", LINE + "2", "x", "x")
STEP = Step("1", "sum", "Sum rule", *[FORMULA] * 4, NOTHING_TO_SAY, Sentence("é\n", "", "□"), None)


@pytest.mark.parametrize("answer", [None, "x", "x" * LONG, STEP, (STEP, STEP), {"a": [LINE, "\ud800" * LONG]}])
def test_an_answer_comes_out_as_it_went_in(answer: object) -> None:
    assert unpack(pack(answer)) == answer


@given(st.lists(st.text() | st.tuples(st.text(), st.integers()) | st.binary()))
def test_any_answer_comes_out_as_it_went_in(answer: object) -> None:
    assert unpack(pack(answer)) == answer


def test_a_long_text_goes_aside_once() -> None:
    parcel = pack([STEP] * 3 + [LINE])
    assert len(parcel.texts) == 3
    assert len(parcel.content) < LONG
    assert len(pickle.dumps(parcel)) < len(pickle.dumps(STEP)) / 5
