"""What is packed comes out the same, and nothing long is left to be opened at once."""

from __future__ import annotations

import pickle
import sys
import threading
import time
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.board import NOTHING_TO_SAY, Formula, Sentence, Step
from tutor.engine.parcel import LONG, Parcel, pack, unpack

LINE = "x^2 + " * LONG
FORMULA = Formula(LINE, LINE + "1", LINE + "2", "x", "x")
STEP = Step(
    "1", "sum", "Sum rule", FORMULA, FORMULA, FORMULA, FORMULA, NOTHING_TO_SAY, Sentence("é\n", "", "□"), None
)


@pytest.mark.parametrize(
    "answer", [None, "x", "x" * LONG, STEP, (STEP, STEP), {"a": [LINE, "\ud800" * LONG]}]
)
def test_an_answer_comes_out_as_it_went_in(answer: object) -> None:
    assert unpack(pack(answer)) == answer


@given(st.lists(st.text() | st.tuples(st.text(), st.integers()) | st.binary()))
def test_any_answer_comes_out_as_it_went_in(answer: object) -> None:
    assert unpack(pack(answer)) == answer


def test_what_is_left_is_read_in_bites(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("tutor.engine.parcel.time.sleep", pauses.append)
    parcel = pack([str(number) for number in range(200_000)])
    assert unpack(parcel)[-1] == "199999"
    assert len(pauses) > len(parcel.content) / 200_000


def test_a_long_text_goes_aside_once() -> None:
    parcel = pack([STEP] * 3 + [LINE])
    assert len(parcel.texts) == 3
    assert len(parcel.content) < LONG
    assert len(pickle.dumps(parcel)) < len(pickle.dumps(STEP)) / 5


def test_what_another_thread_is_importing_just_then_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "halfway"
    package.mkdir()
    (package / "__init__.py").write_text(
        "import time\ntime.sleep(0.2)\nfrom halfway.first import thing\n", encoding="utf-8"
    )
    (package / "first.py").write_text("from halfway.second import thing\n", encoding="utf-8")
    (package / "second.py").write_text("import halfway.first\nthing = 7\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    found: list[object] = []
    importing = threading.Thread(target=lambda: found.append(import_module("halfway").thing))
    importing.start()
    while "halfway" not in sys.modules:
        time.sleep(0.001)
    found.append(unpack(Parcel(b"chalfway.first\nthing\n.", ())))
    importing.join()
    assert found == [7, 7]
