"""The window goes on while long answers come in: nothing long is done in its event loop."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from types import FrameType
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot

import tutor
from tests.ui import board_data
from tests.ui.fake_engine import FakeAnswer, FakeEngine
from tutor.board import Formula, Walkthrough
from tutor.ui.main_window import MainWindow

STEPS = 300
OURS = tutor.__path__[0]
BOUND = 12_000
"""Calls of Nabla's own functions: several times what one piece of work makes, far less than what is done in
one piece for all the steps. They are counted because a clock would measure the machine: how fast it is, what
else it does, and when Python looks for garbage."""


def line(length: int) -> Formula:
    terms = [f"{power} x^({power})" for power in range(2, length + 2)]
    return Formula(" + ".join(terms), "x", "x", " + ".join(terms), "a long sum")


LONG_STEPS = tuple(
    replace(
        board_data.step("1", "Power rule", "power"),
        id=str(number),
        line=line(STEPS),
        card=line(STEPS + number),
    )
    for number in range(1, STEPS + 1)
)
"""Made once: to make them in the loop would be counted as the window's work."""


class LongAnswers(FakeEngine):
    """Explains in hundreds of steps, each a line of as many terms."""

    def _answer(self, name: str, arguments: Mapping[str, Any]) -> FakeAnswer:
        answer = super()._answer(name, arguments)
        if not isinstance(answer.value, Walkthrough):
            return answer
        return FakeAnswer(replace(answer.value, steps=LONG_STEPS))


def longest_piece(qtbot: QtBot, window: MainWindow, work: Callable[[], object]) -> int:
    """Return the most calls that the window's thread made before a timer of 5 ms was answered again."""
    calls = 0
    looks: list[int] = []

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event == "call" and frame.f_code.co_filename.startswith(OURS)

    timer = QTimer(interval=5)
    timer.timeout.connect(lambda: looks.append(calls))
    timer.start()
    looks.append(calls)
    sys.setprofile(count)
    try:
        work()
        qtbot.waitUntil(lambda: len(looks) > 9 and window.settled, timeout=60_000)
    finally:
        sys.setprofile(None)
    timer.stop()
    return max(after - before for before, after in pairwise(looks))


@pytest.fixture
def patient_window(qtbot: QtBot) -> MainWindow:
    window = MainWindow(LongAnswers(), theme="light")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.settled, timeout=60_000)
    return window


def test_a_walkthrough_of_hundreds_of_long_steps_holds_nothing_up(
    qtbot: QtBot, patient_window: MainWindow
) -> None:
    window = patient_window
    assert window.derivation.count == STEPS
    new = longest_piece(qtbot, window, lambda: window.show_problem("x^2 + 1"))
    last = longest_piece(qtbot, window, lambda: qtbot.keyClick(window, Qt.Key.Key_End))
    assert window.derivation.current == STEPS
    assert len(window.derivation.done.rows()) == STEPS - 1
    back = longest_piece(qtbot, window, lambda: window.derivation.go_to(STEPS // 2))
    assert max(new, last, back) < BOUND


def test_what_is_done_in_one_piece_is_noticed(qtbot: QtBot, patient_window: MainWindow) -> None:
    def work() -> None:
        for _again in range(BOUND):
            assert patient_window.derivation.count == STEPS

    assert longest_piece(qtbot, patient_window, work) > BOUND
