"""The window goes on while long answers come in: nothing long is done in its event loop."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot

from tests.ui import board_data
from tests.ui.fake_engine import FakeAnswer, FakeEngine
from tutor.board import Formula, Walkthrough
from tutor.ui.main_window import MainWindow

STEPS = 300
BOUND = 0.25
"""Seconds of work: five times what is aimed at, so that only what is done in one piece fails. The clock of
the window's thread counts them, which stands still while another program has the processor."""


def line(length: int) -> Formula:
    terms = [f"{power} x^({power})" for power in range(2, length + 2)]
    return Formula(" + ".join(terms), "x", "x", " + ".join(terms), "a long sum")


class LongAnswers(FakeEngine):
    """Explains in hundreds of steps, each a line of as many terms."""

    def _answer(self, name: str, arguments: Mapping[str, Any]) -> FakeAnswer:
        answer = super()._answer(name, arguments)
        if not isinstance(answer.value, Walkthrough):
            return answer
        step = board_data.step("1", "Power rule", "power")
        steps = tuple(
            replace(step, id=str(number), line=line(STEPS), card=line(STEPS + number))
            for number in range(1, STEPS + 1)
        )
        return FakeAnswer(replace(answer.value, steps=steps))


def longest_gap(qtbot: QtBot, window: MainWindow, work: Callable[[], object]) -> float:
    """Return the most work, in seconds, that was done before a timer of 5 ms was answered again."""
    looks = [time.thread_time()]
    timer = QTimer(interval=5)
    timer.timeout.connect(lambda: looks.append(time.thread_time()))
    timer.start()
    work()
    qtbot.waitUntil(lambda: len(looks) > 9 and window.settled, timeout=60_000)
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
    new = longest_gap(qtbot, window, lambda: window.show_problem("x^2 + 1"))
    last = longest_gap(qtbot, window, lambda: qtbot.keyClick(window, Qt.Key.Key_End))
    assert window.derivation.current == STEPS
    assert len(window.derivation.done.rows()) == STEPS - 1
    back = longest_gap(qtbot, window, lambda: window.derivation.go_to(STEPS // 2))
    assert max(new, last, back) < BOUND


def test_what_is_done_in_the_loop_is_noticed(qtbot: QtBot, patient_window: MainWindow) -> None:
    def work() -> None:
        end = time.thread_time() + 2 * BOUND
        while time.thread_time() < end:
            pass

    assert longest_gap(qtbot, patient_window, work) > BOUND
